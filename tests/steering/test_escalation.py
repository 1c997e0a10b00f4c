"""Who is told when something is missing: in order, once, and never many at one time."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models import EscalationStep
from steering.escalation import (
    ORDER,
    AtGate,
    Chain,
    coordinator_day,
    next_step,
    next_step_at_gate,
    steps_due,
    steps_due_at_gate,
)

DEPUTY, CHAIR, COORDINATOR = ORDER
CHAIN = Chain(days={DEPUTY: 7, CHAIR: 14, COORDINATOR: 21})
DUE = date(2027, 3, 12)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_nobody_is_told_before_the_day() -> None:
    assert steps_due(CHAIN, DUE, DUE + timedelta(days=6), set()) == []
    assert steps_due(CHAIN, DUE, DUE + timedelta(days=7), set()) == [DEPUTY]


def test_what_was_taken_is_not_due_again() -> None:
    assert steps_due(CHAIN, DUE, DUE + timedelta(days=15), {DEPUTY}) == [CHAIR]
    assert steps_due(CHAIN, DUE, DUE + timedelta(days=400), set(ORDER)) == []


def test_the_next_step_has_a_day_and_is_never_in_the_past() -> None:
    assert next_step(CHAIN, DUE, DUE, set()) == (DEPUTY, DUE + timedelta(days=7))
    assert next_step(CHAIN, DUE, DUE + timedelta(days=9), set()) == (DEPUTY, DUE + timedelta(days=9))
    assert next_step(CHAIN, DUE, DUE, set(ORDER)) is None


AT_GATE = Chain(days={DEPUTY: -2, COORDINATOR: 3})
TOLD_ON = DUE - timedelta(days=7)  # a Friday


def at_gate(*taken: EscalationStep) -> AtGate:
    return AtGate(due_on=DUE, taken=taken, chair_told_on=TOLD_ON if CHAIR in taken else None)


def test_at_a_gate_the_coordinator_comes_only_after_the_chair_and_on_a_working_day() -> None:
    assert steps_due_at_gate(AT_GATE, at_gate(), DUE - timedelta(days=3)) == []
    assert steps_due_at_gate(AT_GATE, at_gate(), DUE + timedelta(days=9)) == [DEPUTY]
    assert steps_due_at_gate(AT_GATE, at_gate(CHAIR), TOLD_ON + timedelta(days=2)) == []
    assert steps_due_at_gate(AT_GATE, at_gate(CHAIR), TOLD_ON + timedelta(days=3)) == [COORDINATOR]
    assert coordinator_day(AT_GATE, date(2027, 3, 3)) == date(2027, 3, 8)  # Saturday would be the third day
    assert steps_due_at_gate(AT_GATE, at_gate(*ORDER), DUE + timedelta(days=9)) == []


def test_the_next_step_at_a_gate_is_the_one_with_the_earliest_day() -> None:
    early = DUE - timedelta(days=9)

    assert next_step_at_gate(AT_GATE, at_gate(), early) == (DEPUTY, DUE - timedelta(days=2))
    assert next_step_at_gate(AT_GATE, at_gate(CHAIR), early) == (COORDINATOR, TOLD_ON + timedelta(days=3))
    assert next_step_at_gate(AT_GATE, at_gate(CHAIR), DUE) == (COORDINATOR, DUE)
    assert next_step_at_gate(AT_GATE, at_gate(DEPUTY), DUE) is None


@given(due_on=DAYS, length=st.integers(0, 800), jumps=st.lists(st.integers(-366, 366), max_size=12))
def test_whatever_the_clock_does_each_step_is_taken_once(due_on: date, length: int, jumps: list[int]) -> None:
    taken: list[EscalationStep] = []
    today = due_on - timedelta(days=5)
    for jump in [*jumps, *[1] * (length % 40)]:
        today += timedelta(days=jump)
        due = steps_due(CHAIN, due_on, today, taken)
        taken += due[:1]  # the office takes one a day

    assert len(taken) == len(set(taken))
    assert taken == [step for step in ORDER if step in taken]
    if max_day(due_on, jumps, length) < due_on + timedelta(days=7):
        assert taken == []


def max_day(due_on: date, jumps: list[int], length: int) -> date:
    """The latest day that the clock showed."""
    today = latest = due_on - timedelta(days=5)
    for jump in [*jumps, *[1] * (length % 40)]:
        today += timedelta(days=jump)
        latest = max(latest, today)
    return latest
