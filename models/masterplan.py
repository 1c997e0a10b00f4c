"""The masterplan, which lasts, and its versions (Fassungen), which a revision renews."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.columns import choice, one_of


class VersionState(StrEnum):
    """Where a version stands between first words and replacement."""

    DRAFTING = "drafting"
    IN_CONSULTATION = "in_consultation"
    RECOMMENDED = "recommended"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Masterplan(SQLModel, table=True):
    """The continuing plan of one region."""

    id: str = Field(primary_key=True)
    region_key: str = Field(foreign_key="region.key", unique=True)
    title: str


class MasterplanVersion(SQLModel, table=True):
    """One edition of the plan, with the years for which it holds."""

    __tablename__ = "masterplan_version"

    id: str = Field(primary_key=True)
    masterplan_id: str = Field(foreign_key="masterplan.id", index=True)
    label: str
    motto: str = ""
    period_from_year: int
    period_to_year: int
    base_version_id: str | None = Field(default=None, foreign_key="masterplan_version.id")
    state: VersionState = choice(VersionState, default=VersionState.DRAFTING)
    adopted_on: date | None = None
    document_sha256: str = ""

    __table_args__ = (
        UniqueConstraint("masterplan_id", "label"),
        one_of("state", VersionState, "ck_version_state"),
        CheckConstraint("period_to_year >= period_from_year", name="ck_version_period"),
        CheckConstraint(
            "state NOT IN ('adopted', 'in_force', 'superseded') OR adopted_on IS NOT NULL",
            name="ck_version_adopted_on",
        ),
        Index(
            "uq_one_version_in_force",
            "masterplan_id",
            unique=True,
            sqlite_where=text("state = 'in_force'"),
            postgresql_where=text("state = 'in_force'"),
        ),
    )


class FocusArea(SQLModel, table=True):
    """A focus area (Schwerpunkt) of one version."""

    __tablename__ = "focus_area"

    id: str = Field(primary_key=True)
    version_id: str = Field(foreign_key="masterplan_version.id", index=True)
    key: str
    title: str

    __table_args__ = (UniqueConstraint("version_id", "key"),)
