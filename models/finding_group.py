"""The groups of people that a finding holds against each other, with the cells behind them."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.cell import CELL_NUMBER


class FindingGroup(SQLModel, table=True):
    """The share of one group of people that a finding tells, with its cases and its base."""

    __tablename__ = "finding_group"

    finding_id: str = Field(foreign_key="finding.id", primary_key=True)
    breakdown: str = Field(primary_key=True, description="the group: sex=female")
    number: int = Field(description="its place in the sentence of the finding, from 1")
    numerator: float
    denominator: float
    value: float

    __table_args__ = (
        UniqueConstraint("finding_id", "number"),
        CheckConstraint("breakdown <> ''", name="ck_finding_group_breakdown"),
        CheckConstraint("denominator > 0", name="ck_finding_group_base"),
        CheckConstraint("number > 0", name="ck_finding_group_number"),
    )


class FindingGroupInput(SQLModel, table=True):
    """A cell from which the share of a group was computed, under the name it has in the formula."""

    __tablename__ = "finding_group_input"

    finding_id: str = Field(primary_key=True)
    breakdown: str = Field(primary_key=True)
    observation_id: int = Field(foreign_key="cell.id", primary_key=True, sa_type=CELL_NUMBER)
    name: str

    __table_args__ = (
        ForeignKeyConstraint(
            ["finding_id", "breakdown"], ["finding_group.finding_id", "finding_group.breakdown"]
        ),
    )
