"""Deadlines: who is to be reminded today, and when a gate may be closed.

A gate waits for its members until its day. Without a quorum on that day the chair is told and
the body gets a week more; then the rule decides: a second summons, and after that the answers
that are there.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import Ballot, Elector, Gate, GateItem, Request

GRACE = timedelta(days=7)
LAST_CALL = timedelta(days=2)
SHORT = timedelta(days=5)
SATURDAY = 6
CHRISTMAS_EVE, NEW_YEAR = (12, 24), (1, 1)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Which seats have answered every item of a gate, and which still owe an answer."""

    seats: frozenset[str]
    missing: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Nobody owes an answer."""
        return not self.missing


def answered(items: Sequence[GateItem], electors: Sequence[Elector], ballots: Sequence[Ballot]) -> Answered:
    """Who has answered a gate wholly. A seat that left an item open still owes an answer."""
    wanted = {item.id for item in items}
    given: dict[str, set[str]] = {}
    for ballot in ballots:
        if ballot.is_current and ballot.gate_item_id in wanted:
            given.setdefault(ballot.seat_id, set()).add(ballot.gate_item_id)
    voters = {elector.seat_id for elector in electors if elector.has_vote}
    done = frozenset(seat for seat in voters if given.get(seat) == wanted)
    return Answered(seats=done, missing=frozenset(voters - done))


def workday(day: date, *, closed: Sequence[tuple[date, date]] = ()) -> date:
    """The day itself, or the first working day after it.

    Nobody is asked for an answer on a Sunday, between the years, or in the holidays of the region.
    """
    while _is_free(day, closed):
        day += timedelta(days=1)
    return day


def _is_free(day: date, closed: Sequence[tuple[date, date]] = ()) -> bool:
    is_between_the_years = (day.month, day.day) >= CHRISTMAS_EVE or (day.month, day.day) == NEW_YEAR
    return day.isoweekday() >= SATURDAY or is_between_the_years or any(a <= day <= b for a, b in closed)


def reminder_days(opened_on: date, due_on: date, *, days_before: Collection[int] = ()) -> list[date]:
    """The working days of the reminders: at half time, and two days before the last day.

    A short time has no last call, it would follow the first reminder on its heels. A region may say
    instead on which days before the last one it reminds.
    """
    if days_before:
        wanted = {_workday_before(due_on - timedelta(days=days)) for days in days_before}
        return sorted(day for day in wanted if day > opened_on)
    half = min(workday(opened_on + (due_on - opened_on) / 2), due_on)
    calls = {half} if due_on - opened_on <= SHORT else {half, _workday_before(due_on - LAST_CALL)}
    return sorted(day for day in calls if day > opened_on)


def _workday_before(day: date) -> date:
    while _is_free(day):
        day -= timedelta(days=1)
    return day


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


def extended(gate: Gate) -> date:
    """The last day after an escalation."""
    return gate.due_on + GRACE


def missing_titles(missing: Collection[str], titles: dict[str, str]) -> tuple[str, ...]:
    """The functions that still owe an answer, for the chair to read."""
    return tuple(sorted(titles[seat] for seat in missing))
