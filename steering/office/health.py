"""Whether the office could work: its records and their form, and the way that letters would take."""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect

from models.steps import has_newest_form
from steering.office.database import reading
from steering.office.opening import Office
from steering.office.post import folder_at, server_at


@dataclass(frozen=True, kw_only=True)
class Schema:
    """Whether anything is kept, and which migrations are missing."""

    has_records: bool
    pending: tuple[str, ...]

    @property
    def is_newest(self) -> bool:
        """No migration is missing."""
        return not self.pending


def schema_of(office: Office) -> Schema:
    """The form of the database, looked at without changing it."""
    with reading(office.archive.engine) as session:
        connection = session.connection()
        missing = () if has_newest_form(connection) else _missing(connection)
        return Schema(has_records=inspect(connection).has_table("audit_entry"), pending=missing)


def _missing(connection: Connection) -> tuple[str, ...]:
    # Every command asks whether something is missing, and hardly ever is: only then Alembic is woken.
    from models.migrating import pending

    return tuple(pending(connection))


def pragmas(office: Office) -> dict[str, str]:
    """The version and the settings of an SQLite database as a connection of ours has them; else nothing."""
    if office.archive.engine.dialect.name != "sqlite":
        return {}
    with reading(office.archive.engine) as session:
        connection = session.connection()
        names = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        found = {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar()) for name in names}
        return {"version": str(connection.exec_driver_sql("SELECT sqlite_version()").scalar()), **found}


def channel_fault(channel_url: str, own_domain: str) -> str:
    """Why letters could not leave now, as the other side says it; empty where they could. Sends nothing."""
    folder = folder_at(channel_url)
    if folder is not None:
        return _folder_fault(folder)
    server = server_at(channel_url)
    return server.knock(own_domain) if server is not None else ""


def _folder_fault(folder: Path) -> str:
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if not nearest.is_dir():
        return f"{nearest} is no folder"
    return "" if os.access(nearest, os.W_OK) else f"{nearest} cannot be written to"
