"""Cells that count, of some variables and years: as picked from all, and no others are read."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from steering.office.archive import bulk
from steering.office.archive.cells import read_cells, write_cells
from steering.office.archive.counting_cells import Wanted, cells_with, counting_cells
from steering.releases.current import current
from tests.steering.office.test_cells import engine
from tests.steering.releases.cells import a_cell, a_release, a_table, readings

__all__ = ["engine"]
LEAVERS_2023 = Wanted(variables=frozenset({"lv"}), years=frozenset({"2023"}))


@contextmanager
def undone(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection, connection.begin() as transaction, Session(connection) as session:
        yield session
        transaction.rollback()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=st.tuples(readings("a"), readings("b"), readings("c")),
    variables=st.frozensets(st.sampled_from(["lv", "lv_no", "pup"])),
    years=st.frozensets(st.sampled_from(["2021", "2022", "2023"])),
)
def test_what_counts_is_the_same_as_picked_from_everything(
    engine: Engine,
    files: tuple[list[dict[str, object]], ...],
    variables: frozenset[str],
    years: frozenset[str],
) -> None:
    releases = [a_release("a"), a_release("b", after="a"), a_release("c", after="b")]
    with undone(engine) as session:
        for release, rows in zip(releases, files, strict=True):
            session.add(release)
            session.flush()
            write_cells(session, release.id, a_table(rows))
        everything = read_cells(session, "r")

        found = counting_cells(session, releases, Wanted(variables=variables, years=years))
        by_number = cells_with(session, releases, everything["id"].tolist()[::2])

    all_counting = current(everything, releases)
    is_wanted = all_counting["variable"].isin(variables) & all_counting["period"].isin(years)
    assert found["id"].tolist() == all_counting[is_wanted]["id"].tolist()
    assert by_number["id"].tolist() == everything["id"].tolist()[::2]


def test_what_nobody_asked_for_is_not_read(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    read, counted = bulk.read, list[int]()

    def noted(*told: object, **more: object) -> bulk.Columns:
        found = read(*told, **more)  # type: ignore[arg-type]
        counted.append(len(found.ids))
        return found

    monkeypatch.setattr(bulk, "read", noted)
    releases = [a_release("a")]
    with undone(engine) as session:
        session.add(releases[0])
        session.flush()
        rows = [a_cell("a", region_code=f"03{number}") for number in range(100, 150)]
        write_cells(session, "a", a_table(rows))
        counting_cells(session, releases, LEAVERS_2023)
        for number in range(10):
            release = a_release(f"x{number}", after=releases[-1].id)
            session.add(release)
            session.flush()
            releases.append(release)
            others = [
                a_cell(release.id, variable=f"v{number}", region_code=f"03{place}", period=str(1990 + number))
                for place in range(100, 150)
            ]
            write_cells(session, release.id, a_table([*others, a_cell(release.id, variable="w")]))

        counting_cells(session, releases, LEAVERS_2023)

    assert counted == [50, 50]
