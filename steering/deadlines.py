"""Deadlines: who is to be reminded today, and when a gate may be closed.

A gate waits for its members until its day. Without a quorum on that day the chair is told and
the body gets a week more; then the rule decides: a second summons, and after that the answers
that are there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import Ballot, Elector, Gate, GateItem, Request
from steering.calendar.working_days import NATIONWIDE, RegionCalendar

GRACE = timedelta(days=7)
LAST_CALL = timedelta(days=2)
SHORT = timedelta(days=5)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Which seats have answered every item of a gate, and which still owe an answer."""

    seats: frozenset[str]
    missing: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Nobody owes an answer."""
        return not self.missing


def answered(
    items: Sequence[GateItem],
    electors: Sequence[Elector],
    ballots: Sequence[Ballot],
    recused: Mapping[str, Collection[str]] | None = None,
) -> Answered:
    """Who has answered a gate wholly. A seat that left an item open still owes an answer.

    A seat that takes no part in an item owes none there; `recused` are those seats by item.
    """
    excluded = recused or {}
    wanted = {item.id for item in items}
    given: dict[str, set[str]] = {}
    for ballot in ballots:
        if ballot.is_current and ballot.gate_item_id in wanted:
            given.setdefault(ballot.seat_id, set()).add(ballot.gate_item_id)
    owed = {
        elector.seat_id: {item for item in wanted if elector.seat_id not in excluded.get(item, ())}
        for elector in electors
        if elector.has_vote
    }
    done = frozenset(seat for seat, theirs in owed.items() if theirs and theirs <= given.get(seat, set()))
    missing = frozenset(seat for seat, theirs in owed.items() if theirs and seat not in done)
    return Answered(seats=done, missing=missing)


def workday(day: date, calendar: RegionCalendar = NATIONWIDE) -> date:
    """The day itself, or the first working day after it.

    Nobody is asked for an answer on a Sunday, on a public holiday or between the years.
    """
    return calendar.everyday.next_working(day)


def reminder_days(
    opened_on: date,
    due_on: date,
    calendar: RegionCalendar = NATIONWIDE,
    *,
    days_before: Collection[int] = (),
) -> list[date]:
    """The working days of the reminders: at half time, and two days before the last day.

    A short time has no last call, it would follow the first reminder on its heels. A region may say
    instead on which days before the last one it reminds.
    """
    before = calendar.everyday.previous_working
    if days_before:
        wanted = {before(due_on - timedelta(days=days)) for days in days_before}
        return sorted(day for day in wanted if day > opened_on)
    middle = opened_on + (due_on - opened_on) / 2
    half = min(workday(middle, calendar), due_on)
    if due_on - opened_on <= SHORT:
        calls = {half}
    else:
        last_call = before(due_on - LAST_CALL)
        # Between the years half time may fall behind the last call: then it comes before the free days.
        calls = {half if half <= last_call else before(middle), last_call}
    return sorted(day for day in calls if day > opened_on)


def reminders_due(opened_on: date, due_on: date, today: date, *, days_before: Collection[int] = ()) -> int:
    """How many reminders should have gone out by today."""
    return sum(day <= today for day in reminder_days(opened_on, due_on, days_before=days_before))


def reminders_due_for(
    request: Request, opened_on: date, today: date, *, days_before: Collection[int] = ()
) -> int:
    """How many reminders a request should have had by today."""
    if request.answered_at is not None:
        return 0
    return reminders_due(opened_on, request.due_on, today, days_before=days_before)


def is_over(gate: Gate, today: date) -> bool:
    """Whether a gate's last day has passed."""
    return today > gate.due_on


def extended(gate: Gate, calendar: RegionCalendar = NATIONWIDE) -> date:
    """The last day after an escalation: a week later, on a day on which a deadline may end."""
    return calendar.everyday.next_open(gate.due_on + GRACE)


def missing_titles(missing: Collection[str], titles: dict[str, str]) -> tuple[str, ...]:
    """The functions that still owe an answer, for the chair to read."""
    return tuple(sorted(titles[seat] for seat in missing))
