"""What the council's resolutions make of the plan, its measures and the revision."""

from datetime import date

import pytest

from models import (
    Cycle,
    CycleState,
    DecisionStatus,
    ItemResult,
    MasterplanVersion,
    PlannedMeasure,
    Recommendation,
    Resolution,
    VersionState,
)
from steering.stages.approve_plan import DUTIES
from tests.steering.stages.desks import AT, TARGET, a_desk, a_measure, a_sheet, decided, declared

STAGE = "approve_plan"
ADOPTED, REJECTED, POSTPONED = ItemResult.ADOPTED, ItemResult.REJECTED, ItemResult.POSTPONED
BUDGET, PLAIN = a_sheet("M01", is_budget_relevant=True), a_sheet("M02")
MEASURES = (a_measure("M01"), a_measure("M02"))


def resolutions(plan: ItemResult, budget: ItemResult) -> list[Resolution]:
    desk = a_desk(STAGE, BUDGET, PLAIN)
    made = DUTIES.settle(desk, decided("resolution", {TARGET: plan, BUDGET.id: budget}))
    return [record for record in made if isinstance(record, Resolution)]


def test_the_plan_is_one_item_and_each_budget_relevant_measure_another() -> None:
    items = DUTIES.items(a_desk(STAGE, BUDGET, PLAIN, *MEASURES), "resolution")

    assert [item.subject_id for item in items] == [TARGET, BUDGET.id]
    assert all(item.text for item in items)


def test_bodies_that_advise_recommend_and_bodies_that_decide_resolve() -> None:
    desk = a_desk(STAGE, BUDGET)
    results = {TARGET: ADOPTED, BUDGET.id: ADOPTED}

    advised = DUTIES.settle(desk, decided("preparation", results))
    resolved = DUTIES.settle(desk, decided("resolution", results))

    assert {type(record) for record in advised} == {Recommendation}
    assert {type(record) for record in resolved} == {Resolution, PlannedMeasure}
    assert declared(STAGE, [*advised, *resolved])


@pytest.mark.parametrize(
    ("plan", "budget", "expected"),
    [
        (ADOPTED, ADOPTED, (DecisionStatus.DECIDED, DecisionStatus.DECIDED)),
        (ADOPTED, POSTPONED, (DecisionStatus.POSTPONED, DecisionStatus.DECIDED)),
        (ADOPTED, REJECTED, (DecisionStatus.REJECTED, DecisionStatus.DECIDED)),
        # A measure of a plan that was rejected is not decided, whatever was said of it alone.
        (REJECTED, ADOPTED, (DecisionStatus.REJECTED, DecisionStatus.REJECTED)),
    ],
)
def test_measures_stand_by_their_own_item_and_fall_with_the_plan(
    plan: ItemResult, budget: ItemResult, expected: tuple[DecisionStatus, DecisionStatus]
) -> None:
    desk = a_desk(STAGE, BUDGET, PLAIN)

    made = DUTIES.settle(desk, decided("resolution", {TARGET: plan, BUDGET.id: budget}))

    sheets = {record.id: record for record in made if isinstance(record, PlannedMeasure)}
    assert (sheets[BUDGET.id].decision_status, sheets[PLAIN.id].decision_status) == expected


@pytest.mark.parametrize(
    ("plan", "budget", "state", "version"),
    [
        (ADOPTED, ADOPTED, CycleState.ADOPTED, VersionState.ADOPTED),
        (ADOPTED, POSTPONED, CycleState.PARTIALLY_ADOPTED, VersionState.ADOPTED),
        (ItemResult.ADOPTED_AS_AMENDED, ADOPTED, CycleState.ADOPTED, VersionState.ADOPTED),
        (REJECTED, ADOPTED, CycleState.REJECTED, VersionState.REJECTED),
    ],
)
def test_the_revision_ends_as_the_council_decided(
    plan: ItemResult, budget: ItemResult, state: CycleState, version: VersionState
) -> None:
    made = DUTIES.conclude(a_desk(STAGE, BUDGET, PLAIN, *resolutions(plan, budget)))

    (cycle,) = [record for record in made if isinstance(record, Cycle)]
    target = next(r for r in made if isinstance(r, MasterplanVersion) and r.id == TARGET)
    assert (cycle.state, cycle.closed_at, target.state) == (state, AT, version)
    assert (cycle.next_due_on is None) == (state is CycleState.REJECTED)
    assert declared(STAGE, made)


def test_a_plan_comes_into_force_when_its_period_begins_and_the_old_one_ends() -> None:
    records = (BUDGET, *resolutions(ADOPTED, ADOPTED))

    early = DUTIES.conclude(a_desk(STAGE, *records))
    in_time = DUTIES.conclude(a_desk(STAGE, *records, today=date(2028, 2, 16)))

    states = [
        {r.label: r.state for r in made if isinstance(r, MasterplanVersion)} for made in (early, in_time)
    ]
    assert states == [
        {"3.0": VersionState.ADOPTED},
        {"2.0": VersionState.SUPERSEDED, "3.0": VersionState.IN_FORCE},
    ]
