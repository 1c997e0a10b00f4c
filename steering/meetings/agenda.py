"""The agenda (Tagesordnung): its numbers, its hash, who has agreed to it, and what the public may see."""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence

from models import AgendaAct, AgendaEntry, AgendaItem, AgendaPaper, AgendaParty
from steering.errors import NotAllowedNow
from steering.meetings.dossier import MeetingDossier

CONSENTING = frozenset({AgendaAct.PROPOSED, AgendaAct.AGREED, AgendaAct.DEMANDED})


def agenda_sha256(dossier: MeetingDossier) -> str:
    """The hash of what is to be dealt with: numbers, titles, proposals, and whether in public."""
    told = [
        [
            item.number,
            item.title,
            item.kind.value,
            item.is_public,
            item.proposal,
            item.gate_id or "",
            _shown(dossier, item),
        ]
        for item in dossier.agenda
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _shown(dossier: MeetingDossier, item: AgendaItem) -> str:
    gate = dossier.gates.get(item.gate_id or "")
    return gate.content_sha256 if gate else ""


def papers_sha256(papers: Iterable[AgendaPaper]) -> str:
    """The hash over the hashes of all papers."""
    return hashlib.sha256("\n".join(paper.sha256 for paper in papers).encode()).hexdigest()


def missing_parties(entries: Sequence[AgendaEntry], sha256: str) -> list[AgendaParty]:
    """Who of the two who draw up an agenda has not agreed to it as it is (NKomVG s. 59 (3))."""
    consenting = {
        entry.party for entry in entries if entry.act in CONSENTING and entry.agenda_sha256 == sha256
    }
    return [party for party in AgendaParty if party not in consenting]


def next_number(items: Sequence[AgendaItem]) -> str:
    """The number after the highest whole one."""
    whole = [int(found[0]) for item in items if (found := re.match(r"\d+", item.number))]
    return str(max(whole, default=0) + 1)


def refuse_number(items: Sequence[AgendaItem], number: str) -> None:
    """Refuse a number that is taken, or none."""
    if not number.strip():
        raise NotAllowedNow("An item needs a number.", code="agenda_number_missing")
    if any(item.number == number for item in items if not item.is_withdrawn):
        raise NotAllowedNow(f"{number} is taken.", code="agenda_number_taken", number=number)


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Items by their numbers: 8, 8.1, 8.2, 9; what is no number comes by its letters."""
    return sorted(items, key=lambda item: _natural(item.number))


def _natural(number: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"\d+|[^\d.\s]+", number)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts]


def public_part(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items that anybody may read."""
    return [item for item in items if item.is_public]


def non_public_part(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items for members only."""
    return [item for item in items if not item.is_public]
