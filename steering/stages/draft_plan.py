"""Vorlage des Entwurfs (station 3): sheets are filled, the draft is written, discussed, improved."""

import hashlib

from sqlmodel import SQLModel

from models import DraftVersion, Measure, PlannedMeasure
from models.columns import key
from steering.drafting import write_passages
from steering.errors import NotThere
from steering.stage import Asked, Desk, Duties, Item
from templates.phrases import phrase


def ask(desk: Desk) -> list[Asked]:
    """The owner of every sheet that is still empty is asked to fill it."""
    measures = desk.records.by_id(Measure)
    return [
        Asked(
            subject_id=sheet.id,
            title=phrase(
                "title.sheet", code=measures[sheet.measure_id].code, title=measures[sheet.measure_id].title
            ),
            organisation_id=_owner(sheet),
        )
        for sheet in sorted(desk.records.all(PlannedMeasure), key=lambda sheet: sheet.id)
        if sheet.version_id == desk.cycle.target_version_id and not sheet.goal
    ]


def _owner(sheet: PlannedMeasure) -> str:
    if sheet.owner_id is None:
        raise NotThere(f"Sheet {sheet.id} has no owner.", code="measure_without_owner", measure=sheet.id)
    return sheet.owner_id


def write_draft(desk: Desk) -> list[SQLModel]:
    """The next draft: its passages, and the evidence of every figure in them."""
    draft_id = key(desk.run.id, "draft")
    passages, evidence = write_passages(desk, draft_id)
    text = "\n\n".join(f"{passage.heading}\n{passage.text}" for passage in passages)
    earlier = latest_draft(desk)
    draft = DraftVersion(
        id=draft_id,
        cycle_id=desk.cycle.id,
        round=desk.run.round,
        title=_title(desk),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        previous_id=earlier.id if earlier else None,
        created_at=desk.now,
    )
    return [draft, *passages, *evidence]


def latest_draft(desk: Desk) -> DraftVersion | None:
    """The draft of the newest round, if one was written."""
    return max(desk.records.all(DraftVersion), key=lambda draft: draft.round, default=None)


def _title(desk: Desk) -> str:
    label = desk.cycle.target_version_id.rsplit("/", maxsplit=1)[-1]
    return phrase("draft.title", label=label, region=desk.region_title, round=desk.run.round)


def items(desk: Desk, gate: str) -> list[Item]:
    """The draft as a whole; remarks are made to its passages."""
    draft = latest_draft(desk)
    if draft is None:
        raise NotThere("No draft has been written.", code="no_draft")
    wording = "item.consultation.text" if gate == "consultation" else "item.draft.text"
    return [Item(subject_id=draft.id, title=phrase("item.draft", title=draft.title), text=phrase(wording))]


DUTIES = Duties(asks=ask, work=write_draft, items=items)
