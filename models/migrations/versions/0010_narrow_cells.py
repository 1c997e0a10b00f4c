"""Cells as numbers, with the view `observation` of them, and what a later release made stale."""

import sqlalchemy as sa
from alembic import op

from models.migrations import guards

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "release_number",
    "cell_series",
    "cell_region",
    "cell_period",
    "cell_mark",
    "cell",
    "indicator_input",
    "staleness",
)
WITH_NUMBER = "'reported', 'true_zero', 'rounded_to_zero', 'limited_reliability'"
STATUSES = (
    f"{WITH_NUMBER}, 'zero_possibly_confidential', 'confidential', 'unknown_or_confidential', "
    "'not_recorded', 'not_applicable', 'not_yet_available', 'too_uncertain', 'region_dissolved', "
    "'region_not_yet_existing', 'nothing_or_not_existing', 'missing_row'"
)
CELL_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
VIEW = """
CREATE VIEW observation AS
SELECT cell.id, release_number.release_id, cell_series.variable, cell_region.region_code, cell_period.period,
    cell_series.reference_time, cell_series.breakdown, cell.value, cell_series.unit, cell_mark.status,
    cell_mark.symbol, cell.row_number, cell.column_number
FROM cell
JOIN release_number ON release_number.number = cell.id >> 46
JOIN cell_series ON cell_series.number = cell.id & 262143
JOIN cell_region ON cell_region.number = (cell.id >> 18) & 65535
JOIN cell_period ON cell_period.number = (cell.id >> 34) & 4095
JOIN cell_mark ON cell_mark.number = cell.mark
"""
OLD_PLACE = (
    ("release_number", "release_number.release_id = old.release_id"),
    (
        "cell_series",
        (
            "cell_series.variable = old.variable AND cell_series.breakdown = old.breakdown "
            "AND cell_series.reference_time = old.reference_time AND cell_series.unit = old.unit"
        ),
    ),
    ("cell_region", "cell_region.region_code = old.region_code"),
    ("cell_period", "cell_period.period = old.period"),
    ("cell_mark", "cell_mark.status = old.status AND cell_mark.symbol = old.symbol"),
)
JOINED = " ".join(f"JOIN {table} ON {condition}" for table, condition in OLD_PLACE)
PACKED = (
    "(CAST(release_number.number AS BIGINT) << 46) | (CAST(cell_period.number AS BIGINT) << 34) "
    "| (CAST(cell_region.number AS BIGINT) << 18) | cell_series.number"
)


def upgrade() -> None:
    _make_dictionaries()
    _make_cells()
    _fill_dictionaries()
    op.execute(
        "INSERT INTO cell (id, value, mark, row_number, column_number) "
        f"SELECT {PACKED}, old.value, cell_mark.number, old.row_number, old.column_number "
        f"FROM observation AS old {JOINED}"
    )
    _exchange_inputs(
        CELL_NUMBER,
        "cell.id",
        f"SELECT kept.value_id, {PACKED}, kept.name FROM indicator_input AS kept "
        f"JOIN observation AS old ON old.id = kept.observation_id {JOINED}",
    )
    op.drop_table("observation")
    op.execute(VIEW)
    _make_staleness()
    for table in APPEND_ONLY:
        guards.append_only(table)


def downgrade() -> None:
    op.drop_table("staleness")
    _make_wide_cells()
    columns = (
        "release_id, variable, region_code, period, reference_time, breakdown, value, unit, status, symbol, "
        "row_number, column_number"
    )
    op.execute(
        f"INSERT INTO wide_observation (id, {columns}) "
        f"SELECT row_number() OVER (ORDER BY id), {columns} FROM observation"
    )
    op.execute("DROP VIEW observation")
    op.rename_table("wide_observation", "observation")
    op.create_index(
        "uq_observation",
        "observation",
        ["release_id", "variable", "region_code", "period", "breakdown"],
        unique=True,
    )
    _exchange_inputs(
        sa.Integer(),
        "observation.id",
        "SELECT kept.value_id, numbered.number, kept.name FROM indicator_input AS kept "
        "JOIN (SELECT id, row_number() OVER (ORDER BY id) AS number FROM cell) AS numbered "
        "ON numbered.id = kept.observation_id",
    )
    for table in ("cell", "cell_mark", "cell_period", "cell_region", "cell_series", "release_number"):
        op.drop_table(table)
    for table in ("observation", "indicator_input"):
        guards.append_only(table)


def _number(table: str, bits: int) -> tuple[sa.Column[int], sa.CheckConstraint]:
    name = f"ck_{table}_number" if table != "release_number" else "ck_release_number"
    return (
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"number BETWEEN 1 AND {2**bits - 1}", name=name),
    )


