"""The measures of the plan in force, each with its review."""

from collections import defaultdict
from typing import TypeVar

import pandas as pd

from models import (
    Cycle,
    Fate,
    IndicatorValue,
    Measure,
    MeasureReview,
    Organisation,
    PlannedMeasure,
    Request,
    RequestKind,
    StageRun,
)
from steering.frames.given import Given, staying, table
from steering.records import Records

Kind = TypeVar("Kind", MeasureReview, Fate)

COLUMNS = (
    "code",
    "title",
    "owner_id",
    "asked_id",
    "asked",
    "reviewer_id",
    "reviewer",
    "reviews_count",
    "fates_count",
    "is_reviewed",
    "reason",
    "output",
    "indicator_key",
    "indicator_is_known",
)


def frames(given: Given) -> dict[str, pd.DataFrame]:
    """One row per measure of the plan in force."""
    records = given.records
    cycle = records.one(Cycle)
    asked = _asked(records)
    now = _round(records, cycle)
    reviews = _by_measure([one for one in records.all(MeasureReview) if (one.cycle_id, one.round) == now])
    fates = _by_measure([one for one in records.all(Fate) if (one.cycle_id, one.round) == now])
    known = {value.indicator_key for value in records.all(IndicatorValue)}
    measures = records.by_id(Measure)
    names = {one.id: one.title for one in records.all(Organisation)}
    rows = []
    for planned in staying(records.all(PlannedMeasure), cycle.base_version_id):
        found = reviews[planned.measure_id]
        review = found[0] if found else None
        measure = measures.get(planned.measure_id)
        asked_id = asked.get(planned.measure_id) or asked.get(planned.id) or planned.owner_id
        indicator = (review.indicator_key if review else None) or ""
        rows.append(
            {
                "code": measure.code if measure else planned.measure_id,
                "title": measure.title if measure else planned.measure_id,
                "owner_id": planned.owner_id,
                "asked_id": asked_id,
                "asked": names.get(asked_id or "", asked_id),
                "reviewer_id": review.owner_id if review else None,
                "reviewer": names.get(review.owner_id, review.owner_id) if review else None,
                "reviews_count": len(found),
                "fates_count": max(len(found), len(fates[planned.measure_id])),
                "is_reviewed": review is not None,
                "reason": review.reason if review else "",
                "output": review.output if review else "",
                "indicator_key": indicator,
                "indicator_is_known": not indicator or indicator in known,
            }
        )
    return {"base_measures": table(rows, COLUMNS)}


def _asked(records: Records) -> dict[str, str]:
    """Who was asked last to review a measure, by the subject of the request."""
    asked = [request for request in records.all(Request) if request.kind == RequestKind.REVIEW]
    return {
        request.subject_id: request.organisation_id for request in sorted(asked, key=lambda one: one.asked_at)
    }


def _round(records: Records, cycle: Cycle) -> tuple[str, int]:
    """The cycle and the round that counts: the stage's last one, else the last that was answered."""
    runs = [
        run.round
        for run in records.all(StageRun)
        if (run.cycle_id, run.stage_key) == (cycle.id, "review_measures")
    ]
    answered = [review.round for review in records.all(MeasureReview) if review.cycle_id == cycle.id]
    return cycle.id, max(runs or answered, default=1)


def _by_measure(records: list[Kind]) -> defaultdict[str, list[Kind]]:
    found: defaultdict[str, list[Kind]] = defaultdict(list)
    for record in records:
        found[record.measure_id].append(record)
    return found
