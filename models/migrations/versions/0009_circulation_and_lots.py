"""Objections to circulation, and the word that a lot was drawn with."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

APPEND_ONLY = ("circulation_objection", "gate_lot")


def upgrade() -> None:
    op.create_table(
        "circulation_objection",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("mandate_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"]),
        sa.PrimaryKeyConstraint("gate_id", "seat_id"),
    )
    op.create_table(
        "gate_lot",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.CheckConstraint("word <> ''", name="ck_gate_lot_word"),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.PrimaryKeyConstraint("gate_id"),
    )
    for table in APPEND_ONLY:
        guards.append_only(table)


def downgrade() -> None:
    op.drop_table("gate_lot")
    op.drop_table("circulation_objection")
