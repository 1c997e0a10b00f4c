from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from steering.office.database import open_engine
from tests.databases import KINDS, a_migrated_address
from tests.models.a_world import CELL, ROWS, SHA, insert, row_of

APPEND_ONLY: tuple[str, ...] = (
    *(
        table
        for table in import_module("models.migrations.versions.0001_first_records").APPEND_ONLY
        # Since then it is a view of cells, and their inputs are guarded anew.
        if table not in {"observation", "indicator_input"}
    ),
    *import_module("models.migrations.versions.0005_seating").APPEND_ONLY,
    *import_module("models.migrations.versions.0008_deadlines").APPEND_ONLY,
    *import_module("models.migrations.versions.0009_circulation_and_lots").APPEND_ONLY,
    *import_module("models.migrations.versions.0011_after_the_check").APPEND_ONLY,
    *import_module("models.migrations.versions.0019_consent_and_addresses").APPEND_ONLY,
    *import_module("models.migrations.versions.0010_narrow_cells").APPEND_ONLY,
    *import_module("models.migrations.versions.0012_needs_that_are_worked_on").APPEND_ONLY,
    *import_module("models.migrations.versions.0013_what_stays_back").APPEND_ONLY,
    *import_module("models.migrations.versions.0017_groups_of_findings").APPEND_ONLY,
)
MUST_STAY = {
    "audit_entry", "release", "rejected_row", "data_snapshot", "snapshot_release",
    "indicator_value", "indicator_input", "resolution", "recommendation", "tally", "draft_version",
    "passage", "evidence", "document", "delivery_attempt", "measure_review", "paper",
    "elector", "constitution", "recusal",
    "release_number", "cell_series", "cell_region", "cell_period", "cell_mark", "cell", "staleness",
    "escalation", "gate_expiry", "circulation_objection", "circulation_consent", "gate_lot",
    "quality_event", "quality_told", "need_version", "need_evidence", "need_lineage",
    "disclosure_decision", "withheld", "finding_group", "finding_group_input",
}  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def settled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One migrated database for all attacks: each is undone."""
    with a_migrated_address(request.param, tmp_path_factory.mktemp("world")) as address:
        engine = open_engine(address)
        yield engine
        engine.dispose()


@pytest.fixture
def world(settled: Engine) -> Iterator[Connection]:
    with settled.connect() as connection:
        for table, row in ROWS:
            insert(connection, table, row)
        yield connection


def refused(connection: Connection, statement: str) -> str:
    """The refusal of an attack by hand; the rest of the transaction goes on."""
    with pytest.raises(DBAPIError) as refusal, connection.begin_nested():
        connection.execute(text(statement))
    return str(refusal.value.orig)


def refused_row(connection: Connection, table: str, **changed: object) -> str:
    with pytest.raises(IntegrityError) as refusal, connection.begin_nested():
        insert(connection, table, row_of(table, **changed))
    return str(refusal.value.orig)


def test_the_records_that_stay_as_written_are_named_in_full() -> None:
    assert set(APPEND_ONLY) == MUST_STAY


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_append_only_is_neither_changed_nor_deleted(world: Connection, table: str) -> None:
    column = next(iter(row_of(table)))

    changed = refused(world, f'UPDATE "{table}" SET "{column}" = "{column}"')
    deleted = refused(world, f'DELETE FROM "{table}"')

    assert f"{table} is append-only" in changed
    assert f"{table} is append-only" in deleted
    assert world.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one() >= 1


@pytest.mark.parametrize("table", [*APPEND_ONLY, "ballot"])
def test_a_whole_table_is_not_emptied_at_once(world: Connection, table: str) -> None:
    if world.dialect.name == "sqlite":
        assert refused(world, f'DELETE FROM "{table}" WHERE 1 = 1')
        return

    assert "is append-only" in refused(world, f'TRUNCATE "{table}" CASCADE')


def test_an_audit_entry_is_not_replaced(world: Connection) -> None:
    if world.dialect.name == "sqlite":
        answer = refused(world, "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry")
    else:
        answer = refused(
            world,
            "INSERT INTO audit_entry SELECT * FROM audit_entry "
            "ON CONFLICT (number) DO UPDATE SET act = 'something else'",
        )

    assert "audit_entry is append-only" in answer


@pytest.mark.parametrize(
    "change",
    [
        "answer = 'no'",
        "rank = 1",
        "remark = 'I never said that'",
        "is_current = :no, answer = 'no'",
        "seat_id = 'another'",
        "cast_at = '2026-01-01 08:00:00+00:00'",
        "is_simulated = :yes",
        "id = 2",
        "revision = 2",
    ],
)
def test_a_cast_ballot_is_not_changed(world: Connection, change: str) -> None:
    with pytest.raises(IntegrityError, match="a ballot stays as it was cast"), world.begin_nested():
        world.execute(text(f"UPDATE ballot SET {change}"), {"no": False, "yes": True})


def test_a_ballot_gives_way_to_a_newer_one_and_never_comes_back(world: Connection) -> None:
    insert_second = row_of("ballot", id=2, revision=2, answer="no")

    world.execute(text("UPDATE ballot SET is_current = :no"), {"no": False})
    insert(world, "ballot", insert_second)

    with pytest.raises(IntegrityError, match="a ballot stays as it was cast"), world.begin_nested():
        world.execute(text("UPDATE ballot SET is_current = :yes WHERE id = 1"), {"yes": True})
    answers = world.execute(text("SELECT answer FROM ballot ORDER BY revision")).scalars().all()
    assert answers == ["yes", "no"]


def test_a_ballot_is_not_deleted(world: Connection) -> None:
    assert "ballot is append-only" in refused(world, "DELETE FROM ballot")


def test_a_seat_has_one_current_ballot_per_item(world: Connection) -> None:
    assert "unique" in refused_row(world, "ballot", id=2, revision=2).lower()


def test_a_seat_has_one_ballot_per_revision(world: Connection) -> None:
    world.execute(text("UPDATE ballot SET is_current = :no"), {"no": False})

    assert "unique" in refused_row(world, "ballot", id=2).lower()


def test_a_region_has_one_open_cycle(world: Connection) -> None:
    assert "unique" in refused_row(world, "cycle", id="c2", target_version_id="v3").lower()


def test_a_closed_cycle_makes_room_for_the_next(world: Connection) -> None:
    world.execute(text("UPDATE cycle SET state = 'adopted', closed_at = opened_at"))

    insert(world, "cycle", row_of("cycle", id="c2", target_version_id="v3"))


def test_an_open_cycle_has_no_end(world: Connection) -> None:
    assert "ck_cycle_closed_at" in refused(world, "UPDATE cycle SET state = 'adopted'")


def test_one_round_of_a_stage_lives_at_a_time(world: Connection) -> None:
    assert "unique" in refused_row(world, "stage_run", id="s2", round=2).lower()


def test_a_returned_round_makes_room_for_the_next(world: Connection) -> None:
    world.execute(text("UPDATE stage_run SET state = 'returned', closed_at = opened_at, reason = 'gaps'"))

    insert(world, "stage_run", row_of("stage_run", id="s2", round=2))


def test_a_round_is_not_returned_without_a_reason(world: Connection) -> None:
    answer = refused(world, "UPDATE stage_run SET state = 'returned', closed_at = opened_at")

    assert "ck_stage_reason" in answer


def test_one_gate_is_open_per_question(world: Connection) -> None:
    assert "unique" in refused_row(world, "gate", id="g2", attempt=2).lower()


def test_an_advisory_board_resolves_nothing(world: Connection) -> None:
    insert(world, "gate_item", row_of("gate_item", id="i2", number=2, subject_id="t2"))

    as_organ = refused_row(world, "resolution", gate_item_id="i2", committee_id="board")
    as_board = refused_row(
        world, "resolution", gate_item_id="i2", committee_id="board", committee_decides=False
    )

    assert "foreign key" in as_organ.lower()
    assert "ck_resolution_authoritative" in as_board


def test_an_advisory_board_is_not_made_an_organ(world: Connection) -> None:
    answer = refused(world, "UPDATE committee SET decides = (1 = 1) WHERE id = 'board'")

    assert "ck_committee_only_organs_decide" in answer


def test_a_committee_that_has_resolved_keeps_its_power(world: Connection) -> None:
    assert (
        "foreign key" in refused(world, "UPDATE committee SET decides = (1 = 0) WHERE id = 'council'").lower()
    )


@pytest.mark.parametrize(("value", "mark"), [(None, 1), (0.0, -1)])
def test_a_number_stands_only_where_the_status_has_one(
    world: Connection, value: float | None, mark: int
) -> None:
    answer = refused_row(world, "cell", id=CELL + 1, value=value, mark=mark)

    assert "ck_cell_number_only_with_mark" in answer


@pytest.mark.parametrize(
    ("number", "status", "rule"),
    [
        (2, "confidential", "ck_cell_mark_number"),
        (2, "missing_row", "ck_cell_mark_number"),
        (-2, "true_zero", "ck_cell_mark_number"),
        (0, "true_zero", "ck_cell_mark_number"),
        (-2, "unheard_of", "ck_cell_mark_status"),
    ],
)
def test_a_mark_says_by_its_sign_whether_it_has_a_number(
    world: Connection, number: int, status: str, rule: str
) -> None:
    assert rule in refused_row(world, "cell_mark", number=number, status=status)


def test_a_cell_is_kept_once_per_release(world: Connection) -> None:
    assert "unique" in refused_row(world, "cell", value=13.0).lower()


def test_a_cell_is_read_in_words(world: Connection) -> None:
    row = world.execute(text("SELECT * FROM observation")).mappings().one()

    assert dict(row) == {
        "id": CELL,
        "release_id": "rel",
        "variable": "pupils",
        "region_code": "03358",
        "period": "2026",
        "reference_time": "annual_mean",
        "breakdown": "",
        "value": 12.0,
        "unit": "",
        "status": "reported",
        "symbol": "",
        "row_number": 1,
        "column_number": 2,
    }


def test_nobody_writes_through_the_words(world: Connection) -> None:
    assert "view" in refused(world, "UPDATE observation SET value = 1")


def test_a_file_is_kept_once_per_source(world: Connection) -> None:
    assert "unique" in refused_row(world, "release", id="rel2").lower()


def test_more_votes_than_people_are_refused(world: Connection) -> None:
    insert(world, "gate_item", row_of("gate_item", id="i2", number=2, subject_id="t2"))

    assert "ck_tally_not_more_than_present" in refused_row(world, "tally", gate_item_id="i2", yes_count=9)


def test_a_letter_is_owed_once(world: Connection) -> None:
    assert "unique" in refused_row(world, "message", mail_id="<other@example.org>").lower()
    assert "unique" in refused_row(world, "message", id="other").lower()


def test_an_audit_number_is_given_once(world: Connection) -> None:
    assert "unique" in refused_row(world, "audit_entry", sha256="b" * 64).lower()
    assert "unique" in refused_row(world, "audit_entry", number=2).lower()
    insert(world, "audit_entry", row_of("audit_entry", number=2, sha256="b" * 64, previous_sha256=SHA))
