"""What late data cost: what the backward planner says, from the day on which the round began."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from steering.calendar.planner import delay_effect, plan_forward
from steering.lateness import cost_of_waiting
from tests.steering.calendar.test_planner import heidekreis_ground

GROUND = replace(heidekreis_ground(), calendar=heidekreis_ground().calendar.everyday)
OPENED = date(2027, 1, 11)
ANSWERS = "collect_data/answers"
FEW = settings(max_examples=25, deadline=None)


def test_a_delivery_moves_nothing_until_the_last_harmless_day_and_the_draft_on_the_next_working_day() -> None:
    last = cost_of_waiting(GROUND, OPENED, 1, OPENED).last_harmless_on
    after = GROUND.calendar.add_working_days(last, 1)

    assert cost_of_waiting(GROUND, OPENED, 1, last).moved_days == 0
    assert cost_of_waiting(GROUND, OPENED, 1, after).moved_days > 0


def test_the_cost_is_what_the_planner_delays_of_the_draft() -> None:
    plan = plan_forward(GROUND, OPENED)
    planned_on = plan.planned(ANSWERS).earliest_end
    today = GROUND.calendar.add_working_days(planned_on, 60)

    cost = cost_of_waiting(GROUND, OPENED, 1, today)

    assert cost.moved_days == delay_effect(plan, ANSWERS, 60).draft_days > 0


def test_a_later_round_has_no_weeks_for_the_work_of_the_stage_any_more() -> None:
    first, second = (
        plan_forward(ground, OPENED).planned("draft_plan").earliest_end
        for ground in (GROUND, replace(GROUND, timings=tuple(shorter(each) for each in GROUND.timings)))
    )
    today = OPENED + timedelta(days=90)

    assert second <= first
    assert cost_of_waiting(GROUND, OPENED, 2, today).last_harmless_on == (
        cost_of_waiting(
            replace(GROUND, timings=tuple(shorter(each) for each in GROUND.timings)), OPENED, 1, today
        ).last_harmless_on
    )


def shorter(timing):  # type: ignore[no-untyped-def]
    return replace(timing, weeks=1) if timing.key == "collect_data" else timing


@FEW
@given(opened=st.integers(0, 700), first=st.integers(0, 200), more=st.integers(0, 60))
def test_waiting_longer_never_costs_less(opened: int, first: int, more: int) -> None:
    opened_on = OPENED + timedelta(days=opened)
    today = opened_on + timedelta(days=first)

    before = cost_of_waiting(GROUND, opened_on, 1, today)
    after = cost_of_waiting(GROUND, opened_on, 1, today + timedelta(days=more))

    assert 0 <= before.moved_days <= after.moved_days
    assert before.last_harmless_on == after.last_harmless_on
    assert before.moved_days == 0 or today > before.last_harmless_on


@FEW
@given(opened=st.integers(0, 700), late=st.integers(0, 90))
def test_the_last_harmless_day_and_the_moved_days_never_contradict_each_other(opened: int, late: int) -> None:
    opened_on = OPENED + timedelta(days=opened)
    last = cost_of_waiting(GROUND, opened_on, 1, opened_on).last_harmless_on
    today = GROUND.calendar.add_working_days(last, late)

    assert (cost_of_waiting(GROUND, opened_on, 1, today).moved_days > 0) == (late > 0)
