"""On which days the administration works, a deadline may end, and a committee may meet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.calendar.holiday_tables import LETTERS, public_holidays
from steering.calendar.working_days import RegionCalendar, school_year
from steering.errors import NotThere
from tests.steering.calendar.a_calendar import CALENDAR, DAYS, HOLIDAYS

A_DAY = timedelta(days=1)


def test_a_working_day_is_no_weekend_no_public_holiday_and_not_between_the_years() -> None:
    assert CALENDAR.is_working(date(2027, 4, 1))  # A Thursday in the Easter holidays.
    assert not CALENDAR.is_working(date(2027, 3, 6))  # A Saturday.
    assert not CALENDAR.is_working(date(2027, 3, 26))  # Good Friday.
    assert not CALENDAR.is_working(date(2027, 5, 6))  # Ascension.
    assert not CALENDAR.is_working(date(2026, 12, 29))  # Between the years.


def test_no_deadline_ends_in_the_school_holidays_and_nobody_meets_in_the_council_break() -> None:
    first_of_july, in_the_holidays = date(2027, 7, 1), date(2027, 7, 8)

    assert CALENDAR.is_open(first_of_july)
    assert not CALENDAR.may_meet(first_of_july)
    assert not CALENDAR.is_open(in_the_holidays)
    assert CALENDAR.is_working(in_the_holidays)
    assert CALENDAR.next_open(in_the_holidays) == date(2027, 8, 19)
    assert CALENDAR.next_meeting_day(in_the_holidays) == date(2027, 8, 26)
    assert CALENDAR.previous_meeting_day(in_the_holidays) == date(2027, 6, 30)


def test_each_day_off_has_its_german_name() -> None:
    assert CALENDAR.holiday(date(2027, 5, 17)) == "Pfingstmontag"
    assert CALENDAR.holiday(date(2027, 5, 18)) is None
    assert CALENDAR.school_holiday(date(2027, 7, 8)) == "Sommerferien"
    assert CALENDAR.council_break(date(2027, 7, 1)) == "Sommerpause"


def test_reformation_day_is_a_holiday_in_niedersachsen_and_none_in_bayern() -> None:
    on = date(2028, 10, 31)

    assert public_holidays("03", 2028)[on] == "Reformationstag"
    assert on not in public_holidays("09", 2028)
    assert public_holidays("09", 2028)[date(2028, 11, 1)] == "Allerheiligen"


@pytest.mark.parametrize("land_code", sorted(LETTERS))
def test_every_land_has_at_least_the_nine_holidays_that_all_share(land_code: str) -> None:
    assert len(public_holidays(land_code, 2028)) >= 9


def test_a_key_that_is_no_land_is_refused() -> None:
    with pytest.raises(NotThere) as refusal:
        public_holidays("17", 2028)

    assert refusal.value.code == "land_unknown"


@given(day=DAYS)
def test_the_next_and_the_previous_day_are_the_nearest_that_fit(day: date) -> None:
    after, before = CALENDAR.next_open(day), CALENDAR.previous_open(day)

    assert before <= day <= after
    assert CALENDAR.is_open(after)
    assert CALENDAR.is_open(before)
    between = [before + A_DAY * number for number in range(1, (after - before).days)]
    assert not any(CALENDAR.is_open(each) for each in between)


@given(day=DAYS, count=st.integers(-60, 60))
def test_counting_working_days_undoes_adding_them(day: date, count: int) -> None:
    start = CALENDAR.next_working(day)

    end = CALENDAR.add_working_days(start, count)

    assert CALENDAR.is_working(end)
    assert CALENDAR.working_days_between(start, end) == count
    assert CALENDAR.add_working_days(end, -count) == start


@given(first=DAYS, middle=DAYS, last=DAYS)
def test_working_days_add_up(first: date, middle: date, last: date) -> None:
    first, middle, last = sorted((first, middle, last))

    whole = CALENDAR.working_days_between(first, last)

    assert whole == CALENDAR.working_days_between(first, middle) + CALENDAR.working_days_between(middle, last)


def test_beyond_the_last_school_holidays_nothing_is_guessed() -> None:
    with pytest.raises(NotThere) as refusal:
        CALENDAR.next_open(date(2028, 1, 9))

    assert refusal.value.code == "school_holidays_end"
    assert refusal.value.facts["file"] == "region.toml"
    assert refusal.value.facts["key"] == "school_holiday"
    assert refusal.value.facts["school_year"] == "2027/28"
    assert refusal.value.facts["last"] == HOLIDAYS[-1].to_on


def test_a_calendar_without_school_holidays_refuses_to_plan_and_still_counts_working_days() -> None:
    bare = RegionCalendar(land_code="03")

    assert bare.add_working_days(date(2027, 3, 25), 1) == date(2027, 3, 30)
    with pytest.raises(NotThere) as refusal:
        bare.is_open(date(2027, 3, 25))
    assert refusal.value.code == "school_holidays_missing"


def test_beyond_the_table_of_public_holidays_nothing_is_guessed() -> None:
    with pytest.raises(NotThere) as refusal:
        CALENDAR.is_working(date(2101, 3, 1))

    assert refusal.value.code == "public_holidays_end"
    assert refusal.value.facts["last"] == "2100"


def test_running_work_goes_by_what_is_known() -> None:
    everyday = CALENDAR.everyday

    assert everyday.next_open(date(2028, 1, 9)) == date(2028, 1, 10)
    assert everyday.next_open(date(2101, 3, 1)) == date(2101, 3, 1)
    assert everyday.next_open(date(2027, 7, 8)) == CALENDAR.next_open(date(2027, 7, 8))
    assert everyday.everyday == everyday


def test_a_school_year_begins_in_august() -> None:
    assert school_year(date(2027, 7, 31)) == "2026/27"
    assert school_year(date(2027, 8, 1)) == "2027/28"
    assert school_year(date(2099, 12, 1)) == "2099/00"


def test_the_leap_day_is_a_working_day_like_any_other() -> None:
    everyday = CALENDAR.everyday

    assert everyday.is_working(date(2028, 2, 29))
    assert everyday.working_days_between(date(2028, 2, 28), date(2028, 3, 1)) == 2
