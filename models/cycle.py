"""The cycle (Fortschreibung): one revision of one region's masterplan, its stages and requests."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.columns import choice, moment, one_of


class CycleState(StrEnum):
    """Where a revision stands as a whole."""

    OPEN = "open"
    ADOPTED = "adopted"
    PARTIALLY_ADOPTED = "partially_adopted"
    REJECTED = "rejected"
    ABORTED = "aborted"


class StageState(StrEnum):
    """Where one round of one stage stands."""

    OPEN = "open"  # people were asked; the input is being gathered
    IN_REVIEW = "in_review"  # the work is written; a committee has it
    ACCEPTED = "accepted"  # every gate passed; the stage is closed
    RETURNED = "returned"  # sent back; another round follows
    OUTDATED = "outdated"  # an earlier stage was reopened; readable, no longer valid
    SKIPPED = "skipped"  # left out by the coordinator, with a reason that everyone sees


class RequestKind(StrEnum):
    """What is asked of an organisation."""

    DELIVERY = "delivery"
    REVIEW = "review"
    MEASURE_SHEET = "measure_sheet"


class Cycle(SQLModel, table=True):
    """One revision of one region's masterplan; at most one is open per region."""

    id: str = Field(primary_key=True)
    region_key: str = Field(foreign_key="region.key", index=True)
    base_version_id: str = Field(foreign_key="masterplan_version.id")
    target_version_id: str = Field(foreign_key="masterplan_version.id", unique=True)
    state: CycleState = choice(CycleState, default=CycleState.OPEN)
    opened_at: datetime = moment()
    closed_at: datetime | None = moment(default=None, nullable=True)
    next_due_on: date | None = Field(default=None, description="when the next revision should start")
    is_simulated: bool = Field(default=False, description="answers, reviews and votes are invented")

    __table_args__ = (
        one_of("state", CycleState, "ck_cycle_state"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="ck_cycle_closed_at"),
        Index(
            "uq_one_open_cycle_per_region",
            "region_key",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )


class StageRun(SQLModel, table=True):
    """One round of one stage of a cycle. Old rounds stay readable for ever."""

    __tablename__ = "stage_run"

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    stage_key: str
    round: int
    state: StageState = choice(StageState, default=StageState.OPEN)
    lock_version: int = Field(
        default=0, description="grows with every transition; guards against two at once"
    )
    opened_at: datetime = moment()
    due_on: date
    closed_at: datetime | None = moment(default=None, nullable=True)
    reason: str = Field(default="", description="why it was returned, skipped or extended")

    __table_args__ = (
        UniqueConstraint("cycle_id", "stage_key", "round"),
        one_of("state", StageState, "ck_stage_state"),
        CheckConstraint("round > 0", name="ck_stage_round"),
        CheckConstraint("(state IN ('open', 'in_review')) = (closed_at IS NULL)", name="ck_stage_closed_at"),
        CheckConstraint(
            "state NOT IN ('returned', 'outdated', 'skipped') OR reason <> ''", name="ck_stage_reason"
        ),
        # One round of a stage lives at a time; a second one would let two committees decide apart.
        Index(
            "uq_one_living_round_per_stage",
            "cycle_id",
            "stage_key",
            unique=True,
            sqlite_where=text("state IN ('open', 'in_review', 'accepted', 'skipped')"),
            postgresql_where=text("state IN ('open', 'in_review', 'accepted', 'skipped')"),
        ),
    )


class Request(SQLModel, table=True):
    """Something asked of an organisation: a delivery, a review, a measure sheet."""

    id: str = Field(primary_key=True)
    stage_run_id: str = Field(foreign_key="stage_run.id", index=True)
    kind: RequestKind = choice(RequestKind)
    subject_id: str = Field(description="id of the source, measure or planned measure")
    title: str
    organisation_id: str = Field(foreign_key="organisation.id")
    due_on: date
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(default=None, nullable=True)
    reminded_count: int = 0

    __table_args__ = (
        UniqueConstraint("stage_run_id", "kind", "subject_id"),
        one_of("kind", RequestKind, "ck_request_kind"),
        CheckConstraint("reminded_count >= 0", name="ck_request_reminded"),
    )


class Document(SQLModel, table=True):
    """A written deliverable of a stage, frozen by its hash."""

    id: str = Field(primary_key=True)
    cycle_id: str = Field(foreign_key="cycle.id", index=True)
    stage_key: str
    round: int
    kind: str
    language: str = "de"
    title: str
    html: str
    html_sha256: str
    created_at: datetime = moment()

    __table_args__ = (
        UniqueConstraint("cycle_id", "stage_key", "round", "kind", "language"),
        CheckConstraint("length(html_sha256) = 64", name="ck_document_sha256"),
    )
