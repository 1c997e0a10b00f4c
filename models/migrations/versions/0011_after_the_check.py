"""What becomes of quality findings: their rows, who cares, what happened, who was told, the history."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ACTS = (
    "appeared",
    "returned",
    "grew",
    "gone",
    "waived",
    "waiver_ended",
    "acknowledged",
    "assigned",
    "snoozed",
    "snooze_ended",
    "released",
)
HOLDS = ("nothing", "cell", "line", "place", "period")
APPEND_ONLY = ("quality_event", "quality_told")


def upgrade() -> None:
    _rows_and_care()
    _events()
    _history()
    for table in APPEND_ONLY:
        guards.append_only(table)


def _rows_and_care() -> None:
    op.create_table(
        "quality_row",
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=True),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("column_number", sa.Integer(), nullable=True),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("variable", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("holds", sa.String(length=40), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_quality_row_number"),
        sa.CheckConstraint(_among("holds", HOLDS), name="ck_quality_row_holds"),
        sa.ForeignKeyConstraint(["finding_id"], ["quality_finding.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("finding_id", "number"),
    )
    op.create_index("ix_quality_row_release_id", "quality_row", ["release_id"])
    op.create_table(
        "quality_care",
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=False),
        sa.Column("rows_sha256", sa.String(), nullable=False),
        sa.Column("assigned_id", sa.String(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=False),
        sa.Column("snoozed_until_on", sa.Date(), nullable=True),
        sa.Column("snoozed_reason", sa.String(), nullable=False),
        sa.Column("snoozed_count", sa.Integer(), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.Column("released_reason", sa.String(), nullable=False),
        sa.Column("released_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "released_at IS NULL OR (released_by <> '' AND released_reason <> '')",
            name="ck_quality_care_release_has_reason",
        ),
        sa.CheckConstraint(
            "snoozed_until_on IS NULL OR snoozed_reason <> ''", name="ck_quality_care_snooze_has_reason"
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["quality_finding.id"]),
        sa.ForeignKeyConstraint(["assigned_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("finding_id"),
    )


def _events() -> None:
    op.create_table(
        "quality_event",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("rows_count", sa.Integer(), nullable=False),
        sa.CheckConstraint(_among("act", ACTS), name="ck_quality_event_act"),
        sa.ForeignKeyConstraint(["finding_id"], ["quality_finding.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_quality_event_finding_id", "quality_event", ["finding_id"])
    op.create_table(
        "quality_told",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("recipient_id", sa.String(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["quality_event.id"]),
        sa.PrimaryKeyConstraint("event_id", "recipient_id"),
    )


def _history() -> None:
    op.create_table(
        "quality_count",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("open_count", sa.Integer(), nullable=False),
        sa.Column("waived_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("severity IN ('critical', 'warning', 'note')", name="ck_quality_count_severity"),
        sa.CheckConstraint("open_count >= 0 AND waived_count >= 0", name="ck_quality_count_positive"),
        sa.ForeignKeyConstraint(["run_id"], ["quality_run.id"]),
        sa.PrimaryKeyConstraint("run_id", "severity"),
    )
    op.create_table(
        "quality_score",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.CheckConstraint("score >= 0 AND score <= 1", name="ck_quality_score_share"),
        sa.CheckConstraint("dimension <> ''", name="ck_quality_score_dimension"),
        sa.ForeignKeyConstraint(["run_id"], ["quality_run.id"]),
        sa.PrimaryKeyConstraint("run_id", "dimension"),
    )


def _among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(each) for each in values)})"


def downgrade() -> None:
    for table in (
        "quality_score",
        "quality_count",
        "quality_told",
        "quality_event",
        "quality_care",
        "quality_row",
    ):
        op.drop_table(table)
