"""Who was there: attendance with times, the quorum, and who left for an item."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class Presence(StrEnum):
    """As what somebody attends."""

    MEMBER = "member"
    DEPUTY = "deputy"
    ADVISORY = "advisory"
    GUEST = "guest"


class QuorumOccasion(StrEnum):
    """When the quorum is looked at; in between it is taken to last (NKomVG s. 65 (1))."""

    OPENING = "opening"
    DOUBT = "doubt"


class Attendance(SQLModel, table=True):
    """One stay in a meeting; whoever leaves and comes back has two."""

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    presence: Presence = choice(Presence)
    title: str = Field(description="function; of a guest, what the guest is asked about")
    seat_id: str | None = Field(default=None, foreign_key="seat.id")
    mandate_id: str | None = Field(default=None, foreign_key="mandate.id")
    is_remote: bool = False
    came_at: datetime = moment()
    left_at: datetime | None = moment(default=None, nullable=True)

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        one_of("presence", Presence, "ck_attendance_presence"),
        CheckConstraint("(presence = 'guest') = (seat_id IS NULL)", name="ck_attendance_seat"),
        CheckConstraint("left_at IS NULL OR left_at >= came_at", name="ck_attendance_span"),
    )


class QuorumCheck(SQLModel, table=True):
    """That the quorum was established, or found to be missing, at one moment."""

    __tablename__ = "quorum_check"

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    number: int
    occasion: QuorumOccasion = choice(QuorumOccasion)
    at: datetime = moment()
    present_count: int
    needed_count: int
    seats_count: int
    is_met: bool
    reason: str = Field(description="code of the reason, see reasons_meetings_*.toml")
    doubted_by: str = ""

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        one_of("occasion", QuorumOccasion, "ck_quorum_check_occasion"),
        CheckConstraint("present_count >= 0 AND needed_count > 0", name="ck_quorum_check_counts"),
        CheckConstraint("(occasion = 'doubt') = (doubted_by <> '')", name="ck_quorum_check_doubt"),
    )


class AgendaRecusal(SQLModel, table=True):
    """That a seat neither advised nor voted on an item (Mitwirkungsverbot) and left for it.

    It stands beside `Recusal` because it says another thing. A recusal is a finding on an item of a
    question: it has a ground, may find no conflict or be withdrawn, and holds wherever the question is
    decided. This is what happened in one meeting, at a point of its agenda. The point may have no question
    behind it, or many items; nobody is asked for a ground in the room; and a later meeting on the same
    question begins anew. Made into one, kept records would need a ground that nobody gave. Whoever asks
    who takes no part reads both: `MeetingDossier.recused_from`, and `polling.recused_in_meeting`.
    """

    __tablename__ = "agenda_recusal"

    agenda_item_id: str = Field(foreign_key="agenda_item.id", primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", primary_key=True)
    at: datetime = moment()
