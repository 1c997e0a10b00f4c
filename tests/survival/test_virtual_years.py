"""Years pass in seconds: nothing waits in memory, and no change of the clock moves a deadline."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deployments.simulation.years import Wanted, play_years
from models import AuditEntry, GateState
from models.gate import Gate
from steering.deadlines import is_over, reminder_days, reminders_due, workday
from steering.office.clock import day_of
from steering.office.settings import Settings
from tests.steering.simulate.a_gate import a_gate

BERLIN = ZoneInfo("Europe/Berlin")
# Of computing on a machine that is not busy otherwise; waiting itself costs nothing.
LONGEST_SECONDS = 30
# What ten million additions take on such a machine.
REFERENCE_SECONDS = 0.45
ADDITIONS = 10_000_000
YEARS = 5
# Five years with a leap day and ten changes of the clock; the revision begins before one of them.
HOURS = st.integers(0, 24 * 366 * YEARS).map(
    lambda hours: datetime(2026, 10, 1, tzinfo=UTC) + timedelta(hours=hours)
)


@given(moment=HOURS)
def test_a_day_ends_at_midnight_where_the_committees_meet(moment: datetime) -> None:
    day = day_of(moment)

    midnight = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
    following = day + timedelta(days=1)
    assert midnight <= moment < datetime(following.year, following.month, following.day, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("moment", "is_closed"),
    [
        # The last day of a gate is the day on which summer time begins: it has 23 hours.
        (datetime(2027, 3, 28, 21, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 28, 22, 0, tzinfo=UTC), True),
        # The last day is the one on which it ends: it has 25 hours.
        (datetime(2027, 10, 31, 22, 59, tzinfo=UTC), False),
        (datetime(2027, 10, 31, 23, 0, tzinfo=UTC), True),
        (datetime(2028, 2, 29, 22, 59, tzinfo=UTC), False),
        (datetime(2028, 2, 29, 23, 0, tzinfo=UTC), True),
    ],
)
def test_a_gate_is_open_to_the_last_minute_of_its_last_day(moment: datetime, is_closed: bool) -> None:  # noqa: FBT001
    gate = a_gate().all(Gate)[0]
    gate.due_on, gate.state = day_of(moment - timedelta(hours=1 if is_closed else 0)), GateState.OPEN

    assert is_over(gate, day_of(moment)) is is_closed


@given(opened=HOURS, length=st.integers(3, 90))
def test_reminders_come_once_each_whatever_the_clock_does(opened: datetime, length: int) -> None:
    opened_on = day_of(opened)
    due_on = workday(opened_on + timedelta(days=length))

    # The office looks every day at a time that the change of the clock moves.
    looks = [day_of(opened + timedelta(days=days)) for days in range((due_on - opened_on).days + 2)]
    counts = [reminders_due(opened_on, due_on, day) for day in looks]

    assert counts == sorted(counts)
    assert counts[-1] == len(reminder_days(opened_on, due_on)) <= 2


@pytest.mark.survival
def test_five_years_pass_in_half_a_minute_at_most(tmp_path: Path) -> None:
    slowness = max(1.0, _seconds_of_additions() / REFERENCE_SECONDS)
    began = time.process_time()

    played = play_years(Settings(home=tmp_path), Wanted(starts_on=date(2026, 11, 2), seed=7))

    taken = (time.process_time() - began) / slowness
    acts = _days_of(played.trail)
    # A plan that the council adopts only after its period has begun is in force on that day.
    assert acts.get("plan.in_force", acts["stage.accept"]) >= date(2028, 1, 1)
    assert acts["cycle.propose"] == date(2031, 10, 31)
    assert taken < LONGEST_SECONDS


def _seconds_of_additions() -> float:
    began, total = time.process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return time.process_time() - began


def _days_of(trail: tuple[AuditEntry, ...]) -> dict[str, date]:
    return {entry.act: day_of(entry.at) for entry in trail}
