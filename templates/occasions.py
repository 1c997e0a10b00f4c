"""What a notice is about: the facts that the text of each occasion needs."""

from dataclasses import dataclass
from datetime import date, datetime

from models import AtExpiry, GateKind, GateState, ItemResult, RequestKind
from templates.data_occasions import FiguresRevised, RevisedFigure
from templates.envelope import Capacity, Contact, Facts, Occasion, Recipient, Stated
from templates.gate_occasions import (
    ChangedItem,
    ConsentAsked,
    ConsentNoted,
    ConsentReminder,
    ContentChanged,
    GivenAnswer,
    MeetingNeeded,
    Receipt,
    SecretReceipt,
    SecretRound,
    StatementFiled,
)
from templates.gathered import AlsoAsked, Digest, Requests, Told

__all__ = [
    "AlsoAsked",
    "Capacity",
    "ChangedItem",
    "ConsentAsked",
    "ConsentNoted",
    "ConsentReminder",
    "Contact",
    "ContentChanged",
    "CycleOpened",
    "DataQuality",
    "DeliveryRequested",
    "Digest",
    "Escalation",
    "Facts",
    "Fault",
    "FiguresRevised",
    "GateOpened",
    "GivenAnswer",
    "ItemOutcome",
    "MeetingNeeded",
    "Occasion",
    "Outcome",
    "PaperReady",
    "PlanAdopted",
    "Receipt",
    "Recipient",
    "Reminder",
    "Requests",
    "ReviewRequested",
    "RevisedFigure",
    "RevisionDue",
    "SecondSummons",
    "SecretReceipt",
    "SecretRound",
    "SentBack",
    "SheetRequested",
    "Stated",
    "StatementFiled",
    "Step",
    "Told",
]


@dataclass(frozen=True, kw_only=True)
class Step(Stated):
    """A stage and the day on which it should be done."""

    title: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class CycleOpened(Facts):
    """A revision begins."""

    occasion = Occasion.CYCLE_OPENED

    plan_before: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class DeliveryRequested(Facts):
    """A file of data is asked of its owner."""

    occasion = Occasion.DELIVERY_REQUESTED

    title: str
    due_on: date
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(Facts):
    """The review of a measure is asked of its owner."""

    occasion = Occasion.REVIEW_REQUESTED

    title: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class SheetRequested(Facts):
    """The sheet of a planned measure (costs, schedule, responsibility) is asked of its owner."""

    occasion = Occasion.SHEET_REQUESTED

    title: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class GateOpened(Facts):
    """A committee is asked a question."""

    occasion = Occasion.GATE_OPENED

    committee: str
    kind: GateKind
    question: str
    items: tuple[str, ...]
    due_on: date
    has_vote: bool = True
    conflicts: tuple[str, ...] = ()
    is_secret: bool = False
    at_expiry: AtExpiry | None = None
    may_object_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PaperReady(Facts):
    """A paper is ready for the office of a council body that summons itself."""

    occasion = Occasion.PAPER_READY

    committee: str
    title: str
    proposals: tuple[str, ...]
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Reminder(Facts):
    """An answer is still missing; the items of a gate are listed again."""

    occasion = Occasion.REMINDER

    asks: GateKind | RequestKind
    title: str
    due_on: date
    today: date
    items: tuple[str, ...] = ()
    has_vote: bool = True
    last_harmless_on: date | None = None
    moved_days: int = 0


@dataclass(frozen=True, kw_only=True)
class Escalation(Facts):
    """Answers are missing although people were reminded: the chair is told, and later the coordinator."""

    occasion = Occasion.ESCALATION

    title: str
    due_on: date
    today: date
    missing: tuple[str, ...]
    asked_count: int
    needed_count: int | None = None
    coordinator_on: date | None = None
    chair_told_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ItemOutcome(Stated):
    """What became of one item, and with how many votes."""

    title: str
    result: ItemResult | None
    yes_count: int = 0
    no_count: int = 0
    abstain_count: int = 0


@dataclass(frozen=True, kw_only=True)
class Outcome(Facts):
    """What a committee answered; `reasons` are sentences (see `reason_text`)."""

    occasion = Occasion.OUTCOME

    committee: str
    kind: GateKind
    question: str
    state: GateState
    items: tuple[ItemOutcome, ...]
    reasons: tuple[str, ...] = ()
    next_step: str = ""

    def __post_init__(self) -> None:
        """An open question has no outcome."""
        super().__post_init__()
        if self.state is GateState.OPEN:
            raise ValueError(f"The question {self.question!r} is still open; it has no outcome.")


@dataclass(frozen=True, kw_only=True)
class SentBack(Facts):
    """A committee gave something back; a stage begins anew."""

    occasion = Occasion.SENT_BACK

    committee: str
    title: str
    reason: str
    to_stage: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Fault(Stated):
    """Where a delivery is wrong, what is wrong, and how to mend it."""

    where: str
    what: str
    mend: str


@dataclass(frozen=True, kw_only=True)
class DataQuality(Facts):
    """A delivery has critical findings that stop the work."""

    occasion = Occasion.DATA_QUALITY

    title: str
    faults: tuple[Fault, ...]
    due_on: date
    file: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanAdopted(Facts):
    """The new plan is adopted; `open_measures` still wait for their own resolution."""

    occasion = Occasion.PLAN_ADOPTED

    committee: str
    adopted_on: date
    in_force_on: date
    next_due_on: date
    open_measures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RevisionDue(Facts):
    """The calendar asks for the next revision; a person decides when it begins."""

    occasion = Occasion.REVISION_DUE

    in_force_until: date
    begins_on: date


@dataclass(frozen=True, kw_only=True)
class SecondSummons(Facts):
    """A committee is asked a second time, because it was inquorate the first time.

    `is_statutory` is true for bodies under NKomVG section 65; others follow rules of their own.
    """

    occasion = Occasion.SECOND_SUMMONS

    committee: str
    kind: GateKind
    question: str
    items: tuple[str, ...]
    due_on: date
    is_statutory: bool
    has_vote: bool = True
    is_secret: bool = False
    meeting_at: datetime | None = None
    place: str = ""
    conflicts: tuple[str, ...] = ()
