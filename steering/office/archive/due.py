"""What is open with a last day, across all regions, in as many queries as there are kinds of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Engine, literal, select
from sqlmodel import col

from models import (
    Cycle,
    CycleState,
    Escalation,
    EscalationStep,
    Gate,
    GateState,
    Request,
    StageRun,
    StageState,
)
from steering.office.clock import day_of
from steering.office.database import reading
from steering.transitions import LIVING

# As the rules of a question are kept, where they want the consent of a share of the members.
_ASKS_CONSENT = '"circulation_consent_share":"'


@dataclass(frozen=True, kw_only=True)
class OpenDeadline:
    """A request or gate that waits, with what decides whether something is due."""

    region_key: str
    cycle_id: str
    subject_id: str
    is_gate: bool
    asked_on: date
    due_on: date
    reminded_count: int
    asks_consent: bool = False
    taken: frozenset[EscalationStep] = field(default=frozenset())
    chair_told_on: date | None = None


def open_deadlines(engine: Engine, *, region_key: str = "") -> list[OpenDeadline]:
    """Everything that waits in open revisions: three queries, however many regions there are."""
    whose = [col(Cycle.state) == CycleState.OPEN]
    if region_key:
        whose.append(col(Cycle.region_key) == region_key)
    of_cycle = (col(Cycle.region_key), col(Cycle.id))
    of_request = (
        col(Request.id),
        col(Request.asked_at),
        col(Request.due_on),
        col(Request.reminded_count),
        literal(value=False),
    )
    of_gate = (
        col(Gate.id),
        col(Gate.opened_at),
        col(Gate.due_on),
        col(Gate.reminded_count),
        col(Gate.rules).contains(_ASKS_CONSENT, autoescape=True),
    )
    requests = (
        select(*of_cycle, *of_request)
        .join(StageRun, col(StageRun.id) == col(Request.stage_run_id))
        .join(Cycle, col(Cycle.id) == col(StageRun.cycle_id))
        .where(*whose, col(StageRun.state) == StageState.OPEN, col(Request.answered_at).is_(None))
    )
    gates = (
        select(*of_cycle, *of_gate)
        .join(StageRun, col(StageRun.id) == col(Gate.stage_run_id))
        .join(Cycle, col(Cycle.id) == col(StageRun.cycle_id))
        .where(*whose, col(StageRun.state).in_(LIVING), col(Gate.state) == GateState.OPEN)
    )
    steps = (
        select(
            col(Escalation.subject_id),
            col(Escalation.due_on),
            col(Escalation.step),
            col(Escalation.taken_at),
        )
        .join(StageRun, col(StageRun.id) == col(Escalation.stage_run_id))
        .join(Cycle, col(Cycle.id) == col(StageRun.cycle_id))
        .where(*whose, col(StageRun.state).in_(LIVING))
    )
    with reading(engine) as session:
        connection = session.connection()
        taken: dict[tuple[str, date], dict[EscalationStep, date]] = {}
        for subject_id, due_on, step, taken_at in connection.execute(steps):
            taken.setdefault((subject_id, due_on), {})[step] = day_of(taken_at)
        return [
            _row(tuple(row), taken, is_gate=is_gate)
            for is_gate, query in ((False, requests), (True, gates))
            for row in connection.execute(query)
        ]


def _row(
    row: tuple[Any, ...], taken: Mapping[tuple[str, date], Mapping[EscalationStep, date]], *, is_gate: bool
) -> OpenDeadline:
    region_key, cycle_id, subject_id, asked_at, due_on, reminded_count, asks_consent = row
    steps = taken.get((subject_id, due_on), {})
    return OpenDeadline(
        region_key=region_key,
        cycle_id=cycle_id,
        subject_id=subject_id,
        is_gate=is_gate,
        asked_on=day_of(asked_at),
        due_on=due_on,
        reminded_count=reminded_count,
        asks_consent=bool(asks_consent),
        taken=frozenset(steps),
        chair_told_on=steps.get(EscalationStep.CHAIR),
    )
