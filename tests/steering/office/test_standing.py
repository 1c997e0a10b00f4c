"""Where a cycle stands, read from its rounds."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models import Gate, GateKind, GateState, Request, RequestKind, StageRun, StageState
from steering.cycle import CYCLE
from steering.office.standing import (
    attempts,
    current_stage,
    living_round,
    next_round,
    open_gates,
    open_requests,
)
from steering.records import Records
from steering.transitions import CLOSED

AT = datetime(2027, 1, 11, 8, tzinfo=UTC)
KEYS = [stage.key for stage in CYCLE]


def a_run(key: str, state: StageState, number: int = 1) -> StageRun:
    return StageRun(
        id=f"c/{key}/{number}",
        cycle_id="c",
        stage_key=key,
        round=number,
        state=state,
        opened_at=AT,
        due_on=date(2027, 3, 1),
    )


def a_gate(attempt: int, state: GateState) -> Gate:
    return Gate(
        id=f"g/{attempt}",
        stage_run_id=f"c/{KEYS[0]}/1",
        committee_id="x",
        key=CYCLE[0].gates[0].key,
        attempt=attempt,
        kind=GateKind.RELEASE,
        question="?",
        state=state,
        content_sha256="",
        opened_at=AT + timedelta(days=attempt),
        due_on=date(2027, 3, 1),
    )


def a_request(name: str, answered_at: datetime | None = None) -> Request:
    return Request(
        id=name,
        stage_run_id=f"c/{KEYS[0]}/1",
        kind=RequestKind.DELIVERY,
        subject_id=name,
        title=name,
        organisation_id="o",
        due_on=date(2027, 3, 1),
        asked_at=AT,
        answered_at=answered_at,
    )


@given(st.lists(st.sampled_from([None, *StageState]), min_size=6, max_size=6))
def test_the_current_stage_is_the_first_that_is_not_closed(states: list[StageState | None]) -> None:
    runs = [a_run(key, state) for key, state in zip(KEYS, states, strict=True) if state is not None]

    stage = current_stage(Records(runs))

    places = [place for place, state in enumerate(states) if state not in CLOSED]
    assert stage is (CYCLE[places[0]] if places else None)


def test_rounds_that_were_sent_back_no_longer_live_but_count() -> None:
    runs = [a_run(KEYS[0], StageState.RETURNED, 1), a_run(KEYS[0], StageState.OUTDATED, 2)]

    before = Records(runs)
    after = Records([*runs, a_run(KEYS[0], StageState.OPEN, 3)])

    assert living_round(before, KEYS[0]) is None
    assert next_round(before, KEYS[0]) == 3
    living = living_round(after, KEYS[0])
    assert living is not None
    assert living.round == 3
    assert next_round(Records(), KEYS[0]) == 1


def test_only_unanswered_requests_of_the_round_are_open() -> None:
    run = a_run(KEYS[0], StageState.OPEN)
    stranger = a_request("c")
    stranger.stage_run_id = "another"
    records = Records([a_request("b"), a_request("a"), a_request("d", AT), stranger])

    assert [request.id for request in open_requests(records, run)] == ["a", "b"]


def test_attempts_come_in_order_and_only_the_open_one_waits() -> None:
    run = a_run(KEYS[0], StageState.IN_REVIEW)
    records = Records([a_gate(2, GateState.OPEN), a_gate(1, GateState.INQUORATE)])

    assert [gate.attempt for gate in attempts(records, run, CYCLE[0].gates[0])] == [1, 2]
    assert [gate.attempt for gate in open_gates(records, run)] == [2]
