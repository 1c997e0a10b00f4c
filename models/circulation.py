"""Circulation (Umlaufverfahren): who objected to deciding without a meeting, and who consents."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import moment


class CirculationObjection(SQLModel, table=True):
    """A seat objected to deciding a question by circulation: it is decided in a meeting."""

    __tablename__ = "circulation_objection"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", primary_key=True)
    mandate_id: str = Field(foreign_key="mandate.id", description="who objected: the member or a deputy")
    made_at: datetime = moment()
    is_simulated: bool = False


class CirculationConsent(SQLModel, table=True):
    """What a seat said to deciding a question by circulation, where the rules ask for consent.

    The last word of a seat holds; the earlier ones stay.
    """

    __tablename__ = "circulation_consent"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", primary_key=True)
    revision: int = Field(default=1, primary_key=True)
    is_given: bool = Field(default=True, description="false: the seat refuses, or takes its consent back")
    mandate_id: str = Field(
        foreign_key="mandate.id", description="who said it: the member, a deputy, a delegate"
    )
    made_at: datetime = moment()
    is_simulated: bool = False

    __table_args__ = (CheckConstraint("revision > 0", name="ck_consent_revision"),)
