"""The audit trail: every act, chained by hash, never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import moment


class AuditEntry(SQLModel, table=True):
    """Who did what, when, from where. Each entry carries the hash of the one before."""

    __tablename__ = "audit_entry"

    number: int = Field(primary_key=True)
    at: datetime = moment()
    actor: str = Field(description="function, never a name: 'coordinator', a seat's id, 'flow'")
    origin: str = Field(description="the door: 'cli', 'flow', 'web', 'mail'")
    act: str
    cycle_id: str | None = None
    subject: str
    details: str = Field(description="canonical JSON")
    previous_sha256: str
    sha256: str = Field(unique=True)

    __table_args__ = (
        CheckConstraint("number > 0", name="ck_audit_number"),
        CheckConstraint("length(sha256) = 64 AND length(previous_sha256) = 64", name="ck_audit_sha256"),
    )
