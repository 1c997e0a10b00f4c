"""The outbox: messages owed, and every attempt to deliver them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class MessageState(StrEnum):
    """Whether a message is still owed, and if not, how it ended."""

    OWED = "owed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"
    CANCELLED = "cancelled"


class DeliveryOutcome(StrEnum):
    """What one attempt brought."""

    ACCEPTED = "accepted"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNCLEAR = "unclear"


class Message(SQLModel, table=True):
    """A letter to one recipient, written in the transaction that causes it.

    `id` is made of cycle, stage, round, occasion and recipient: a repeated step collides with
    itself instead of writing twice.
    """

    id: str = Field(primary_key=True)
    cycle_id: str | None = Field(default=None, foreign_key="cycle.id", index=True)
    stage_key: str
    round: int
    occasion: str
    recipient: str = Field(description="function of the recipient")
    address: str
    language: str = "de"
    subject: str
    text: str
    html: str
    mail_id: str = Field(unique=True, description="Message-ID, the same in every attempt")
    state: MessageState = choice(MessageState, default=MessageState.OWED)
    owed_at: datetime = moment()
    not_before_at: datetime = moment(description="next attempt not earlier")
    leased_until_at: datetime | None = moment(default=None, nullable=True)
    ended_at: datetime | None = moment(default=None, nullable=True)
    is_simulated: bool = False

    __table_args__ = (
        one_of("state", MessageState, "ck_message_state"),
        CheckConstraint("(state IN ('owed', 'sending')) = (ended_at IS NULL)", name="ck_message_ended_at"),
        # The next letter is looked for after every letter, among all that were ever written.
        Index("ix_message_due", "state", "owed_at", "id"),
    )


class DeliveryAttempt(SQLModel, table=True):
    """One attempt to hand a message over."""

    __tablename__ = "delivery_attempt"

    message_id: str = Field(foreign_key="message.id", primary_key=True)
    number: int = Field(primary_key=True)
    at: datetime = moment()
    channel: str
    outcome: DeliveryOutcome = choice(DeliveryOutcome)
    code: int | None = None
    answer: str = Field(default="", description="what the other side said")

    __table_args__ = (one_of("outcome", DeliveryOutcome, "ck_attempt_outcome"),)
