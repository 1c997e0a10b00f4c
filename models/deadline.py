"""Deadlines that passed: the steps of an escalation, and the rule by which a gate ends without answers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class EscalationStep(StrEnum):
    """Who is told next that something is missing, in this order."""

    DEPUTY = "deputy"
    CHAIR = "chair"
    COORDINATOR = "coordinator"


class AtExpiry(StrEnum):
    """What happens to a gate whose day has passed without enough answers."""

    SECOND_SUMMONS = "second_summons"
    COUNT = "count"
    SILENCE_CONSENTS = "silence_consents"
    SEND_BACK = "send_back"


class Escalation(SQLModel, table=True):
    """One step of an escalation about one last day; taken once, even where nobody could be told."""

    id: str = Field(primary_key=True)
    stage_run_id: str = Field(foreign_key="stage_run.id", index=True)
    subject_id: str = Field(index=True, description="id of the request or gate that waits")
    step: EscalationStep = choice(EscalationStep)
    due_on: date = Field(description="the last day that this is about; an extension begins anew")
    taken_at: datetime = moment()
    letters_count: int

    __table_args__ = (
        UniqueConstraint("subject_id", "due_on", "step"),
        one_of("step", EscalationStep, "ck_escalation_step"),
        CheckConstraint("letters_count >= 0", name="ck_escalation_letters"),
    )


class GateExpiry(SQLModel, table=True):
    """The rule that was stated in the invitation to a gate; what was stated is what happens."""

    __tablename__ = "gate_expiry"

    gate_id: str = Field(foreign_key="gate.id", primary_key=True)
    rule: AtExpiry = choice(AtExpiry)

    __table_args__ = (one_of("rule", AtExpiry, "ck_gate_expiry_rule"),)
