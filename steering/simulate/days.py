"""The days on which simulated people act: soon after the letter, or when they are reminded.

A whole group acts on these few days, as real people do; that also keeps a simulation short.
"""

from datetime import date, timedelta
from random import Random

from steering.deadlines import reminder_days, workday

# Most answer when they are reminded for the first time, some at once, some at the last moment.
WEIGHTS = (3, 4, 2)


def answering_days(opened_on: date, due_on: date) -> list[date]:
    """The days on which anybody answers: after a quarter of the time, and when they are reminded."""
    soon = opened_on + max(timedelta(days=1), (due_on - opened_on) / 4)
    wanted = [workday(soon), *reminder_days(opened_on, due_on)]
    in_time = sorted({min(day, due_on) for day in wanted if day > opened_on})
    return [day for day in in_time if day > opened_on] or [max(opened_on, due_on)]


def answering_day(opened_on: date, due_on: date, chance: Random) -> date:
    """One person's day among them."""
    days = answering_days(opened_on, due_on)
    return chance.choices(days, WEIGHTS[: len(days)])[0]
