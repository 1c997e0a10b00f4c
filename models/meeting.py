"""Meetings (Sitzungen), agenda items and papers (Vorlagen)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, empty, moment, no, one_of, zero


class MeetingState(StrEnum):
    """How far a meeting is; finer than OParl's meetingState (see `steering/meetings/lifecycle.py`)."""

    SCHEDULED = "scheduled"
    AGENDA_SET = "agenda_set"
    SUMMONED = "summoned"
    OPENED = "opened"
    CLOSED = "closed"
    MINUTES_DRAFT = "minutes_draft"
    MINUTES_APPROVED = "minutes_approved"
    INQUORATE = "inquorate"
    SECOND_SUMMONS = "second_summons"  # inquorate, and called again for the same matters
    CANCELLED = "cancelled"
    HELD = "held"  # the body's own office has reported its result; nothing else is known here


class AgendaKind(StrEnum):
    """What an agenda item is for."""

    FORMALITY = "formality"
    MATTER = "matter"
    INFORMATION = "information"
    MOTION = "motion"
    OTHER_BUSINESS = "other_business"


class PaperKind(StrEnum):
    """What a paper is for."""

    DECISION_PAPER = "decision_paper"
    INFORMATION_PAPER = "information_paper"


class Meeting(SQLModel, table=True):
    """A meeting of a committee."""

    id: str = Field(primary_key=True)
    committee_id: str = Field(foreign_key="committee.id", index=True)
    held_on: date
    state: MeetingState = choice(MeetingState, default=MeetingState.SCHEDULED)
    summoned_on: date | None = None
    present_count: int | None = None
    is_second_summons: bool = False
    is_simulated: bool = False
    starts_at: datetime | None = moment(default=None, nullable=True)
    place: str = empty()
    remote_link: str = empty()
    chair: str = empty(description="function of whoever leads the meeting")
    minute_taker: str = empty()
    opened_at: datetime | None = moment(default=None, nullable=True)
    closed_at: datetime | None = moment(default=None, nullable=True)
    reason: str = empty(description="why it was moved, cancelled or inquorate")
    sequence: int = zero(description="grows with every change that people are told of (iCalendar)")
    lock_version: int = zero()
    follows_id: str | None = Field(default=None, foreign_key="meeting.id")

    __table_args__ = (
        UniqueConstraint("committee_id", "held_on", "is_second_summons"),
        one_of("state", MeetingState, "ck_meeting_state"),
        CheckConstraint("present_count IS NULL OR present_count >= 0", name="ck_meeting_present"),
        CheckConstraint("summoned_on IS NULL OR summoned_on <= held_on", name="ck_meeting_summons"),
    )


class AgendaItem(SQLModel, table=True):
    """A point of a meeting's agenda (Tagesordnungspunkt): `position` is OParl's order, `number` is free."""

    __tablename__ = "agenda_item"

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    position: int
    title: str
    gate_id: str | None = Field(default=None, foreign_key="gate.id")
    paper_id: str | None = Field(default=None, foreign_key="paper.id")
    is_public: bool = True
    number: str = empty(description="as it is called in the meeting: 8.1")
    kind: AgendaKind = choice(
        AgendaKind, default=AgendaKind.MATTER, sa_column_kwargs={"server_default": AgendaKind.MATTER.value}
    )
    proposal: str = empty(description="the proposed resolution of an item without a gate, verbatim")
    responsible: str = empty(description="function of whoever presents the item")
    planned_minutes: int | None = None
    is_urgent: bool = no(description="added in the meeting itself, by a majority")
    is_withdrawn: bool = no(description="taken off the agenda; it stays readable")

    __table_args__ = (
        UniqueConstraint("meeting_id", "position"),
        CheckConstraint(
            "kind IN ('formality', 'matter', 'information', 'motion', 'other_business')",
            name="ck_agenda_item_kind",
        ),
    )


class Paper(SQLModel, table=True):
    """A paper laid before a committee, with the resolution it proposes, verbatim."""

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    committee_id: str = Field(foreign_key="committee.id")
    kind: PaperKind = choice(PaperKind, default=PaperKind.DECISION_PAPER)
    subject: str
    facts: str
    reasons: str
    proposed_resolution: str
    document_id: str | None = Field(default=None, foreign_key="document.id")
    created_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("cycle_id", "round", "committee_id"),
        one_of("kind", PaperKind, "ck_paper_kind"),
    )
