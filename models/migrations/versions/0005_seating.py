"""Seating: who may act for a seat on a day, and why somebody else may not."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("constitution", "recusal")
OVERLAP = "two mandates would fill the same place of a seat on one day"
_OTHER = """
SELECT 1 FROM mandate AS other
WHERE other.seat_id = NEW.seat_id AND other.id <> NEW.id
    AND (other.role = 'deputy') = (NEW.role = 'deputy')
    AND (other.to_on IS NULL OR other.to_on >= NEW.from_on)
    AND (NEW.to_on IS NULL OR NEW.to_on >= other.from_on)
"""


def upgrade() -> None:
    op.create_table(
        "constitution",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("constituted_on", sa.Date(), nullable=False),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("seats_count", sa.Integer(), nullable=False),
        sa.Column("resolution", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_constitution_number"),
        sa.CheckConstraint(
            "term_ends_on IS NULL OR term_ends_on >= constituted_on", name="ck_constitution_span"
        ),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("committee_id", "constituted_on"),
        sa.UniqueConstraint("committee_id", "number"),
    )
    op.create_index(op.f("ix_constitution_committee_id"), "constitution", ["committee_id"], unique=False)

    op.create_table(
        "seat_quota",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seats_count", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("seats_count > 0", name="ck_quota_seats"),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ck_quota_span"),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_seat_quota_committee_id"), "seat_quota", ["committee_id"], unique=False)

    op.create_table(
        "seating_rules",
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("delegation_allowed", sa.Boolean(), nullable=False),
        sa.Column("delegations_per_member", sa.Integer(), nullable=False),
        sa.Column("principal_goes_first", sa.Boolean(), nullable=False),
        sa.Column("deputy_needs_absence", sa.Boolean(), nullable=False),
        sa.Column("duty_briefing", sa.String(length=40), nullable=False),
        sa.Column("has_recusal", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "duty_briefing IN ('not_needed', 'expected', 'required')", name="ck_seating_duty_briefing"
        ),
        sa.CheckConstraint("delegations_per_member > 0", name="ck_seating_delegations"),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
        ),
        sa.PrimaryKeyConstraint("committee_id"),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("mandate_id", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reason IS NULL OR reason IN ('holiday', 'official_duty', 'other')", name="ck_absence_reason"
        ),
        sa.CheckConstraint("returned_on IS NULL OR returned_on <= to_on", name="ck_absence_returned"),
        sa.CheckConstraint("to_on >= from_on", name="ck_absence_span"),
        sa.ForeignKeyConstraint(
            ["mandate_id"],
            ["mandate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["seat.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mandate_id", "from_on"),
    )
    op.create_index(op.f("ix_absence_seat_id"), "absence", ["seat_id"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("mandate_id", sa.String(), nullable=False),
        sa.Column("delegate_mandate_id", sa.String(), nullable=False),
        sa.Column("gate_id", sa.String(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.String(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by = '')", name="ck_delegation_withdrawn"),
        sa.CheckConstraint("gate_id IS NOT NULL OR to_on IS NOT NULL", name="ck_delegation_has_an_end"),
        sa.CheckConstraint("mandate_id <> delegate_mandate_id", name="ck_delegation_to_another"),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ck_delegation_span"),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
        ),
        sa.ForeignKeyConstraint(
            ["delegate_mandate_id"],
            ["mandate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["gate_id"],
            ["gate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["mandate_id"],
            ["mandate.id"],
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["seat.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_delegation_committee_id"), "delegation", ["committee_id"], unique=False)

    op.create_table(
        "recusal",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=True),
        sa.Column("stated_by", sa.String(length=40), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision = 'withdrawn' OR ground IS NOT NULL", name="ck_recusal_has_ground"),
        sa.CheckConstraint(
            "decision IN ('excluded', 'group_interest', 'withdrawn')", name="ck_recusal_decision"
        ),
        sa.CheckConstraint(
            "ground IS NULL OR ground IN ('direct_advantage', 'employer', 'relative')",
            name="ck_recusal_ground",
        ),
        sa.CheckConstraint("stated_by IN ('member', 'committee')", name="ck_recusal_stated_by"),
        sa.CheckConstraint("number > 0", name="ck_recusal_number"),
        sa.ForeignKeyConstraint(
            ["gate_item_id"],
            ["gate_item.id"],
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["seat.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("gate_item_id", "seat_id", "number"),
    )
    op.create_index(op.f("ix_recusal_gate_item_id"), "recusal", ["gate_item_id"], unique=False)

    op.add_column("mandate", sa.Column("resolution", sa.String(), server_default="", nullable=False))
    op.add_column("mandate", sa.Column("duty_briefing_on", sa.Date(), nullable=True))
    for table in APPEND_ONLY:
        guards.append_only(table)
    _guard_places()


def _guard_places() -> None:
    """A seat has one holder and one deputy on a day; a list of members cannot be relied upon for it."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("INSERT", "UPDATE"):
            op.execute(
                f"CREATE TRIGGER mandate_place_{act.lower()} BEFORE {act} ON mandate "
                f"WHEN EXISTS ({_OTHER}) BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION guard_place() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF EXISTS ({_OTHER}) THEN "
        f"RAISE EXCEPTION '{OVERLAP}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER mandate_place BEFORE INSERT OR UPDATE ON mandate "
        "FOR EACH ROW EXECUTE FUNCTION guard_place()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER mandate_place_insert")
        op.execute("DROP TRIGGER mandate_place_update")
    else:
        op.execute("DROP TRIGGER mandate_place ON mandate")
        op.execute("DROP FUNCTION guard_place()")
    op.drop_column("mandate", "duty_briefing_on")
    op.drop_column("mandate", "resolution")
    for table in ("recusal", "delegation", "absence", "seating_rules", "seat_quota", "constitution"):
        op.drop_table(table)
