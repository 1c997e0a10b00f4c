"""Changes of tables that hold rows already: a rule of the database gets a new wording in place.

SQLite cannot change a constraint. Copying the table would lose its guards and break what refers to
it, so the wording is changed where SQLite keeps it, as its own manual describes for changes that
leave the stored rows as they are.
"""

from collections.abc import Iterable
from enum import StrEnum

import sqlalchemy as sa
from alembic import op


def reword_check(table: str, name: str, *, before: str, after: str) -> None:
    """Give a named check constraint another condition; both conditions are told whole."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, sa.text(after))
        return
    _reword_in_place(table, f"CONSTRAINT {name} CHECK ({before})", f"CONSTRAINT {name} CHECK ({after})")


def widen_choice(table: str, column: str, name: str, *, before: Iterable[str], after: Iterable[str]) -> None:
    """Let a column that holds one of a list of values hold one of another list."""
    reword_check(table, name, before=among(column, before), after=among(column, after))


def among(column: str, values: Iterable[str]) -> str:
    """The condition that a column holds one of these values, as the records write it."""
    listed = ", ".join(f"'{value.value if isinstance(value, StrEnum) else value}'" for value in values)
    return f"{column} IN ({listed})"


def _reword_in_place(table: str, before: str, after: str) -> None:
    connection = op.get_bind()
    written = connection.execute(
        sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"), {"table": table}
    ).scalar_one()
    if written.count(before) != 1:
        raise RuntimeError(f"{table} is not guarded by {before!r}; the migration knows another form of it.")
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table"),
        {"sql": written.replace(before, after), "table": table},
    )
    # Every connection reads the schema anew when this number has changed.
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
