"""What a gate showed and when it changed, secret rounds, receipts, outcomes, and minority statements.

Revision ID: 0004
Revises: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from models.migrations import guards
from models.migrations.changing import widen_choice

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

APPEND_ONLY = (
    "gate_version",
    "item_version",
    "ballot_receipt",
    "published_receipt",
    "gate_outcome",
    "read_receipt",
    "minority_statement",
)
KINDS = ("release", "acknowledge", "confirm", "rank", "comment", "recommend", "decide")
MORE_KINDS = ("inform", "release", "acknowledge", "confirm", "rank", "comment", "vote", "recommend", "decide")
STATES = "'open', 'passed', 'passed_with_conditions', 'sent_back', 'rejected', 'inquorate', 'cancelled'"

# What was answered in a gate that is closed stays; whoever comes later is refused by the database too.
LATE = "the gate is closed: what it was answered stays as it is"
GUARDED = {
    "ballot": ("INSERT",),
    "secret_ballot": ("INSERT", "UPDATE", "DELETE"),
    "participation": ("INSERT", "UPDATE", "DELETE"),
}


def upgrade() -> None:
    widen_choice("gate", "kind", "ck_gate_kind", before=KINDS, after=MORE_KINDS)
    op.add_column("gate", sa.Column("rules", sa.String(), nullable=False, server_default=""))
    op.add_column("gate", sa.Column("is_secret", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("elector", sa.Column("is_chair", sa.Boolean(), nullable=False, server_default=sa.false()))
    _content()
    _secret()
    _proof()
    for table in APPEND_ONLY:
        guards.append_only(table)
    _keep_closed_gates()


def downgrade() -> None:
    _drop_guards()
    for table in (
        "minority_statement",
        "read_receipt",
        "gate_outcome",
        "published_receipt",
        "ballot_receipt",
        "secret_ballot",
        "participation",
        "item_version",
        "gate_version",
    ):
        op.drop_table(table)
    op.drop_column("elector", "is_chair")
    op.drop_column("gate", "is_secret")
    op.drop_column("gate", "rules")
    widen_choice("gate", "kind", "ck_gate_kind", before=MORE_KINDS, after=KINDS)


def _content() -> None:
    op.create_table(
        "gate_version",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("documents_sha256", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_gate_version_number"),
        sa.CheckConstraint("length(sha256) = 64", name="ck_gate_version_sha256"),
        sa.CheckConstraint("number = 1 OR reason <> ''", name="ck_gate_version_reason"),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.PrimaryKeyConstraint("gate_id", "number"),
    )
    op.create_table(
        "item_version",
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_item_version_number"),
        sa.CheckConstraint("length(sha256) = 64", name="ck_item_version_sha256"),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.PrimaryKeyConstraint("gate_item_id", "number"),
    )


def _secret() -> None:
    op.create_table(
        "participation",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("revision >= 0 AND version_number >= 0", name="ck_participation_counts"),
        sa.CheckConstraint("(revision = 0) = (version_number = 0)", name="ck_participation_whole"),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("gate_id", "seat_id"),
    )
    op.create_table(
        "secret_ballot",
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("box_key", sa.String(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.CheckConstraint("answer IN ('yes', 'no', 'abstain')", name="ck_secret_ballot_answer"),
        sa.CheckConstraint("rank IS NULL OR rank > 0", name="ck_secret_ballot_rank"),
        sa.CheckConstraint("length(box_key) = 64", name="ck_secret_ballot_key"),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.PrimaryKeyConstraint("gate_item_id", "box_key", "content_sha256"),
    )


def _proof() -> None:
    op.create_table(
        "ballot_receipt",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("covers", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_ballot_receipt_number"),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("code"),
        sa.UniqueConstraint("gate_id", "seat_id", "number"),
    )
    op.create_index("ix_ballot_receipt_gate_id", "ballot_receipt", ["gate_id"])
    op.create_table(
        "published_receipt",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.PrimaryKeyConstraint("gate_id", "code"),
    )
    op.create_table(
        "gate_outcome",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("present_count", sa.Integer(), nullable=False),
        sa.Column("results", sa.String(), nullable=False),
        sa.Column("places", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name="ck_gate_outcome_state"),
        sa.CheckConstraint("present_count >= 0", name="ck_gate_outcome_present"),
        sa.CheckConstraint("length(sha256) = 64", name="ck_gate_outcome_sha256"),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.PrimaryKeyConstraint("gate_id"),
    )
    op.create_table(
        "read_receipt",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("mandate_id", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("gate_id", "seat_id"),
    )
    op.create_table(
        "minority_statement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("mandate_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_minority_statement_number"),
        sa.CheckConstraint("text <> ''", name="ck_minority_statement_text"),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("gate_item_id", "seat_id", "number"),
    )
    op.create_index("ix_minority_statement_gate_item_id", "minority_statement", ["gate_item_id"])


def _state_of(table: str, row: str) -> str:
    """The state of the gate to which a row belongs."""
    if table == "participation":
        return f"(SELECT state FROM gate WHERE id = {row}.gate_id)"
    return (
        "(SELECT gate.state FROM gate JOIN gate_item ON gate_item.gate_id = gate.id "
        f"WHERE gate_item.id = {row}.gate_item_id)"
    )


def _keep_closed_gates() -> None:
    for table, acts in GUARDED.items():
        for act in acts:
            row = "NEW" if act == "INSERT" else "OLD"
            _guard(table, act, f"{_state_of(table, row)} <> 'open'")


def _guard(table: str, act: str, condition: str) -> None:
    name = f"{table}_late_{act.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{LATE}'); END"
        )
        return
    result = "OLD" if act == "DELETE" else "NEW"
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{LATE}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {result}; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _drop_guards() -> None:
    for table, acts in GUARDED.items():
        for act in acts:
            name = f"{table}_late_{act.lower()}"
            on_table = "" if op.get_bind().dialect.name == "sqlite" else f" ON {table}"
            op.execute(f"DROP TRIGGER {name}{on_table}")
            if on_table:
                op.execute(f"DROP FUNCTION {name}()")
