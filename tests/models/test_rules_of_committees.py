"""What the database itself refuses of rules, and what becomes of them for an older release."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from models import Majority, Tie, migrating
from steering.office.database import open_engine
from tests.databases import KINDS, a_migrated_address
from tests.models.a_world import ROWS, insert, row_of


@pytest.fixture(params=KINDS)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with a_migrated_address(request.param, tmp_path_factory.mktemp("rules")) as address:
        engine = open_engine(address)
        with engine.begin() as connection:
            for table, row in ROWS[: [table for table, _ in ROWS].index("seat")]:
                insert(connection, table, row)
        yield engine
        engine.dispose()


def test_a_committee_has_one_set_of_rules_for_a_matter_and_it_says_something(world: Engine) -> None:
    for changed in ({}, {"matter": ""}, {"matter": "budget", "rules": ""}, {"committee_id": "nobody"}):
        with pytest.raises(IntegrityError), world.begin() as connection:
            insert(connection, "committee_rule", row_of("committee_rule", **changed))


@pytest.mark.parametrize(("column", "values"), [("majority", Majority), ("tie", Tie)])
def test_every_majority_and_every_tie_can_be_kept_and_nothing_else(
    world: Engine, column: str, values: type[Majority] | type[Tie]
) -> None:
    change = text(f"UPDATE committee SET {column} = :value WHERE id = 'board'")

    with world.begin() as connection:
        for value in values:
            connection.execute(change, {"value": value.value})
    with pytest.raises(IntegrityError), world.begin() as connection:
        connection.execute(change, {"value": "by_shouting"})


def test_an_older_release_gets_back_rules_that_it_can_read(world: Engine) -> None:
    with world.begin() as connection:
        connection.execute(text("UPDATE committee SET majority = 'own', tie = 'lot' WHERE id = 'board'"))

    migrating.downgrade(world, "0001")

    with world.begin() as connection:
        kept = connection.execute(text("SELECT majority, tie FROM committee WHERE id = 'board'")).one()
    with pytest.raises(IntegrityError), world.begin() as connection:
        connection.execute(text("UPDATE committee SET tie = 'lot'"))
    assert tuple(kept) == ("two_thirds", "rejected")
    migrating.upgrade(world)
