"""Minority statements (Sondervoten): why a member did not go along, kept with the outcome."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import moment


class MinorityStatement(SQLModel, table=True):
    """What a seat that voted against or abstained wants to be read beside the outcome."""

    __tablename__ = "minority_statement"

    id: str = Field(primary_key=True)
    gate_item_id: str = Field(foreign_key="gate_item.id", index=True)
    seat_id: str = Field(foreign_key="seat.id")
    mandate_id: str = Field(foreign_key="mandate.id")
    number: int
    text: str
    made_at: datetime = moment()
    is_simulated: bool = False

    __table_args__ = (
        UniqueConstraint("gate_item_id", "seat_id", "number"),
        CheckConstraint("number > 0", name="ck_minority_statement_number"),
        CheckConstraint("text <> ''", name="ck_minority_statement_text"),
    )
