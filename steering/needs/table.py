"""Whether needs may be worked on: only while they lie before the internal steering group."""

from dataclasses import dataclass

from models import Gate, GateState, StageRun, StageState
from steering.errors import NotAllowedNow
from steering.records import Records
from steering.transitions import CLOSED, LIVING

STAGE = "analyse_indicators"
GATE = "report"


@dataclass(frozen=True, kw_only=True)
class OnTheTable:
    """The round whose needs lie before the internal steering group, and its open question."""

    run: StageRun
    gate: Gate


def on_the_table(records: Records) -> OnTheTable:
    """What lies before the internal steering group now. Raises NotAllowedNow where nothing does."""
    runs = [run for run in records.all(StageRun) if run.stage_key == STAGE and run.state in LIVING]
    if any(run.state in CLOSED for run in runs):
        raise NotAllowedNow(f"{runs[0].id} is {runs[0].state}.", code="needs_are_settled")
    for run in runs:
        for gate in records.all(Gate):
            is_open = (gate.stage_run_id, gate.key, gate.state) == (run.id, GATE, GateState.OPEN)
            if run.state is StageState.IN_REVIEW and is_open:
                return OnTheTable(run=run, gate=gate)
    raise NotAllowedNow("The needs lie before nobody.", code="needs_not_on_the_table")
