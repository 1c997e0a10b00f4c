"""Messages that arrive: letters held and merged, what came back, and how people want to be written to."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards
from models.migrations.changing import reword_check, widen_choice

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATES = ("owed", "sending", "sent", "failed", "unclear", "cancelled")
MORE_STATES = (
    "owed",
    "held",
    "sending",
    "sent",
    "failed",
    "unclear",
    "cancelled",
    "merged",
    "bounced",
)
NOT_ENDED = "(state IN ('owed', 'sending')) = (ended_at IS NULL)"
NOT_ENDED_OR_HELD = "(state IN ('owed', 'held', 'sending')) = (ended_at IS NULL)"
TEXTS = ("title", "gist", "link", "calendar")


def upgrade() -> None:
    widen_choice("message", "state", "ck_message_state", before=STATES, after=MORE_STATES)
    reword_check("message", "ck_message_ended_at", before=NOT_ENDED, after=NOT_ENDED_OR_HELD)
    for name in TEXTS:
        op.add_column("message", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("message", sa.Column("due_on", sa.Date(), nullable=True))
    merged = sa.CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name="ck_message_merged")
    op.add_column("message", sa.Column("merged_into", sa.String(), merged, nullable=True))
    op.create_table(
        "delivery_report",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('bounced', 'delayed', 'delivered', 'auto_reply', 'read', 'complaint', 'unknown')",
            name="ck_report_kind",
        ),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_delivery_report_region_key"), "delivery_report", ["region_key"], unique=False)
    op.create_index(op.f("ix_delivery_report_message_id"), "delivery_report", ["message_id"], unique=False)
    guards.append_only("delivery_report")
    op.create_table(
        "unreachable_address",
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.PrimaryKeyConstraint("region_key", "address"),
    )
    op.create_table(
        "preference",
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=40), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("digest IN ('none', 'daily', 'weekly')", name="ck_preference_digest"),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("region_key", "address"),
    )


def downgrade() -> None:
    """Go back; letters in a state that did not exist before are told in the nearest one that did."""
    for table in ("preference", "unreachable_address", "delivery_report"):
        op.drop_table(table)
    op.execute("UPDATE message SET state = 'owed' WHERE state = 'held'")
    op.execute("UPDATE message SET merged_into = NULL, state = 'cancelled' WHERE state = 'merged'")
    op.execute("UPDATE message SET state = 'failed' WHERE state = 'bounced'")
    reword_check("message", "ck_message_ended_at", before=NOT_ENDED_OR_HELD, after=NOT_ENDED)
    widen_choice("message", "state", "ck_message_state", before=MORE_STATES, after=STATES)
    _drop_merged()
    for name in ("due_on", *TEXTS):
        op.drop_column("message", name)


def _drop_merged() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("ck_message_merged", "message", type_="check")
    op.drop_column("message", "merged_into")
