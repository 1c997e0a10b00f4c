"""The facts of notices about seats: mandates that end, seats that change hands, conflicts, delegations."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models import Answer, GateKind, RecusalDecision, RecusalGround
from templates.envelope import Facts, Occasion, Stated


class HandoverWhy(StrEnum):
    """Why somebody is asked who was not asked at first."""

    SUCCESSION = "succession"
    STANDS_IN = "stands_in"
    RETURN = "return"


@dataclass(frozen=True, kw_only=True)
class EnteredAnswer(Stated):
    """What is entered for a seat at one item."""

    title: str
    answer: Answer
    rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class MandatesEnding(Facts):
    """Mandates of a committee end soon, and nobody is named to follow."""

    occasion = Occasion.MANDATES_ENDING

    committee: str
    seats: tuple[str, ...]
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class SeatHandover(Facts):
    """A question is open at a seat that somebody else is in charge of now."""

    occasion = Occasion.SEAT_HANDOVER

    committee: str
    seat: str
    kind: GateKind
    question: str
    items: tuple[str, ...]
    asked_on: date
    due_on: date
    why: HandoverWhy
    answered_count: int
    asked_count: int
    entered: tuple[EnteredAnswer, ...] = ()
    conflicts: tuple[str, ...] = ()
    until: date | None = None
    has_vote: bool = True
    is_secret: bool = False
    has_answered: bool = False


@dataclass(frozen=True, kw_only=True)
class SeatAnswered(Facts):
    """Somebody else has answered for a seat: the deputy, the member or a delegate."""

    occasion = Occasion.SEAT_ANSWERED

    seat: str
    by: str
    question: str
    answers: tuple[EnteredAnswer, ...]
    due_on: date
    may_answer: bool = True


@dataclass(frozen=True, kw_only=True)
class RecusalNoted(Facts):
    """What was entered on a conflict of interest at an item."""

    occasion = Occasion.RECUSAL_NOTED

    committee: str
    seat: str
    item: str
    decision: RecusalDecision
    due_on: date
    ground: RecusalGround | None = None
    is_voided: bool = False


@dataclass(frozen=True, kw_only=True)
class PossibleConflict(Stated):
    """A seat whose organisation is in charge of what an item is about."""

    item: str
    seat: str


@dataclass(frozen=True, kw_only=True)
class RecusalHint(Facts):
    """Possible conflicts of interest at a question; a person looks at them."""

    occasion = Occasion.RECUSAL_HINT

    committee: str
    question: str
    conflicts: tuple[PossibleConflict, ...]
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DelegationChanged(Facts):
    """The vote of a seat was handed to another member, or taken back."""

    occasion = Occasion.DELEGATION_CHANGED

    seat: str
    delegate: str
    is_delegate: bool
    is_withdrawn: bool = False
    question: str = ""
    from_on: date
    to_on: date | None = None
    principal_goes_first: bool = True
