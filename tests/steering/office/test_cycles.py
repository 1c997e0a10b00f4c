"""Beginning a revision, and what the coordinator may do to it."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from models import Cycle, CycleState, Gate, GateState, Message, Request, StageRun, StageState
from steering.cycle import CYCLE, place_of
from steering.errors import NotAllowedNow, NotThere
from steering.office import cycles, returning, steps
from steering.office.opening import Office
from steering.office.settings import Settings
from steering.office.standing import current_stage
from tests.steering.office.an_office import (
    asked,
    at_stage,
    hear,
    later,
    office_on,
    state_of,
    the_cycle,
    the_gate,
    vote,
    whole,
)
from tests.steering.office.test_gates import YES

KEYS = [stage.key for stage in CYCLE]


def changed_tables(
    before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]
) -> set[str]:
    """The tables whose rows differ."""
    return {name for name in before if before[name] != after[name]}


def test_starting_twice_gives_the_same_revision_and_changes_nothing(office: Office) -> None:
    before = whole(office)

    again = cycles.start(office)

    assert again.id == the_cycle(office).id
    assert whole(office) == before


def test_a_revision_is_started_once_by_two_at_once(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "house")
    office_on(settings).archive.prepare()
    begin = threading.Barrier(2)
    started: list[str] = []

    def run() -> None:
        office = office_on(settings)
        begin.wait()
        started.append(cycles.start(office).id)

    workers = [threading.Thread(target=run) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    office = office_on(settings)
    assert started == ["heidekreis-3.0"] * 2
    assert [entry.act for entry in office.archive.audit_trail()].count("cycle.start") == 1
    assert office.archive.audit_break() is None


def test_the_letters_of_the_beginning_are_owed_in_the_transaction_that_begins(tmp_path: Path) -> None:
    office = office_on(Settings(home=tmp_path / "house"))
    office.archive.prepare()
    with office.archive.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_letter BEFORE INSERT ON message BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    with pytest.raises(Exception, match="full"):
        cycles.start(office)

    assert office.archive.open_cycle(office.region_key) is None


def test_a_revision_that_is_closed_is_not_begun_again(office: Office) -> None:
    with office.writing() as tx:
        cycle = tx.get(Cycle, the_cycle(office).id)
        cycle.state, cycle.closed_at = CycleState.REJECTED, office.now
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        cycles.start(office)

    assert refusal.value.code == "cycle_exists"
    assert changed_tables(before, whole(office)) <= {"audit_entry"}


# Taking turns


@pytest.mark.parametrize("key", KEYS[1:])
def test_no_stage_begins_out_of_turn(office: Office, key: str) -> None:
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        steps.begin(office, the_cycle(office), CYCLE[place_of(key) - 1])

    assert refusal.value.code == "stage_out_of_turn"
    assert whole(office) == before


def test_beginning_a_stage_twice_asks_once(office: Office) -> None:
    cycle = the_cycle(office)

    first = steps.begin(office, cycle, CYCLE[0])
    before = whole(office)
    second = steps.begin(office, cycle, CYCLE[0])

    assert first.id == second.id
    assert whole(office) == before
    assert office.read(cycle).all(Request)


# Sending back


def test_sending_back_touches_the_stage_and_what_follows_and_nothing_else(office: Office) -> None:
    at_stage(office, "draft_plan")
    hear(office, "draft_plan")
    before = whole(office)

    cycles.send_back(office, the_cycle(office), "review_measures", reason="Zwei Prüfungen fehlen.")

    after = whole(office)
    touched = {row["id"]: row["state"] for row in after["stage_run"] if row not in before["stage_run"]}
    assert changed_tables(before, after) == {"stage_run", "gate", "message", "audit_entry"}
    assert touched == {
        "heidekreis-3.0/review_measures/1": "returned",
        "heidekreis-3.0/agree_topics/1": "outdated",
        "heidekreis-3.0/draft_plan/1": "outdated",
    }
    assert the_gate(office, "consultation").state is GateState.CANCELLED
    stage = current_stage(office.read(the_cycle(office)))
    assert stage is not None
    assert stage.key == "review_measures"


def test_a_round_that_was_begun_meanwhile_is_outdated_too(office: Office) -> None:
    gate = asked(office, KEYS[0])
    vote(office, gate, YES)
    stale = office.read(the_cycle(office))
    hear(office, KEYS[0])
    # A worker has gone on since the coordinator looked.
    steps.begin(office, the_cycle(office), CYCLE[1])

    with office.writing() as tx:
        returning.send_back(
            office, tx, stale, the_cycle(office), to_stage=KEYS[0], reason="Falsche Datei.", by=office.actor
        )

    assert state_of(office, KEYS[1]) is StageState.OUTDATED


def test_what_is_still_open_has_nothing_to_send_back(office: Office) -> None:
    steps.begin(office, the_cycle(office), CYCLE[0])
    before = whole(office)

    for key in KEYS[:2]:
        with pytest.raises(NotAllowedNow) as refusal:
            cycles.send_back(office, the_cycle(office), key, reason="Nein.")
        assert refusal.value.code == "nothing_to_send_back"

    assert whole(office) == before


def test_after_sending_back_a_second_round_begins(office: Office) -> None:
    at_stage(office, KEYS[0])
    cycles.send_back(office, the_cycle(office), KEYS[0], reason="Noch einmal.")

    run = steps.begin(office, the_cycle(office), CYCLE[0])

    assert (run.round, run.state) == (2, StageState.OPEN)
    assert len(office.read(the_cycle(office)).all(StageRun)) == 2


# Skipping and extending


def test_a_skipped_stage_is_closed_with_its_reason_and_its_gates_end(office: Office) -> None:
    gate = asked(office, KEYS[0])

    run = cycles.skip(office, the_cycle(office), KEYS[0], reason="Die Daten liegen dem Land schon vor.")

    assert (run.state, run.reason) == (StageState.SKIPPED, "Die Daten liegen dem Land schon vor.")
    assert the_gate(office, gate.key).state is GateState.CANCELLED
    entry = office.archive.audit_trail()[-1]
    assert (entry.act, "Die Daten liegen" in entry.details) == ("stage.skip", True)


def test_the_last_stage_cannot_be_skipped(office: Office) -> None:
    at_stage(office, KEYS[-1])
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        cycles.skip(office, the_cycle(office), KEYS[-1], reason="Eilt.")

    assert refusal.value.code == "last_stage_not_skipped"
    assert whole(office) == before


def test_a_deadline_moves_for_the_stage_its_requests_and_its_gates_and_never_back(office: Office) -> None:
    cycle = the_cycle(office)
    run = steps.begin(office, cycle, CYCLE[0])
    until = run.due_on + timedelta(days=30)

    moved = cycles.extend(office, cycle, KEYS[0], until=until, reason="Ferien.")
    again = cycles.extend(office, cycle, KEYS[0], until=until, reason="Ferien.")
    earlier = cycles.extend(office, cycle, KEYS[0], until=until - timedelta(days=10), reason="Doch nicht.")

    records = office.read(cycle)
    assert (moved, again, earlier) == (len(records.all(Request)), 0, 0)
    assert {request.due_on for request in records.all(Request)} == {until}
    assert office.archive.find(StageRun, run.id).due_on == until


def test_an_open_gate_gets_the_time_that_its_stage_gets(office: Office) -> None:
    gate = asked(office, KEYS[0])
    until = gate.due_on + timedelta(days=7)

    moved = cycles.extend(office, the_cycle(office), KEYS[0], until=until, reason="Krankheit.")

    assert moved == 1
    assert the_gate(office, gate.key).due_on == until


@pytest.mark.parametrize("act", ["send_back", "skip", "extend"])
@pytest.mark.parametrize(
    ("stage", "reason", "code"),
    [
        (KEYS[0], "  ", "reason_missing"),
        ("no_stage", "Grund.", "no_such_stage"),
    ],
)
def test_the_coordinator_names_a_stage_and_a_reason(
    office: Office, act: str, stage: str, reason: str, code: str
) -> None:
    at_stage(office, KEYS[0])
    before = whole(office)

    with pytest.raises((NotAllowedNow, NotThere)) as refusal:
        do(office, act, stage, reason=reason)

    assert refusal.value.code == code
    assert whole(office) == before


def do(office: Office, act: str, stage: str, *, reason: str = "Grund.", until: date | None = None) -> object:
    cycle = the_cycle(office)
    if act == "extend":
        last_day = until or office.today + timedelta(days=100)
        return cycles.extend(office, cycle, stage, until=last_day, reason=reason)
    if act == "skip":
        return cycles.skip(office, cycle, stage, reason=reason)
    return cycles.send_back(office, cycle, stage, reason=reason)


@pytest.mark.parametrize("act", ["skip", "extend"])
def test_a_stage_that_has_not_begun_is_neither_skipped_nor_extended(office: Office, act: str) -> None:
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        do(office, act, KEYS[2])

    assert refusal.value.code == "stage_not_begun"
    assert whole(office) == before


def test_a_deadline_lies_in_the_future_and_a_closed_stage_has_none(office: Office) -> None:
    gate = asked(office, KEYS[0])
    with pytest.raises(NotAllowedNow) as past:
        do(office, "extend", KEYS[0], until=office.today)
    vote(office, gate, YES)
    hear(office, KEYS[0])
    before = whole(office)

    with pytest.raises(NotAllowedNow) as closed:
        do(office, "extend", KEYS[0])

    assert (past.value.code, closed.value.code) == ("deadline_in_the_past", "stage_closed")
    assert whole(office) == before


@pytest.mark.parametrize("act", ["send_back", "skip", "extend"])
def test_a_closed_revision_stays_closed(office: Office, act: str) -> None:
    at_stage(office, KEYS[0])
    with office.writing() as tx:
        cycle = tx.get(Cycle, the_cycle(office).id)
        cycle.state, cycle.closed_at = CycleState.ADOPTED, office.now
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        do(office, act, KEYS[0])

    assert refusal.value.code == "cycle_closed"
    assert whole(office) == before


def test_a_closed_revision_begins_no_stage(office: Office) -> None:
    with office.writing() as tx:
        cycle = tx.get(Cycle, the_cycle(office).id)
        cycle.state, cycle.closed_at = CycleState.ADOPTED, office.now

    with pytest.raises(NotAllowedNow) as refusal:
        steps.begin(office, the_cycle(office), CYCLE[0])

    assert refusal.value.code == "cycle_closed"


def test_no_stage_is_skipped_twice(office: Office) -> None:
    at_stage(office, KEYS[0])
    do(office, "skip", KEYS[0])
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        do(office, "skip", KEYS[0])

    assert refusal.value.code == "stage_cannot_move"
    assert whole(office) == before


def test_every_table_is_compared(office: Office) -> None:
    assert set(whole(office)) == set(SQLModel.metadata.tables)
    assert {Gate.__tablename__, Message.__tablename__} <= set(whole(later(office, 1)))
