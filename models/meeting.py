"""Meetings (Sitzungen), agenda items and papers (Vorlagen)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class MeetingState(StrEnum):
    """How far a meeting is; after OParl's meetingState, with the two exits it lacks."""

    SCHEDULED = "scheduled"
    SUMMONED = "summoned"
    HELD = "held"
    INQUORATE = "inquorate"
    CANCELLED = "cancelled"


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

    __table_args__ = (
        UniqueConstraint("committee_id", "held_on", "is_second_summons"),
        one_of("state", MeetingState, "ck_meeting_state"),
        CheckConstraint("present_count IS NULL OR present_count >= 0", name="ck_meeting_present"),
        CheckConstraint("summoned_on IS NULL OR summoned_on <= held_on", name="ck_meeting_summons"),
    )


class AgendaItem(SQLModel, table=True):
    """A point of a meeting's agenda; it deals with one gate."""

    __tablename__ = "agenda_item"

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    title: str
    gate_id: str | None = Field(default=None, foreign_key="gate.id")
    paper_id: str | None = Field(default=None, foreign_key="paper.id")
    is_public: bool = True

    __table_args__ = (UniqueConstraint("meeting_id", "number"),)


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
