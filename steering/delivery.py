"""What becomes of a letter after an attempt to hand it over: sent, tried again, or given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from models import DeliveryOutcome, MessageState

# The chats that may carry a word beside a letter; every other service of Apprise is refused.
CHATS = frozenset(
    {
        "matrix",
        "matrixs",
        "mmost",
        "mmosts",
        "nctalk",
        "nctalks",
        "ntfy",
        "ntfys",
        "rocket",
        "rockets",
        "workflows",
    }
)
QUICK_STEPS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
SLOW_STEP = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=72)
SECOND_COPY_AFTER = timedelta(minutes=10)
# A second copy of a reminder would annoy more than a lost one; the next reminder comes anyway.
_AT_MOST_ONCE = frozenset({"reminder", "consent_reminder"})


class Attempt(Protocol):
    """An earlier attempt, as far as the next step depends on it."""

    @property
    def outcome(self) -> DeliveryOutcome:
        """What it brought."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What one attempt brought, and what the other side said."""

    outcome: DeliveryOutcome
    code: int | None = None
    answer: str = ""
    channel: str


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """How the letter stands now; `not_before_at` is given only while it is still owed."""

    state: MessageState
    not_before_at: datetime | None = None


def is_chat(channel_url: str) -> bool:
    """Whether an address is one of a chat that we allow."""
    schema, mark, rest = channel_url.partition("://")
    return bool(mark and rest) and schema.lower() in CHATS


def is_sent_at_most_once(occasion: str) -> bool:
    """Whether a letter of this occasion is rather lost than sent twice."""
    return occasion in _AT_MOST_ONCE


def plan_next(
    attempts: Sequence[Attempt],
    outcome: DeliveryOutcome,
    *,
    first_owed_at: datetime,
    now: datetime,
    at_most_once: bool = False,
) -> NextStep:
    """What follows from the newest outcome; `attempts` are those before it.

    A crash while sending is an unclear outcome too: the letter may be under way. A reminder is
    sent `at_most_once`: a second copy would annoy more than a lost one.
    """
    if outcome is DeliveryOutcome.ACCEPTED:
        return NextStep(state=MessageState.SENT)
    if outcome is DeliveryOutcome.PERMANENT:
        return NextStep(state=MessageState.FAILED)
    may_have_arrived = _count(attempts, DeliveryOutcome.UNCLEAR) > 0
    if outcome is DeliveryOutcome.UNCLEAR:
        if may_have_arrived or at_most_once:
            return NextStep(state=MessageState.UNCLEAR)
        return NextStep(state=MessageState.OWED, not_before_at=now + SECOND_COPY_AFTER)
    return _after_temporary(
        _count(attempts, DeliveryOutcome.TEMPORARY),
        may_have_arrived=may_have_arrived,
        first_owed_at=first_owed_at,
        now=now,
    )


def _after_temporary(
    before: int, *, may_have_arrived: bool, first_owed_at: datetime, now: datetime
) -> NextStep:
    # A server that greylists refuses every first attempt. The quick steps are therefore taken even
    # by a letter that has waited for days in an office that was switched off.
    if before < len(QUICK_STEPS):
        return NextStep(state=MessageState.OWED, not_before_at=now + QUICK_STEPS[before])
    if now + SLOW_STEP <= first_owed_at + GIVE_UP_AFTER:
        return NextStep(state=MessageState.OWED, not_before_at=now + SLOW_STEP)
    return NextStep(state=MessageState.UNCLEAR if may_have_arrived else MessageState.FAILED)


def _count(attempts: Sequence[Attempt], outcome: DeliveryOutcome) -> int:
    return sum(attempt.outcome is outcome for attempt in attempts)
