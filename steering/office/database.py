"""The database: how it is opened, and the two ways to use it, writing and reading.

Only one transaction writes at a time, on SQLite and on PostgreSQL alike: the audit chain puts all
acts in one order anyway, and so nobody decides on something that another act is just changing.
SQLite's own defaults lost 419 of 480 updates of eight processes; `BEGIN IMMEDIATE` lost none. On
PostgreSQL a lock that ends with the transaction does the same, so nothing has to be repeated.
"""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, InterfaceError, OperationalError
from sqlmodel import Session

from steering.errors import OutsideFailed

PATIENCE_SECONDS = 30

# Any number will do, as long as every release of ours takes the same.
_ONE_WRITER = 8_030_358
_READING = "masterplan_reading"

_SQLITE_SETTINGS = (
    f"PRAGMA busy_timeout = {PATIENCE_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    # NORMAL may lose the last commits when the power fails.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # Without it INSERT OR REPLACE deletes rows behind the back of the guards.
    "PRAGMA recursive_triggers = ON",
)


def shared_engine(url: str) -> Engine:
    """The one engine of this process for an address.

    A flow opens the office many times a minute; with an engine of its own each time, every query
    would be translated to SQL anew, which cost three quarters of a short run.
    """
    return _engine_of(url, os.getpid())


@cache
def _engine_of(url: str, _process: int) -> Engine:
    # By process: a forked child must not write through its parent's connection.
    engine = open_engine(url)
    atexit.register(engine.dispose)
    return engine


def open_engine(url: str) -> Engine:
    """The engine of an SQLite file or a PostgreSQL database; nothing is connected yet."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    return _open_postgresql(address)


@contextmanager
def writing(engine: Engine | Connection) -> Iterator[Session]:
    """A session that may write: kept at the end, undone on any error.

    Within a rehearsal (see `rehearsal`) it is kept for the rest of the rehearsal only.
    """
    if isinstance(engine, Connection):
        with Session(engine, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            yield session
            session.commit()
        return
    with _outside(engine), Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def rehearsal(engine: Engine) -> Iterator[Connection]:
    """A connection on which acts are tried: they see each other, and nothing of them remains."""
    with _outside(engine), engine.connect() as connection:
        transaction = connection.begin()
        try:
            yield connection
        finally:
            transaction.rollback()


@contextmanager
def reading(engine: Engine | Connection) -> Iterator[Session]:
    """A session that sees one state of the database from first to last and changes nothing."""
    if isinstance(engine, Connection):
        with Session(engine, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            session.autoflush = False
            yield session
        return
    quiet = engine.execution_options(**_reading_options(engine))
    with _outside(engine), Session(quiet, expire_on_commit=False) as session:
        # A look at the records must not become a change of them on its way out.
        session.autoflush = False
        yield session


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        # The address may hold a password: it is not repeated.
        raise OutsideFailed("The database's address cannot be read.", code="database_unknown") from error
    if address.get_backend_name() == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() != "sqlite":
        raise OutsideFailed(
            f"Neither SQLite nor PostgreSQL: {address.get_backend_name()!r}.",
            code="database_unknown",
            backend=address.get_backend_name(),
        )
    return address


def _open_sqlite(address: URL) -> Engine:
    # Without an isolation level the driver leaves BEGIN to us.
    engine = create_engine(address, connect_args={"isolation_level": None, "timeout": PATIENCE_SECONDS})

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: object) -> None:
        for setting in _SQLITE_SETTINGS:
            connection.execute(setting)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        is_reading = connection.get_execution_options().get(_READING, False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if is_reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    return engine


def _open_postgresql(address: URL) -> Engine:
    engine = create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": PATIENCE_SECONDS})

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_READING, False):
            return
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:one_writer)"), {"one_writer": _ONE_WRITER})

    return engine


def _reading_options(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {_READING: True}
    return {_READING: True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@contextmanager
def _outside(engine: Engine) -> Iterator[None]:
    """Say which database failed, in our own words and without its password."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        shown = engine.url.render_as_string(hide_password=True)
        raise OutsideFailed(
            f"The database {shown} did not do what was asked: {error.orig}.",
            code="database_failed",
            database=shown,
            answer=str(error.orig),
        ) from error
