"""Quiet hours: when nobody is to be disturbed by a letter that can wait."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SUNDAY = 7
MONDAY = 1
LONGEST_REST_DAYS = 31
# The Länder by the first two digits of official keys, as the list of holidays names them.


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
