"""Secret rounds: who took part, and what was answered, in two tables that nothing joins."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, one_of
from models.gate import Answer


class Participation(SQLModel, table=True):
    """That a seat took part in a secret round. Not what it answered, and not when."""

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", primary_key=True)
    revision: int = Field(default=0, description="how often the seat has answered; 0 is not yet")
    version_number: int = Field(default=0, description="the version of the content that it last answered")

    __table_args__ = (
        CheckConstraint("revision >= 0 AND version_number >= 0", name="ck_participation_counts"),
        CheckConstraint("(revision = 0) = (version_number = 0)", name="ck_participation_whole"),
    )


class SecretBallot(SQLModel, table=True):
    """What somebody answered to an item in a secret round; only the holder of a code knows which is theirs.

    `box_key` is made of that code while the gate is open. At the close every key is replaced by one
    that chance draws, and the rows are written anew in an order that chance draws.
    """

    __tablename__ = "secret_ballot"

    gate_item_id: str = Field(foreign_key="gate_item.id", primary_key=True)
    box_key: str = Field(primary_key=True)
    content_sha256: str = Field(primary_key=True, description="hash of what the voter saw of this item")
    answer: Answer = choice(Answer)
    rank: int | None = None

    __table_args__ = (
        one_of("answer", Answer, "ck_secret_ballot_answer"),
        CheckConstraint("rank IS NULL OR rank > 0", name="ck_secret_ballot_rank"),
        CheckConstraint("length(box_key) = 64", name="ck_secret_ballot_key"),
    )
