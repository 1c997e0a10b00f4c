"""What the database itself refuses about gates: the votes and what was shown stay, and nothing comes late."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from steering.office.database import open_engine
from tests.databases import KINDS, a_migrated_address
from tests.models.a_world import AT, ROWS, SHA, insert, row_of

MIGRATION = import_module("models.migrations.versions.0004_gates_that_can_be_counted_again")
MUST_STAY = {
    "gate_version", "item_version", "ballot_receipt", "published_receipt", "gate_outcome", "read_receipt",
    "minority_statement",
}  # fmt: skip

# A row of a table reads best as a row.
# fmt: off
OF_GATES: tuple[tuple[str, dict[str, object]], ...] = (
    ("gate_version", {"gate_id": "g", "number": 1, "sha256": SHA, "documents_sha256": SHA,
                      "actor": "coordinator", "reason": "", "shown_at": AT}),
    ("item_version", {"gate_item_id": "i", "number": 1, "title": "T", "text": "t", "sha256": SHA}),
    ("participation", {"gate_id": "g", "seat_id": "seat", "revision": 1, "version_number": 1}),
    ("secret_ballot", {"gate_item_id": "i", "box_key": SHA, "content_sha256": SHA, "answer": "yes"}),
    ("ballot_receipt", {"code": "7K2M", "gate_id": "g", "seat_id": "seat", "number": 1, "nonce": "00",
                        "covers": "[[1,1]]"}),
    ("published_receipt", {"gate_id": "g", "code": "7K2M"}),
    ("gate_outcome", {"gate_id": "g", "state": "passed", "present_count": 1, "results": "{}",
                      "places": "{}", "reasons": "[]", "sha256": SHA}),
    ("read_receipt", {"gate_id": "g", "seat_id": "seat", "mandate_id": "m", "read_at": AT}),
    ("minority_statement", {"id": "st", "gate_item_id": "i", "seat_id": "seat", "mandate_id": "m",
                            "number": 1, "text": "No.", "made_at": AT, "is_simulated": False}),
)
# fmt: on


@pytest.fixture(scope="module", params=KINDS)
def settled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with a_migrated_address(request.param, tmp_path_factory.mktemp("gates")) as address:
        engine = open_engine(address)
        yield engine
        engine.dispose()


@pytest.fixture
def world(settled: Engine) -> Iterator[Connection]:
    with settled.connect() as connection:
        for table, row in (*ROWS, *OF_GATES):
            insert(connection, table, row)
        yield connection


def refused(connection: Connection, statement: str) -> str:
    with pytest.raises(DBAPIError) as refusal, connection.begin_nested():
        connection.execute(text(statement))
    return str(refusal.value.orig)


def close(connection: Connection) -> None:
    connection.execute(text("UPDATE gate SET state = 'passed', closed_at = opened_at, reason = 'x'"))


def test_what_stays_as_it_was_written_is_named_in_full() -> None:
    assert set(MIGRATION.APPEND_ONLY) == MUST_STAY


@pytest.mark.parametrize("table", sorted(MUST_STAY))
def test_what_was_shown_published_and_stated_is_neither_changed_nor_deleted(
    world: Connection, table: str
) -> None:
    column = next(iter(dict(OF_GATES)[table]))

    assert f"{table} is append-only" in refused(world, f'UPDATE "{table}" SET "{column}" = "{column}"')
    assert f"{table} is append-only" in refused(world, f'DELETE FROM "{table}"')


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE secret_ballot SET answer = 'no'",
        "DELETE FROM secret_ballot",
        "UPDATE participation SET revision = 2",
        "DELETE FROM participation",
    ],
)
def test_nothing_is_changed_once_the_gate_is_closed(world: Connection, attack: str) -> None:
    with world.begin_nested() as while_it_is_open:
        world.execute(text(attack))
        while_it_is_open.rollback()

    close(world)

    assert "the gate is closed" in refused(world, attack)


def test_no_ballot_comes_after_the_close(world: Connection) -> None:
    world.execute(text("UPDATE ballot SET is_current = :no"), {"no": False})
    close(world)

    for table, row in (
        ("ballot", row_of("ballot", id=2, revision=2)),
        ("secret_ballot", {**dict(OF_GATES)["secret_ballot"], "box_key": "b" * 64}),
    ):
        with pytest.raises(DBAPIError, match="the gate is closed"), world.begin_nested():
            insert(world, table, row)


def test_a_seat_has_one_receipt_per_act_and_one_place_in_a_secret_round(world: Connection) -> None:
    receipt = {**dict(OF_GATES)["ballot_receipt"], "code": "another"}

    for table, row in (("ballot_receipt", receipt), ("participation", dict(OF_GATES)["participation"])):
        with pytest.raises(DBAPIError, match=r"(?i)unique"), world.begin_nested():
            insert(world, table, row)


def test_a_later_version_has_a_reason(world: Connection) -> None:
    version = {**dict(OF_GATES)["gate_version"], "number": 2}

    with pytest.raises(DBAPIError, match="ck_gate_version_reason"), world.begin_nested():
        insert(world, "gate_version", version)
