"""Rules of procedure: a committee keeps its rules for each kind of matter; more majorities, and the lot.

Revision ID: 0003
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from models.migrations.changing import widen_choice

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

MAJORITIES = ("simple", "absolute", "two_thirds")
MORE_MAJORITIES = (*MAJORITIES, "three_quarters", "four_fifths", "own")
TIES = ("rejected", "chair_decides")
MORE_TIES = (*TIES, "lot")


def upgrade() -> None:
    op.create_table(
        "committee_rule",
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.CheckConstraint("matter <> '' AND rules <> ''", name="ck_committee_rule_filled"),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"]),
        sa.PrimaryKeyConstraint("committee_id", "matter"),
    )
    widen_choice("committee", "majority", "ck_committee_majority", before=MAJORITIES, after=MORE_MAJORITIES)
    widen_choice("committee", "tie", "ck_committee_tie", before=TIES, after=MORE_TIES)


def downgrade() -> None:
    # What the older form cannot say becomes what it says most strictly: nobody decides by accident.
    op.execute(
        "UPDATE committee SET majority = 'two_thirds' "
        "WHERE majority IN ('three_quarters', 'four_fifths', 'own')"
    )
    op.execute("UPDATE committee SET tie = 'rejected' WHERE tie = 'lot'")
    widen_choice("committee", "tie", "ck_committee_tie", before=MORE_TIES, after=TIES)
    widen_choice("committee", "majority", "ck_committee_majority", before=MORE_MAJORITIES, after=MAJORITIES)
    op.drop_table("committee_rule")
