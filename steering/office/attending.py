"""Attending to deadlines: where something is due today, remind and escalate; elsewhere look no further."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Engine

from steering.deadlines import reminder_days
from steering.escalation import AtGate, Chain, steps_due, steps_due_at_gate
from steering.office.archive.due import OpenDeadline, open_deadlines
from steering.office.escalating import chain_of, chain_of_gates, escalate
from steering.office.opening import Office
from steering.office.reminding import remind


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When reminders and steps are due; the region decides."""

    requests: Chain
    gates: Chain
    days_before: Collection[int] = ()


@dataclass(frozen=True, kw_only=True)
class DueCycle:
    """A revision in which something is due today."""

    region_key: str
    cycle_id: str
    subjects: tuple[str, ...]


def attend(office: Office) -> int:
    """Owe today's reminders and escalations of the region; gives how many letters are new."""
    cycle = office.archive.open_cycle(office.region_key)
    if cycle is None or not due_cycles(
        office.archive.engine, office.today, calendar_of(office), region_key=office.region_key
    ):
        return 0
    return remind(office, cycle) + escalate(office, cycle)


def calendar_of(office: Office) -> Calendar:
    """The region's own calendar of reminders and steps."""
    return Calendar(
        requests=chain_of(office),
        gates=chain_of_gates(office),
        days_before=office.profile.process.reminders.days_before,
    )


def due_cycles(engine: Engine, today: date, calendar: Calendar, *, region_key: str = "") -> list[DueCycle]:
    """The revisions of all regions, or of one, in which something is due: one pass, three queries."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in open_deadlines(engine, region_key=region_key):
        if is_due(each, today, calendar):
            found.setdefault((each.region_key, each.cycle_id), []).append(each.subject_id)
    return [
        DueCycle(region_key=region, cycle_id=cycle, subjects=tuple(sorted(subjects)))
        for (region, cycle), subjects in sorted(found.items())
    ]


@lru_cache(maxsize=4096)
def _reminder_days(asked_on: date, due_on: date, days_before: tuple[int, ...]) -> tuple[date, ...]:
    # Thousands of requests share their days: what a region asks on one day is due on one day.
    return tuple(reminder_days(asked_on, due_on, days_before=days_before))


def is_due(waiting: OpenDeadline, today: date, calendar: Calendar) -> bool:
    """Whether a reminder or a step is due, or the last day of a gate has passed.

    Where members are asked for consent first, its days hang on what they said: it is looked at each time.
    """
    if waiting.asks_consent:
        return True
    days = _reminder_days(waiting.asked_on, waiting.due_on, tuple(calendar.days_before))
    if sum(day <= today for day in days) > waiting.reminded_count:
        return True
    if waiting.is_gate and today > waiting.due_on:
        return True
    if waiting.is_gate:
        standing = AtGate(due_on=waiting.due_on, taken=waiting.taken, chair_told_on=waiting.chair_told_on)
        return bool(steps_due_at_gate(calendar.gates, standing, today))
    return bool(steps_due(calendar.requests, waiting.due_on, today, waiting.taken))
