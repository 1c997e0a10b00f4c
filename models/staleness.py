"""Staleness: what rested on a figure that a later release tells differently. Marked, never altered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class Dependent(StrEnum):
    """What can rest on cells of a release."""

    INDICATOR_VALUE = "indicator_value"
    FINDING = "finding"
    NEED = "need"
    EVIDENCE = "evidence"
    DRAFT = "draft"
    SNAPSHOT = "snapshot"


class StaleReason(StrEnum):
    """Why something is stale: its own cells changed, only those it is compared with, or they are back."""

    INPUT = "input"
    COMPARISON = "comparison"
    RESTORED = "restored"


class Staleness(SQLModel, table=True):
    """A verdict on one thing at the arrival of one release; the verdict of the newest release holds."""

    release_id: str = Field(foreign_key="release.id", primary_key=True)
    kind: Dependent = choice(Dependent, primary_key=True)
    subject_id: str = Field(primary_key=True, description="id; of evidence: draft and reference")
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    reason: StaleReason = choice(StaleReason)
    number: int = Field(description="order of the releases")
    cells_count: int = Field(description="cells among its own that changed")
    value_before: float | None = None
    value_after: float | None = Field(default=None, description="what would be computed now")
    noted_at: datetime = moment()

    __table_args__ = (
        one_of("kind", Dependent, "ck_staleness_kind"),
        one_of("reason", StaleReason, "ck_staleness_reason"),
        CheckConstraint("cells_count >= 0", name="ck_staleness_cells"),
    )
