"""Looking up what counts after a revised file, beside reading the whole store; the store grows tenfold.

Each year is a release of 400 counties and 40 variables. A revised file bears on one variable and year. What
is measured is how the cost grows with the store: narrow, it should stay; reading everything grows with it.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from sqlmodel import Session, select

from benchmarks.history import keep
from benchmarks.measuring import show, take_turns
from models import Organisation, Region, Release, Source
from models.migrating import upgrade
from steering.office.archive.cells import read_cells, write_cells
from steering.office.archive.counting_cells import Wanted, counting_cells
from steering.office.database import open_engine, reading, writing
from steering.releases.current import current
from tests.steering.releases.cells import a_cell, a_release

COUNTIES, VARIABLES, FEW, MANY, ROUNDS = 400, 40, 3, 30, 5
WANTED = Wanted(variables=frozenset({"v7"}), years=frozenset({"2000"}))
AT_MOST_GROWTH = 2.0


def fill(session: Session, years: range) -> None:
    """A release for each year."""
    for year in years:
        release = a_release(f"r{year}", after=f"r{year - 1}" if year > 2000 else None)
        session.add(release)
        session.flush()
        told = [
            (f"v{variable}", f"{1000 + county:05}")
            for county in range(COUNTIES)
            for variable in range(VARIABLES)
        ]
        table = (
            pd.DataFrame([a_cell(release.id, period=str(year))]).loc[[0] * len(told)].reset_index(drop=True)
        )
        table["variable"], table["region_code"] = zip(*told, strict=True)
        table["row_number"] = range(1, len(told) + 1)
        write_cells(session, release.id, table)


def measured(folder: Path) -> dict[str, float]:
    engine = open_engine(f"sqlite:///{folder / 'store.db'}")
    upgrade(engine)
    with writing(engine) as session:
        for record in (
            Region(key="r", region_code="03358", title="Kreis", land_code="03"),
            Organisation(id="o", region_key="r", key="o", title="Amt", kind="partner"),
            Source(
                id="s", region_key="r", key="s", title="s", table_code="1", publisher="p", licence="l",
                owner_id="o", expected_lag_days=1,
            ),
        ):  # fmt: skip
            session.add(record)
            session.flush()
    taken: dict[str, float] = {}
    for first, size in ((0, FEW), (FEW, MANY)):
        with writing(engine) as session:
            fill(session, range(2000 + first, 2000 + size))
        with reading(engine) as session:
            releases = session.exec(select(Release)).all()
            narrow = counting_cells(session, releases, WANTED)
            assert len(narrow) == COUNTIES
            ways: dict[str, Callable[[], object]] = {
                f"everything, {size} releases": lambda: current(read_cells(session, "r"), releases),  # noqa: B023
                f"narrow, {size} releases": lambda: counting_cells(session, releases, WANTED),  # noqa: B023
            }
            taken |= take_turns(ways, rounds=ROUNDS, clock=time.process_time)
    engine.dispose()
    return taken


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        seconds = measured(Path(place))
    known = f"everything, {MANY} releases"
    show(f"{COUNTIES * VARIABLES:,} cells a release, median of {ROUNDS}, processor", seconds, known=known)
    keep("revising", seconds, known=known)
    growth = seconds[f"narrow, {MANY} releases"] / seconds[f"narrow, {FEW} releases"]
    print(f"\n  Ten times the store costs {growth:.1f} times as much; at most {AT_MOST_GROWTH} is promised.")
    sys.exit(0 if growth <= AT_MOST_GROWTH else 1)
