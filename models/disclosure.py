"""Decisions of disclosure control: what of a round of figures stays back, and why. Made once."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, one_of


class WithheldKind(StrEnum):
    """What stays back: the value of an indicator, or the cell of a delivery in the evidence of papers."""

    FIGURE = "figure"
    CELL = "cell"


class Ground(StrEnum):
    """Why it stays back."""

    TOO_FEW = "too_few"
    DOMINATED = "dominated"
    FEW_CONTRIBUTORS = "few_contributors"
    INSTITUTION = "institution"
    INTERNAL = "internal"
    FOR_ANOTHER = "for_another"

    @property
    def is_primary(self) -> bool:
        """Whether it is secret for itself, not for the sake of another."""
        return self is not Ground.FOR_ANOTHER


class DisclosureDecision(SQLModel, table=True):
    """That it was decided what of a round's figures may be published: all of it but what is withheld."""

    __tablename__ = "disclosure_decision"

    cycle_id: str = Field(foreign_key="cycle.id", primary_key=True)
    round: int = Field(primary_key=True)
    figures_count: int = Field(description="figures that were judged together")
    protected_count: int = Field(description="counts that nobody may work out")
    lost_count: int = Field(description="counts among them that were given away before")
    is_optimal: bool = Field(description="no smaller choice of further figures would do")

    __table_args__ = (
        CheckConstraint(
            "figures_count >= 0 AND protected_count >= 0 AND lost_count BETWEEN 0 AND protected_count",
            name="ck_disclosure_counts",
        ),
    )


class Withheld(SQLModel, table=True):
    """A figure or a cell of a round that no paper shows."""

    cycle_id: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    number: int = Field(primary_key=True, description="its place in the decision, from 1")
    kind: WithheldKind = choice(WithheldKind)
    name: str = Field(description="key of the indicator, or variable of the cell")
    breakdown: str = ""
    region_code: str
    period: str
    ground: Ground = choice(Ground)
    protects: str = Field(default="", description="for whose sake, where it is not secret for itself")

    __table_args__ = (
        ForeignKeyConstraint(
            ["cycle_id", "round"], ["disclosure_decision.cycle_id", "disclosure_decision.round"]
        ),
        one_of("kind", WithheldKind, "ck_withheld_kind"),
        one_of("ground", Ground, "ck_withheld_ground"),
        CheckConstraint("number > 0", name="ck_withheld_number"),
    )
