"""Notice periods (Ladungsfristen): the last day on which a summons may reach the members.

The day on which the summons is received does not count (BGB section 187 (1)), and the period ends
with the end of its last day (section 188 (1)); the meeting lies after that. So all days of a period
lie strictly between the two. Section 193, which moves a last day to the next working day, helps
nobody here: the period must have passed before the meeting, whatever day it begins on.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from steering.calendar.working_days import A_DAY, RegionCalendar
from steering.rules_of_procedure.values import DayUnit

__all__ = ["DayUnit", "Period", "days_short", "earliest_meeting", "is_kept", "latest_sending"]


@dataclass(frozen=True, kw_only=True)
class Period:
    """A number of days that must lie between two days."""

    days: int
    unit: DayUnit = DayUnit.CALENDAR

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError(f"A period of {self.days} days does not exist.")


def latest_sending(held_on: date, period: Period, calendar: RegionCalendar) -> date:
    """The last day on which the summons to a meeting must reach its members."""
    if period.unit == DayUnit.CALENDAR:
        return held_on - timedelta(days=period.days + 1)
    sent_on, left = held_on - A_DAY, period.days
    while left:
        left -= calendar.is_working(sent_on)
        sent_on -= A_DAY
    return sent_on


def is_kept(sent_on: date, held_on: date, period: Period, calendar: RegionCalendar) -> bool:
    """Whether the notice period is kept by a summons that is received on a day."""
    return sent_on <= latest_sending(held_on, period, calendar)


def days_short(sent_on: date, held_on: date, period: Period, calendar: RegionCalendar) -> int:
    """How many days of the period are missing, in its own unit; 0 if it is kept."""
    between = (held_on - sent_on).days - 1
    if period.unit == DayUnit.WORKING:
        between = calendar.working_days_between(sent_on, held_on - A_DAY)
    return max(0, period.days - between)


def earliest_meeting(sent_on: date, period: Period, calendar: RegionCalendar) -> date:
    """The first day on which the members may meet after a summons that is received on a day."""
    if period.unit == DayUnit.CALENDAR:
        return sent_on + timedelta(days=period.days + 1)
    return calendar.add_working_days(sent_on, period.days) + A_DAY
