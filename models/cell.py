"""Cells as they are stored: narrow, with numbers instead of names, so that a million go in at once.

The number of a cell is made of what it tells: release, period, region and series, in 17, 12, 16 and 18 bits.
So a cell stands once in a release because there is no second number for it, the cells of a release lie
side by side, and no further index is needed. Files run by period, region and column, too: most cells come
in the order of their numbers. `Observation` is the view of them that people read.
"""

from sqlalchemy import BigInteger, CheckConstraint, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, one_of
from models.source import WITH_NUMBER_SQL, ValueStatus

SERIES_BITS, REGION_BITS, PERIOD_BITS = 18, 16, 12
MOST_RELEASES = 2**17 - 1
# SQLite calls only a column of exactly this type the number of a row.
CELL_NUMBER = BigInteger().with_variant(Integer(), "sqlite")


class ReleaseNumber(SQLModel, table=True):
    """The number of a release in its cells, in the order in which releases came."""

    __tablename__ = "release_number"

    number: int = Field(primary_key=True)
    release_id: str = Field(foreign_key="release.id", unique=True)

    __table_args__ = (CheckConstraint(f"number BETWEEN 1 AND {MOST_RELEASES}", name="ck_release_number"),)


class CellSeries(SQLModel, table=True):
    """What a cell tells, apart from where and when: variable, breakdown, unit and reference time."""

    __tablename__ = "cell_series"

    number: int = Field(primary_key=True)
    variable: str
    breakdown: str
    reference_time: str
    unit: str

    __table_args__ = (
        UniqueConstraint("variable", "breakdown", "reference_time", "unit"),
        CheckConstraint(f"number BETWEEN 1 AND {2**SERIES_BITS - 1}", name="ck_cell_series_number"),
    )


class CellRegion(SQLModel, table=True):
    """An official region key that cells speak of; always text, leading zeros kept."""

    __tablename__ = "cell_region"

    number: int = Field(primary_key=True)
    region_code: str = Field(unique=True)

    __table_args__ = (
        CheckConstraint(f"number BETWEEN 1 AND {2**REGION_BITS - 1}", name="ck_cell_region_number"),
        CheckConstraint("region_code <> ''", name="ck_cell_region_code"),
    )


class CellPeriod(SQLModel, table=True):
    """A period that cells speak of."""

    __tablename__ = "cell_period"

    number: int = Field(primary_key=True)
    period: str = Field(unique=True)

    __table_args__ = (
        CheckConstraint(f"number BETWEEN 1 AND {2**PERIOD_BITS - 1}", name="ck_cell_period_number"),
        CheckConstraint("period <> ''", name="ck_cell_period_period"),
    )


class CellMark(SQLModel, table=True):
    """What stands beside or instead of a number: status and symbol. Marks with a number are above 0."""

    __tablename__ = "cell_mark"

    number: int = Field(primary_key=True)
    status: ValueStatus = choice(ValueStatus)
    symbol: str

    __table_args__ = (
        UniqueConstraint("status", "symbol"),
        one_of("status", ValueStatus, "ck_cell_mark_status"),
        CheckConstraint(
            f"number <> 0 AND (number > 0) = (status IN ({WITH_NUMBER_SQL}))", name="ck_cell_mark_number"
        ),
    )


class Cell(SQLModel, table=True):
    """One cell of a release: its number, its figure, its mark and its place in the file."""

    id: int = Field(primary_key=True, sa_type=CELL_NUMBER)
    value: float | None = None
    mark: int = Field(description="number of the cell_mark")
    row_number: int = Field(description="line in the file, from 1")
    column_number: int = Field(description="column in the file, from 1")

    __table_args__ = (
        # A reference to the mark would be followed a million times on PostgreSQL; the view joins it.
        CheckConstraint("(value IS NOT NULL) = (mark > 0)", name="ck_cell_number_only_with_mark"),
        CheckConstraint("row_number > 0 AND column_number > 0", name="ck_cell_place"),
    )
