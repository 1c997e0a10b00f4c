"""The outbox: messages owed, every attempt to deliver them, and what came back."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class MessageState(StrEnum):
    """Whether a message is still owed, and if not, how it ended."""

    OWED = "owed"
    HELD = "held"  # somebody stopped it for now
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"
    CANCELLED = "cancelled"
    MERGED = "merged"  # told in another message
    BOUNCED = "bounced"  # taken by the first server, then given back for good


class DeliveryOutcome(StrEnum):
    """What one attempt brought."""

    ACCEPTED = "accepted"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNCLEAR = "unclear"


class ReportKind(StrEnum):
    """What came back after a letter had gone."""

    BOUNCED = "bounced"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    AUTO_REPLY = "auto_reply"
    READ = "read"
    COMPLAINT = "complaint"
    UNKNOWN = "unknown"


class Digest(StrEnum):
    """How often somebody wants what is only news to them."""

    NONE = "none"
    DAILY = "daily"
    WEEKLY = "weekly"


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
    title: str = Field(default="", description="what it is about", sa_column_kwargs={"server_default": ""})
    gist: str = Field(
        default="", description="its first sentences, for a digest", sa_column_kwargs={"server_default": ""}
    )
    link: str = Field(default="", sa_column_kwargs={"server_default": ""})
    due_on: date | None = None
    calendar: str = Field(
        default="", description="an appointment as iCalendar", sa_column_kwargs={"server_default": ""}
    )
    merged_into: str | None = Field(default=None, description="the message that tells this one, too")
    mail_id: str = Field(unique=True, description="Message-ID, the same in every attempt")
    state: MessageState = choice(MessageState, default=MessageState.OWED)
    owed_at: datetime = moment()
    not_before_at: datetime = moment(description="next attempt not earlier")
    leased_until_at: datetime | None = moment(default=None, nullable=True)
    ended_at: datetime | None = moment(default=None, nullable=True)
    is_simulated: bool = False

    __table_args__ = (
        one_of("state", MessageState, "ck_message_state"),
        CheckConstraint(
            "(state IN ('owed', 'held', 'sending')) = (ended_at IS NULL)", name="ck_message_ended_at"
        ),
        CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name="ck_message_merged"),
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


class DeliveryReport(SQLModel, table=True):
    """What a mail server or a mailbox sent back: never a vote, never answered."""

    __tablename__ = "delivery_report"

    id: str = Field(primary_key=True, description="SHA-256 of the mail that came")
    region_key: str = Field(foreign_key="region.key", index=True)
    message_id: str | None = Field(default=None, foreign_key="message.id", index=True)
    kind: ReportKind = choice(ReportKind)
    at: datetime = moment()
    address: str = Field(default="", description="the mailbox that it is about")
    code: str = Field(default="", description="enhanced status code, e.g. 5.1.1")
    answer: str = Field(default="", description="what the other side said")

    __table_args__ = (one_of("kind", ReportKind, "ck_report_kind"),)


class UnreachableAddress(SQLModel, table=True):
    """A mailbox that gave a letter back for good: a task for the coordinator until it is settled."""

    __tablename__ = "unreachable_address"

    region_key: str = Field(foreign_key="region.key", primary_key=True)
    address: str = Field(primary_key=True)
    message_id: str = Field(foreign_key="message.id")
    since_at: datetime = moment()
    code: str = ""
    settled_at: datetime | None = moment(default=None, nullable=True)
    reason: str = ""


class Preference(SQLModel, table=True):
    """How somebody wants to be written to; what the law demands is not for choice."""

    region_key: str = Field(foreign_key="region.key", primary_key=True)
    address: str = Field(primary_key=True)
    digest: Digest = choice(Digest, default=Digest.NONE)
    changed_at: datetime = moment()

    __table_args__ = (one_of("digest", Digest, "ck_preference_digest"),)
