"""What is written of a meeting: summons, attendance list and minutes (Niederschrift), frozen by hash."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class MeetingDocumentKind(StrEnum):
    """Which paper it is."""

    SUMMONS = "summons"
    ATTENDANCE_LIST = "attendance_list"
    MINUTES = "minutes"


class Part(StrEnum):
    """For whose eyes: what is not public is a document of its own."""

    PUBLIC = "public"
    NON_PUBLIC = "non_public"


class MeetingDocument(SQLModel, table=True):
    """One version of one document of a meeting; a later one leaves the earlier as it was."""

    __tablename__ = "meeting_document"

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    kind: MeetingDocumentKind = choice(MeetingDocumentKind)
    part: Part = choice(Part)
    version: int
    language: str
    title: str
    html: str
    html_sha256: str
    is_approved: bool = False
    created_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("meeting_id", "kind", "part", "version", "language"),
        one_of("kind", MeetingDocumentKind, "ck_meeting_document_kind"),
        one_of("part", Part, "ck_meeting_document_part"),
        CheckConstraint("length(html_sha256) = 64", name="ck_meeting_document_sha256"),
        CheckConstraint("version > 0", name="ck_meeting_document_version"),
    )


class MinutesCorrection(SQLModel, table=True):
    """A correction of draft minutes that was adopted when they were approved; the draft stays readable."""

    __tablename__ = "minutes_correction"

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    passage: str = Field(description="which place is corrected: TOP 4, the attendance")
    text: str

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("passage <> '' AND text <> ''", name="ck_minutes_correction_text"),
    )


class MinutesApproval(SQLModel, table=True):
    """That minutes were approved: in which meeting, which version, by which votes."""

    __tablename__ = "minutes_approval"

    meeting_id: str = Field(foreign_key="meeting.id", primary_key=True)
    approved_in_id: str | None = Field(default=None, foreign_key="meeting.id")
    version: int
    html_sha256: str = Field(description="hash over the approved documents of all parts and languages")
    yes_count: int
    no_count: int
    abstain_count: int
    at: datetime = moment()

    __table_args__ = (
        CheckConstraint("length(html_sha256) = 64", name="ck_minutes_approval_sha256"),
        CheckConstraint("yes_count > no_count", name="ck_minutes_approval_carried"),
        CheckConstraint(
            "approved_in_id IS NULL OR approved_in_id <> meeting_id", name="ck_minutes_approval_later"
        ),
    )
