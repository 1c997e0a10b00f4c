"""What late data cost: by how many working days the draft moves, and from which day on it does.

A stage holds room between its answers and its end. Only when that is used up, each further working
day moves everything behind it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from steering.deadlines import workday
from steering.profile.plans import StageTiming


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a delivery that has not come does to the draft."""

    last_harmless_on: date
    moved_days: int


def cost_of_waiting(timing: StageTiming, opened_on: date, number: int, today: date) -> Cost:
    """What it costs that an answer is still missing today, in a round that began on a day.

    The committee needs its days after the answers are there, so they must come that much earlier than
    the end that was planned when the round began.
    """
    length = 7 * timing.weeks if number == 1 else timing.answer_days + timing.gate_days
    last = workday(opened_on + timedelta(days=length)) - timedelta(days=timing.gate_days)
    while not is_working(last):
        last -= timedelta(days=1)
    return Cost(last_harmless_on=last, moved_days=working_days_after(last, today))


def is_working(day: date) -> bool:
    """Whether the office works on a day."""
    return workday(day) == day


def working_days_after(first: date, last: date) -> int:
    """How many working days come after the first day, up to the last; none if it lies before."""
    return sum(is_working(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
