"""When the next revision should begin."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models import MasterplanVersion
from steering.cycle_calendar import is_due, next_revision_due


def a_version(period_to: int) -> MasterplanVersion:
    return MasterplanVersion(
        id="r/3.0", masterplan_id="r", label="3.0", period_from_year=period_to - 4, period_to_year=period_to
    )


def test_a_revision_begins_fourteen_months_before_the_plan_ends() -> None:
    assert next_revision_due(a_version(2032)) == date(2031, 10, 31)


@given(st.integers(2000, 2200))
def test_there_is_such_a_day_for_every_period(period_to: int) -> None:
    due_on = next_revision_due(a_version(period_to))

    assert due_on < date(period_to, 12, 31)
    assert (due_on + timedelta(days=1)).day == 1
    assert is_due(a_version(period_to), due_on)
    assert not is_due(a_version(period_to), due_on - timedelta(days=1))
