"""Escalation: when something is missing after its last day, who is told next, and when.

Deputy, chair, coordinator: each is told once about one last day, at most one of them on one day. So
a clock that jumps a year ahead wakes one person and not three.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models import EscalationStep

ORDER = (EscalationStep.DEPUTY, EscalationStep.CHAIR, EscalationStep.COORDINATOR)


@dataclass(frozen=True, kw_only=True)
class Chain:
    """After how many days each step is taken, counted from the last day; the region decides."""

    days: Mapping[EscalationStep, int]

    def day_of(self, step: EscalationStep, due_on: date) -> date:
        """The day on which a step is due."""
        return due_on + timedelta(days=self.days[step])


def steps_due(
    chain: Chain, due_on: date, today: date, taken: Collection[EscalationStep]
) -> list[EscalationStep]:
    """The steps whose day has come and that nobody has taken, in their order."""
    return [step for step in ORDER if step not in taken and chain.day_of(step, due_on) <= today]


def next_step(
    chain: Chain, due_on: date, today: date, taken: Collection[EscalationStep]
) -> tuple[EscalationStep, date] | None:
    """The step that comes next by itself, and its day; none where all are taken.

    What should have been taken already is taken with the next run, so today at the earliest.
    """
    open_steps = [step for step in ORDER if step not in taken]
    if not open_steps:
        return None
    return open_steps[0], max(today, chain.day_of(open_steps[0], due_on))
