"""Deadlines: the steps of an escalation, and the rule by which a gate ends without answers."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

APPEND_ONLY = ("escalation", "gate_expiry")


def upgrade() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("stage_run_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("letters_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("letters_count >= 0", name="ck_escalation_letters"),
        sa.CheckConstraint("step IN ('deputy', 'chair', 'coordinator')", name="ck_escalation_step"),
        sa.ForeignKeyConstraint(["stage_run_id"], ["stage_run.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subject_id", "due_on", "step"),
    )
    op.create_index(op.f("ix_escalation_stage_run_id"), "escalation", ["stage_run_id"], unique=False)
    op.create_index(op.f("ix_escalation_subject_id"), "escalation", ["subject_id"], unique=False)
    op.create_table(
        "gate_expiry",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "rule IN ('second_summons', 'count', 'silence_consents', 'send_back')", name="ck_gate_expiry_rule"
        ),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.PrimaryKeyConstraint("gate_id"),
    )
    for table in APPEND_ONLY:
        guards.append_only(table)


def downgrade() -> None:
    op.drop_table("gate_expiry")
    op.drop_table("escalation")
