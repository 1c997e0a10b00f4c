"""A vote of a meeting as its minutes tell it, with what the outcome still needs."""

from models import ItemVote
from steering.meetings.dossier import MeetingDossier, Point
from steering.meetings.outcome import VOTED
from steering.meetings.summoning import item_quorum
from templates.document_facts.meeting import VoteLine
from templates.reasons import reason_text


def vote_line(dossier: MeetingDossier, point: Point, vote: ItemVote, language: str) -> VoteLine:
    """One vote, with its wording and its count."""
    told = (vote.remark.strip(), _approval(dossier, point, vote, language))
    return VoteLine(
        title=point.title,
        text=vote.text,
        is_amended=vote.is_amended,
        result=vote.result,
        mode=vote.mode,
        present=vote.present_count,
        recused=vote.recused_count,
        yes=vote.yes_count,
        no=vote.no_count,
        abstain=vote.abstain_count,
        remark=" ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in told if part),
    )


def _approval(dossier: MeetingDossier, point: Point, vote: ItemVote, language: str) -> str:
    """That so few could decide only with the approval of the supervisory authority (NKomVG s. 65 (3))."""
    if vote.result not in VOTED or not dossier.summonses:
        return ""
    found = item_quorum(
        dossier.rules_on(point),
        dossier.summonses[-1],
        present=vote.present_count,
        recused=vote.recused_count,
    )
    return reason_text(found.reason.code, found.reason.facts, language) if found.needs_approval else ""
