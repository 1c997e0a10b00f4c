"""Quality findings: what a check found in data or records, with an identity across runs."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class Severity(StrEnum):
    """What a quality finding does: critical blocks, warning is shown, note is recorded."""

    CRITICAL = "critical"
    WARNING = "warning"
    NOTE = "note"


class QualityState(StrEnum):
    """How a quality finding stands over the runs."""

    NEW = "new"
    OPEN = "open"
    GONE = "gone"
    WAIVED = "waived"


class QualityRun(SQLModel, table=True):
    """One run of one suite over one input."""

    __tablename__ = "quality_run"

    id: str = Field(primary_key=True)
    region_key: str = Field(foreign_key="region.key", index=True)
    cycle_id: str | None = Field(default=None, foreign_key="cycle.id")
    suite_key: str = Field(description="stage key, with its part: 'approve_plan:closing'")
    round: int | None = None
    ran_at: datetime = moment()
    rules_count: int
    rows_count: int
    failed_count: int


class QualityFinding(SQLModel, table=True):
    """Something a rule found, the same record for as long as it is the same fault."""

    __tablename__ = "quality_finding"

    id: str = Field(primary_key=True, description="region, suite, rule and place: the identity across runs")
    region_key: str = Field(foreign_key="region.key", index=True)
    suite_key: str = Field(index=True)
    rule_key: str
    severity: Severity = choice(Severity)
    state: QualityState = choice(QualityState, default=QualityState.NEW)
    what: str
    place: str = Field(description="file, row and column, or record")
    mend: str
    rows_count: int = 1
    owner_id: str | None = Field(default=None, foreign_key="organisation.id")
    first_seen_at: datetime = moment()
    last_seen_at: datetime = moment()
    last_run_id: str = Field(foreign_key="quality_run.id")
    waived_by: str = ""
    waived_reason: str = ""
    waived_until_on: date | None = None

    __table_args__ = (
        one_of("severity", Severity, "ck_quality_severity"),
        one_of("state", QualityState, "ck_quality_state"),
        CheckConstraint(
            "state <> 'waived' OR (waived_by <> '' AND waived_reason <> '')",
            name="ck_quality_waiver_has_reason",
        ),
    )
