"""What becomes of a quality finding after the check: its rows, who cares, what happened, who was told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class QualityAct(StrEnum):
    """What happens to a quality finding, by a run or by a person."""

    APPEARED = "appeared"
    RETURNED = "returned"
    GREW = "grew"
    GONE = "gone"
    WAIVED = "waived"
    WAIVER_ENDED = "waiver_ended"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    SNOOZED = "snoozed"
    SNOOZE_ENDED = "snooze_ended"
    RELEASED = "released"


class QualityHold(StrEnum):
    """Which figures a row keeps back while its finding holds it in quarantine."""

    NOTHING = "nothing"
    CELL = "cell"
    LINE = "line"
    PLACE = "place"  # all figures of a region and period: of a sum nobody knows which part is wrong
    PERIOD = "period"


class QualityRow(SQLModel, table=True):
    """A row that a finding is about. Rows of a critical finding are in quarantine while it stands."""

    __tablename__ = "quality_row"

    finding_id: str = Field(foreign_key="quality_finding.id", primary_key=True)
    number: int = Field(primary_key=True, description="from 1, in the order of the file")
    release_id: str | None = Field(default=None, foreign_key="release.id", index=True)
    row_number: int | None = Field(default=None, description="line in the file, from 1")
    column_number: int | None = Field(default=None, description="None: the whole line")
    region_code: str = ""
    period: str = ""
    variable: str = ""
    place: str = Field(default="", description="the rest of the place, as 'name=value' joined by '; '")
    holds: QualityHold = choice(QualityHold, default=QualityHold.NOTHING)

    __table_args__ = (
        CheckConstraint("number > 0", name="ck_quality_row_number"),
        one_of("holds", QualityHold, "ck_quality_row_holds"),
    )


class QualityCare(SQLModel, table=True):
    """Who cares for a quality finding, and what was agreed about it."""

    __tablename__ = "quality_care"

    finding_id: str = Field(foreign_key="quality_finding.id", primary_key=True)
    source_key: str = Field(default="", description="the source that it is about; empty: none alone")
    rows_sha256: str = Field(default="", description="hash over the rows that are kept for it")
    assigned_id: str | None = Field(default=None, foreign_key="organisation.id")
    acknowledged_at: datetime | None = moment(default=None)
    acknowledged_by: str = ""
    snoozed_until_on: date | None = None
    snoozed_reason: str = ""
    snoozed_count: int = Field(default=0, description="rows when it was snoozed: what grows wakes")
    released_at: datetime | None = moment(default=None)
    released_by: str = ""
    released_reason: str = ""
    released_count: int = Field(default=0, description="rows that were released: what grows is held again")

    __table_args__ = (
        CheckConstraint(
            "released_at IS NULL OR (released_by <> '' AND released_reason <> '')",
            name="ck_quality_care_release_has_reason",
        ),
        CheckConstraint(
            "snoozed_until_on IS NULL OR snoozed_reason <> ''", name="ck_quality_care_snooze_has_reason"
        ),
    )


class QualityEvent(SQLModel, table=True):
    """One thing that happened to a quality finding. Written once."""

    __tablename__ = "quality_event"

    id: str = Field(primary_key=True, description="finding, act and run or number of the act")
    finding_id: str = Field(foreign_key="quality_finding.id", index=True)
    act: QualityAct = choice(QualityAct)
    at: datetime = moment()
    by: str = Field(default="", description="a function, never a name; empty: the check itself")
    note: str = ""
    until_on: date | None = None
    rows_count: int = 0

    __table_args__ = (one_of("act", QualityAct, "ck_quality_event_act"),)


class QualityTold(SQLModel, table=True):
    """That an event of a finding was told to somebody: nothing is told twice. Written once."""

    __tablename__ = "quality_told"

    event_id: str = Field(foreign_key="quality_event.id", primary_key=True)
    recipient_id: str = Field(primary_key=True, description="id of an organisation, or 'coordinator'")
    told_at: datetime = moment()
    message_id: str = Field(default="", description="the letter that told it; empty: none was needed")


class QualityCount(SQLModel, table=True):
    """How many findings of a severity stood after a run, for the chart over years."""

    __tablename__ = "quality_count"

    run_id: str = Field(foreign_key="quality_run.id", primary_key=True)
    severity: str = Field(primary_key=True)
    open_count: int
    waived_count: int = 0

    __table_args__ = (
        CheckConstraint("severity IN ('critical', 'warning', 'note')", name="ck_quality_count_severity"),
        CheckConstraint("open_count >= 0 AND waived_count >= 0", name="ck_quality_count_positive"),
    )


class QualityScore(SQLModel, table=True):
    """How good the data were in one dimension after a run, from 0 to 1, for the chart over years."""

    __tablename__ = "quality_score"

    run_id: str = Field(foreign_key="quality_run.id", primary_key=True)
    dimension: str = Field(primary_key=True)
    score: float

    __table_args__ = (
        CheckConstraint("score >= 0 AND score <= 1", name="ck_quality_score_share"),
        CheckConstraint("dimension <> ''", name="ck_quality_score_dimension"),
    )
