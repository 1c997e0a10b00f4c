"""The facts of the review report (Überprüfung der Maßnahmen)."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from models import Disposition, Fate, MasterplanVersion, Measure, MeasureReview, Organisation, PlannedMeasure
from steering.documents.front import front
from steering.documents.values import indicator_titled
from steering.stage import Desk
from templates.document_facts import FateCount, ReviewFacts, ReviewReportFacts

Round = TypeVar("Round", MeasureReview, Fate)


def review_report(desk: Desk) -> ReviewReportFacts:
    """Every measure of the plan in force, with or without an answer: none vanishes silently."""
    base = desk.records.by_id(MasterplanVersion)[desk.cycle.base_version_id]
    listed = desk.records.by_id(Measure)
    planned = sorted(
        (each for each in desk.records.all(PlannedMeasure) if each.version_id == base.id),
        key=lambda each: listed[each.measure_id].code,
    )
    reviews, fates = newest(desk, desk.records.all(MeasureReview)), newest(desk, desk.records.all(Fate))
    counts = Counter(fate.disposition for fate in fates.values())
    return ReviewReportFacts(
        front=front(desk),
        base_label=base.label,
        base_period=f"{base.period_from_year}–{base.period_to_year}",
        measures=tuple(
            _measure(desk, sheet, reviews.get(sheet.measure_id), fates.get(sheet.measure_id))
            for sheet in planned
        ),
        counts=tuple(FateCount(disposition=each, count=counts[each]) for each in Disposition if counts[each]),
    )


def newest(desk: Desk, records: Iterable[Round]) -> dict[str, Round]:
    """The record of the newest round for each measure."""
    mine = sorted((each for each in records if each.cycle_id == desk.cycle.id), key=lambda each: each.round)
    return {each.measure_id: each for each in mine}


def _measure(
    desk: Desk, sheet: PlannedMeasure, review: MeasureReview | None, fate: Fate | None
) -> ReviewFacts:
    measure, owners = desk.records.by_id(Measure)[sheet.measure_id], desk.records.by_id(Organisation)
    asked = review.owner_id if review else sheet.owner_id
    unanswered = ReviewFacts(
        code=measure.code,
        title=measure.title,
        title_is_in_sources=bool(measure.title_source),
        owner=owners[asked].title if asked in owners else "",
        has_answer=False,
    )
    if review is None:
        return unanswered
    return ReviewFacts(
        code=unanswered.code,
        title=unanswered.title,
        title_is_in_sources=unanswered.title_is_in_sources,
        owner=unanswered.owner,
        has_answer=True,
        status=review.status,
        output=review.output,
        obstacles=review.obstacles,
        indicator_title=indicator_titled(desk, review.indicator_key),
        proposal=review.proposal,
        reason=review.reason,
        fate=fate.disposition if fate else None,
        fate_reason=fate.reason if fate else "",
        is_confirmed=fate.is_confirmed if fate else False,
        is_simulated=review.is_simulated,
    )
