"""Circulation (Umlaufverfahren): who objected to deciding without a meeting, and who consented."""

from datetime import datetime

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
    """A seat consented to deciding a question by circulation, where the rules ask for consent."""

    __tablename__ = "circulation_consent"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    seat_id: str = Field(foreign_key="seat.id", primary_key=True)
    mandate_id: str = Field(foreign_key="mandate.id", description="who consented: the member or a deputy")
    made_at: datetime = moment()
    is_simulated: bool = False
