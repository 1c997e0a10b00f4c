"""Proof of a count: receipts of the acts, what was published at the close, and who read what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of
from models.gate import GateState


class BallotReceipt(SQLModel, table=True):
    """The code that a seat was given for one act of answering; it names the ballots without telling them."""

    __tablename__ = "ballot_receipt"

    code: str = Field(primary_key=True)
    gate_id: str = Field(foreign_key="gate.id", index=True)
    seat_id: str = Field(foreign_key="seat.id")
    number: int = Field(description="the seat's acts at this gate, counted")
    nonce: str = Field(description="drawn by chance, so that nobody finds the answer by trying them all")
    covers: str = Field(description="canonical JSON: the revision of each item's ballot that it stands for")

    __table_args__ = (
        UniqueConstraint("gate_id", "seat_id", "number"),
        CheckConstraint("number > 0", name="ck_ballot_receipt_number"),
    )


class PublishedReceipt(SQLModel, table=True):
    """A code on the list that everyone may read after the close: its ballots were counted."""

    __tablename__ = "published_receipt"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    code: str = Field(primary_key=True)


class GateOutcome(SQLModel, table=True):
    """What was published when a gate was closed, in a form that a recount can compare."""

    __tablename__ = "gate_outcome"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    state: GateState = choice(GateState)
    present_count: int
    results: str = Field(description="canonical JSON: result and counts of each item, by its number")
    places: str = Field(description="canonical JSON: places by subject, where the gate ranks")
    reasons: str = Field(description="canonical JSON: codes and figures, in order")
    sha256: str = Field(description="hash of all of it and of the list of receipts; stands in the trail too")

    __table_args__ = (
        one_of("state", GateState, "ck_gate_outcome_state"),
        CheckConstraint("present_count >= 0", name="ck_gate_outcome_present"),
        CheckConstraint("length(sha256) = 64", name="ck_gate_outcome_sha256"),
    )


class GateLot(SQLModel, table=True):
    """The word that a lot was drawn with; drawn by chance at the close, so that nobody knew it before."""

    __tablename__ = "gate_lot"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    word: str

    __table_args__ = (CheckConstraint("word <> ''", name="ck_gate_lot_word"),)


class ReadReceipt(SQLModel, table=True):
    """That a seat has read what it was informed of; nobody is obliged to say so."""

    __tablename__ = "read_receipt"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", primary_key=True)
    mandate_id: str = Field(foreign_key="mandate.id")
    read_at: datetime = moment()
