"""Findings of every pattern in two languages; needs for action that the internal steering group works on."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards
from models.migrations.changing import among, widen_choice

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

PATTERNS_BEFORE = ("level", "trend", "gap", "break", "target_missed")
PATTERNS = ("level", "trend", "gap", "break", "target")
STATES_BEFORE = ("proposed", "acknowledged", "rejected")
STATES = (*STATES_BEFORE, "replaced")
ACTS = (
    "proposed",
    "added",
    "edited",
    "merged",
    "split",
    "replaced",
    "rejected",
    "restored",
    "acknowledged",
)
APPEND_ONLY = ("need_version", "need_evidence", "need_lineage")


def upgrade() -> None:
    widen_choice("finding", "pattern", "ck_finding_pattern", before=PATTERNS_BEFORE, after=PATTERNS)
    widen_choice("need", "state", "ck_need_state", before=STATES_BEFORE, after=STATES)
    op.add_column("finding", sa.Column("sentence_en", sa.String(), nullable=False, server_default=""))
    op.add_column("need", sa.Column("text", sa.String(), nullable=False, server_default=""))
    op.add_column("need", sa.Column("is_own", sa.Boolean(), nullable=False, server_default=sa.false()))
    _history()
    _first_versions()
    for table in APPEND_ONLY:
        guards.append_only(table)


def _history() -> None:
    op.create_table(
        "need_version",
        sa.Column("need_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(among("act", ACTS), name="ck_need_version_act"),
        sa.CheckConstraint(among("state", STATES), name="ck_need_version_state"),
        sa.CheckConstraint("number > 0", name="ck_need_version_number"),
        sa.CheckConstraint("title <> ''", name="ck_need_version_title"),
        sa.CheckConstraint("reason <> '' OR act = 'proposed'", name="ck_need_version_reason"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"]),
        sa.PrimaryKeyConstraint("need_id", "number"),
    )
    op.create_table(
        "need_evidence",
        sa.Column("need_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_need_evidence_number"),
        sa.CheckConstraint("text <> ''", name="ck_need_evidence_text"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"]),
        sa.PrimaryKeyConstraint("need_id", "number"),
    )
    op.create_table(
        "need_lineage",
        sa.Column("from_need_id", sa.String(), nullable=False),
        sa.Column("to_need_id", sa.String(), nullable=False),
        sa.CheckConstraint("from_need_id <> to_need_id", name="ck_need_lineage_other"),
        sa.ForeignKeyConstraint(["from_need_id"], ["need.id"]),
        sa.ForeignKeyConstraint(["to_need_id"], ["need.id"]),
        sa.PrimaryKeyConstraint("from_need_id", "to_need_id"),
    )


def _first_versions() -> None:
    """Needs that are there already begin their history as they read today."""
    op.execute(
        "INSERT INTO need_version (need_id, number, act, state, title, text, reason, actor, at) "
        "SELECT need.id, 1, 'proposed', need.state, need.title, '', '', 'analyse_indicators', "
        "cycle.opened_at FROM need JOIN cycle ON cycle.id = need.cycle_id WHERE need.title <> ''"
    )


def downgrade() -> None:
    for table in ("need_lineage", "need_evidence", "need_version"):
        op.drop_table(table)
    op.drop_column("need", "is_own")
    op.drop_column("need", "text")
    op.drop_column("finding", "sentence_en")
    widen_choice("need", "state", "ck_need_state", before=STATES, after=STATES_BEFORE)
    widen_choice("finding", "pattern", "ck_finding_pattern", before=PATTERNS, after=PATTERNS_BEFORE)
