"""What a plan needs before it is in force: recommendations and resolutions, and their counts."""

from collections.abc import Sequence

import pandas as pd

from models import (
    Committee,
    CommitteeKind,
    Cycle,
    DraftVersion,
    ItemResult,
    Measure,
    PlannedMeasure,
    Recommendation,
    Resolution,
)
from steering.frames.given import Given, staying, table
from steering.records import Records

ACTS = ("title", "acts_count")
MEASURES = ("code", "title", "owner_id", "acts_count", "is_adopted", "fiscal_year")
RESOLUTIONS = ("committee", "subject", "decides")
VOTES = ("committee", "subject", "on_date", "votes_count", "present_count", "seats_count")

Act = Recommendation | Resolution

# For the plan as a whole, postponed and referred back are no end: the matter comes again.
_FINAL = (ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED, ItemResult.REJECTED)
# A single measure may wait: the council has spoken, and the plan is adopted in part.
_SPOKEN = (*_FINAL, ItemResult.POSTPONED, ItemResult.REFERRED_BACK)
_ADOPTED = (ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED)


def frames(given: Given) -> dict[str, pd.DataFrame]:
    """The acts on the plan, the acts on each budget-relevant measure, and how each was counted."""
    records = given.records
    cycle = records.one(Cycle)
    committees = records.by_id(Committee)
    council = {one.id for one in committees.values() if one.kind == CommitteeKind.COUNTY_COUNCIL}
    advisers = {one.id for one in committees.values() if one.kind == CommitteeKind.ADVISORY_BOARD}
    plan = _plan_ids(records, cycle)
    resolutions = records.all(Resolution)
    acts: list[Act] = [*records.all(Recommendation), *resolutions]
    return {
        "plan_recommendations": _on_plan(records.all(Recommendation), advisers, plan, cycle),
        "plan_resolutions": _on_plan(resolutions, council, plan, cycle),
        "budget_measures": _measures(
            records, cycle, [one for one in resolutions if one.committee_id in council]
        ),
        "resolutions": table((_resolution(one, committees) for one in resolutions), RESOLUTIONS),
        "votes": table((_votes(one, committees) for one in acts), VOTES),
    }


def _plan_ids(records: Records, cycle: Cycle) -> set[str]:
    """The names under which the whole plan can have been put before a body."""
    drafts = {draft.id for draft in records.all(DraftVersion) if draft.cycle_id == cycle.id}
    return {cycle.target_version_id, cycle.id} | drafts


def _on_plan(acts: Sequence[Act], bodies: set[str], plan: set[str], cycle: Cycle) -> pd.DataFrame:
    final = [
        act for act in acts if act.committee_id in bodies and act.subject_id in plan and act.result in _FINAL
    ]
    return table([{"title": cycle.target_version_id, "acts_count": len(final)}], ACTS)


def _measures(records: Records, cycle: Cycle, by_council: list[Resolution]) -> pd.DataFrame:
    measures = records.by_id(Measure)
    rows = []
    for one in staying(records.all(PlannedMeasure), cycle.target_version_id):
        if not one.is_budget_relevant:
            continue
        spoken = [
            act for act in by_council if act.subject_id in {one.id, one.measure_id} and act.result in _SPOKEN
        ]
        measure = measures.get(one.measure_id)
        rows.append(
            {
                "code": measure.code if measure else one.measure_id,
                "title": measure.title if measure else one.measure_id,
                "owner_id": one.owner_id,
                "acts_count": len(spoken),
                "is_adopted": any(act.result in _ADOPTED for act in spoken),
                "fiscal_year": next((act.fiscal_year for act in spoken if act.fiscal_year), None),
            }
        )
    return table(rows, MEASURES)


def _resolution(act: Resolution, committees: dict[str, Committee]) -> dict[str, object]:
    body = committees.get(act.committee_id)
    return {
        "committee": body.title if body else act.committee_id,
        "subject": act.subject_id,
        "decides": body is not None and body.decides and act.committee_decides,
    }


def _votes(act: Act, committees: dict[str, Committee]) -> dict[str, object]:
    body = committees.get(act.committee_id)
    return {
        "committee": body.title if body else act.committee_id,
        "subject": act.subject_id,
        "on_date": act.on_date.isoformat(),
        "votes_count": act.yes_count + act.no_count + act.abstain_count,
        "present_count": act.present_count,
        "seats_count": body.seats_count if body else 0,
    }
