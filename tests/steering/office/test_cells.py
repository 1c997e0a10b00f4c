"""Cells in bulk, on both databases: what goes in comes out, and a cell that stands twice does not go in."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from models import Observation, Organisation, Region, Source
from models.migrating import upgrade
from steering.errors import BadSource
from steering.office.archive.cells import read_cells, read_cells_of, write_cells
from steering.office.database import open_engine, reading, writing
from steering.records import CELL_COLUMNS
from tests.databases import KINDS, an_address
from tests.steering.releases.cells import a_cell, a_release, a_table, readings

COMPARED = [name for name in CELL_COLUMNS if name != "id"]


@pytest.fixture(scope="module", params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("cells")
    with an_address(request.param, folder) as address:
        made = open_engine(address)
        upgrade(made)
        with writing(made) as session:
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
        yield made
        made.dispose()


def kept(engine: Engine, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Keep cells as a release, read them back, and undo it."""
    with engine.connect() as connection, connection.begin() as transaction, Session(connection) as session:
        session.add(a_release("a"))
        session.flush()
        assert write_cells(session, "a", a_table(rows)) == len(rows)
        found = read_cells(session, "r")
        assert found.equals(read_cells_of(session, ["a"]))
        told = session.exec(select(Observation).order_by(Observation.row_number)).all()
        assert [(each.variable, each.value, each.symbol) for each in told] == [
            (row["variable"], row["value"], row["symbol"]) for row in rows
        ]
        transaction.rollback()
    return found


def take(engine: Engine, rows: list[dict[str, object]]) -> None:
    with writing(engine) as session:
        session.add(a_release("a"))
        session.flush()
        write_cells(session, "a", a_table(rows))


def same(found: pd.DataFrame, rows: list[dict[str, object]]) -> bool:
    plain = found[COMPARED].astype(object).where(found[COMPARED].notna(), None)
    return plain.to_dict("records") == [{name: row[name] for name in COMPARED} for row in rows]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=readings("a"))
def test_what_goes_in_comes_out_in_the_order_of_the_file(engine: Engine, rows) -> None:
    assert same(kept(engine, rows), rows)


def test_figures_are_kept_to_the_last_bit(engine: Engine) -> None:
    values = [0.1, 1 / 3, 1e15 + 0.25, -2.5e-300, 1.7976931348623157e308, 2948092.0, 0.30000000000000004]
    rows = [
        a_cell("a", period=str(2000 + n), value=value, row_number=n + 1) for n, value in enumerate(values)
    ]

    assert kept(engine, rows)["value"].tolist() == values


def test_the_number_of_a_cell_is_never_rounded(engine: Engine) -> None:
    rows = [a_cell("a", region_code=f"{n:05}", row_number=n + 1) for n in range(1000, 1300)]

    found = kept(engine, rows)

    assert found["id"].dtype == "int64"
    assert found["id"].nunique() == len(rows)


def test_a_cell_that_stands_twice_is_refused_with_both_places(engine: Engine) -> None:
    rows = [a_cell("a", row_number=7), a_cell("a", variable="other", row_number=8), a_cell("a", row_number=9)]

    with pytest.raises(BadSource) as refusal:
        take(engine, rows)

    assert refusal.value.code == "duplicate_observation"
    assert (refusal.value.facts["other_row"], refusal.value.facts["row"]) == (7, 9)
    with reading(engine) as session:
        assert session.connection().execute(text("SELECT count(*) FROM cell_region")).scalar_one() == 0
        assert read_cells(session, "r").empty


def test_words_keep_their_numbers_from_release_to_release(engine: Engine) -> None:
    with engine.connect() as connection, connection.begin() as transaction, Session(connection) as session:
        for name, after in (("a", None), ("b", "a")):
            session.add(a_release(name, after=after))
            session.flush()
            write_cells(session, name, a_table([a_cell(name), a_cell(name, region_code=f"0335{name}")]))
        numbers = connection.execute(
            text("SELECT count(*), count(DISTINCT region_code) FROM cell_region")
        ).one()
        assert tuple(numbers) == (3, 3)
        assert read_cells(session, "r")["release_id"].tolist() == ["a", "a", "b", "b"]
        transaction.rollback()
