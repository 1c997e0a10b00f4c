"""Why a plan does not hold, and what would mend it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steering.calendar.conflicts import (
    Conflict,
    budget_deadline,
    conflicts_of,
    next_fiscal_year,
    why_not,
)
from steering.calendar.planner import Ground, plan_backward
from tests.steering.calendar.a_plan import COUNCIL_ON, grounds, heidekreis_ground, with_body

HEIDEKREIS = heidekreis_ground()
MARCH = date(2028, 3, 10)


def found(conflicts: tuple[Conflict, ...], code: str) -> Conflict:
    (conflict,) = [each for each in conflicts if each.code == code]
    return conflict


def test_a_plan_with_time_enough_has_no_conflict() -> None:
    plan = plan_backward(HEIDEKREIS, MARCH, begins_on=date(2026, 11, 25))

    assert conflicts_of(plan) == ()


def test_a_late_beginning_is_told_with_the_days_that_are_missing_and_the_holidays_in_between() -> None:
    plan = plan_backward(HEIDEKREIS, date(2027, 12, 10), begins_on=date(2026, 11, 25))

    late = found(conflicts_of(plan), "too_late")

    assert late.missing == 54
    assert late.facts["latest"] == date(2026, 9, 10)
    assert "Sommerferien 2027" in late.facts["holidays"]  # type: ignore[operator]
    assert "draft_plan/consultation" in late.facts["steps"]  # type: ignore[operator]
    assert late.mends[0].code == "later_council"
    assert late.mends[0].facts["on"] == plan.earliest_council
    assert [mend.gains for mend in late.mends[1:]] == sorted(
        (mend.gains for mend in late.mends[1:]), reverse=True
    )


@settings(max_examples=15)
@given(ground=grounds(), late=st.integers(1, 20))
def test_the_proposed_day_of_the_council_holds_and_no_day_before_it(ground: Ground, late: int) -> None:
    tight = plan_backward(ground, COUNCIL_ON)
    begins_on = tight.latest_begin + timedelta(days=late)
    plan = plan_backward(ground, COUNCIL_ON, begins_on=begins_on)

    proposed = found(conflicts_of(plan), "too_late").mends[0].facts["on"]

    assert isinstance(proposed, date)
    assert plan_backward(ground, proposed, begins_on=begins_on).is_feasible
    before = ground.calendar.previous_meeting_day(proposed - timedelta(days=1))
    assert not plan_backward(ground, before, begins_on=begins_on).is_feasible


def test_a_mend_that_is_enough_alone_makes_the_plan_hold() -> None:
    begins_on = date(2026, 11, 25)
    plan = plan_backward(HEIDEKREIS, date(2027, 12, 20), begins_on=begins_on)
    late = found(conflicts_of(plan), "too_late")
    overlap = next(mend for mend in late.mends if mend.code == "overlap")

    beside = tuple(
        replace(timing, starts_with=str(overlap.facts["beside"]))
        if timing.key == overlap.facts["stage"]
        else timing
        for timing in HEIDEKREIS.timings
    )

    after = plan_backward(replace(HEIDEKREIS, timings=beside), date(2027, 12, 20), begins_on=begins_on)
    gained = HEIDEKREIS.calendar.working_days_between(plan.latest_begin, after.latest_begin)
    assert gained == overlap.gains
    assert after.is_feasible == (overlap.gains >= late.missing)


@pytest.mark.parametrize(
    ("on", "reason", "name"),
    [
        (date(2027, 12, 11), "weekend", ""),
        (date(2027, 12, 24), "holiday", "Weihnachtsferien 2027/28"),
        (date(2027, 5, 17), "holiday", "Pfingstmontag"),
        (date(2027, 8, 2), "holiday", "Sommerferien 2027"),
    ],
)
def test_a_day_on_which_nobody_meets_is_told_with_its_reason(on: date, reason: str, name: str) -> None:
    conflict = why_not(HEIDEKREIS, on)

    assert conflict is not None
    assert (conflict.facts["reason"], conflict.facts["name"]) == (reason, name)
    days = [mend.facts["on"] for mend in conflict.mends]
    assert all(isinstance(day, date) and why_not(HEIDEKREIS, day) is None for day in days)


def test_in_a_year_with_listed_days_the_council_meets_only_on_them() -> None:
    listed = frozenset({date(2027, 12, 10), date(2027, 9, 24)})
    ground = with_body(HEIDEKREIS, meets_on=listed)

    conflict = why_not(ground, date(2027, 12, 13))

    assert conflict is not None
    assert conflict.facts["reason"] == "not_listed"
    assert conflict.mends[0].facts["on"] == date(2027, 12, 10)
    assert why_not(ground, date(2027, 12, 10)) is None
    assert why_not(ground, MARCH) is None  # No days are listed for 2028.


def test_no_day_is_proposed_beyond_the_holidays_that_are_known() -> None:
    conflict = why_not(HEIDEKREIS, date(2030, 8, 20))

    assert conflict is not None
    assert [mend.code for mend in conflict.mends] == ["earlier_day"]


@pytest.mark.parametrize(
    ("year", "starts", "last"),
    [
        (2028, "01-01", date(2027, 11, 30)),
        (2029, "01-01", date(2028, 11, 30)),
        (2028, "07-01", date(2028, 5, 31)),
    ],
)
def test_the_budget_is_decided_more_than_a_month_before_its_year(year: int, starts: str, last: date) -> None:
    assert budget_deadline(year, starts) == last


def test_a_council_after_november_misses_the_budget_of_the_next_year() -> None:
    plan = plan_backward(HEIDEKREIS, date(2027, 12, 10))

    caution = found(conflicts_of(plan), "budget_missed")
    conflict = found(conflicts_of(plan, fiscal_year=2028), "budget_missed")

    assert caution.is_caution
    assert not conflict.is_caution
    assert conflict.missing == 8
    assert not [each for each in conflicts_of(plan, fiscal_year=2029) if each.code == "budget_missed"]


def test_the_next_fiscal_year_follows_the_one_that_runs() -> None:
    assert next_fiscal_year(date(2027, 12, 31), "01-01") == 2028
    assert next_fiscal_year(date(2028, 1, 1), "01-01") == 2029
    assert next_fiscal_year(date(2028, 6, 30), "07-01") == 2028


@pytest.mark.parametrize(
    ("on", "is_near"),
    [
        (date(2026, 7, 31), False),
        (date(2026, 8, 3), True),
        (date(2026, 12, 11), True),
        (date(2027, 2, 1), True),
        (date(2027, 2, 3), False),
    ],
)
def test_the_council_is_warned_of_three_months_around_a_change_of_term(on: date, is_near: bool) -> None:  # noqa: FBT001
    calendar = replace(HEIDEKREIS.calendar, school_holidays=(), refuses=False)
    ground = replace(HEIDEKREIS, calendar=calendar)

    cautions = [each for each in conflicts_of(plan_backward(ground, on)) if each.code == "near_a_change"]

    assert bool(cautions) == is_near
    assert all(each.is_caution for each in cautions)
