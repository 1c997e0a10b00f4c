"""The measures that the new plan carries on with or begins, and the fates behind them."""

import re

import pandas as pd

from models import Committee, Cycle, Disposition, Fate, Measure, MeasureLineage, PlannedMeasure
from steering.frames import disclosure
from steering.frames.given import Given, newest, staying, table
from steering.measures import route_of
from steering.records import Records

MEASURES = (
    "code",
    "title",
    "owner_id",
    "goal",
    "has_yardstick",
    "is_budget_relevant",
    "has_cost",
    "route",
    "unknown_bodies",
    "unknown_count",
    "ends_where_decided",
)
FATES = ("code", "title", "disposition", "is_kept", "is_left", "is_planned", "is_absent")

# A goal that says by which year something is done is a milestone: one can see whether it was met.
_YEAR = re.compile(r"\b20\d{2}\b")
_KEPT = (Disposition.CONTINUED, Disposition.REORIENTED)
_LEFT = (Disposition.COMPLETED, Disposition.DROPPED)


def frames(given: Given) -> dict[str, pd.DataFrame]:
    """Planned measures, and the confirmed fates of the measures in force."""
    records = given.records
    cycle = records.one(Cycle)
    planned = staying(records.all(PlannedMeasure), cycle.target_version_id)
    return {
        "planned_measures": planned_measures(records, planned),
        "fates": _fates(records, cycle, planned),
        **disclosure.frames(records),
    }


def planned_measures(records: Records, planned: list[PlannedMeasure]) -> pd.DataFrame:
    """One row per measure that stays in the plan."""
    bodies = {committee.key: committee for committee in records.all(Committee)}
    measures = records.by_id(Measure)
    rows = []
    for one in planned:
        route = route_of(one)
        unknown = [key for key in route if key not in bodies]
        last = bodies.get(route[-1]) if route else None
        measure = measures.get(one.measure_id)
        rows.append(
            {
                "code": measure.code if measure else one.measure_id,
                "title": measure.title if measure else one.measure_id,
                "owner_id": one.owner_id,
                "goal": one.goal,
                "has_yardstick": bool(one.indicator_key) or _YEAR.search(one.goal) is not None,
                "is_budget_relevant": one.is_budget_relevant,
                "has_cost": one.cost_eur is not None or one.cost_yearly_eur is not None,
                "route": one.route,
                "unknown_bodies": ", ".join(unknown),
                "unknown_count": len(unknown),
                "ends_where_decided": last is not None and last.decides,
            }
        )
    return table(rows, MEASURES)


def _fates(records: Records, cycle: Cycle, planned: list[PlannedMeasure]) -> pd.DataFrame:
    """Confirmed fates: what is kept must be planned, directly or under a new code; what is left must not."""
    in_plan = {one.measure_id for one in planned}
    followed = {
        link.from_measure_id
        for link in records.all(MeasureLineage)
        if link.version_id == cycle.target_version_id and link.to_measure_id in in_plan
    }
    measures = records.by_id(Measure)
    rows = []
    for fate in newest([fate for fate in records.all(Fate) if fate.cycle_id == cycle.id]):
        measure = measures.get(fate.measure_id)
        rows.append(
            {
                "code": measure.code if measure else fate.measure_id,
                "title": measure.title if measure else fate.measure_id,
                "disposition": str(fate.disposition),
                "is_kept": fate.is_confirmed and fate.disposition in _KEPT,
                "is_left": fate.is_confirmed and fate.disposition in _LEFT,
                "is_planned": fate.measure_id in in_plan | followed,
                "is_absent": fate.measure_id not in in_plan,
            }
        )
    return table(rows, FATES)
