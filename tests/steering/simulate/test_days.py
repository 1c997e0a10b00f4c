"""Days on which simulated people act: within their time, on working days, few for a whole group."""

from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from steering.deadlines import reminder_days, workday
from steering.simulate.days import answering_day, answering_days

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@given(opened_on=DAYS, length=st.integers(min_value=1, max_value=90))
def test_nobody_answers_before_being_asked_or_after_the_last_day(opened_on: date, length: int) -> None:
    due_on = opened_on + timedelta(days=length)

    days = answering_days(opened_on, due_on)

    assert 1 <= len(days) <= 3
    assert all(opened_on < day <= due_on for day in days)


@given(opened_on=DAYS, length=st.integers(min_value=0, max_value=90))
def test_people_answer_on_working_days_or_on_the_last_day(opened_on: date, length: int) -> None:
    due_on = opened_on + timedelta(days=length)

    days = answering_days(opened_on, due_on)

    assert all(day in {workday(day), due_on} for day in days)


@given(opened_on=DAYS, length=st.integers(min_value=1, max_value=90), seed=st.integers())
def test_the_same_chance_gives_the_same_day(opened_on: date, length: int, seed: int) -> None:
    due_on = opened_on + timedelta(days=length)

    first, second = (answering_day(opened_on, due_on, Random(seed)) for _ in range(2))  # noqa: S311 - no secret

    assert first == second


@given(opened_on=DAYS, length=st.integers(min_value=1, max_value=90))
def test_nobody_is_reminded_on_a_weekend_unless_that_is_the_last_day(opened_on: date, length: int) -> None:
    due_on = workday(opened_on + timedelta(days=length))

    days = reminder_days(opened_on, due_on)

    assert len(days) <= 2
    assert all(opened_on < day <= due_on for day in days)
    assert all(day.isoweekday() < 6 for day in days)


@given(day=DAYS)
def test_a_working_day_is_never_earlier_and_never_a_sunday(day: date) -> None:
    found = workday(day)

    assert found >= day
    assert found.isoweekday() < 6
    assert (found.month, found.day) < (12, 24)
    assert (found.month, found.day) not in {(1, 1), (5, 1), (10, 3)}
    assert workday(found) == found
