"""Keeping a million observations, beside the fastest bare ways that we know, on both databases.

The fastest ways of our first measurements were `executemany` of the standard library into a table of nothing
but numbers on SQLite, and COPY of CSV on PostgreSQL, both without any index; they are the first line of
each table, and they are given their rows ready made. Ours is given what a reader gives, and keeps a release
with all its cells in one transaction: it numbers the words, refuses a cell that stands there twice, and
checks every figure against its status.
"""

import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Engine
from sqlmodel import Session

from benchmarks.history import keep
from benchmarks.measuring import show, take_turns
from models import Organisation, Region, Release, Source
from models.migrating import upgrade
from steering.office.archive.cells import read_cells_of, write_cells
from steering.office.database import open_engine, reading, writing
from tests.databases import KINDS, an_address

OBSERVATIONS = 1_000_000
ROUNDS = 5
SEED = 2019
NOW = datetime(2026, 1, 12, 8, tzinfo=UTC)
BARE = "fastest bare way"
OURS = "a release with its cells"
_NUMBERED = (
    "CREATE TABLE bare (release INTEGER, series INTEGER, region INTEGER, period INTEGER, "
    "value DOUBLE PRECISION, status INTEGER, symbol INTEGER, row INTEGER, place INTEGER)"
)
_WORDED = (
    "CREATE TABLE bare (release TEXT, variable TEXT, region TEXT, period TEXT, time TEXT, breakdown TEXT, "
    "value DOUBLE PRECISION, unit TEXT, status TEXT, symbol TEXT, row INTEGER, place INTEGER)"
)
_NUMBERS = count(1)


def a_frame(observations: int = OBSERVATIONS) -> pd.DataFrame:
    """Cells as a reader gives them, in the order of the file: years, regions, rows of three columns."""
    rng = np.random.default_rng(SEED)
    place = np.arange(observations)
    column, item, region, year = place % 3, place // 3 % 18, place // 54 % 400, place // 21_600
    empty = rng.random(observations) < 0.02

    def words(codes: Any, texts: list[str]) -> pd.Categorical:
        return pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype=object))

    sexes = ("", "sex=male", "sex=female")
    breakdowns = [
        ";".join(part for part in (sex, f"age={n:02d}") if part) for n in range(18) for sex in sexes
    ]
    return pd.DataFrame(
        {
            "variable": words(np.zeros(observations, dtype=int), ["pop"]),
            "region_code": words(region, [f"{land:02d}{n:03d}" for land in range(1, 17) for n in range(25)]),
            "period": words(year, [f"{1975 + n}-12-31" for n in range(int(year.max()) + 1)]),
            "reference_time": words(np.zeros(observations, dtype=int), ["date_31_12"]),
            "breakdown": words(item * 3 + column, breakdowns),
            "value": np.where(empty, np.nan, rng.integers(0, 9_000, observations)),
            "unit": words(np.zeros(observations, dtype=int), ["Anzahl"]),
            "status": words(empty.astype(int), ["reported", "unknown_or_confidential"]),
            "symbol": words(empty.astype(int), ["", "."]),
            "row_number": place // 3 + 7,
            "column_number": column + 5,
        }
    )


