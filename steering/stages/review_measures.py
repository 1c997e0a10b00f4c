"""Überprüfung der Maßnahmen: each owner reports, and each measure gets exactly one fate."""

from sqlmodel import SQLModel

from models import Fate, ItemResult, Measure, MeasureReview, PlannedMeasure
from models.columns import key
from steering.changes import changed
from steering.errors import NotThere
from steering.measures import leaves_the_plan
from steering.stage import Asked, Decided, Desk, Duties, Item
from templates.phrases import phrase
from templates.words import word


def ask(desk: Desk) -> list[Asked]:
    """The owner of every measure of the plan in force is asked for a review."""
    measures = desk.records.by_id(Measure)
    return [
        Asked(
            subject_id=planned.measure_id,
            title=phrase(
                "title.review",
                code=measures[planned.measure_id].code,
                title=measures[planned.measure_id].title,
            ),
            organisation_id=_owner(planned),
        )
        for planned in base_measures(desk)
    ]


def base_measures(desk: Desk) -> list[PlannedMeasure]:
    """The measures of the plan in force, in the order of their codes."""
    mine = [p for p in desk.records.all(PlannedMeasure) if p.version_id == desk.cycle.base_version_id]
    return sorted(mine, key=lambda planned: planned.measure_id)


def _owner(planned: PlannedMeasure) -> str:
    if planned.owner_id is None:
        raise NotThere(
            f"Measure {planned.measure_id} has no owner.",
            code="measure_without_owner",
            measure=planned.measure_id,
        )
    return planned.owner_id


def propose_fates(desk: Desk) -> list[SQLModel]:
    """One fate per measure, as its owner proposes it in this round."""
    return [
        Fate(
            id=key(desk.run.id, review.measure_id.rsplit("/", maxsplit=1)[-1]),
            cycle_id=desk.cycle.id,
            round=desk.run.round,
            measure_id=review.measure_id,
            review_id=review.id,
            disposition=review.proposal,
            reason=review.reason,
        )
        for review in sorted(desk.records.all(MeasureReview), key=lambda review: review.measure_id)
        if review.round == desk.run.round
    ]


def items(desk: Desk, _gate: str) -> list[Item]:
    """Each fate is confirmed by itself."""
    measures = desk.records.by_id(Measure)
    return [_item(fate, measures[fate.measure_id]) for fate in _fates_of_the_round(desk)]


def _item(fate: Fate, measure: Measure) -> Item:
    wording = "item.fate_gone.text" if leaves_the_plan(fate.disposition) else "item.fate.text"
    disposition = word(fate.disposition.value)
    return Item(
        subject_id=fate.id,
        title=phrase("item.fate", code=measure.code, title=measure.title, disposition=disposition),
        text=phrase(wording, code=measure.code, disposition=disposition, reason=fate.reason),
    )


def _fates_of_the_round(desk: Desk) -> list[Fate]:
    fates = [fate for fate in desk.records.all(Fate) if fate.round == desk.run.round]
    return sorted(fates, key=lambda fate: fate.id)


def settle(desk: Desk, decided: Decided) -> list[SQLModel]:
    """A fate that was adopted is confirmed."""
    adopted = {item.subject_id for item in decided.items if item.result is ItemResult.ADOPTED}
    return [changed(fate, is_confirmed=True) for fate in _fates_of_the_round(desk) if fate.id in adopted]


DUTIES = Duties(asks=ask, work=propose_fates, items=items, settle=settle)
