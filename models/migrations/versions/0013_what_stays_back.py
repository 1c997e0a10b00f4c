"""Decisions of disclosure control, and a state for figures that stay back."""

import sqlalchemy as sa
from alembic import op

from models.migrations import changing, guards

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

APPEND_ONLY = ("disclosure_decision", "withheld")
STATES = ("computed", "input_missing", "input_confidential", "not_applicable", "too_small")
GROUNDS = ("too_few", "dominated", "few_contributors", "institution", "internal", "for_another")


def upgrade() -> None:
    changing.widen_choice(
        "indicator_value", "status", "ck_value_status", before=STATES, after=(*STATES, "withheld")
    )
    op.create_table(
        "disclosure_decision",
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("figures_count", sa.Integer(), nullable=False),
        sa.Column("protected_count", sa.Integer(), nullable=False),
        sa.Column("lost_count", sa.Integer(), nullable=False),
        sa.Column("is_optimal", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "figures_count >= 0 AND protected_count >= 0 AND lost_count BETWEEN 0 AND protected_count",
            name="ck_disclosure_counts",
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("cycle_id", "round"),
    )
    op.create_table(
        "withheld",
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("breakdown", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("protects", sa.String(), nullable=False),
        sa.CheckConstraint(changing.among("kind", ("figure", "cell")), name="ck_withheld_kind"),
        sa.CheckConstraint(changing.among("ground", GROUNDS), name="ck_withheld_ground"),
        sa.CheckConstraint("number > 0", name="ck_withheld_number"),
        sa.ForeignKeyConstraint(
            ["cycle_id", "round"], ["disclosure_decision.cycle_id", "disclosure_decision.round"]
        ),
        sa.PrimaryKeyConstraint("cycle_id", "round", "number"),
    )
    for table in APPEND_ONLY:
        guards.append_only(table)


def downgrade() -> None:
    op.drop_table("withheld")
    op.drop_table("disclosure_decision")
    changing.widen_choice(
        "indicator_value", "status", "ck_value_status", before=(*STATES, "withheld"), after=STATES
    )
