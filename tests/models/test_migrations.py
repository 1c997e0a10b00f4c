from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, Inspector, create_engine, inspect, text
from sqlalchemy.exc import IntegrityError

from models import AuditEntry, migrating, steps
from steering.office.database import open_engine
from tests.databases import an_address
from tests.models.a_world import ROWS, insert, row_of
from tests.processes import at_once

RECORDS = AuditEntry.metadata
VERSIONS = Path(migrating.__file__).parent / "migrations" / "versions"
STEPS = sorted(file.name[:4] for file in VERSIONS.glob("0*.py"))


def rules_of(connection: Connection) -> dict[str, dict[str, set[str]]]:
    """What the database holds for every table, in the database's own words."""
    look = inspect(connection)
    names = [name for name in look.get_table_names() if name != "alembic_version"]
    return {name: _rules(look, name) for name in names}


def _rules(look: Inspector, table: str) -> dict[str, set[str]]:
    def shown(column: dict) -> str:
        return f"{column['name']} {column['type']!r} {column['nullable']} {column.get('default')}"

    return {
        "columns": {shown(dict(column)) for column in look.get_columns(table)},
        "key": {str(look.get_pk_constraint(table)["constrained_columns"])},
        "checks": {f"{rule['name']}: {rule['sqltext']}" for rule in look.get_check_constraints(table)},
        "unique": {str(rule["column_names"]) for rule in look.get_unique_constraints(table)},
        "references": {
            f"{rule['constrained_columns']} {rule['referred_table']} {rule['referred_columns']}"
            for rule in look.get_foreign_keys(table)
        },
        "indexes": {
            f"{index['name']} {index['column_names']} {index['unique']} "
            f"{ {key: str(value) for key, value in index.get('dialect_options', {}).items()} }"
            for index in look.get_indexes(table)
        },
    }


def test_a_new_database_lacks_every_migration_and_then_none(empty: Engine) -> None:
    before = migrating.pending(empty)

    migrating.upgrade(empty)

    assert before == STEPS
    assert migrating.pending(empty) == []


def test_the_newest_form_is_known_without_alembic(empty: Engine) -> None:
    with empty.begin() as connection:
        assert not steps.has_newest_form(connection)
    migrating.upgrade(empty, STEPS[-2])
    with empty.begin() as connection:
        assert not steps.has_newest_form(connection)
    migrating.upgrade(empty)

    with empty.begin() as connection:
        assert steps.has_newest_form(connection)
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == steps.newest()
        )