def _make_dictionaries() -> None:
    op.create_table(
        "release_number",
        *_number("release_number", 17),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("release_id"),
    )
    texts = ("variable", "breakdown", "reference_time", "unit")
    op.create_table(
        "cell_series",
        *_number("cell_series", 18),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint(*texts),
    )
    op.create_table(
        "cell_region",
        *_number("cell_region", 16),
        sa.Column("region_code", sa.String(), nullable=False),
        sa.CheckConstraint("region_code <> ''", name="ck_cell_region_code"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("region_code"),
    )
    op.create_table(
        "cell_period",
        *_number("cell_period", 12),
        sa.Column("period", sa.String(), nullable=False),
        sa.CheckConstraint("period <> ''", name="ck_cell_period_period"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("period"),
    )
    op.create_table(
        "cell_mark",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.CheckConstraint(f"status IN ({STATUSES})", name="ck_cell_mark_status"),
        sa.CheckConstraint(
            f"number <> 0 AND (number > 0) = (status IN ({WITH_NUMBER}))", name="ck_cell_mark_number"
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("status", "symbol"),
    )


def _make_cells() -> None:
    op.create_table(
        "cell",
        sa.Column("id", CELL_NUMBER, nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("(value IS NOT NULL) = (mark > 0)", name="ck_cell_number_only_with_mark"),
        sa.CheckConstraint("row_number > 0 AND column_number > 0", name="ck_cell_place"),
        sa.PrimaryKeyConstraint("id"),
    )


def _fill_dictionaries() -> None:
    op.execute(
        "INSERT INTO release_number (number, release_id) "
        "SELECT row_number() OVER (ORDER BY retrieved_at, first, id), id FROM release LEFT JOIN "
        "(SELECT release_id, min(id) AS first FROM observation GROUP BY release_id) AS told "
        "ON told.release_id = release.id"
    )
    op.execute(
        "INSERT INTO cell_series (number, variable, breakdown, reference_time, unit) "
        "SELECT row_number() OVER (ORDER BY variable, breakdown, reference_time, unit), "
        "variable, breakdown, reference_time, unit "
        "FROM (SELECT DISTINCT variable, breakdown, reference_time, unit FROM observation) AS told"
    )
    for table, column in (("cell_region", "region_code"), ("cell_period", "period")):
        op.execute(
            f"INSERT INTO {table} (number, {column}) SELECT row_number() OVER (ORDER BY {column}), {column} "
            f"FROM (SELECT DISTINCT {column} FROM observation) AS told"
        )
    for sign, words in (("", "IN"), ("-", "NOT IN")):
        op.execute(
            "INSERT INTO cell_mark (number, status, symbol) "
            f"SELECT {sign}row_number() OVER (ORDER BY status, symbol), status, symbol FROM "
            f"(SELECT DISTINCT status, symbol FROM observation WHERE status {words} ({WITH_NUMBER})) AS told"
        )


def _exchange_inputs(kind: sa.types.TypeEngine[int], refers_to: str, rows: str) -> None:
    """The inputs of values with other numbers of their cells; a constraint of SQLite cannot be changed."""
    op.create_table(
        "new_input",
        sa.Column("value_id", sa.String(), nullable=False),
        sa.Column("observation_id", kind, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["observation_id"], [refers_to]),
        sa.ForeignKeyConstraint(["value_id"], ["indicator_value.id"]),
        sa.PrimaryKeyConstraint("value_id", "observation_id"),
    )
    op.execute(f"INSERT INTO new_input (value_id, observation_id, name) {rows}")
    op.drop_table("indicator_input")
    op.rename_table("new_input", "indicator_input")


def _make_staleness() -> None:
    op.create_table(
        "staleness",
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells_count", sa.Integer(), nullable=False),
        sa.Column("value_before", sa.Float(), nullable=True),
        sa.Column("value_after", sa.Float(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('indicator_value', 'finding', 'need', 'evidence', 'draft', 'snapshot')",
            name="ck_staleness_kind",
        ),
        sa.CheckConstraint("reason IN ('input', 'comparison', 'restored')", name="ck_staleness_reason"),
        sa.CheckConstraint("cells_count >= 0", name="ck_staleness_cells"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"]),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("release_id", "kind", "subject_id"),
    )
    op.create_index(op.f("ix_staleness_cycle_id"), "staleness", ["cycle_id"], unique=False)


def _make_wide_cells() -> None:
    texts = ("release_id", "variable", "region_code", "period", "reference_time", "breakdown")
    op.create_table(
        "wide_observation",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("symbol", sa.String(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column_number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            f"(value IS NOT NULL) = (status IN ({WITH_NUMBER}))",
            name="ck_observation_number_only_with_status",
        ),
        sa.CheckConstraint(f"status IN ({STATUSES})", name="ck_observation_status"),
        sa.CheckConstraint("row_number > 0 AND column_number > 0", name="ck_observation_place"),
        sa.CheckConstraint(
            "region_code = 'DG' OR length(region_code) IN (2, 3, 5, 8)", name="ck_observation_region"
        ),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
