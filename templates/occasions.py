"""What a notice is about: one occasion, and the facts that its text needs."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from models import Answer, GateKind, GateState, ItemResult, RequestKind


class Occasion(StrEnum):
    """Why somebody is written to."""

    CYCLE_OPENED = "cycle_opened"
    DELIVERY_REQUESTED = "delivery_requested"
    REVIEW_REQUESTED = "review_requested"
    SHEET_REQUESTED = "sheet_requested"
    GATE_OPENED = "gate_opened"
    PAPER_READY = "paper_ready"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    OUTCOME = "outcome"
    SENT_BACK = "sent_back"
    DATA_QUALITY = "data_quality"
    PLAN_ADOPTED = "plan_adopted"
    SECOND_SUMMONS = "second_summons"
    DEADLINE_EXTENDED = "deadline_extended"
    RECEIPT = "receipt"


class Capacity(StrEnum):
    """As what somebody is written to; the first five are the roles of a mandate."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    MEMBER = "member"
    ADVISORY = "advisory"
    DEPUTY = "deputy"
    COUNCIL_OFFICE = "council_office"
    DATA_OWNER = "data_owner"
    MEASURE_OWNER = "measure_owner"
    COORDINATOR = "coordinator"


WITHOUT_COMMITTEE = {Capacity.DATA_OWNER, Capacity.MEASURE_OWNER, Capacity.COORDINATOR}


class Stated:
    """Facts that refuse gaps: a text is given, unless its default says that it may be empty."""

    def __post_init__(self) -> None:
        """Name the first empty text."""
        for field in dataclasses.fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if isinstance(value, str) and not value.strip() and field.default is dataclasses.MISSING:
                raise ValueError(f"{type(self).__name__}.{field.name} is empty; a notice needs it.")


@dataclass(frozen=True, kw_only=True)
class Recipient(Stated):
    """As what, and in which committee, somebody gets a notice."""

    capacity: Capacity
    committee: str = ""

    def __post_init__(self) -> None:
        """Whoever acts for a committee names it."""
        if not self.committee.strip() and self.capacity not in WITHOUT_COMMITTEE:
            raise ValueError(f"A recipient as {self.capacity} needs the title of a committee.")


@dataclass(frozen=True, kw_only=True)
class Contact(Stated):
    """Whom to ask: a function, never a name."""

    function: str
    mail: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Facts(Stated):
    """What every notice says: who asks, about which plan, where to go, whom to ask, why you."""

    occasion: ClassVar[Occasion]

    asker: str
    plan: str
    recipient: Recipient
    contact: Contact
    link: str
    is_simulated: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no address on the web."""
        super().__post_init__()
        if not self.link.startswith(("https://", "http://")) or any(mark.isspace() for mark in self.link):
            raise ValueError(f"The link {self.link!r} of a notice must be one http or https address.")


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
    """An answer is still missing."""

    occasion = Occasion.REMINDER

    asks: GateKind | RequestKind
    title: str
    due_on: date
    today: date


@dataclass(frozen=True, kw_only=True)
class Escalation(Facts):
    """Answers are missing although people were reminded; the chair or the coordinator must act."""

    occasion = Occasion.ESCALATION

    title: str
    due_on: date
    today: date
    missing: tuple[str, ...]
    asked_count: int
    needed_count: int | None = None


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
    meeting_at: datetime | None = None
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class DeadlineExtended(Facts):
    """There is more time."""

    occasion = Occasion.DEADLINE_EXTENDED

    asks: GateKind | RequestKind
    title: str
    due_before_on: date
    due_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class GivenAnswer(Stated):
    """What somebody answered to one item."""

    title: str
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class Receipt(Facts):
    """An answer has arrived."""

    occasion = Occasion.RECEIPT

    question: str
    answers: tuple[GivenAnswer, ...]
    answered_at: datetime
    due_on: date