def test_autogenerate_finds_no_difference_between_migrations_and_records(migrated: Engine) -> None:
    assert migrating.differences(migrated) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_migrations_make_the_same_database_as_the_records(kind: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with an_address(kind, tmp_path) as migrated_at, an_address(kind, other) as made_at:
        migrated, made = open_engine(migrated_at), open_engine(made_at)

        migrating.upgrade(migrated)
        RECORDS.create_all(made)

        # Autogenerate does not look at check constraints; this does.
        with migrated.begin() as one, made.begin() as two:
            assert rules_of(one) == rules_of(two)
        migrated.dispose()
        made.dispose()


def test_going_back_to_base_leaves_nothing(migrated: Engine) -> None:
    migrating.downgrade(migrated, "base")

    with migrated.begin() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        if connection.dialect.name == "postgresql":
            functions = connection.execute(
                text("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
            ).all()
            assert functions == []
    migrating.upgrade(migrated)
    assert migrating.pending(migrated) == []


def test_a_migration_that_breaks_leaves_nothing(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE tally (hindrance INTEGER)"))

    with pytest.raises(Exception, match="already exists"):
        migrating.upgrade(empty)

    with empty.begin() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version", "tally"}
    assert migrating.pending(empty) == STEPS


def test_a_migration_runs_in_the_transaction_that_it_is_given(empty: Engine) -> None:
    with empty.connect() as connection, connection.begin() as transaction:
        migrating.upgrade(connection)
        assert inspect(connection).has_table("audit_entry")
        transaction.rollback()

    assert migrating.pending(empty) == STEPS


def test_upgrading_twice_changes_nothing(migrated: Engine) -> None:
    migrating.upgrade(migrated)

    assert migrating.pending(migrated) == []


def upgrade_at(address: str) -> None:
    engine = open_engine(address)
    migrating.upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_four_processes_that_start_at_once_upgrade_once(kind: str, tmp_path: Path) -> None:
    with an_address(kind, tmp_path) as address:
        ended = at_once(4, upgrade_at, address)

        engine = open_engine(address)
        assert ended == [0] * 4
        assert migrating.pending(engine) == []
        engine.dispose()


def test_a_draft_of_a_migration_is_written_in_plain_types(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "_config", _config_in(tmp_path))
    engine = create_engine("sqlite://")

    path = migrating.draft(engine, "0001", "first records")

    written = path.read_text(encoding="utf-8")
    assert path.name == "0001_first_records.py"
    assert "sa.DateTime(timezone=True)" in written
    assert "Choice(" not in written
    assert "sqlmodel" not in written


def _config_in(folder: Path):
    made_by_us = migrating._config
    home = Path(migrating.__file__).parent / "migrations"
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_text((home / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "versions").mkdir()

    def config(connection: Connection | None):
        made = made_by_us(connection)
        made.set_main_option("script_location", str(folder))
        return made

    return config


def test_what_a_seat_says_to_circulation_survives_the_way_back_where_it_has_a_place(empty: Engine) -> None:
    migrating.upgrade(empty)
    with empty.begin() as connection:
        for table, row in ROWS:
            insert(connection, table, row)
        word = row_of("circulation_consent")
        insert(connection, "circulation_consent", {**word, "revision": 2, "is_given": False})
        insert(connection, "circulation_consent", {**word, "revision": 3})

    migrating.downgrade(empty, "0016")
    with empty.begin() as connection:
        before = connection.execute(text("SELECT gate_id, seat_id FROM circulation_consent")).all()
    migrating.upgrade(empty)
    with empty.begin() as connection:
        after = connection.execute(text("SELECT seat_id, revision, is_given FROM circulation_consent")).all()

    assert [tuple(row) for row in before] == [(word["gate_id"], word["seat_id"])]
    assert [tuple(row) for row in after] == [(word["seat_id"], 1, True)]


SAID = "5.1.1 <jana@example.org>: no such user jana%40example.org"


def test_what_mail_servers_answered_before_is_kept_without_addresses(empty: Engine) -> None:
    migrating.upgrade(empty, "0017")
    with empty.begin() as connection:
        for table, row in ROWS:
            if table == "circulation_consent":
                continue
            insert(connection, table, {**row, "answer": SAID} if table == "delivery_attempt" else row)

    migrating.upgrade(empty)

    with empty.begin() as connection:
        (answer,) = connection.execute(text("SELECT answer FROM delivery_attempt")).scalars()
    assert answer == "5.1.1 <[address]>: no such user [address]"
    migrating.downgrade(empty, "0017")
    assert changed(empty, "answer = '[address]'") == "refused"


def test_of_an_answer_only_the_address_may_go(empty: Engine) -> None:
    migrating.upgrade(empty)
    with empty.begin() as connection:
        for table, row in ROWS:
            insert(connection, table, row)
    wanted = {
        "answer = '2.0.0 taken'": "refused",
        "answer = '[address] and jana@example.org'": "refused",
        "answer = '[address]', code = 250": "refused",
        "answer = '[address]', outcome = 'unclear'": "refused",
        "code = 250": "refused",
        "answer = '5.1.1 [address]: unknown'": "changed",
    }

    assert {change: changed(empty, change) for change in wanted} == wanted


def changed(engine: Engine, change: str) -> str:
    try:
        with engine.begin() as connection:
            connection.execute(text(f"UPDATE delivery_attempt SET {change}"))
    except IntegrityError as refusal:
        return "refused" if "delivery_attempt is append-only" in str(refusal) else str(refusal)
    return "changed"
