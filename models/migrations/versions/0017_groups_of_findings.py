"""The groups of people that findings hold against each other, with the cells behind them."""

import sqlalchemy as sa
from alembic import op

from models.cell import CELL_NUMBER
from models.migrations import guards

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

APPEND_ONLY = ("finding_group", "finding_group_input")


def upgrade() -> None:
    op.create_table(
        "finding_group",
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("breakdown", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("numerator", sa.Float(), nullable=False),
        sa.Column("denominator", sa.Float(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.CheckConstraint("breakdown <> ''", name="ck_finding_group_breakdown"),
        sa.CheckConstraint("denominator > 0", name="ck_finding_group_base"),
        sa.CheckConstraint("number > 0", name="ck_finding_group_number"),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"]),
        sa.PrimaryKeyConstraint("finding_id", "breakdown"),
        sa.UniqueConstraint("finding_id", "number"),
    )
    op.create_table(
        "finding_group_input",
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.Column("breakdown", sa.String(), nullable=False),
        sa.Column("observation_id", CELL_NUMBER, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id", "breakdown"], ["finding_group.finding_id", "finding_group.breakdown"]
        ),
        sa.ForeignKeyConstraint(["observation_id"], ["cell.id"]),
        sa.PrimaryKeyConstraint("finding_id", "breakdown", "observation_id"),
    )
    for table in APPEND_ONLY:
        guards.append_only(table)


def downgrade() -> None:
    op.drop_table("finding_group_input")
    op.drop_table("finding_group")
