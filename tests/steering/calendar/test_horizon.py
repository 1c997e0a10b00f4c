"""How far the tables reach, and who is told in time."""

from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest

from steering.calendar.horizon import first_unknown, horizon_of
from steering.calendar.working_days import NATIONWIDE
from steering.office.clock import StandingClock
from steering.office.opening import Office, open_office
from steering.office.settings import Settings
from tests.steering.calendar.a_calendar import CALENDAR


def test_the_horizon_names_where_each_table_ends_and_what_is_missing_next() -> None:
    horizon = horizon_of(CALENDAR)

    assert horizon.public_holidays_until_year == 2100
    assert horizon.school_holidays_until == date(2028, 1, 8)
    assert horizon.missing_school_year == "2027/28"


def test_holidays_end_soon_if_a_revision_that_begins_today_outlasts_them() -> None:
    horizon = horizon_of(CALENDAR)

    assert not horizon.ends_soon(date(2026, 11, 8))
    assert horizon.ends_soon(date(2026, 11, 9))
    assert horizon_of(NATIONWIDE).ends_soon(date(2026, 11, 8))


def test_the_first_deadline_that_may_lie_in_unknown_holidays_is_found() -> None:
    known, first, later = date(2027, 12, 1), date(2028, 1, 10), date(2028, 3, 1)

    assert first_unknown(CALENDAR, [later, known, first]) == first
    assert first_unknown(CALENDAR, [known]) is None


@pytest.mark.parametrize(
    ("today", "days", "due_on"),
    [
        ("2026-12-01T08:00:00+00:00", 25, date(2027, 1, 11)),  # Out of the Christmas holidays.
        ("2027-06-24T08:00:00+00:00", 28, date(2027, 8, 19)),  # Out of the summer holidays.
        ("2027-04-08T08:00:00+00:00", 28, date(2027, 5, 10)),  # Ascension, and the day off after it.
        ("2030-12-02T08:00:00+00:00", 30, date(2031, 1, 2)),  # Beyond what is known: work goes on.
    ],
)
def test_no_deadline_ends_in_the_holidays_and_none_stops_for_a_table_that_has_ended(
    tmp_path: Path, today: str, days: int, due_on: date
) -> None:
    with _office(tmp_path, today) as office:
        assert office.due(days) == due_on


def _office(home: Path, today: str) -> AbstractContextManager[Office]:
    settings = Settings(home=home, region="heidekreis", profile=None)
    return open_office(settings, clock=StandingClock(at=datetime.fromisoformat(today)))
