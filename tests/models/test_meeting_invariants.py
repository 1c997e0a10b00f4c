"""What the database itself holds of meetings, whoever opens it."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from models import migrating
from steering.office.database import open_engine
from tests.databases import KINDS, a_migrated_address
from tests.models.a_meeting import MEETING_ROWS, meeting_row
from tests.models.a_world import ROWS, insert

APPEND_ONLY: tuple[str, ...] = import_module("models.migrations.versions.0006_meetings").APPEND_ONLY
MUST_STAY = {
    "agenda_entry", "agenda_note", "agenda_paper", "agenda_recusal", "item_vote", "meeting_document",
    "meeting_waiver", "minutes_approval", "minutes_correction", "quorum_check", "summons",
}  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def settled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with a_migrated_address(request.param, tmp_path_factory.mktemp("meetings")) as address:
        engine = open_engine(address)
        yield engine
        engine.dispose()


@pytest.fixture
def world(settled: Engine) -> Iterator[Connection]:
    with settled.connect() as connection:
        for table, row in (*ROWS, *MEETING_ROWS):
            insert(connection, table, row)
        yield connection


def test_the_records_that_stay_as_written_are_named_in_full() -> None:
    assert set(APPEND_ONLY) == MUST_STAY


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_was_written_in_a_meeting_is_neither_changed_nor_deleted(world: Connection, table: str) -> None:
    column = next(iter(meeting_row(table)))

    for statement in (f'UPDATE "{table}" SET "{column}" = "{column}"', f'DELETE FROM "{table}"'):
        with pytest.raises(DBAPIError, match="append-only"), world.begin_nested():
            world.execute(text(statement))


REFUSED = [
    ("summons", {"id": "x", "number": 2, "kind": "second"}, "ck_summons_sentence"),
    ("summons", {"id": "x", "number": 2, "letters_count": 0}, "ck_summons_letters"),
    ("summons", {"id": "x", "number": 2, "channel": "shouting"}, "ck_summons_channel"),
    ("meeting_waiver", {"id": "x", "given_by": ""}, "ck_meeting_waiver_reason"),
    ("attendance", {"id": "x", "number": 2, "presence": "guest"}, "ck_attendance_seat"),
    ("attendance", {"id": "x", "number": 2, "left_at": "2027-02-01 08:00:00+00:00"}, "ck_attendance_span"),
    ("quorum_check", {"id": "x", "number": 2, "occasion": "doubt"}, "ck_quorum_check_doubt"),
    ("motion", {"id": "x", "number": 2, "old_text": ""}, "ck_motion_old_text"),
    ("motion", {"id": "x", "number": 2, "state": "adopted"}, "ck_motion_decided_at"),
    ("item_vote", {"id": "x", "revision": 2, "yes_count": 3}, "ck_item_vote_counts"),
    ("agenda_note", {"id": "x", "number": 2, "author": ""}, "ck_agenda_note_author"),
    ("minutes_approval", {"meeting_id": "mt", "approved_in_id": "mt"}, "ck_minutes_approval_later"),
    (
        "minutes_approval",
        {"meeting_id": "mt", "approved_in_id": "mt2", "no_count": 2},
        "ck_minutes_approval_carried",
    ),
    ("agenda_item", {"id": "x", "position": 2, "kind": "chat"}, "ck_agenda_item_kind"),
    ("meeting", {"id": "x", "held_on": "2027-06-02", "state": "dreamt"}, "ck_meeting_state"),
]


@pytest.mark.parametrize(("table", "changed", "rule"), REFUSED)
def test_the_database_refuses_what_cannot_be(
    world: Connection, table: str, changed: dict[str, object], rule: str
) -> None:
    with pytest.raises(IntegrityError, match=rule), world.begin_nested():
        insert(world, table, meeting_row(table, **changed))


def test_a_meeting_that_was_opened_survives_the_way_back_and_forth(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with a_migrated_address("sqlite", tmp_path_factory.mktemp("back")) as address:
        engine = open_engine(address)
        with engine.begin() as connection:
            for table, row in (*ROWS, *MEETING_ROWS[:2]):
                insert(connection, table, row)

        migrating.downgrade(engine, "0001")
        with engine.begin() as connection:
            before = connection.execute(text("SELECT state FROM meeting WHERE id = 'mt2'")).scalar_one()
            number = connection.execute(text("SELECT number FROM agenda_item")).scalar_one()
        migrating.upgrade(engine)
        with engine.begin() as connection:
            after = connection.execute(text("SELECT position, number FROM agenda_item")).one()

        assert (before, number) == ("summoned", 1)
        assert tuple(after) == (1, "1")
        engine.dispose()
