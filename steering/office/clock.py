"""The clock: time is handed in, so that eighteen months can pass in a second."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class Clock(Protocol):
    """Whatever says what time it is."""

    def now(self) -> datetime:
        """The moment, with its zone."""
        ...


class WallClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """The moment, with its zone."""
        return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class StandingClock:
    """A clock that stands: for simulations, tests and repeated runs."""

    at: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.at


def day_of(moment: datetime) -> date:
    """The calendar day on which a moment falls where the committees meet."""
    return moment.astimezone(BERLIN).date()
