"""Necessity: how much a letter is needed, by its occasion; the one table that the post follows."""

from collections.abc import Mapping
from enum import StrEnum

from templates.occasions import Occasion


class Necessity(StrEnum):
    """What may happen to a letter on its way."""

    STATUTORY = "statutory"  # goes at once and alone, whatever anybody prefers
    REQUEST = "request"  # may wait for the morning and share a letter with others
    STATUS = "status"  # may wait for a digest
    NEWS = "news"  # the same, and may be declined


NECESSITY: Mapping[Occasion, Necessity] = {
    Occasion.GATE_OPENED: Necessity.STATUTORY,
    Occasion.SECOND_SUMMONS: Necessity.STATUTORY,
    Occasion.PAPER_READY: Necessity.STATUTORY,
    Occasion.OUTCOME: Necessity.STATUTORY,
    Occasion.RECEIPT: Necessity.STATUTORY,
    Occasion.DEADLINE_EXTENDED: Necessity.STATUTORY,
    Occasion.MEETING_SUMMONS: Necessity.STATUTORY,
    Occasion.AGENDA_CHANGED: Necessity.STATUTORY,
    Occasion.MEETING_MOVED: Necessity.STATUTORY,
    Occasion.MEETING_CANCELLED: Necessity.STATUTORY,
    Occasion.CONTENT_CHANGED: Necessity.STATUTORY,
    Occasion.SECRET_ROUND: Necessity.STATUTORY,
    Occasion.SECRET_RECEIPT: Necessity.STATUTORY,
    Occasion.MEETING_NEEDED: Necessity.STATUTORY,
    Occasion.CONSENT_ASKED: Necessity.STATUTORY,
    Occasion.CONSENT_NOTED: Necessity.STATUTORY,
    Occasion.SEAT_HANDOVER: Necessity.STATUTORY,
    Occasion.SEAT_ANSWERED: Necessity.STATUTORY,
    Occasion.RECUSAL_NOTED: Necessity.STATUTORY,
    Occasion.DELEGATION_CHANGED: Necessity.STATUTORY,
    Occasion.DELIVERY_REQUESTED: Necessity.REQUEST,
    Occasion.REVIEW_REQUESTED: Necessity.REQUEST,
    Occasion.SHEET_REQUESTED: Necessity.REQUEST,
    Occasion.REMINDER: Necessity.REQUEST,
    Occasion.CONSENT_REMINDER: Necessity.REQUEST,
    Occasion.ESCALATION: Necessity.REQUEST,
    Occasion.OVERDUE: Necessity.REQUEST,
    Occasion.REPORT_OVERDUE: Necessity.REQUEST,
    Occasion.STAND_IN: Necessity.REQUEST,
    Occasion.DATA_QUALITY: Necessity.REQUEST,
    Occasion.DATA_DIGEST: Necessity.REQUEST,
    Occasion.REVISION_DUE: Necessity.REQUEST,
    Occasion.REQUESTS: Necessity.REQUEST,
    Occasion.RECUSAL_HINT: Necessity.REQUEST,
    Occasion.MANDATES_ENDING: Necessity.REQUEST,
    Occasion.MINUTES_READY: Necessity.REQUEST,
    Occasion.MINUTES_APPROVED: Necessity.STATUS,
    Occasion.STATEMENT_FILED: Necessity.STATUS,
    Occasion.STAGE_SKIPPED: Necessity.STATUS,
    Occasion.SENT_BACK: Necessity.STATUS,
    Occasion.CYCLE_OPENED: Necessity.STATUS,
    Occasion.FIGURES_REVISED: Necessity.STATUS,
    Occasion.DIGEST: Necessity.STATUS,
    Occasion.PLAN_ADOPTED: Necessity.NEWS,
}

# Requests that one line with a title and a day can repeat; others need all of their own text.
TOLD_IN_A_LINE = frozenset(
    {
        Occasion.DELIVERY_REQUESTED,
        Occasion.REVIEW_REQUESTED,
        Occasion.SHEET_REQUESTED,
        Occasion.REMINDER,
    }
)
# Letters that tell other letters are never told in another one again.
GATHERED = frozenset({Occasion.REQUESTS, Occasion.DIGEST})

_BY_NAME = {each.value: necessity for each, necessity in NECESSITY.items()}


def necessity_of(occasion: str) -> Necessity:
    """How much a letter of this occasion is needed; one that nobody has placed is never held back."""
    return _BY_NAME.get(occasion, Necessity.STATUTORY)


def may_be_declined(occasion: str) -> bool:
    """Whether somebody may decline letters of this occasion: only what is news to them."""
    return necessity_of(occasion) is Necessity.NEWS
