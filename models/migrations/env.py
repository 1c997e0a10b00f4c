"""How a migration runs: on the connection that it is given, in one transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DateTime, String
from sqlalchemy.types import TypeDecorator

import models

TRACKED = models.AuditEntry.metadata


def plain(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as the database sees them: an old migration never changes its meaning."""
    if kind != "type" or not isinstance(thing, TypeDecorator):
        return False
    inner = thing.impl_instance
    if isinstance(inner, DateTime):
        return f"sa.DateTime(timezone={inner.timezone})"
    if isinstance(inner, String):
        return "sa.String()" if inner.length is None else f"sa.String(length={inner.length})"
    return False


def migrate() -> None:
    """Run what was asked for, whole or not at all."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=TRACKED,
        render_as_batch=True,
        render_item=plain,
        compare_type=True,
        # SQLite can roll a CREATE TABLE back; Alembic only believes it when told.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


migrate()
