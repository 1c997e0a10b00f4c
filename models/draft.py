"""Draft versions of the plan, passage by passage, with the evidence of every figure."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class CommentState(StrEnum):
    """How the office answered a comment."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    DECLINED = "declined"


class DraftVersion(SQLModel, table=True):
    """One draft (Entwurf) of the new plan; each round writes another, none is overwritten."""

    __tablename__ = "draft_version"

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    title: str
    sha256: str = Field(description="hash over all passages, in order")
    previous_id: str | None = Field(default=None, foreign_key="draft_version.id")
    created_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("cycle_id", "round"),
        CheckConstraint("length(sha256) = 64", name="ck_draft_sha256"),
    )


class Passage(SQLModel, table=True):
    """A paragraph of a draft. `anchor` names the same paragraph in every version."""

    id: str = Field(primary_key=True)
    draft_id: str = Field(foreign_key="draft_version.id", index=True)
    number: int
    anchor: str
    heading: str = ""
    text: str = Field(description="plain text; a figure is followed by its reference: '11,04 % [E3]'")

    __table_args__ = (UniqueConstraint("draft_id", "number"), UniqueConstraint("draft_id", "anchor"))


class Evidence(SQLModel, table=True):
    """Where a figure in a draft comes from: reference E3 of the draft is this indicator value."""

    draft_id: str = Field(foreign_key="draft_version.id", primary_key=True)
    reference: str = Field(primary_key=True)
    value_id: str = Field(foreign_key="indicator_value.id")
    shown: str = Field(description="the figure as printed")


class Comment(SQLModel, table=True):
    """A remark on a draft, with the office's answer."""

    id: str = Field(primary_key=True)
    gate_id: str = Field(foreign_key="gate.id", index=True)
    draft_id: str = Field(foreign_key="draft_version.id")
    anchor: str = ""
    seat_id: str | None = Field(default=None, foreign_key="seat.id")
    author: str = Field(description="function of the commenter, never a name")
    text: str
    made_at: datetime = moment()
    state: CommentState = choice(CommentState, default=CommentState.OPEN)
    answer: str = ""
    answered_at: datetime | None = moment(default=None, nullable=True)
    is_simulated: bool = False

    __table_args__ = (
        one_of("state", CommentState, "ck_comment_state"),
        CheckConstraint("(state = 'open') = (answer = '')", name="ck_comment_answered"),
    )
