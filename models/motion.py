"""What happens at an agenda item: motions (Anträge), votes, statements for the record."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of
from models.gate import ItemResult


class MotionKind(StrEnum):
    """What a motion asks for."""

    AMENDMENT = "amendment"
    POSTPONE = "postpone"
    REFER_BACK = "refer_back"
    END_OF_DEBATE = "end_of_debate"
    NON_PUBLIC = "non_public"
    URGENT_ITEM = "urgent_item"


class MotionState(StrEnum):
    """What became of a motion."""

    OPEN = "open"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    MOOT = "moot"  # another decision has taken its ground away


class VotingMode(StrEnum):
    """How hands are counted."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a way of voting


class NoteKind(StrEnum):
    """What is put down beside votes."""

    DISCUSSION = "discussion"
    STATEMENT = "statement"
    MINORITY = "minority"


class Motion(SQLModel, table=True):
    """A motion to an agenda item; `place` is the order of voting, the furthest-reaching first."""

    id: str = Field(primary_key=True)
    meeting_id: str = Field(foreign_key="meeting.id", index=True)
    agenda_item_id: str | None = Field(default=None, foreign_key="agenda_item.id", index=True)
    gate_item_id: str | None = Field(default=None, foreign_key="gate_item.id")
    number: int
    place: int
    kind: MotionKind = choice(MotionKind)
    moved_by: str = Field(description="function of whoever moved it")
    text: str = ""
    old_text: str = ""
    new_text: str = ""
    state: MotionState = choice(MotionState, default=MotionState.OPEN)
    present_count: int | None = None
    yes_count: int = 0
    no_count: int = 0
    abstain_count: int = 0
    moved_at: datetime = moment()
    decided_at: datetime | None = moment(default=None, nullable=True)

    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        one_of("kind", MotionKind, "ck_motion_kind"),
        one_of("state", MotionState, "ck_motion_state"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="ck_motion_decided_at"),
        CheckConstraint("kind <> 'amendment' OR old_text <> ''", name="ck_motion_old_text"),
        CheckConstraint("yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0", name="ck_motion_counts"),
    )


class ItemVote(SQLModel, table=True):
    """How a meeting voted on one thing; a count that was corrected in the meeting has a new revision."""

    __tablename__ = "item_vote"

    id: str = Field(primary_key=True)
    agenda_item_id: str = Field(foreign_key="agenda_item.id", index=True)
    gate_item_id: str | None = Field(default=None, foreign_key="gate_item.id")
    revision: int
    text: str = Field(description="the wording that was put to the vote, verbatim")
    is_amended: bool = False
    mode: VotingMode = choice(VotingMode, default=VotingMode.OPEN)
    present_count: int = Field(
        description="seats with a vote that were there, those who left for it taken off"
    )
    recused_count: int = 0
    yes_count: int
    no_count: int
    abstain_count: int
    result: ItemResult = choice(ItemResult)
    remark: str = ""
    at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("agenda_item_id", "gate_item_id", "revision"),
        one_of("mode", VotingMode, "ck_item_vote_mode"),
        one_of("result", ItemResult, "ck_item_vote_result"),
        CheckConstraint(
            "yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0 "
            "AND yes_count + no_count + abstain_count <= present_count",
            name="ck_item_vote_counts",
        ),
    )


class AgendaNote(SQLModel, table=True):
    """What was said and is to be read in the minutes: the course of a debate, a minority's view."""

    __tablename__ = "agenda_note"

    id: str = Field(primary_key=True)
    agenda_item_id: str = Field(foreign_key="agenda_item.id", index=True)
    number: int
    kind: NoteKind = choice(NoteKind)
    author: str = Field(default="", description="function of whoever wants it in the minutes")
    text: str
    at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("agenda_item_id", "number"),
        one_of("kind", NoteKind, "ck_agenda_note_kind"),
        CheckConstraint("text <> ''", name="ck_agenda_note_text"),
        CheckConstraint("kind = 'discussion' OR author <> ''", name="ck_agenda_note_author"),
    )
