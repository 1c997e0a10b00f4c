"""Sources of figures, their releases, and the observations read from them, cell by cell."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, MetaData, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment


class ValueStatus(StrEnum):
    """What a cell means. A number exists only for the first four."""

    REPORTED = "reported"
    TRUE_ZERO = "true_zero"
    ROUNDED_TO_ZERO = "rounded_to_zero"
    LIMITED_RELIABILITY = "limited_reliability"
    ZERO_POSSIBLY_CONFIDENTIAL = "zero_possibly_confidential"
    CONFIDENTIAL = "confidential"
    UNKNOWN_OR_CONFIDENTIAL = "unknown_or_confidential"
    NOT_RECORDED = "not_recorded"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_AVAILABLE = "not_yet_available"
    TOO_UNCERTAIN = "too_uncertain"
    REGION_DISSOLVED = "region_dissolved"
    REGION_NOT_YET_EXISTING = "region_not_yet_existing"
    NOTHING_OR_NOT_EXISTING = "nothing_or_not_existing"
    MISSING_ROW = "missing_row"


WITH_NUMBER = (
    ValueStatus.REPORTED,
    ValueStatus.TRUE_ZERO,
    ValueStatus.ROUNDED_TO_ZERO,
    ValueStatus.LIMITED_RELIABILITY,
)
WITH_NUMBER_SQL = ", ".join(f"'{status.value}'" for status in WITH_NUMBER)


class Source(SQLModel, table=True):
    """Where figures come from: one table of one publisher, and who hands it in."""

    id: str = Field(primary_key=True)
    region_key: str = Field(foreign_key="region.key", index=True)
    key: str
    title: str
    table_code: str = Field(index=True)
    publisher: str
    licence: str
    owner_id: str = Field(foreign_key="organisation.id")
    expected_lag_days: int = Field(description="days from the end of a period to its publication")
    is_required: bool = True

    __table_args__ = (
        UniqueConstraint("region_key", "key"),
        UniqueConstraint("region_key", "table_code"),
        CheckConstraint("expected_lag_days >= 0", name="ck_source_lag"),
    )


class Release(SQLModel, table=True):
    """One delivered file, unaltered and named by its hash. Never edited; a revision is a new one."""

    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    table_code: str
    title: str
    file_name: str
    sha256: str
    size_bytes: int
    encoding: str
    layout: str = Field(description="name of the reader")
    stand: str = Field(default="", description="the file's own time stamp, verbatim")
    attribution: str = ""
    footnotes: str = ""
    supersedes_id: str | None = Field(
        default=None, foreign_key="release.id", description="the delivery of this source before it"
    )
    retrieved_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("source_id", "sha256"),
        CheckConstraint("length(sha256) = 64", name="ck_release_sha256"),
    )


class Observation(SQLModel, table=True):
    """One cell of a release: what, where, when, how much, and how sure. A view; see `models.cell`."""

    # A view is no table: what compares and makes tables must not see it.
    metadata = MetaData()

    id: int = Field(primary_key=True)
    release_id: str
    variable: str = Field(description="name in formulas, or the column's heads")
    region_code: str
    period: str = Field(description="'2023', '2023-12-31', '2023-10P6M'")
    reference_time: str = Field(description="'date_31_12', 'leaving_year', 'annual_mean' ...")
    breakdown: str = Field(default="", description="canonical 'dimension=category' pairs joined by ';'")
    value: float | None = None
    unit: str = ""
    status: ValueStatus = choice(ValueStatus)
    symbol: str = Field(default="", description="the cell's text, where it was no plain number")
    row_number: int = Field(description="line in the file, from 1")
    column_number: int = Field(description="column in the file, from 1")


class RejectedRow(SQLModel, table=True):
    """A row of a release that could not be read, with the reason: never dropped in silence."""

    __tablename__ = "rejected_row"

    id: int | None = Field(default=None, primary_key=True)
    release_id: str = Field(foreign_key="release.id", index=True)
    row_number: int
    column_number: int | None = None
    reason: str
    mend: str


class DataSnapshot(SQLModel, table=True):
    """The releases on which a round of a cycle rests; frozen with the quality release."""

    __tablename__ = "data_snapshot"

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    sha256: str = Field(description="hash over the releases' hashes")
    taken_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("cycle_id", "round"),
        CheckConstraint("length(sha256) = 64", name="ck_snapshot_sha256"),
    )


class SnapshotRelease(SQLModel, table=True):
    """A release that belongs to a snapshot."""

    __tablename__ = "snapshot_release"

    snapshot_id: str = Field(foreign_key="data_snapshot.id", primary_key=True)
    release_id: str = Field(foreign_key="release.id", primary_key=True)
