"""What the final discussion rests on: the released draft, its comments, the routes of decision."""

import pandas as pd

from models import (
    Comment,
    CommentState,
    Committee,
    CommitteeKind,
    Cycle,
    DraftVersion,
    Gate,
    GateState,
    Measure,
    PlannedMeasure,
    StageRun,
    StageState,
)
from steering.frames.given import Given, newest, staying, table
from steering.measures import route_of
from steering.records import Records

DRAFTS = ("title", "round", "is_released")
COMMENTS = ("author", "anchor", "text", "is_answered")
MEASURES = ("code", "title", "owner_id", "route", "is_budget_relevant", "ends_at_council")
ROUTES = ("code", "title", "owner_id", "committee", "seats_count")

_PASSED = (GateState.PASSED, GateState.PASSED_WITH_CONDITIONS)


def frames(given: Given) -> dict[str, pd.DataFrame]:
    """The newest draft, the comments on it, the planned measures and the bodies on their routes."""
    records = given.records
    cycle = records.one(Cycle)
    planned = staying(records.all(PlannedMeasure), cycle.target_version_id)
    drafts = newest([draft for draft in records.all(DraftVersion) if draft.cycle_id == cycle.id])
    return {
        "drafts": table(
            (
                {"title": draft.title, "round": draft.round, "is_released": _is_released(records, draft)}
                for draft in drafts
            ),
            DRAFTS,
        ),
        "comments": _comments(records),
        "planned_measures": _measures(records, planned),
        "routes": _routes(records, planned),
    }


def _is_released(records: Records, draft: DraftVersion) -> bool:
    """Every question of the draft's stage was passed, or the coordinator skipped the stage."""
    runs = [
        run
        for run in records.all(StageRun)
        if (run.cycle_id, run.stage_key, run.round) == (draft.cycle_id, "draft_plan", draft.round)
    ]
    if any(run.state in {StageState.ACCEPTED, StageState.SKIPPED} for run in runs):
        return True
    ids = {run.id for run in runs} or {f"{draft.cycle_id}/draft_plan/{draft.round}"}
    gates = sorted(
        (gate for gate in records.all(Gate) if gate.stage_run_id in ids), key=lambda gate: gate.attempt
    )
    last = {gate.key: gate for gate in gates}
    return bool(last) and all(gate.state in _PASSED for gate in last.values())


def _comments(records: Records) -> pd.DataFrame:
    rows = (
        {
            "author": comment.author,
            "anchor": comment.anchor,
            "text": comment.text,
            "is_answered": comment.state != CommentState.OPEN,
        }
        for comment in records.all(Comment)
    )
    return table(rows, COMMENTS)


def _measures(records: Records, planned: list[PlannedMeasure]) -> pd.DataFrame:
    bodies = {committee.key: committee for committee in records.all(Committee)}
    measures = records.by_id(Measure)
    rows = []
    for one in planned:
        last = bodies.get(([*route_of(one)] or [""])[-1])
        rows.append(
            {
                "code": measures[one.measure_id].code if one.measure_id in measures else one.measure_id,
                "title": measures[one.measure_id].title if one.measure_id in measures else one.measure_id,
                "owner_id": one.owner_id,
                "route": one.route,
                "is_budget_relevant": one.is_budget_relevant,
                "ends_at_council": last is not None and last.kind == CommitteeKind.COUNTY_COUNCIL,
            }
        )
    return table(rows, MEASURES)


def _routes(records: Records, planned: list[PlannedMeasure]) -> pd.DataFrame:
    """One row per measure and body on its route; a body that does not exist has no seats."""
    bodies = {committee.key: committee for committee in records.all(Committee)}
    measures = records.by_id(Measure)
    rows = (
        {
            "code": measures[one.measure_id].code if one.measure_id in measures else one.measure_id,
            "title": measures[one.measure_id].title if one.measure_id in measures else one.measure_id,
            "owner_id": one.owner_id,
            "committee": bodies[key].title if key in bodies else key,
            "seats_count": bodies[key].seats_count if key in bodies else 0,
        }
        for one in planned
        for key in route_of(one)
    )
    return table(rows, ROUTES)
