"""How far the calendar of a region reaches, and what rests on days that it does not know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from steering.calendar.holiday_tables import first_and_last_year
from steering.calendar.working_days import A_DAY, RegionCalendar, months_later, school_year

# The time that a revision takes; a shorter reach would end within one that begins today.
MONTHS_AHEAD = 14


@dataclass(frozen=True, kw_only=True)
class Horizon:
    """Where the tables of a calendar end."""

    public_holidays_until_year: int
    school_holidays_from: date | None
    school_holidays_until: date | None

    @property
    def missing_school_year(self) -> str:
        """The school year whose holidays are to be added next."""
        return "" if self.school_holidays_until is None else school_year(self.school_holidays_until + A_DAY)

    def ends_soon(self, today: date) -> bool:
        """Whether a revision that begins today would outlast the holidays that are known."""
        until = self.school_holidays_until
        return until is None or until < months_later(today, MONTHS_AHEAD)


def horizon_of(calendar: RegionCalendar) -> Horizon:
    """Where the tables of a calendar end."""
    return Horizon(
        public_holidays_until_year=first_and_last_year()[1],
        school_holidays_from=calendar.known_from,
        school_holidays_until=calendar.known_until,
    )


def first_unknown(calendar: RegionCalendar, days: Iterable[date]) -> date | None:
    """The first of these days around which no school holidays are known: it may lie in some."""
    return min((day for day in days if not calendar.knows(day)), default=None)
