"""The facts of notices about deadlines: what is overdue, who may stand in, what is no longer asked."""

from dataclasses import dataclass
from datetime import date

from models import EscalationStep, GateKind, RequestKind
from templates.envelope import Facts, Occasion
from templates.gate_occasions import ConsentWish


@dataclass(frozen=True, kw_only=True)
class Overdue(Facts):
    """Something is missing after its last day, and somebody else than its owner is told."""

    occasion = Occasion.OVERDUE

    step: EscalationStep
    asks: RequestKind
    title: str
    owner: str
    due_on: date
    today: date
    reminded_count: int
    waits: str
    last_harmless_on: date | None = None
    moved_days: int = 0
    next_step: EscalationStep | None = None
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReportOverdue(Facts):
    """A body met on a question, and its office has not reported what it decided."""

    occasion = Occasion.REPORT_OVERDUE

    step: EscalationStep
    committee: str
    title: str
    due_on: date
    today: date
    held_on: date | None = None
    next_step: EscalationStep | None = None
    next_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class StandIn(Facts):
    """A member has not answered and the last day is near; the deputy may."""

    occasion = Occasion.STAND_IN

    asks: GateKind
    title: str
    seat: str
    due_on: date
    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StageSkipped(Facts):
    """A stage is left out; whoever was asked in it need not answer any more."""

    occasion = Occasion.STAGE_SKIPPED

    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeadlineExtended(Facts):
    """There is more time."""

    occasion = Occasion.DEADLINE_EXTENDED

    asks: GateKind | RequestKind | ConsentWish
    title: str
    due_before_on: date
    due_on: date
    reason: str
