"""A small precedence network with calendar constraints: which days are the latest, and the earliest.

Every step has days on which it may fall; every link says what must lie between two steps. Both are
monotone (a later step never allows an earlier successor), so one pass backward gives the latest
days and one pass forward the earliest, and both are the optimum.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from steering.calendar.notice import DayUnit, Period, earliest_meeting, latest_sending
from steering.calendar.working_days import A_DAY, RegionCalendar


class DayKind(StrEnum):
    """On which days a step may fall."""

    WORKING = "working"
    OPEN = "open"
    MEETING = "meeting"


@dataclass(frozen=True, kw_only=True)
class Lag:
    """What must lie between two steps: so many days, or so many clear days (a notice period)."""

    days: int = 0
    unit: DayUnit = DayUnit.CALENDAR
    is_clear: bool = False

    @property
    def period(self) -> Period:
        """The same as a period."""
        return Period(days=self.days, unit=self.unit)

    def earliest_after(self, day: date, calendar: RegionCalendar) -> date:
        """The first day that leaves enough time after a day."""
        if not self.is_clear and self.unit == DayUnit.CALENDAR:
            return day + timedelta(days=self.days)
        held_on = earliest_meeting(day, self.period, calendar)
        return held_on if self.is_clear else held_on - A_DAY

    def latest_before(self, day: date, calendar: RegionCalendar) -> date:
        """The last day that leaves enough time before a day."""
        if not self.is_clear and self.unit == DayUnit.CALENDAR:
            return day - timedelta(days=self.days)
        return latest_sending(day if self.is_clear else day + A_DAY, self.period, calendar)


@dataclass(frozen=True, kw_only=True)
class Node:
    """A day to be found: when a step begins or ends.

    Days that are `listed` for a year are the only ones of that year; `not_before` holds it back.
    """

    key: str
    kind: DayKind
    listed: frozenset[date] = frozenset()
    not_before: date | None = None

    def may_be(self, day: date, calendar: RegionCalendar) -> bool:
        """Whether the step may fall on a day."""
        if any(each.year == day.year for each in self.listed):
            return day in self.listed
        fits: Mapping[DayKind, Callable[[date], bool]] = {
            DayKind.WORKING: calendar.is_working,
            DayKind.OPEN: calendar.is_open,
            DayKind.MEETING: calendar.may_meet,
        }
        return fits[self.kind](day)


@dataclass(frozen=True, kw_only=True)
class Link:
    """One step comes after another, with something in between."""

    before: str
    after: str
    lag: Lag = field(default_factory=Lag)


@dataclass(frozen=True, kw_only=True)
class Network:
    """Steps in an order in which none comes before those that it waits for, and their links."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    calendar: RegionCalendar

    def node(self, key: str) -> Node:
        """The step with this key."""
        return next(node for node in self.nodes if node.key == key)

    def latest(self, ends: Mapping[str, date]) -> dict[str, date]:
        """The latest day of each step from which the given ends can still be reached."""
        found: dict[str, date] = {}
        for node in reversed(self.nodes):
            limits = [
                link.lag.latest_before(found[link.after], self.calendar)
                for link in self.links
                if link.before == node.key and link.after in found
            ]
            if node.key in ends:
                limits.append(ends[node.key])
            if limits:
                found[node.key] = self.previous(node, min(limits))
        return found

    def earliest(self, begins: Mapping[str, date]) -> dict[str, date]:
        """The earliest day of each step, if the first ones begin on the given days."""
        found: dict[str, date] = {}
        for node in self.nodes:
            limits = [
                link.lag.earliest_after(found[link.before], self.calendar)
                for link in self.links
                if link.after == node.key and link.before in found
            ]
            limits += [day for day in (begins.get(node.key), node.not_before) if day is not None]
            if limits:
                found[node.key] = self.next(node, max(limits))
        return found

    def next(self, node: Node, day: date) -> date:
        """The day itself, or the first day after it on which the step may fall."""
        while not node.may_be(day, self.calendar):
            day += A_DAY
        return day

    def previous(self, node: Node, day: date) -> date:
        """The day itself, or the last day before it on which the step may fall."""
        while not node.may_be(day, self.calendar):
            day -= A_DAY
        return day

    def driving(self, earliest: Mapping[str, date], key: str) -> tuple[str, ...]:
        """The chain of steps that puts a step on its earliest day, the first one first."""
        chain = [key]
        while True:
            forced = {
                link.before: link.lag.earliest_after(earliest[link.before], self.calendar)
                for link in self.links
                if link.after == chain[-1] and link.before in earliest
            }
            if not forced:
                return tuple(reversed(chain))
            chain.append(max(forced, key=lambda before: forced[before]))
