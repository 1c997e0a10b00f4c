import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from models import Region, migrating
from steering.errors import OutsideFailed
from steering.office import database
from steering.office.database import open_engine, reading, writing
from tests.databases import KINDS, a_migrated_address
from tests.processes import at_once

WRITERS = 8
TRANSACTIONS = 30


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with a_migrated_address(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    opened = open_engine(address)
    yield opened
    opened.dispose()


def a_region(key: str = "heidekreis") -> Region:
    return Region(key=key, region_code="03358", title="Landkreis Heidekreis", land_code="03")


def title_of(engine: Engine, key: str = "heidekreis") -> str | None:
    with reading(engine) as session:
        region = session.get(Region, key)
        return region.title if region else None


def keep(engine: Engine, *regions: Region) -> None:
    with writing(engine) as session:
        session.add_all(regions)


def keep_and_break(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(a_region())
        session.flush()
        raise ZeroDivisionError


def keep_while_reading(engine: Engine) -> None:
    with reading(engine) as session:
        session.add(a_region())
        session.commit()


def count_up(address: str, times: int) -> None:
    """What loses updates elsewhere: read a figure, add one, write it back."""
    engine = open_engine(address)
    for _ in range(times):
        with writing(engine) as session:
            region = session.get_one(Region, "heidekreis")
            region.title = str(int(region.title) + 1)
    engine.dispose()


def test_what_is_written_is_kept(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(a_region())

    assert title_of(engine) == "Landkreis Heidekreis"


def test_an_error_undoes_everything_that_was_written(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError):
        keep_and_break(engine)

    assert title_of(engine) is None


def test_a_reading_session_changes_nothing(engine: Engine) -> None:
    with reading(engine) as session:
        session.add(a_region())

    assert title_of(engine) is None


def test_a_reading_session_refuses_to_write(engine: Engine) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        keep_while_reading(engine)

    assert title_of(engine) is None


def test_after_reading_the_same_connection_may_write(engine: Engine) -> None:
    assert title_of(engine) is None

    with writing(engine) as session:
        session.add(a_region())

    assert title_of(engine) == "Landkreis Heidekreis"


def test_a_reader_sees_one_state_while_another_writes(engine: Engine) -> None:
    with reading(engine) as session:
        before = session.get(Region, "heidekreis")
        with writing(engine) as other:
            other.add(a_region())
        after = session.get(Region, "heidekreis")

    assert (before, after) == (None, None)
    assert title_of(engine) == "Landkreis Heidekreis"


def test_eight_processes_lose_no_update(address: str) -> None:
    engine = open_engine(address)
    with writing(engine) as session:
        region = a_region()
        region.title = "0"
        session.add(region)
    engine.dispose()

    ended = at_once(WRITERS, count_up, address, TRANSACTIONS)

    assert ended == [0] * WRITERS
    assert title_of(engine) == str(WRITERS * TRANSACTIONS)
    engine.dispose()


def test_sqlite_is_opened_to_survive_a_power_failure(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'm.db'}")

    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
        }

    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "recursive_triggers": 1,
    }
    engine.dispose()


def test_a_writer_who_waits_too_long_is_told_which_database(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 1)
    monkeypatch.setattr(database, "_SQLITE_SETTINGS", ("PRAGMA busy_timeout = 100",))
    holder, waiter = open_engine(address), open_engine(address)

    with writing(holder) as session:
        session.add(a_region())
        session.flush()
        with pytest.raises(OutsideFailed, match="did not do what was asked") as refusal:
            keep(waiter, a_region("other"))

    assert refusal.value.code == "database_failed"
    assert title_of(holder) == "Landkreis Heidekreis"
    assert title_of(holder, "other") is None
    holder.dispose()
    waiter.dispose()


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'no_folder' / 'm.db'}")

    with pytest.raises(OutsideFailed, match=r"no_folder/m\.db"), reading(engine) as session:
        session.get(Region, "heidekreis")


def test_a_full_disk_is_reported_and_leaves_no_half_state(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'm.db'}")
    migrating.upgrade(engine)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(OutsideFailed, match="full"):
        keep(engine, a_region(), *(a_region(f"region-{number}") for number in range(5_000)))

    assert title_of(engine) is None
    engine.dispose()


def test_a_password_is_not_told_when_the_server_is_gone() -> None:
    engine = open_engine("postgresql://office:open-sesame@127.0.0.1:1/masterplan")

    with pytest.raises(OutsideFailed) as refusal, reading(engine) as session:
        session.get(Region, "heidekreis")

    assert "open-sesame" not in f"{refusal.value} {refusal.value.facts}"
    assert "127.0.0.1" in str(refusal.value)


@pytest.mark.parametrize("address", ["mysql://example.org/masterplan", "open-sesame", ""])
def test_other_databases_are_refused_without_telling_the_address(address: str) -> None:
    with pytest.raises(OutsideFailed) as refusal:
        open_engine(address)

    assert refusal.value.code == "database_unknown"
    assert "open-sesame" not in str(refusal.value)


def test_a_foreign_key_to_nothing_is_refused(engine: Engine) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), Session(engine) as session:
        session.execute(
            text("INSERT INTO masterplan (id, region_key, title) VALUES ('p', 'nowhere', 'Plan')")
        )


def test_a_plain_connection_waits_as_a_writer(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'm.db'}")

    with engine.begin():
        other = sqlite3.connect(tmp_path / "m.db", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    engine.dispose()
