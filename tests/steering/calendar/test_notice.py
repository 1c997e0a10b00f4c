"""By when a summons must have reached the members."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.calendar.notice import (
    DayUnit,
    Period,
    days_short,
    earliest_meeting,
    is_kept,
    latest_sending,
)
from tests.steering.calendar.a_calendar import CALENDAR, DAYS

PERIODS = st.builds(Period, days=st.integers(0, 30), unit=st.sampled_from(DayUnit))
A_DAY = timedelta(days=1)


def test_neither_the_day_of_the_summons_nor_the_day_of_the_meeting_counts() -> None:
    week = Period(days=7)
    held_on = date(2027, 3, 15)

    assert latest_sending(held_on, week, CALENDAR) == date(2027, 3, 7)
    assert is_kept(date(2027, 3, 7), held_on, week, CALENDAR)
    assert not is_kept(date(2027, 3, 8), held_on, week, CALENDAR)


def test_holidays_and_weekends_do_not_count_as_working_days() -> None:
    five = Period(days=5, unit=DayUnit.WORKING)

    # Between Thursday and the second Wednesday lie Good Friday, Easter Monday and two weekends.
    assert latest_sending(date(2027, 4, 7), five, CALENDAR) == date(2027, 3, 30)
    assert latest_sending(date(2027, 4, 1), five, CALENDAR) == date(2027, 3, 22)


def test_the_school_holidays_do_not_stop_a_notice_period() -> None:
    five = Period(days=5, unit=DayUnit.WORKING)

    assert latest_sending(date(2027, 7, 19), five, CALENDAR) == date(2027, 7, 11)


@given(held_on=DAYS, period=PERIODS)
def test_the_latest_sending_keeps_the_period_and_one_day_later_breaks_it(
    held_on: date, period: Period
) -> None:
    last = latest_sending(held_on, period, CALENDAR)

    assert is_kept(last, held_on, period, CALENDAR)
    assert not is_kept(last + A_DAY, held_on, period, CALENDAR)
    between = [last + A_DAY * number for number in range(1, (held_on - last).days)]
    counted = between if period.unit is DayUnit.CALENDAR else [d for d in between if CALENDAR.is_working(d)]
    assert len(counted) == period.days


@given(held_on=DAYS, period=PERIODS)
def test_a_longer_period_is_never_easier_to_keep(held_on: date, period: Period) -> None:
    longer = Period(days=period.days + 1, unit=period.unit)

    assert latest_sending(held_on, longer, CALENDAR) < latest_sending(held_on, period, CALENDAR)


@given(held_on=DAYS, days=st.integers(0, 30))
def test_working_days_are_never_shorter_than_calendar_days(held_on: date, days: int) -> None:
    working = latest_sending(held_on, Period(days=days, unit=DayUnit.WORKING), CALENDAR)

    assert working <= latest_sending(held_on, Period(days=days), CALENDAR)


@given(sent_on=DAYS, length=st.integers(0, 50), period=PERIODS)
def test_what_is_missing_is_told_exactly_where_the_period_is_not_kept(
    sent_on: date, length: int, period: Period
) -> None:
    held_on = sent_on + timedelta(days=length)

    short = days_short(sent_on, held_on, period, CALENDAR)

    if sent_on < held_on:
        assert (short == 0) == is_kept(sent_on, held_on, period, CALENDAR)
    assert short <= period.days + 1


@given(sent_on=DAYS, period=PERIODS)
def test_the_earliest_meeting_keeps_the_period_and_a_day_before_breaks_it(
    sent_on: date, period: Period
) -> None:
    held_on = earliest_meeting(sent_on, period, CALENDAR)

    assert is_kept(sent_on, held_on, period, CALENDAR)
    assert not is_kept(sent_on, held_on - A_DAY, period, CALENDAR)


def test_a_period_of_less_than_no_days_does_not_exist() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        Period(days=-1)
