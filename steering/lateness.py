"""What late data cost: by how many working days the draft moves, and until which day it does not.

The backward planner knows: what comes after the answers takes its time, holidays and dates of meetings leave
room, and only what is more than that moves the draft.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from steering.calendar.planner import Ground, Plan, delay_effect, last_harmless_end, plan_forward

# A later round only asks and answers once more; the weeks of the stage are spent.
_NO_WEEKS = 1


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a delivery that has not come does to the draft."""

    last_harmless_on: date
    moved_days: int


def cost_of_waiting(ground: Ground, opened_on: date, number: int, today: date) -> Cost:
    """What it costs that an answer is still missing today, in a round that began on a day.

    The ground begins with the stage that waits; the plan is the earliest from the beginning of the round.
    """
    plan = _plan(ground, opened_on, is_first=number == 1)
    answers = f"{ground.first_stage}/answers"
    late = ground.calendar.working_days_between(plan.planned(answers).earliest_end, today)
    return Cost(
        last_harmless_on=last_harmless_end(plan, answers),
        moved_days=delay_effect(plan, answers, max(0, late)).draft_days,
    )


@lru_cache(maxsize=64)
def _plan(ground: Ground, opened_on: date, *, is_first: bool) -> Plan:
    # All deliveries of a round share it, and a letter is written for each of them.
    if is_first:
        return plan_forward(ground, opened_on)
    timings = tuple(
        replace(each, weeks=_NO_WEEKS) if each.key == ground.first_stage else each for each in ground.timings
    )
    return plan_forward(replace(ground, timings=timings), opened_on)
