"""Letters about a question, beyond asking it: receipts, changed wording, secrecy, statements."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models import Answer
from templates.envelope import Facts, Occasion, Stated


@dataclass(frozen=True, kw_only=True)
class ChangedItem(Stated):
    """An item that reads differently now: only what differs, marked in both wordings.

    Without wordings nothing differs, and the item is asked again because it rests on another.
    """

    number: int
    title: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class ContentChanged(Facts):
    """The wording of an open question changed; answers to the old wording count no more."""

    occasion = Occasion.CONTENT_CHANGED

    committee: str
    question: str
    reason: str
    changes: tuple[ChangedItem, ...]
    items_count: int
    version: int
    due_on: date
    has_vote: bool
    has_answered: bool
    is_secret: bool = False
    is_paper: bool = False


@dataclass(frozen=True, kw_only=True)
class SecretRound(Facts):
    """An open question will be answered in secret."""

    occasion = Occasion.SECRET_ROUND

    committee: str
    question: str
    reason: str
    due_on: date
    has_vote: bool


@dataclass(frozen=True, kw_only=True)
class MeetingNeeded(Facts):
    """A question is decided in a meeting; `is_ended` where members were answering it already."""

    occasion = Occasion.MEETING_NEEDED

    committee: str
    question: str
    reason: str
    is_ended: bool = False
    may_consent_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentAsked(Facts):
    """Members are asked to consent to deciding without a meeting; the question itself comes afterwards."""

    occasion = Occasion.CONSENT_ASKED

    committee: str
    question: str
    needed: int
    due_on: date


class ConsentWish(StrEnum):
    """What is asked of a member where the question itself is not put yet."""

    CONSENT = "consent"


@dataclass(frozen=True, kw_only=True)
class ConsentReminder(Facts):
    """A member has not said yet whether to decide without a meeting."""

    occasion = Occasion.CONSENT_REMINDER

    committee: str
    question: str
    needed: int
    due_on: date
    today: date


@dataclass(frozen=True, kw_only=True)
class ConsentNoted(Facts):
    """What a seat says to deciding without a meeting was entered; `by` is the function that said it.

    `is_begun` where the question has been put to everybody: then nothing is taken back any more.
    """

    occasion = Occasion.CONSENT_NOTED

    committee: str
    question: str
    seat: str
    by: str
    is_given: bool
    was_given: bool
    noted_at: datetime
    due_on: date
    is_begun: bool = False


@dataclass(frozen=True, kw_only=True)
class SecretReceipt(Facts):
    """A ballot lies in the box; the letter does not know what is in it."""

    occasion = Occasion.SECRET_RECEIPT

    question: str
    code: str
    on: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class StatementFiled(Facts):
    """A minority statement was filed and is printed with the outcome."""

    occasion = Occasion.STATEMENT_FILED

    committee: str
    question: str
    item: str
    who: str
    text: str


@dataclass(frozen=True, kw_only=True)
class GivenAnswer(Stated):
    """What somebody answered to one item."""

    title: str
    answer: Answer
    rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt(Facts):
    """An answer has arrived."""

    occasion = Occasion.RECEIPT

    question: str
    answers: tuple[GivenAnswer, ...]
    answered_at: datetime
    due_on: date
    code: str = ""
