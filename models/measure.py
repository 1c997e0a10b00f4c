"""Measures (Maßnahmen): what lasts, what a version plans, and where each came from.

Three states are kept apart on purpose: what the revision does with a measure (disposition), how
far the work is (implementation status), and how far the decision is (decision status). One enum
for all three could not say "reoriented, half done, not yet decided".
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class Disposition(StrEnum):
    """What a revision does with a measure, relative to a version."""

    CONTINUED = "continued"
    REORIENTED = "reoriented"
    NEW = "new"
    COMPLETED = "completed"
    DROPPED = "dropped"
    MERGED = "merged"
    SPLIT = "split"


class ImplementationStatus(StrEnum):
    """How far the work on a measure is."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    IMPLEMENTED = "implemented"
    PERMANENT = "permanent"
    ENDED = "ended"


class DecisionStatus(StrEnum):
    """How far the decision on a planned measure is."""

    DRAFT = "draft"
    AGREED_TOPIC = "agreed_topic"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    DECIDED_WITH_BUDGET_RESERVATION = "decided_with_budget_reservation"
    POSTPONED = "postponed"
    REJECTED = "rejected"


class LineageRelation(StrEnum):
    """How a measure follows from an earlier one."""

    CONTINUES = "continues"
    REORIENTS = "reorients"
    MERGES = "merges"
    SPLITS = "splits"
    REPLACES = "replaces"


class Measure(SQLModel, table=True):
    """A measure with a code that stays the same over all versions."""

    id: str = Field(primary_key=True)
    region_key: str = Field(foreign_key="region.key", index=True)
    code: str
    kind: str = Field(default="strategic", description="'strategic' or 'operational'")
    title: str
    title_source: str = Field(default="", description="where the title stands; empty: not in the sources")
    parent_measure_id: str | None = Field(default=None, foreign_key="measure.id")

    __table_args__ = (
        UniqueConstraint("region_key", "code"),
        CheckConstraint("kind IN ('strategic', 'operational')", name="ck_measure_kind"),
        CheckConstraint(
            "kind = 'operational' OR parent_measure_id IS NULL", name="ck_measure_only_operational_has_parent"
        ),
    )


class MeasureStatus(SQLModel, table=True):
    """How far a measure was on a day; a history, never overwritten."""

    __tablename__ = "measure_status"

    measure_id: str = Field(foreign_key="measure.id", primary_key=True)
    on_date: date = Field(primary_key=True)
    status: ImplementationStatus = choice(ImplementationStatus)
    source: str = ""

    __table_args__ = (one_of("status", ImplementationStatus, "ck_measure_status"),)


class PlannedMeasure(SQLModel, table=True):
    """A measure as one version plans it: the measure sheet (Maßnahmenblatt)."""

    __tablename__ = "planned_measure"

    id: str = Field(primary_key=True)
    version_id: str = Field(foreign_key="masterplan_version.id", index=True)
    measure_id: str = Field(foreign_key="measure.id", index=True)
    disposition: Disposition | None = choice(Disposition, default=None, nullable=True)
    decision_status: DecisionStatus = choice(DecisionStatus, default=DecisionStatus.DRAFT)
    focus_area_key: str = ""
    life_stage: str = ""
    owner_id: str | None = Field(default=None, foreign_key="organisation.id")
    goal: str = ""
    indicator_key: str | None = None
    topic_id: str | None = Field(default=None, foreign_key="topic.id")
    is_budget_relevant: bool = False
    cost_eur: int | None = Field(default=None, description="one-off cost, whole euros")
    cost_yearly_eur: int | None = Field(default=None, description="cost per year, whole euros")
    fiscal_year: int | None = None
    route: str = Field(default="", description="committee keys in order, joined by '>'")
    is_simulated: bool = False

    __table_args__ = (
        UniqueConstraint("version_id", "measure_id"),
        one_of("decision_status", DecisionStatus, "ck_planned_decision"),
        CheckConstraint(
            "disposition IS NULL OR disposition IN ('continued', 'reoriented', 'new', 'completed', "
            "'dropped', 'merged', 'split')",
            name="ck_planned_disposition",
        ),
        CheckConstraint("cost_eur IS NULL OR cost_eur >= 0", name="ck_planned_cost"),
        CheckConstraint("cost_yearly_eur IS NULL OR cost_yearly_eur >= 0", name="ck_planned_cost_yearly"),
    )


class MeasureLineage(SQLModel, table=True):
    """Which earlier measure a measure of a version follows; may change until the version is adopted."""

    __tablename__ = "measure_lineage"

    version_id: str = Field(foreign_key="masterplan_version.id", primary_key=True)
    from_measure_id: str = Field(foreign_key="measure.id", primary_key=True)
    to_measure_id: str = Field(foreign_key="measure.id", primary_key=True)
    relation: LineageRelation = choice(LineageRelation)

    __table_args__ = (one_of("relation", LineageRelation, "ck_lineage_relation"),)


class MeasureReview(SQLModel, table=True):
    """What the owner of a measure says of its success, and what should become of it."""

    __tablename__ = "measure_review"

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    measure_id: str = Field(foreign_key="measure.id")
    owner_id: str = Field(foreign_key="organisation.id")
    status: ImplementationStatus = choice(ImplementationStatus)
    output: str = Field(description="what was achieved, in words")
    obstacles: str = ""
    indicator_key: str | None = Field(default=None, description="indicator that the owner refers to")
    proposal: Disposition = choice(Disposition, description="what the owner proposes")
    reason: str
    answered_at: datetime = moment()
    is_simulated: bool = False

    __table_args__ = (
        UniqueConstraint("cycle_id", "round", "measure_id"),
        one_of("proposal", Disposition, "ck_review_proposal"),
        one_of("status", ImplementationStatus, "ck_review_status"),
        CheckConstraint("round > 0", name="ck_review_round"),
        CheckConstraint("proposal <> 'new'", name="ck_review_old_measure_is_not_new"),
    )


class Fate(SQLModel, table=True):
    """What a revision does with one measure of the plan in force: exactly one per measure."""

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    round: int
    measure_id: str = Field(foreign_key="measure.id")
    review_id: str = Field(foreign_key="measure_review.id")
    disposition: Disposition = choice(Disposition)
    reason: str
    is_confirmed: bool = False

    __table_args__ = (
        UniqueConstraint("cycle_id", "round", "measure_id"),
        one_of("disposition", Disposition, "ck_fate_disposition"),
    )