def bare_rows(cells: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The same cells as nothing but numbers, ready made."""
    codes = {name: cells[name].cat.codes.to_numpy().tolist() for name in cells.select_dtypes("category")}
    release = [1] * len(cells)
    lists = (
        *(release, codes["breakdown"], codes["region_code"], codes["period"], cells["value"].tolist()),
        *(codes["status"], codes["symbol"], cells["row_number"].tolist(), cells["column_number"].tolist()),
    )
    return list(zip(*lists, strict=True))


def worded_rows(cells: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The same cells in words, ready made."""
    names = ("variable", "region_code", "period", "reference_time", "breakdown", "value", "unit", "status")
    lists = [cells[name].tolist() for name in (*names, "symbol", "row_number", "column_number")]
    return list(zip(["benchmark/1"] * len(cells), *lists, strict=True))


def a_release(number: int) -> Release:
    return Release(
        id=f"benchmark/{number}",
        source_id="benchmark/population",
        table_code="12411-02-03-4",
        title="Bevölkerung",
        file_name=f"{number}.csv",
        sha256=f"{number:064d}",
        size_bytes=1,
        encoding="cp1252",
        layout="genesis_table",
        retrieved_at=NOW,
    )


@contextmanager
def a_database(kind: str) -> Iterator[Engine]:
    """A new database with a source that releases can hang on."""
    with tempfile.TemporaryDirectory() as folder, an_address(kind, Path(folder)) as address:
        engine = open_engine(address)
        upgrade(engine)
        with writing(engine) as session:
            session.add(Region(key="benchmark", region_code="03001", title="Kreis", land_code="03"))
            session.flush()
            session.add(
                Organisation(
                    id="benchmark/office", region_key="benchmark", key="office", title="Amt", kind="partner"
                )
            )
            session.flush()
            session.add(
                Source(
                    id="benchmark/population",
                    region_key="benchmark",
                    key="population",
                    title="Bevölkerung",
                    table_code="12411-02-03-4",
                    publisher="Statistische Ämter des Bundes und der Länder",
                    licence="dl-de/by-2-0",
                    owner_id="benchmark/office",
                    expected_lag_days=400,
                )
            )
        yield engine
        engine.dispose()


def ours(engine: Engine, cells: pd.DataFrame) -> str:
    release = a_release(next(_NUMBERS))
    with writing(engine) as session:
        session.add(release)
        session.flush()
        write_cells(session, release.id, cells)
    return release.id


def into_sqlite(engine: Engine, table: str, rows: list[tuple[Any, ...]], *after: str) -> None:
    places = ", ".join("?" * len(rows[0]))
    with Session(engine) as session, session.begin():
        driver: Any = session.connection().connection.driver_connection
        for statement in ("DROP TABLE IF EXISTS bare", table, *after):
            driver.execute(statement)
        driver.executemany(f"INSERT INTO bare VALUES ({places})", rows)  # noqa: S608 - our own marks


def into_postgresql(engine: Engine, table: str, ready: str) -> None:
    with Session(engine) as session, session.begin():
        driver: Any = session.connection().connection.driver_connection
        with driver.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS bare")
            cursor.execute(table)
            with cursor.copy("COPY bare FROM STDIN (FORMAT CSV)") as copy:
                copy.write(ready)


def as_csv(rows: list[tuple[Any, ...]]) -> str:
    return pd.DataFrame(rows).to_csv(header=False, index=False)


def bare_ways(kind: str, engine: Engine, cells: pd.DataFrame) -> dict[str, Callable[[], object]]:
    """The fastest way that we know first, then one that keeps as much as ours, or as little as possible."""
    numbers, words = bare_rows(cells), worded_rows(cells)
    if kind == "sqlite":
        unique = "CREATE UNIQUE INDEX one ON bare (release, variable, region, period, breakdown)"
        return {
            BARE: lambda: into_sqlite(engine, _NUMBERED, numbers),
            "words with a unique index": lambda: into_sqlite(engine, _WORDED, words, unique),
        }
    texts = {_WORDED: as_csv(words), _NUMBERED: as_csv(numbers)}
    return {
        BARE: lambda: into_postgresql(engine, _WORDED, texts[_WORDED]),
        "numbers without an index": lambda: into_postgresql(engine, _NUMBERED, texts[_NUMBERED]),
    }


def measure(kind: str, cells: pd.DataFrame, *, rounds: int = ROUNDS) -> dict[str, float]:
    """Seconds of each way on one kind of database."""
    with a_database(kind) as engine:
        kept = ours(engine, cells)

        def read_back() -> int:
            with reading(engine) as session:
                return len(read_cells_of(session, [kept]))

        ways = {**bare_ways(kind, engine, cells), OURS: lambda: ours(engine, cells), "read back": read_back}
        # The bare ways hold a million rows as objects; looking for garbage among them would slow all of us.
        gc.freeze()
        return take_turns(ways, rounds=rounds)


if __name__ == "__main__":
    chosen = int(sys.argv[1]) if len(sys.argv) > 1 else OBSERVATIONS
    frame = a_frame(chosen)
    for database in KINDS:
        taken = measure(database, frame)
        show(f"{chosen:,} observations on {database}, median of {ROUNDS}", taken, known=BARE)
        keep(f"writing-{database}", taken, known=BARE)
