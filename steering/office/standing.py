"""Where a cycle stands: which round of which stage lives, and what it waits for. Pure reading."""

from models import Gate, GateState, Request, StageRun
from steering.cycle import CYCLE
from steering.records import Records
from steering.stage import Question, Stage
from steering.transitions import CLOSED, LIVING


def living_round(records: Records, stage_key: str) -> StageRun | None:
    """The round of a stage that counts, if one does."""
    for run in records.all(StageRun):
        if run.stage_key == stage_key and run.state in LIVING:
            return run
    return None


def next_round(records: Records, stage_key: str) -> int:
    """The number of the round that would be opened next."""
    return 1 + max((run.round for run in records.all(StageRun) if run.stage_key == stage_key), default=0)


def current_stage(records: Records) -> Stage | None:
    """The first stage that is not closed; None when all are."""
    for stage in CYCLE:
        run = living_round(records, stage.key)
        if run is None or run.state not in CLOSED:
            return stage
    return None


def open_requests(records: Records, run: StageRun) -> list[Request]:
    """What was asked in this round and has not been answered."""
    mine = [request for request in records.all(Request) if request.stage_run_id == run.id]
    return sorted(
        (request for request in mine if request.answered_at is None), key=lambda request: request.id
    )


def attempts(records: Records, run: StageRun, question: Question) -> list[Gate]:
    """Every attempt at one question in one round, oldest first."""
    mine = [gate for gate in records.all(Gate) if gate.stage_run_id == run.id and gate.key == question.key]
    return sorted(mine, key=lambda gate: gate.attempt)


def open_gates(records: Records, run: StageRun) -> list[Gate]:
    """The gates of a round that wait for answers."""
    return [
        gate for gate in records.all(Gate) if gate.stage_run_id == run.id and gate.state is GateState.OPEN
    ]
