"""Consent to circulation, seat by seat."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0016"
down_revision = "0013"
branch_labels = None
depends_on = None

APPEND_ONLY = ("circulation_consent",)


def upgrade() -> None:
    op.create_table(
        "circulation_consent",
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
    for table in APPEND_ONLY:
        guards.append_only(table)


def downgrade() -> None:
    op.drop_table("circulation_consent")
