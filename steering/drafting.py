"""The draft of the plan, written from records: passages, and the evidence of every figure in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models import (
    Comment,
    CommentState,
    Committee,
    DraftVersion,
    Evidence,
    ExpertForum,
    MasterplanVersion,
    Measure,
    Need,
    Organisation,
    Passage,
    Topic,
)
from models.columns import key
from steering.documents.evidence import Ledger
from steering.drafting_chapters import Written, fates, figures, implementation, introduction, measures, topics
from steering.references import unreferenced_figures, with_references
from steering.stage import Desk
from templates.paper import term
from templates.statements import capitalised

__all__ = [
    "accepted_comments",
    "amended_wording",
    "names_with_digits",
    "unreferenced_figures",
    "write_passages",
]

AMENDMENTS = "amendments"


def write_passages(desk: Desk, draft_id: str) -> tuple[list[Passage], list[Evidence]]:
    """All passages of the next draft, with what earlier rounds' comments demanded worked in."""
    ledger = Ledger()
    written = [
        *introduction(desk),
        *figures(desk, ledger),
        *fates(desk),
        *topics(desk),
        *measures(desk),
        *implementation(desk),
    ]
    evidence = ledger.written(draft_id)
    shown = {part: each.reference for each in evidence for part in each.shown.split("; ")}
    passages = [
        Passage(
            id=key(draft_id, each.anchor),
            draft_id=draft_id,
            number=number,
            anchor=each.anchor,
            heading=each.heading,
            text=with_references(each.whole, shown),
        )
        for number, each in enumerate(_amended(written, accepted_comments(desk)), start=1)
    ]
    return passages, evidence


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """Wording that an answered comment adds to a passage."""

    anchor: str
    wording: str


def accepted_comments(desk: Desk) -> list[Amendment]:
    """What comments on earlier drafts of this cycle changed, in the order in which they came.

    Drafts are written anew from records every round, so the accepted wording of all earlier
    rounds is worked in again; otherwise round three would lose what round two had promised.
    """
    drafts = {draft.id for draft in desk.records.all(DraftVersion) if draft.cycle_id == desk.cycle.id}
    accepted = [
        comment
        for comment in desk.records.all(Comment)
        if comment.draft_id in drafts
        and comment.state in {CommentState.ACCEPTED, CommentState.PARTLY_ACCEPTED}
    ]
    return [
        Amendment(anchor=comment.anchor, wording=amended_wording(comment.answer))
        for comment in sorted(accepted, key=lambda each: (each.made_at, each.id))
    ]


def amended_wording(answer: str) -> str:
    """The new wording in an answer: what stands in quotes, or else the whole answer."""
    start, end = answer.find("„"), answer.rfind("“")
    return answer[start + 1 : end].strip() if 0 <= start < end else answer.strip()


def _amended(written: Iterable[Written], amendments: Iterable[Amendment]) -> list[Written]:
    """Each amendment behind its passage; those without a passage in a chapter of their own."""
    passages = {each.anchor: each for each in written}
    for amendment in amendments:
        anchor = amendment.anchor if amendment.anchor in passages else AMENDMENTS
        before = passages.get(anchor)
        if before is None:
            passages[anchor] = Written(
                anchor=anchor, heading=term("heading_amendments"), text=amendment.wording
            )
        elif amendment.wording not in before.text:
            passages[anchor] = replace(before, text=f"{before.text} {amendment.wording}")
    return list(passages.values())


def names_with_digits(desk: Desk) -> list[str]:
    """Titles and labels on the desk; the digits in them are names, not figures."""
    titles = [
        *(each.title for each in desk.records.all(Committee)),
        *(each.title for each in desk.records.all(ExpertForum)),
        *(each.title for each in desk.records.all(Measure)),
        *(each.title for each in desk.records.all(Need)),
        *(each.title for each in desk.records.all(Organisation)),
        *(each.title for each in desk.records.all(Topic)),
    ]
    labels = [version.label for version in desk.records.all(MasterplanVersion)]
    codes = [measure.code for measure in desk.records.all(Measure)]
    indicators = [text for each in desk.catalogue for text in (each.title, each.caveat, *each.table_codes)]
    return [*titles, *labels, *codes, *indicators, *_definitions(desk)]


def _definitions(desk: Desk) -> list[str]:
    """What a statement says around its gaps: „jünger als 18 Jahre“ is no figure but what is counted."""
    statements = [text for each in desk.catalogue for text in (each.statement, each.statement_below)]
    parts = [part.strip() for text in statements for part in re.split(r"\{[^{}]*\}", text)]
    return [form for part in parts for form in (part, capitalised(part)) if form]
