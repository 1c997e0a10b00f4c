"""Escalation: when something is missing around its last day, who is told next, and when.

Deputy, chair, coordinator: each is told once about one last day, at most one of them on one day. So
a clock that jumps a year ahead wakes one person and not three.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models import EscalationStep
from steering.deadlines import workday

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


@dataclass(frozen=True, kw_only=True)
class AtGate:
    """A gate around its last day: its rule decides when the chair is told, and the coordinator follows."""

    due_on: date
    taken: Collection[EscalationStep] = ()
    chair_told_on: date | None = None


def steps_due_at_gate(chain: Chain, gate: AtGate, today: date) -> list[EscalationStep]:
    """The steps at a gate whose day has come and that nobody has taken, in their order."""
    return [step for step in ORDER if (on := _day_at_gate(chain, gate, step)) is not None and on <= today]


def next_step_at_gate(chain: Chain, gate: AtGate, today: date) -> tuple[EscalationStep, date] | None:
    """The step at a gate that comes next by itself, and its day."""
    days = {step: _day_at_gate(chain, gate, step) for step in ORDER}
    coming = [(on, ORDER.index(step)) for step, on in days.items() if on is not None]
    if not coming:
        return None
    on, place = min(coming)
    return ORDER[place], max(today, on)


def coordinator_day(chain: Chain, chair_told_on: date) -> date:
    """The working day on which the coordinator is told after the chair."""
    return workday(chair_told_on + timedelta(days=chain.days[EscalationStep.COORDINATOR]))


def _day_at_gate(chain: Chain, gate: AtGate, step: EscalationStep) -> date | None:
    if step in gate.taken or step is EscalationStep.CHAIR:
        return None
    if step is EscalationStep.DEPUTY:
        return chain.day_of(step, gate.due_on)
    return coordinator_day(chain, gate.chair_told_on) if gate.chair_told_on else None


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
