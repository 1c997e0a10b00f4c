"""Days on which the administration works, and days on which people may be asked or may meet.

A working day is a Monday to Friday that is no public holiday of the Land and does not lie between
the years. It counts in the school holidays as well: the administration works. An *open* day is a
working day outside the school holidays: only there may a deadline end. A committee may meet on an
open day outside the council break.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from steering.calendar.holiday_tables import GERMANY, is_covered, public_holidays
from steering.calendar.spans import Span, days_after, days_of
from steering.errors import NotThere

A_DAY = timedelta(days=1)
SATURDAY = 6
CHRISTMAS_EVE, NEW_YEAR = (12, 24), (1, 1)
AUGUST = 8


@dataclass(frozen=True, kw_only=True)
class RegionCalendar:
    """The calendar of a region, as far as it is known.

    It refuses to guess: a question whose answer rests on a table that has ended is an error that
    names the table. `everyday` gives the same calendar for running work, which goes by what is known.
    """

    land_code: str
    school_holidays: tuple[Span, ...] = ()
    council_breaks: tuple[Span, ...] = ()
    refuses: bool = True

    @cached_property
    def everyday(self) -> "RegionCalendar":
        """The same calendar for work that must go on: unknown holidays are taken for none."""
        return replace(self, refuses=False)

    @cached_property
    def known_from(self) -> date | None:
        """The first day on which the school holidays are known."""
        return min((span.from_on for span in self.school_holidays), default=None)

    @cached_property
    def known_until(self) -> date | None:
        """The last day on which the school holidays are known: the end of the last ones listed."""
        return max((span.to_on for span in self.school_holidays), default=None)

    def holiday(self, day: date) -> str | None:
        """The German name of a public holiday."""
        if not self.refuses and not is_covered(day.year):
            return None
        return public_holidays(self.land_code, day.year).get(day)

    def is_holiday(self, day: date) -> bool:
        """Whether a day is a public holiday of the Land."""
        return self.holiday(day) is not None

    def school_holiday(self, day: date) -> str | None:
        """The title of the school holidays in which a day lies."""
        if self.refuses and not self.knows(day):
            raise _holidays_end(day, self.known_from, self.known_until)
        return self._school_days.get(day)

    def knows(self, day: date) -> bool:
        """Whether the school holidays around a day are known."""
        first, last = self.known_from, self.known_until
        return first is not None and last is not None and first <= day <= last

    def council_break(self, day: date) -> str | None:
        """The title of the council break in which a day lies."""
        return next((span.title for span in self.council_breaks if day in span), None)

    def is_working(self, day: date) -> bool:
        """Whether the administration works on a day."""
        return day.isoweekday() < SATURDAY and not is_between_the_years(day) and not self.is_holiday(day)

    def is_open(self, day: date) -> bool:
        """Whether a deadline may end on a day: a working day outside the school holidays."""
        return self.is_working(day) and self.school_holiday(day) is None

    def may_meet(self, day: date) -> bool:
        """Whether a committee may meet on a day: an open day outside the council break."""
        return self.is_open(day) and self.council_break(day) is None

    def next_working(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        return _first(day, A_DAY, self.is_working)

    def previous_working(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        return _first(day, -A_DAY, self.is_working)

    def next_open(self, day: date) -> date:
        """The day itself, or the first day after it on which a deadline may end."""
        return _first(day, A_DAY, self.is_open)

    def previous_open(self, day: date) -> date:
        """The day itself, or the last day before it on which a deadline may end."""
        return _first(day, -A_DAY, self.is_open)

    def next_meeting_day(self, day: date) -> date:
        """The day itself, or the first day after it on which a committee may meet."""
        return _first(day, A_DAY, self.may_meet)

    def previous_meeting_day(self, day: date) -> date:
        """The day itself, or the last day before it on which a committee may meet."""
        return _first(day, -A_DAY, self.may_meet)

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that comes so many working days after a day, or before it."""
        step = A_DAY if count >= 0 else -A_DAY
        for _ in range(abs(count)):
            day = _first(day + step, step, self.is_working)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days come after the first day, up to the last; negative if it lies before."""
        if last < first:
            return -self.working_days_between(last, first)
        return sum(self.is_working(day) for day in days_after(first, last))

    @cached_property
    def _school_days(self) -> dict[date, str]:
        return {day: span.title for span in self.school_holidays for day in days_of(span)}


# For those who need no more than what all Länder have in common.
NATIONWIDE = RegionCalendar(land_code=GERMANY, refuses=False)


def is_between_the_years(day: date) -> bool:
    """Whether a day lies between Christmas Eve and New Year: nobody is asked for anything."""
    return (day.month, day.day) >= CHRISTMAS_EVE or (day.month, day.day) == NEW_YEAR


def _first(day: date, step: timedelta, fits: Callable[[date], bool]) -> date:
    while not fits(day):
        day += step
    return day


def _holidays_end(day: date, first: date | None, last: date | None) -> NotThere:
    place = {"on": day, "file": "region.toml", "key": "school_holiday", "school_year": school_year(day)}
    if last is None:
        return NotThere("region.toml lists no school holidays.", code="school_holidays_missing", **place)
    return NotThere(
        f"The school holidays around {day} are not in region.toml (known: {first} to {last}).",
        code="school_holidays_end",
        first=first,
        last=last,
        **place,
    )


def months_later(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def school_year(day: date) -> str:
    """The school year in which a day lies; it begins on the first of August."""
    begins = day.year if day.month >= AUGUST else day.year - 1
    return f"{begins}/{(begins + 1) % 100:02d}"
