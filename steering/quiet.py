"""Quiet hours: when nobody is to be disturbed by a letter that can wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

SUNDAY = 7
MONDAY = 1
LONGEST_REST_DAYS = 31
# The Länder by the first two digits of official keys, as the list of holidays names them.
_LAENDER = {
    "01": "SH",
    "02": "HH",
    "03": "NI",
    "04": "HB",
    "05": "NW",
    "06": "HE",
    "07": "RP",
    "08": "BW",
    "09": "BY",
    "10": "SL",
    "11": "BE",
    "12": "BB",
    "13": "MV",
    "14": "SN",
    "15": "ST",
    "16": "TH",
}


@dataclass(frozen=True, kw_only=True)
class Manners:
    """When and how often people of a region are written to."""

    zone: ZoneInfo
    is_holiday: Callable[[date], bool]
    quiet_from_hour: int = 20
    quiet_to_hour: int = 7
    per_day: int = 3
    per_week: int = 5

    def is_quiet(self, now: datetime) -> bool:
        """Whether letters that can wait do wait now."""
        here = now.astimezone(self.zone)
        is_night = not self.quiet_to_hour <= here.hour < self.quiet_from_hour
        return is_night or self._rests(here.date())

    def loud_from(self, now: datetime) -> datetime:
        """The moment itself, or when the next loud hours begin."""
        if not self.is_quiet(now):
            return now
        here = now.astimezone(self.zone)
        day = here.date() if here.hour < self.quiet_to_hour else here.date() + timedelta(days=1)
        return self.morning_of(day)

    def morning_of(self, day: date) -> datetime:
        """The first loud moment of a day, or of the first day after it that has any."""
        for _ in range(LONGEST_REST_DAYS):
            if not self._rests(day):
                break
            day += timedelta(days=1)
        return datetime.combine(day, time(hour=self.quiet_to_hour), tzinfo=self.zone)

    def next_morning(self, now: datetime) -> datetime:
        """The first loud moment after today."""
        return self.morning_of(now.astimezone(self.zone).date() + timedelta(days=1))

    def next_week(self, now: datetime) -> datetime:
        """The first loud moment of next week."""
        today = now.astimezone(self.zone).date()
        return self.morning_of(today + timedelta(days=7 - today.weekday()))

    def day_of(self, moment: datetime) -> date:
        """The day of a moment where people live."""
        return moment.astimezone(self.zone).date()

    def _rests(self, day: date) -> bool:
        return day.isoweekday() == SUNDAY or self.is_holiday(day)


def holidays_of(land_code: str) -> Callable[[date], bool]:
    """Whether a day is a public holiday of the Land."""

    def is_holiday(day: date) -> bool:
        return day in _holidays(_LAENDER[land_code], day.year)

    return is_holiday


@cache
def _holidays(land: str, year: int) -> frozenset[date]:
    # Takes a moment to import, and most letters do not ask for it.
    import holidays

    return frozenset(holidays.country_holidays("DE", subdiv=land, years=year))
