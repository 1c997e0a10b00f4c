"""What late data cost: nothing while there is room, then a working day for each working day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from steering.lateness import cost_of_waiting, is_working, working_days_after
from steering.profile.plans import StageTiming

# Ten weeks, of which the committee needs the last two.
TIMING = StageTiming(key="collect_data", weeks=10, answer_days=28, gate_days=14)
OPENED = date(2027, 1, 11)
LAST = date(2027, 3, 8)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_a_delivery_that_is_late_within_the_room_of_the_stage_moves_nothing() -> None:
    cost = cost_of_waiting(TIMING, OPENED, 1, date(2027, 3, 1))

    assert (cost.last_harmless_on, cost.moved_days) == (LAST, 0)


def test_after_that_each_working_day_moves_the_draft_by_one() -> None:
    moved = [cost_of_waiting(TIMING, OPENED, 1, LAST + timedelta(days=n)).moved_days for n in range(8)]

    assert moved == [0, 1, 2, 3, 4, 4, 4, 5]


def test_a_later_round_has_only_its_own_days() -> None:
    assert cost_of_waiting(TIMING, OPENED, 2, OPENED).last_harmless_on == OPENED + timedelta(days=28)


@given(opened_on=DAYS, first=st.integers(0, 400), more=st.integers(0, 60))
def test_waiting_longer_never_costs_less_and_never_more_than_the_working_days(
    opened_on: date, first: int, more: int
) -> None:
    today = opened_on + timedelta(days=first)
    later = today + timedelta(days=more)

    before = cost_of_waiting(TIMING, opened_on, 1, today).moved_days
    after = cost_of_waiting(TIMING, opened_on, 1, later).moved_days

    assert 0 <= before <= after <= before + working_days_after(today, later)
    assert is_working(cost_of_waiting(TIMING, opened_on, 1, today).last_harmless_on)
