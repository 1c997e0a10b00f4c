"""First records: everything that the first release remembers, and the guards of what is written once."""

# ruff: noqa: E501, PLR0915 - written by Alembic: one statement per table, one line per rule of the database.

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "audit_entry",
    "data_snapshot",
    "delivery_attempt",
    "document",
    "draft_version",
    "elector",
    "evidence",
    "indicator_input",
    "indicator_value",
    "measure_review",
    "observation",
    "paper",
    "passage",
    "recommendation",
    "rejected_row",
    "release",
    "resolution",
    "snapshot_release",
    "tally",
)


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("previous_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64 AND length(previous_sha256) = 64", name="ck_audit_sha256"),
        sa.CheckConstraint("number > 0", name="ck_audit_number"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "region",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("land_code", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.CheckConstraint("length(region_code) IN (2, 5, 8)", name="ck_region_code_length"),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(op.f("ix_region_region_code"), "region", ["region_code"], unique=False)

    op.create_table(
        "territorial_status",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_to_on", sa.Date(), nullable=True),
        sa.Column("successor_code", sa.String(), nullable=True),
        sa.CheckConstraint("valid_to_on IS NULL OR valid_to_on >= valid_from_on", name="ck_territory_span"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region_code", "valid_from_on"),
    )
    op.create_index(
        op.f("ix_territorial_status_region_code"), "territorial_status", ["region_code"], unique=False
    )

    op.create_table(
        "committee",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("legal_basis", sa.String(), nullable=False),
        sa.Column("seats_count", sa.Integer(), nullable=False),
        sa.Column("quorum_pct", sa.Float(), nullable=False),
        sa.Column("majority", sa.String(length=40), nullable=False),
        sa.Column("majority_base", sa.String(length=40), nullable=False),
        sa.Column("tie", sa.String(length=40), nullable=False),
        sa.Column("voting", sa.String(length=40), nullable=False),
        sa.Column("decides", sa.Boolean(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("deputies_allowed", sa.Boolean(), nullable=False),
        sa.Column("circulation_allowed", sa.Boolean(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("office_address", sa.String(), nullable=False),
        sa.CheckConstraint(
            "NOT decides OR kind IN ('county_council', 'executive_committee', 'standing_committee')",
            name="ck_committee_only_organs_decide",
        ),
        sa.CheckConstraint(
            "kind IN ('county_council', 'executive_committee', 'standing_committee', 'advisory_board', 'internal_group', 'conference')",
            name="ck_committee_kind",
        ),
        sa.CheckConstraint("majority IN ('simple', 'absolute', 'two_thirds')", name="ck_committee_majority"),
        sa.CheckConstraint(
            "majority_base IN ('votes', 'present', 'seats')", name="ck_committee_majority_base"
        ),
        sa.CheckConstraint("tie IN ('rejected', 'chair_decides')", name="ck_committee_tie"),
        sa.CheckConstraint("voting IN ('ballots', 'tally')", name="ck_committee_voting"),
        sa.CheckConstraint("notice_days >= 0", name="ck_committee_notice"),
        sa.CheckConstraint("quorum_pct >= 0 AND quorum_pct < 100", name="ck_committee_quorum"),
        sa.CheckConstraint("seats_count >= 0", name="ck_committee_seats"),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("id", "decides"),
        sa.UniqueConstraint("region_key", "key"),
    )
    op.create_index(op.f("ix_committee_region_key"), "committee", ["region_key"], unique=False)

    op.create_table(
        "masterplan",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region_key"),
    )
    op.create_table(
        "measure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_source", sa.String(), nullable=False),
        sa.Column("parent_measure_id", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind = 'operational' OR parent_measure_id IS NULL", name="ck_measure_only_operational_has_parent"
        ),
        sa.CheckConstraint("kind IN ('strategic', 'operational')", name="ck_measure_kind"),
        sa.ForeignKeyConstraint(["parent_measure_id"], ["measure.id"]),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region_key", "code"),
    )
    op.create_index(op.f("ix_measure_region_key"), "measure", ["region_key"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region_key", "key"),
    )
    op.create_index(op.f("ix_organisation_region_key"), "organisation", ["region_key"], unique=False)

    op.create_table(
        "masterplan_version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("masterplan_id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("motto", sa.String(), nullable=False),
        sa.Column("period_from_year", sa.Integer(), nullable=False),
        sa.Column("period_to_year", sa.Integer(), nullable=False),
        sa.Column("base_version_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("document_sha256", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state IN ('drafting', 'in_consultation', 'recommended', 'adopted', 'in_force', 'superseded', 'rejected', 'withdrawn')",
            name="ck_version_state",
        ),
        sa.CheckConstraint(
            "state NOT IN ('adopted', 'in_force', 'superseded') OR adopted_on IS NOT NULL",
            name="ck_version_adopted_on",
        ),
        sa.CheckConstraint("period_to_year >= period_from_year", name="ck_version_period"),
        sa.ForeignKeyConstraint(["base_version_id"], ["masterplan_version.id"]),
        sa.ForeignKeyConstraint(["masterplan_id"], ["masterplan.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("masterplan_id", "label"),
    )
    op.create_index(
        op.f("ix_masterplan_version_masterplan_id"), "masterplan_version", ["masterplan_id"], unique=False
    )
    op.create_index(
        "uq_one_version_in_force",
        "masterplan_version",
        ["masterplan_id"],
        unique=True,
        sqlite_where=sa.text("state = 'in_force'"),
        postgresql_where=sa.text("state = 'in_force'"),
    )

    op.create_table(
        "measure_status",
        sa.Column("measure_id", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('proposed', 'planned', 'in_progress', 'on_hold', 'implemented', 'permanent', 'ended')",
            name="ck_measure_status",
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"]),
        sa.PrimaryKeyConstraint("measure_id", "on_date"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("summoned_on", sa.Date(), nullable=True),
        sa.Column("present_count", sa.Integer(), nullable=True),
        sa.Column("is_second_summons", sa.Boolean(), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "state IN ('scheduled', 'summoned', 'held', 'inquorate', 'cancelled')", name="ck_meeting_state"
        ),
        sa.CheckConstraint("present_count IS NULL OR present_count >= 0", name="ck_meeting_present"),
        sa.CheckConstraint("summoned_on IS NULL OR summoned_on <= held_on", name="ck_meeting_summons"),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("committee_id", "held_on", "is_second_summons"),
    )
    op.create_index(op.f("ix_meeting_committee_id"), "meeting", ["committee_id"], unique=False)

    op.create_table(
        "organisation_name",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_to_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.CheckConstraint("valid_to_on IS NULL OR valid_to_on >= valid_from_on", name="ck_name_span"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("organisation_id", "valid_from_on"),
    )
    op.create_table(
        "seat",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=True),
        sa.Column("is_chair", sa.Boolean(), nullable=False),
        sa.Column("has_vote", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number > 0", name="ck_seat_number"),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"]),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("committee_id", "number"),
    )
    op.create_index(op.f("ix_seat_committee_id"), "seat", ["committee_id"], unique=False)

    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("table_code", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("expected_lag_days", sa.Integer(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.CheckConstraint("expected_lag_days >= 0", name="ck_source_lag"),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("region_key", "key"),
        sa.UniqueConstraint("region_key", "table_code"),
    )
    op.create_index(op.f("ix_source_region_key"), "source", ["region_key"], unique=False)
    op.create_index(op.f("ix_source_table_code"), "source", ["table_code"], unique=False)

    op.create_table(
        "cycle",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("base_version_id", sa.String(), nullable=False),
        sa.Column("target_version_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="ck_cycle_closed_at"),
        sa.CheckConstraint(
            "state IN ('open', 'adopted', 'partially_adopted', 'rejected', 'aborted')", name="ck_cycle_state"
        ),
        sa.ForeignKeyConstraint(["base_version_id"], ["masterplan_version.id"]),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.ForeignKeyConstraint(["target_version_id"], ["masterplan_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("target_version_id"),
    )
    op.create_index(op.f("ix_cycle_region_key"), "cycle", ["region_key"], unique=False)
    op.create_index(
        "uq_one_open_cycle_per_region",
        "cycle",
        ["region_key"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

    op.create_table(
        "focus_area",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["masterplan_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("version_id", "key"),
    )
    op.create_index(op.f("ix_focus_area_version_id"), "focus_area", ["version_id"], unique=False)

    op.create_table(
        "mandate",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role IN ('chair', 'deputy_chair', 'member', 'advisory', 'deputy')", name="ck_mandate_role"
        ),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ck_mandate_span"),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("seat_id", "role", "from_on"),
    )
    op.create_index(op.f("ix_mandate_seat_id"), "mandate", ["seat_id"], unique=False)

    op.create_table(
        "measure_lineage",
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("from_measure_id", sa.String(), nullable=False),
        sa.Column("to_measure_id", sa.String(), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            "relation IN ('continues', 'reorients', 'merges', 'splits', 'replaces')",
            name="ck_lineage_relation",
        ),
        sa.ForeignKeyConstraint(["from_measure_id"], ["measure.id"]),
        sa.ForeignKeyConstraint(["to_measure_id"], ["measure.id"]),
        sa.ForeignKeyConstraint(["version_id"], ["masterplan_version.id"]),
        sa.PrimaryKeyConstraint("version_id", "from_measure_id", "to_measure_id"),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("table_code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("encoding", sa.String(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("stand", sa.String(), nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("footnotes", sa.String(), nullable=False),
        sa.Column("supersedes_id", sa.String(), nullable=True),
        sa.Column("retrieved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_release_sha256"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"]),
        sa.ForeignKeyConstraint(["supersedes_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("source_id", "sha256"),
    )
    op.create_index(op.f("ix_release_source_id"), "release", ["source_id"], unique=False)

    op.create_table(
        "data_snapshot",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_snapshot_sha256"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round"),
    )
    op.create_index(op.f("ix_data_snapshot_cycle_id"), "data_snapshot", ["cycle_id"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("stage_key", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("html_sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(html_sha256) = 64", name="ck_document_sha256"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "stage_key", "round", "kind", "language"),
    )
    op.create_index(op.f("ix_document_cycle_id"), "document", ["cycle_id"], unique=False)

    op.create_table(
        "draft_version",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("previous_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_draft_sha256"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["previous_id"], ["draft_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round"),
    )
    op.create_index(op.f("ix_draft_version_cycle_id"), "draft_version", ["cycle_id"], unique=False)

    op.create_table(
        "indicator_value",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=False),
        sa.Column("indicator_version", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("denominator", sa.Float(), nullable=True),
        sa.Column("ci_low", sa.Float(), nullable=True),
        sa.Column("ci_high", sa.Float(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("assessment", sa.String(length=40), nullable=False),
        sa.Column("z_adjusted", sa.Float(), nullable=True),
        sa.Column("is_publishable", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.CheckConstraint("(value IS NOT NULL) = (status = 'computed')", name="ck_value_only_if_computed"),
        sa.CheckConstraint(
            "assessment IN ('better', 'worse', 'usual', 'no_statement')", name="ck_value_assessment"
        ),
        sa.CheckConstraint(
            "status IN ('computed', 'input_missing', 'input_confidential', 'not_applicable', 'too_small')",
            name="ck_value_status",
        ),
        sa.CheckConstraint(
            "ci_low IS NULL OR (ci_low <= value AND value <= ci_high)", name="ck_value_interval"
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round", "indicator_key", "region_code", "period"),
    )
    op.create_index(op.f("ix_indicator_value_cycle_id"), "indicator_value", ["cycle_id"], unique=False)
    op.create_index(
        op.f("ix_indicator_value_indicator_key"), "indicator_value", ["indicator_key"], unique=False
    )

    op.create_table(
        "measure_review",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("output", sa.String(), nullable=False),
        sa.Column("obstacles", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("proposal", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("proposal <> 'new'", name="ck_review_old_measure_is_not_new"),
        sa.CheckConstraint(
            "proposal IN ('continued', 'reoriented', 'new', 'completed', 'dropped', 'merged', 'split')",
            name="ck_review_proposal",
        ),
        sa.CheckConstraint(
            "status IN ('proposed', 'planned', 'in_progress', 'on_hold', 'implemented', 'permanent', 'ended')",
            name="ck_review_status",
        ),
        sa.CheckConstraint("round > 0", name="ck_review_round"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round", "measure_id"),
    )
    op.create_index(op.f("ix_measure_review_cycle_id"), "measure_review", ["cycle_id"], unique=False)

    op.create_table(
        "message",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=True),
        sa.Column("stage_key", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("mail_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("owed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_before_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(state IN ('owed', 'sending')) = (ended_at IS NULL)", name="ck_message_ended_at"),
        sa.CheckConstraint(
            "state IN ('owed', 'sending', 'sent', 'failed', 'unclear', 'cancelled')", name="ck_message_state"
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mail_id"),
    )
    op.create_index(op.f("ix_message_cycle_id"), "message", ["cycle_id"], unique=False)
    op.create_index("ix_message_due", "message", ["state", "owed_at", "id"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("life_stage", sa.String(), nullable=False),
        sa.Column("focus_area_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'acknowledged', 'rejected')", name="ck_need_state"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round", "number"),
    )
    op.create_index(op.f("ix_need_cycle_id"), "need", ["cycle_id"], unique=False)

    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("variable", sa.String(), nullable=False),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("reference_time", sa.String(), nullable=False),
        sa.Column("breakdown", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column_number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(value IS NOT NULL) = (status IN ('reported', 'true_zero', 'rounded_to_zero', 'limited_reliability'))",
            name="ck_observation_number_only_with_status",
        ),
        sa.CheckConstraint(
            "region_code = 'DG' OR length(region_code) IN (2, 3, 5, 8)", name="ck_observation_region"
        ),
        sa.CheckConstraint(
            "status IN ('reported', 'true_zero', 'rounded_to_zero', 'limited_reliability', 'zero_possibly_confidential', 'confidential', 'unknown_or_confidential', 'not_recorded', 'not_applicable', 'not_yet_available', 'too_uncertain', 'region_dissolved', 'region_not_yet_existing', 'nothing_or_not_existing', 'missing_row')",
            name="ck_observation_status",
        ),
        sa.CheckConstraint("row_number > 0 AND column_number > 0", name="ck_observation_place"),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "uq_observation",
        "observation",
        ["release_id", "variable", "region_code", "period", "breakdown"],
        unique=True,
    )

    op.create_table(
        "quality_run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=True),
        sa.Column("suite_key", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("ran_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules_count", sa.Integer(), nullable=False),
        sa.Column("rows_count", sa.Integer(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_quality_run_region_key"), "quality_run", ["region_key"], unique=False)

    op.create_table(
        "rejected_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column_number", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("mend", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_rejected_row_release_id"), "rejected_row", ["release_id"], unique=False)

    op.create_table(
        "stage_run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("stage_key", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('open', 'in_review')) = (closed_at IS NULL)", name="ck_stage_closed_at"
        ),
        sa.CheckConstraint(
            "state IN ('open', 'in_review', 'accepted', 'returned', 'outdated', 'skipped')",
            name="ck_stage_state",
        ),
        sa.CheckConstraint(
            "state NOT IN ('returned', 'outdated', 'skipped') OR reason <> ''", name="ck_stage_reason"
        ),
        sa.CheckConstraint("round > 0", name="ck_stage_round"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "stage_key", "round"),
    )
    op.create_index(op.f("ix_stage_run_cycle_id"), "stage_run", ["cycle_id"], unique=False)
    op.create_index(
        "uq_one_living_round_per_stage",
        "stage_run",
        ["cycle_id", "stage_key"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'in_review', 'accepted', 'skipped')"),
        postgresql_where=sa.text("state IN ('open', 'in_review', 'accepted', 'skipped')"),
    )

    op.create_table(
        "topic",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("focus_area_key", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('proposed', 'agreed', 'rejected', 'parked')", name="ck_topic_state"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round", "number"),
    )
    op.create_index(op.f("ix_topic_cycle_id"), "topic", ["cycle_id"], unique=False)

    op.create_table(
        "delivery_attempt",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('accepted', 'temporary', 'permanent', 'unclear')", name="ck_attempt_outcome"
        ),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.PrimaryKeyConstraint("message_id", "number"),
    )
    op.create_table(
        "evidence",
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("value_id", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft_version.id"]),
        sa.ForeignKeyConstraint(["value_id"], ["indicator_value.id"]),
        sa.PrimaryKeyConstraint("draft_id", "reference"),
    )
    op.create_table(
        "expert_forum",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lead_id", sa.String(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'fixed', 'held')", name="ck_forum_state"),
        sa.ForeignKeyConstraint(["lead_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("topic_id"),
    )
    op.create_table(
        "fate",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.String(), nullable=False),
        sa.Column("review_id", sa.String(), nullable=False),
        sa.Column("disposition", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "disposition IN ('continued', 'reoriented', 'new', 'completed', 'dropped', 'merged', 'split')",
            name="ck_fate_disposition",
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"]),
        sa.ForeignKeyConstraint(["review_id"], ["measure_review.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round", "measure_id"),
    )
    op.create_index(op.f("ix_fate_cycle_id"), "fate", ["cycle_id"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=False),
        sa.Column("value_id", sa.String(), nullable=False),
        sa.Column("reference_value_id", sa.String(), nullable=True),
        sa.Column("pattern", sa.String(length=40), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.CheckConstraint(
            "pattern IN ('level', 'trend', 'gap', 'break', 'target_missed')", name="ck_finding_pattern"
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["reference_value_id"], ["indicator_value.id"]),
        sa.ForeignKeyConstraint(["value_id"], ["indicator_value.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_finding_cycle_id"), "finding", ["cycle_id"], unique=False)

    op.create_table(
        "gate",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("stage_run_id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("lock_version", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("is_second_summons", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("reminded_count", sa.Integer(), nullable=False),
        sa.Column("is_escalated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="ck_gate_closed_at"),
        sa.CheckConstraint(
            "kind IN ('release', 'acknowledge', 'confirm', 'rank', 'comment', 'recommend', 'decide')",
            name="ck_gate_kind",
        ),
        sa.CheckConstraint("state = 'open' OR reason <> ''", name="ck_gate_reason"),
        sa.CheckConstraint(
            "state IN ('open', 'passed', 'passed_with_conditions', 'sent_back', 'rejected', 'inquorate', 'cancelled')",
            name="ck_gate_state",
        ),
        sa.CheckConstraint("attempt > 0", name="ck_gate_attempt"),
        sa.CheckConstraint("length(content_sha256) = 64", name="ck_gate_sha256"),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"]),
        sa.ForeignKeyConstraint(["stage_run_id"], ["stage_run.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("stage_run_id", "key", "attempt"),
    )
    op.create_index(op.f("ix_gate_stage_run_id"), "gate", ["stage_run_id"], unique=False)
    op.create_index(
        "uq_one_open_gate_per_question",
        "gate",
        ["stage_run_id", "key"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

    op.create_table(
        "indicator_input",
        sa.Column("value_id", sa.String(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["observation_id"], ["observation.id"]),
        sa.ForeignKeyConstraint(["value_id"], ["indicator_value.id"]),
        sa.PrimaryKeyConstraint("value_id", "observation_id"),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("proposed_resolution", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('decision_paper', 'information_paper')", name="ck_paper_kind"),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"]),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cycle_id", "round", "committee_id"),
    )
    op.create_index(op.f("ix_paper_cycle_id"), "paper", ["cycle_id"], unique=False)

    op.create_table(
        "passage",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("draft_id", "anchor"),
        sa.UniqueConstraint("draft_id", "number"),
    )
    op.create_index(op.f("ix_passage_draft_id"), "passage", ["draft_id"], unique=False)

    op.create_table(
        "planned_measure",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("measure_id", sa.String(), nullable=False),
        sa.Column("disposition", sa.String(length=40), nullable=True),
        sa.Column("decision_status", sa.String(length=40), nullable=False),
        sa.Column("focus_area_key", sa.String(), nullable=False),
        sa.Column("life_stage", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("topic_id", sa.String(), nullable=True),
        sa.Column("is_budget_relevant", sa.Boolean(), nullable=False),
        sa.Column("cost_eur", sa.Integer(), nullable=True),
        sa.Column("cost_yearly_eur", sa.Integer(), nullable=True),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "decision_status IN ('draft', 'agreed_topic', 'recommended', 'decided', 'decided_with_budget_reservation', 'postponed', 'rejected')",
            name="ck_planned_decision",
        ),
        sa.CheckConstraint(
            "disposition IS NULL OR disposition IN ('continued', 'reoriented', 'new', 'completed', 'dropped', 'merged', 'split')",
            name="ck_planned_disposition",
        ),
        sa.CheckConstraint("cost_eur IS NULL OR cost_eur >= 0", name="ck_planned_cost"),
        sa.CheckConstraint("cost_yearly_eur IS NULL OR cost_yearly_eur >= 0", name="ck_planned_cost_yearly"),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"]),
        sa.ForeignKeyConstraint(["version_id"], ["masterplan_version.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("version_id", "measure_id"),
    )
    op.create_index(op.f("ix_planned_measure_measure_id"), "planned_measure", ["measure_id"], unique=False)
    op.create_index(op.f("ix_planned_measure_version_id"), "planned_measure", ["version_id"], unique=False)

    op.create_table(
        "quality_finding",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region_key", sa.String(), nullable=False),
        sa.Column("suite_key", sa.String(), nullable=False),
        sa.Column("rule_key", sa.String(), nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("mend", sa.String(), nullable=False),
        sa.Column("rows_count", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_run_id", sa.String(), nullable=False),
        sa.Column("waived_by", sa.String(), nullable=False),
        sa.Column("waived_reason", sa.String(), nullable=False),
        sa.Column("waived_until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("severity IN ('critical', 'warning', 'note')", name="ck_quality_severity"),
        sa.CheckConstraint(
            "state <> 'waived' OR (waived_by <> '' AND waived_reason <> '')",
            name="ck_quality_waiver_has_reason",
        ),
        sa.CheckConstraint("state IN ('new', 'open', 'gone', 'waived')", name="ck_quality_state"),
        sa.ForeignKeyConstraint(["last_run_id"], ["quality_run.id"]),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["region_key"], ["region.key"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_quality_finding_region_key"), "quality_finding", ["region_key"], unique=False)
    op.create_index(op.f("ix_quality_finding_suite_key"), "quality_finding", ["suite_key"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("stage_run_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('delivery', 'review', 'measure_sheet')", name="ck_request_kind"),
        sa.CheckConstraint("reminded_count >= 0", name="ck_request_reminded"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"]),
        sa.ForeignKeyConstraint(["stage_run_id"], ["stage_run.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("stage_run_id", "kind", "subject_id"),
    )
    op.create_index(op.f("ix_request_stage_run_id"), "request", ["stage_run_id"], unique=False)

    op.create_table(
        "snapshot_release",
        sa.Column("snapshot_id", sa.String(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.ForeignKeyConstraint(["snapshot_id"], ["data_snapshot.id"]),
        sa.PrimaryKeyConstraint("snapshot_id", "release_id"),
    )
    op.create_table(
        "topic_need",
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("need_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"]),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"]),
        sa.PrimaryKeyConstraint("topic_id", "need_id"),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("gate_id", sa.String(), nullable=True),
        sa.Column("paper_id", sa.String(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("anchor", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (answer = '')", name="ck_comment_answered"),
        sa.CheckConstraint(
            "state IN ('open', 'accepted', 'partly_accepted', 'declined')", name="ck_comment_state"
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft_version.id"]),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_comment_gate_id"), "comment", ["gate_id"], unique=False)

    op.create_table(
        "elector",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("has_vote", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("gate_id", "seat_id"),
    )
    op.create_table(
        "gate_item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("no_count", sa.Integer(), nullable=False),
        sa.Column("abstain_count", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.CheckConstraint(
            "result IS NULL OR result IN ('adopted', 'adopted_as_amended', 'rejected', 'postponed', 'referred_back', 'noted')",
            name="ck_item_result",
        ),
        sa.CheckConstraint("yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0", name="ck_item_counts"),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("gate_id", "number"),
        sa.UniqueConstraint("gate_id", "subject_id"),
    )
    op.create_index(op.f("ix_gate_item_gate_id"), "gate_item", ["gate_id"], unique=False)

    op.create_table(
        "need_finding",
        sa.Column("need_id", sa.String(), nullable=False),
        sa.Column("finding_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"]),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"]),
        sa.PrimaryKeyConstraint("need_id", "finding_id"),
    )
    op.create_table(
        "topic_fate",
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("fate_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["fate_id"], ["fate.id"]),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"]),
        sa.PrimaryKeyConstraint("topic_id", "fate_id"),
    )
    op.create_table(
        "ballot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("mandate_id", sa.String(), nullable=False),
        sa.Column("is_by_deputy", sa.Boolean(), nullable=False),
        sa.Column("content_sha256", sa.String(), nullable=False),
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'no', 'abstain')", name="ck_ballot_answer"),
        sa.CheckConstraint("rank IS NULL OR rank > 0", name="ck_ballot_rank"),
        sa.CheckConstraint("revision > 0", name="ck_ballot_revision"),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("gate_item_id", "seat_id", "revision"),
    )
    op.create_index(op.f("ix_ballot_gate_item_id"), "ballot", ["gate_item_id"], unique=False)
    op.create_index(
        "uq_one_current_ballot_per_seat",
        "ballot",
        ["gate_item_id", "seat_id"],
        unique=True,
        sqlite_where=sa.text("is_current = 1"),
        postgresql_where=sa.text("is_current"),
    )

    op.create_table(
        "recommendation",
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("no_count", sa.Integer(), nullable=False),
        sa.Column("abstain_count", sa.Integer(), nullable=False),
        sa.Column("present_count", sa.Integer(), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "result IN ('adopted', 'adopted_as_amended', 'rejected', 'postponed', 'referred_back', 'noted')",
            name="ck_recommendation_result",
        ),
        sa.CheckConstraint(
            "yes_count + no_count + abstain_count <= present_count", name="ck_recommendation_counts"
        ),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"]),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.PrimaryKeyConstraint("gate_item_id"),
    )
    op.create_index(op.f("ix_recommendation_committee_id"), "recommendation", ["committee_id"], unique=False)

    op.create_table(
        "resolution",
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("committee_id", sa.String(), nullable=False),
        sa.Column("committee_decides", sa.Boolean(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("conditions", sa.String(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("no_count", sa.Integer(), nullable=False),
        sa.Column("abstain_count", sa.Integer(), nullable=False),
        sa.Column("present_count", sa.Integer(), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "result IN ('adopted', 'adopted_as_amended', 'rejected', 'postponed', 'referred_back', 'noted')",
            name="ck_resolution_result",
        ),
        sa.CheckConstraint("committee_decides", name="ck_resolution_authoritative"),
        sa.CheckConstraint(
            "yes_count + no_count + abstain_count <= present_count", name="ck_resolution_counts"
        ),
        sa.ForeignKeyConstraint(
            ["committee_id", "committee_decides"],
            ["committee.id", "committee.decides"],
            name="fk_resolution_by_a_deciding_committee",
        ),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("gate_item_id"),
    )
    op.create_index(op.f("ix_resolution_committee_id"), "resolution", ["committee_id"], unique=False)

    op.create_table(
        "tally",
        sa.Column("gate_item_id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("present_count", sa.Integer(), nullable=False),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("no_count", sa.Integer(), nullable=False),
        sa.Column("abstain_count", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("reported_by", sa.String(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "result IN ('adopted', 'adopted_as_amended', 'rejected', 'postponed', 'referred_back', 'noted')",
            name="ck_tally_result",
        ),
        sa.CheckConstraint(
            "yes_count + no_count + abstain_count <= present_count", name="ck_tally_not_more_than_present"
        ),
        sa.CheckConstraint("yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0", name="ck_tally_counts"),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("gate_item_id"),
    )
    guards.prepare_guards()
    for table in APPEND_ONLY:
        guards.append_only(table)
    guards.keep_ballots()


def downgrade() -> None:
    for table in (
        "tally",
        "resolution",
        "recommendation",
        "ballot",
        "topic_fate",
        "need_finding",
        "gate_item",
        "elector",
        "comment",
        "agenda_item",
        "topic_need",
        "snapshot_release",
        "request",
        "quality_finding",
        "planned_measure",
        "passage",
        "paper",
        "indicator_input",
        "gate",
        "finding",
        "fate",
        "expert_forum",
        "evidence",
        "delivery_attempt",
        "topic",
        "stage_run",
        "rejected_row",
        "quality_run",
        "observation",
        "need",
        "message",
        "measure_review",
        "indicator_value",
        "draft_version",
        "document",
        "data_snapshot",
        "release",
        "measure_lineage",
        "mandate",
        "focus_area",
        "cycle",
        "source",
        "seat",
        "organisation_name",
        "meeting",
        "measure_status",
        "masterplan_version",
        "organisation",
        "measure",
        "masterplan",
        "committee",
        "territorial_status",
        "region",
        "audit_entry",
    ):
        op.drop_table(table)
    guards.drop_guards()
