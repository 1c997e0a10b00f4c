"""A seat's word on circulation may change; what mail servers answered names no address any more."""

import re
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None

APPEND_ONLY = ("circulation_consent",)
ANSWERED = {"delivery_attempt": ("message_id", "number"), "delivery_report": ("id",)}
_ADDRESS = re.compile(
    r"""(?:"[^"\n]*")?[^\s<>()\[\]{}"',;:|]*(?:@|%40)[^\s<>()\[\]{}"',;:|]*""", re.IGNORECASE
)
_KEPT = ("gate_id", "seat_id", "mandate_id", "made_at", "is_simulated")


def upgrade() -> None:
    rows = _rows()
    table = _made_anew(
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.CheckConstraint("revision > 0", name="ck_consent_revision"),
        key=("gate_id", "seat_id", "revision"),
    )
    _put(table, [{**row, "revision": 1, "is_given": True} for row in rows])
    guards.let_addresses_go(ANSWERED)
    for name, key in ANSWERED.items():
        _take_addresses_out(name, key)


def downgrade() -> None:
    """Only consents that hold have a place in the older form."""
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    for row in sorted(_rows("revision", "is_given"), key=lambda row: row["revision"]):
        newest[row["gate_id"], row["seat_id"]] = row
    table = _made_anew(key=("gate_id", "seat_id"))
    _put(table, [{name: row[name] for name in _KEPT} for row in newest.values() if row["is_given"]])
    guards.hold_addresses(ANSWERED)


def _take_addresses_out(name: str, key: tuple[str, ...]) -> None:
    """Codes and words stay: they prove what became of a letter."""
    table = sa.table(name, *(sa.column(each) for each in (*key, "answer")))
    named = sa.select(table).where(
        sa.or_(table.c.answer.contains("@"), table.c.answer.contains("%40", autoescape=True))
    )
    for row in list(op.get_bind().execute(named).mappings()):
        mine = [table.c[each] == row[each] for each in key]
        answer = _ADDRESS.sub("[address]", row["answer"])
        op.execute(sa.update(table).where(*mine).values(answer=answer))


def _rows(*more: str) -> list[dict[str, Any]]:
    types: dict[str, Any] = {
        "made_at": sa.DateTime(timezone=True),
        "is_simulated": sa.Boolean(),
        "is_given": sa.Boolean(),
    }
    columns: list[Any] = [sa.column(name, types.get(name, sa.String())) for name in (*_KEPT, *more)]
    query = sa.select(*columns).select_from(sa.table("circulation_consent"))
    return [dict(row) for row in op.get_bind().execute(query).mappings()]


def _made_anew(*more: "sa.Column[Any] | sa.CheckConstraint", key: tuple[str, ...]) -> sa.Table:
    """The table in another form: a key cannot be changed in place everywhere, and there are few rows."""
    op.drop_table("circulation_consent")
    return op.create_table(
        "circulation_consent",
        sa.Column("gate_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        *more,
        sa.Column("mandate_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_simulated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["gate_id"], ["gate.id"]),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"]),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandate.id"]),
        sa.PrimaryKeyConstraint(*key),
    )


def _put(table: sa.Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        op.bulk_insert(table, rows)
    for name in APPEND_ONLY:
        guards.append_only(name)
