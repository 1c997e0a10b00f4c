"""Meetings: agenda, summons, attendance, motions, votes and minutes."""

# ruff: noqa: E501 - written by Alembic: one statement per table, one line per rule of the database.

from typing import Any

import sqlalchemy as sa
from alembic import op

from models.migrations import guards
from models.migrations.changing import widen_choice

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "agenda_entry",
    "agenda_note",
    "agenda_paper",
    "agenda_recusal",
    "item_vote",
    "meeting_document",
    "meeting_waiver",
    "minutes_approval",
    "minutes_correction",
    "quorum_check",
    "summons",
)
STATES_BEFORE = ("scheduled", "summoned", "held", "inquorate", "cancelled")
STATES = (
    "scheduled",
    "agenda_set",
    "summoned",
    "opened",
    "closed",
    "minutes_draft",
    "minutes_approved",
    "inquorate",
    "second_summons",
    "cancelled",
    "held",
)
# What a database of the former form calls a state that it does not know.
STATE_BEFORE = {
    "agenda_set": "scheduled",
    "opened": "summoned",
    "closed": "held",
    "minutes_draft": "held",
    "minutes_approved": "held",
    "second_summons": "inquorate",
}
AGENDA_KINDS = "kind IN ('formality', 'matter', 'information', 'motion', 'other_business')"


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def _count(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _agenda_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column(
            "kind",
            sa.String(length=40),
            sa.CheckConstraint(AGENDA_KINDS, name="ck_agenda_item_kind"),
            server_default="matter",
            nullable=False,
        ),
        _text("number"),
        _text("proposal"),
        _text("responsible"),
        sa.Column("planned_minutes", sa.Integer(), nullable=True),
        sa.Column("is_urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
    ]


def _meeting_columns() -> list[sa.Column[Any]]:
    return [
        _moment("starts_at"),
        _text("place"),
        _text("remote_link"),
        _text("chair"),
        _text("minute_taker"),
        _moment("opened_at"),
        _moment("closed_at"),
        _text("reason"),
        _count("sequence"),
        _count("lock_version"),
    ]


def _rename_order(before: str, after: str) -> None:
    op.execute(f"ALTER TABLE agenda_item RENAME COLUMN {before} TO {after}")
    if op.get_bind().dialect.name != "sqlite":
        rule = "agenda_item_meeting_id_{}_key"
        op.execute(f"ALTER TABLE agenda_item RENAME CONSTRAINT {rule.format(before)} TO {rule.format(after)}")


def upgrade() -> None:
    widen_choice("meeting", "state", "ck_meeting_state", before=STATES_BEFORE, after=STATES)
    for column in _meeting_columns():
        op.add_column("meeting", column)
    op.execute("ALTER TABLE meeting ADD COLUMN follows_id VARCHAR REFERENCES meeting (id)")
    # What was a number becomes the order; the number that people say may be 8.1.
    _rename_order("number", "position")
    for column in _agenda_columns():
        op.add_column("agenda_item", column)
    op.execute("UPDATE agenda_item SET number = CAST(position AS VARCHAR)")
    op.add_column("tally", _text("text"))
    op.create_table(
        "agenda_entry",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("party", sa.String(length=40), nullable=False),
        sa.Column("agenda_sha256", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act IN ('proposed', 'agreed', 'demanded', 'changed')", name="ck_agenda_entry_act"
        ),
        sa.CheckConstraint("party IN ('chair', 'chief_executive')", name="ck_agenda_entry_party"),
        sa.CheckConstraint("length(agenda_sha256) = 64", name="ck_agenda_entry_sha256"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(op.f("ix_agenda_entry_meeting_id"), "agenda_entry", ["meeting_id"], unique=False)

    op.create_table(
        "meeting_document",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("html_sha256", sa.String(), nullable=False),
        sa.Column("is_approved", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('summons', 'attendance_list', 'minutes')", name="ck_meeting_document_kind"
        ),
        sa.CheckConstraint("part IN ('public', 'non_public')", name="ck_meeting_document_part"),
        sa.CheckConstraint("length(html_sha256) = 64", name="ck_meeting_document_sha256"),
        sa.CheckConstraint("version > 0", name="ck_meeting_document_version"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "kind", "part", "version", "language"),
    )
    op.create_index(op.f("ix_meeting_document_meeting_id"), "meeting_document", ["meeting_id"], unique=False)

    op.create_table(
        "meeting_waiver",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("latest_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('notice', 'papers')", name="ck_meeting_waiver_kind"),
        sa.CheckConstraint("reason <> '' AND given_by <> ''", name="ck_meeting_waiver_reason"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_meeting_waiver_meeting_id"), "meeting_waiver", ["meeting_id"], unique=False)

    op.create_table(
        "minutes_approval",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("approved_in_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("html_sha256", sa.String(), nullable=False),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("no_count", sa.Integer(), nullable=False),
        sa.Column("abstain_count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "approved_in_id IS NULL OR approved_in_id <> meeting_id", name="ck_minutes_approval_later"
        ),
        sa.CheckConstraint("length(html_sha256) = 64", name="ck_minutes_approval_sha256"),
        sa.CheckConstraint("yes_count > no_count", name="ck_minutes_approval_carried"),
        sa.ForeignKeyConstraint(["approved_in_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("meeting_id"),
    )
    op.create_table(
        "minutes_correction",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("passage", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("passage <> '' AND text <> ''", name="ck_minutes_correction_text"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(
        op.f("ix_minutes_correction_meeting_id"), "minutes_correction", ["meeting_id"], unique=False
    )

    op.create_table(
        "quorum_check",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("present_count", sa.Integer(), nullable=False),
        sa.Column("needed_count", sa.Integer(), nullable=False),
        sa.Column("seats_count", sa.Integer(), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("doubted_by", sa.String(), nullable=False),
        sa.CheckConstraint("(occasion = 'doubt') = (doubted_by <> '')", name="ck_quorum_check_doubt"),
        sa.CheckConstraint("occasion IN ('opening', 'doubt')", name="ck_quorum_check_occasion"),
        sa.CheckConstraint("present_count >= 0 AND needed_count > 0", name="ck_quorum_check_counts"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(op.f("ix_quorum_check_meeting_id"), "quorum_check", ["meeting_id"], unique=False)

    op.create_table(
        "summons",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("agenda_sha256", sa.String(), nullable=False),
        sa.Column("papers_sha256", sa.String(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("latest_on", sa.Date(), nullable=False),
        sa.Column("is_in_time", sa.Boolean(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), nullable=False),
        sa.Column("letters_count", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.CheckConstraint("kind <> 'second' OR sentence <> ''", name="ck_summons_sentence"),
        sa.CheckConstraint("kind IN ('first', 'agenda_changed', 'moved', 'second')", name="ck_summons_kind"),
        sa.CheckConstraint(
            "length(agenda_sha256) = 64 AND length(papers_sha256) = 64", name="ck_summons_sha256"
        ),
        sa.CheckConstraint("letters_count > 0", name="ck_summons_letters"),
        sa.CheckConstraint("channel IN ('mail', 'letter', 'portal')", name="ck_summons_channel"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(op.f("ix_summons_meeting_id"), "summons", ["meeting_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("presence", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=True),
        sa.Column("mandate_id", sa.String(), nullable=True),
        sa.Column("is_remote", sa.Boolean(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(presence = 'guest') = (seat_id IS NULL)", name="ck_attendance_seat"),
        sa.CheckConstraint(
            "presence IN ('member', 'deputy', 'advisory', 'guest')", name="ck_attendance_presence"
        ),
        sa.CheckConstraint("left_at IS NULL OR left_at >= came_at", name="ck_attendance_span"),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(op.f("ix_attendance_meeting_id"), "attendance", ["meeting_id"], unique=False)

    op.create_table(
        "agenda_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agenda_item_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind = 'discussion' OR author <> ''", name="ck_agenda_note_author"),
        sa.CheckConstraint("kind IN ('discussion', 'statement', 'minority')", name="ck_agenda_note_kind"),
        sa.CheckConstraint("text <> ''", name="ck_agenda_note_text"),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agenda_item_id", "number"),
    )
    op.create_index(op.f("ix_agenda_note_agenda_item_id"), "agenda_note", ["agenda_item_id"], unique=False)

    op.create_table(
        "agenda_paper",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agenda_item_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("laid_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_agenda_paper_sha256"),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"]),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agenda_item_id", "number"),
    )
    op.create_index(op.f("ix_agenda_paper_agenda_item_id"), "agenda_paper", ["agenda_item_id"], unique=False)

    op.create_table(
        "agenda_recusal",
        sa.Column("agenda_item_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.PrimaryKeyConstraint("agenda_item_id", "seat_id"),
    )
    op.create_table(
        "item_vote",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agenda_item_id", sa.String(), nullable=False),
        sa.Column("gate_item_id", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("is_amended", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("present_count", sa.Integer(), nullable=False),
        sa.Column("recused_count", sa.Integer(), nullable=False),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("no_count", sa.Integer(), nullable=False),
        sa.Column("abstain_count", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mode IN ('open', 'secret')", name="ck_item_vote_mode"),
        sa.CheckConstraint(
            "result IN ('adopted', 'adopted_as_amended', 'rejected', 'postponed', 'referred_back', 'noted')",
            name="ck_item_vote_result",
        ),
        sa.CheckConstraint(
            "yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0 AND yes_count + no_count + abstain_count <= present_count",
            name="ck_item_vote_counts",
        ),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"]),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("agenda_item_id", "gate_item_id", "revision"),
    )
    op.create_index(op.f("ix_item_vote_agenda_item_id"), "item_vote", ["agenda_item_id"], unique=False)

    op.create_table(
        "motion",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("agenda_item_id", sa.String(), nullable=True),
        sa.Column("gate_item_id", sa.String(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("moved_by", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("old_text", sa.String(), nullable=False),
        sa.Column("new_text", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("present_count", sa.Integer(), nullable=True),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("no_count", sa.Integer(), nullable=False),
        sa.Column("abstain_count", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="ck_motion_decided_at"),
        sa.CheckConstraint("kind <> 'amendment' OR old_text <> ''", name="ck_motion_old_text"),
        sa.CheckConstraint(
            "kind IN ('amendment', 'postpone', 'refer_back', 'end_of_debate', 'non_public', 'urgent_item')",
            name="ck_motion_kind",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'adopted', 'rejected', 'withdrawn', 'moot')", name="ck_motion_state"
        ),
        sa.CheckConstraint(
            "yes_count >= 0 AND no_count >= 0 AND abstain_count >= 0", name="ck_motion_counts"
        ),
        sa.ForeignKeyConstraint(["agenda_item_id"], ["agenda_item.id"]),
        sa.ForeignKeyConstraint(["gate_item_id"], ["gate_item.id"]),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("meeting_id", "number"),
    )
    op.create_index(op.f("ix_motion_agenda_item_id"), "motion", ["agenda_item_id"], unique=False)
    op.create_index(op.f("ix_motion_meeting_id"), "motion", ["meeting_id"], unique=False)

    for table in APPEND_ONLY:
        guards.append_only(table)


def downgrade() -> None:
    for table in (
        "motion",
        "item_vote",
        "agenda_recusal",
        "agenda_paper",
        "agenda_note",
        "attendance",
        "summons",
        "quorum_check",
        "minutes_correction",
        "minutes_approval",
        "meeting_waiver",
        "meeting_document",
        "agenda_entry",
    ):
        op.drop_table(table)
    op.drop_column("tally", "text")
    for column in reversed(_agenda_columns()):
        op.drop_column("agenda_item", column.name)
    _rename_order("position", "number")
    op.drop_column("meeting", "follows_id")
    for column in reversed(_meeting_columns()):
        op.drop_column("meeting", column.name)
    for now, before in STATE_BEFORE.items():
        op.execute(f"UPDATE meeting SET state = '{before}' WHERE state = '{now}'")
    widen_choice("meeting", "state", "ck_meeting_state", before=STATES, after=STATES_BEFORE)
