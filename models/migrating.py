"""Bring a database to the newest form of the records, from the package itself, without a file beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import models


def upgrade(database: Engine | Connection, revision: str = "head") -> None:
    """Run all migrations that are missing, whole or not at all."""
    with _connected(database) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Engine | Connection, revision: str) -> None:
    """Go back to an earlier revision; `base` leaves nothing."""
    with _connected(database) as connection:
        command.downgrade(_config(connection), revision)


def pending(database: Engine | Connection) -> list[str]:
    """The migrations that this database does not have yet, oldest first."""
    with _connected(database) as connection:
        current = MigrationContext.configure(connection).get_current_heads()
    missing = _steps().iterate_revisions("head", current or "base", implicit_base=True)
    return [step.revision for step in missing if step.revision not in current][::-1]


def differences(database: Engine | Connection) -> list[object]:
    """What autogenerate sees between the records and this database; none after an upgrade."""
    with _connected(database) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, models.AuditEntry.metadata))


def draft(database: Engine | Connection, number: str, title: str) -> Path:
    """Write the migration that the records still need, as `<number>_<title>.py`; a person cleans it."""
    with _connected(database) as connection:
        written = command.revision(_config(connection), title, autogenerate=True, rev_id=number)
    step = written if not isinstance(written, list) else written[0]
    if step is None:
        raise RuntimeError(f"Alembic wrote no migration {number}.")
    return Path(step.path)


@cache
def _steps() -> ScriptDirectory:
    """The migrations of the package, read once: every look at a database asks for them."""
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connected(database: Engine | Connection) -> Iterator[Connection]:
    if isinstance(database, Connection):
        yield database
        return
    with database.begin() as connection:
        yield connection
