"""A date in somebody's calendar: a meeting, a deadline or a planned day, as a frozen value."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self


class EventState(StrEnum):
    """Whether a date is only planned, holds, or has been dropped."""

    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who invites, or who is invited: a function and its address."""

    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One date. Its `uid` stays for life; each change counts `sequence` up by one.

    An event with days instead of moments takes whole days, and `ends` is its last day. `stamped_at`
    is the moment of this version: the same version always gives the same file.
    """

    uid: str
    sequence: int = 0
    stamped_at: datetime
    title: str
    starts: datetime | date
    ends: datetime | date | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    state: EventState = EventState.CONFIRMED
    organiser: Party | None = None
    attendee: Party | None = None
    alarms: tuple[timedelta, ...] = ()
    is_public: bool = False

    def __post_init__(self) -> None:
        moments = [self.stamped_at, self.starts, self.ends]
        if any(isinstance(each, datetime) and each.tzinfo is None for each in moments):
            raise ValueError(f"The event {self.uid} has a moment without a zone.")
        if self.ends is not None and isinstance(self.ends, datetime) != isinstance(self.starts, datetime):
            raise ValueError(
                f"The event {self.uid} begins with a day and ends with a moment, or the reverse."
            )
        if self.ends is not None and self.ends < self.starts:
            raise ValueError(f"The event {self.uid} ends before it begins.")

    @property
    def is_all_day(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.starts, datetime)

    def changed(self, *, at: datetime, **changes: object) -> Self:
        """The next version of the date; its calendars replace the earlier one."""
        return replace(self, sequence=self.sequence + 1, stamped_at=at, **changes)  # type: ignore[arg-type]

    def dropped(self, *, at: datetime) -> Self:
        """The version that takes the date out of all calendars."""
        return self.changed(at=at, state=EventState.CANCELLED)
