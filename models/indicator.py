"""Indicator values, each with the cells it was computed from."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.cell import CELL_NUMBER
from models.columns import choice, one_of


class IndicatorStatus(StrEnum):
    """Whether a value exists, and if not, why."""

    COMPUTED = "computed"
    INPUT_MISSING = "input_missing"
    INPUT_CONFIDENTIAL = "input_confidential"
    NOT_APPLICABLE = "not_applicable"
    TOO_SMALL = "too_small"
    WITHHELD = "withheld"


class Assessment(StrEnum):
    """How a value stands against the reference."""

    BETTER = "better"
    WORSE = "worse"
    USUAL = "usual"
    NO_STATEMENT = "no_statement"


class IndicatorValue(SQLModel, table=True):
    """One value of one indicator for one region and period, as computed in one round."""

    __tablename__ = "indicator_value"

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    indicator_key: str = Field(index=True)
    indicator_version: int
    region_code: str
    period: str
    value: float | None = None
    numerator: float | None = Field(default=None, description="k, where the indicator is a share")
    denominator: float | None = Field(default=None, description="n, where the indicator is a share")
    ci_low: float | None = None
    ci_high: float | None = None
    method: str = ""
    status: IndicatorStatus = choice(IndicatorStatus)
    assessment: Assessment = choice(Assessment, default=Assessment.NO_STATEMENT)
    z_adjusted: float | None = Field(
        default=None, description="distance to the Land, over-dispersion removed"
    )
    is_publishable: bool = True
    remark: str = ""

    __table_args__ = (
        UniqueConstraint("cycle_id", "round", "indicator_key", "region_code", "period"),
        one_of("status", IndicatorStatus, "ck_value_status"),
        one_of("assessment", Assessment, "ck_value_assessment"),
        CheckConstraint("(value IS NOT NULL) = (status = 'computed')", name="ck_value_only_if_computed"),
        CheckConstraint("ci_low IS NULL OR (ci_low <= value AND value <= ci_high)", name="ck_value_interval"),
    )


class IndicatorInput(SQLModel, table=True):
    """A cell that went into a value, under the name it has in the formula."""

    __tablename__ = "indicator_input"

    value_id: str = Field(foreign_key="indicator_value.id", primary_key=True)
    observation_id: int = Field(foreign_key="cell.id", primary_key=True, sa_type=CELL_NUMBER)
    name: str
