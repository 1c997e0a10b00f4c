"""The anatomy of a stage, the same for all six: validate, work, write, notify.

A stage waits for people between the steps. It never waits here: what cannot go on today is left
as it is, and the next run finds it in the records.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from models import Cycle, QualityFinding, StageRun, StageState
from steering.cycle import CYCLE
from steering.office import gates, papers, steps
from steering.office.clock import Clock, StandingClock, WallClock
from steering.office.dispatch import Dispatched, dispatch
from steering.office.opening import Office
from steering.office.standing import current_stage
from steering.stage import Stage
from steering.transitions import CLOSED

Say = Callable[[str, dict[str, object]], None]


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How far a stage came in one run."""

    stage: str
    round: int
    state: StageState
    waits_for: tuple[str, ...] = ()
    faults: tuple[QualityFinding, ...] = field(default=(), repr=False)

    @property
    def is_closed(self) -> bool:
        """The stage needs nothing more."""
        return self.state in CLOSED

    @property
    def goes_back(self) -> bool:
        """A new round of this or an earlier stage begins."""
        return self.state in (StageState.RETURNED, StageState.OUTDATED)


def _silent(_step: str, _facts: dict[str, object]) -> None:
    return None


def carry_on(office: Office, cycle: Cycle, stage: Stage, *, say: Say = _silent) -> Reached:
    """Take a stage as far as it goes today."""
    run = steps.begin(office, cycle, stage)
    if run.state is StageState.OPEN:
        verdict = steps.validate(office, cycle, stage, run)
        say("validate", {"waits_for": len(verdict.waits_for), "stopped_by": len(verdict.stopped_by)})
        if not verdict.is_ready:
            _notify(office, cycle, say)
            waits_for = verdict.waits_for or tuple(finding.what for finding in verdict.stopped_by)
            return Reached(
                stage=stage.key, round=run.round, state=run.state, waits_for=waits_for, faults=verdict.faults
            )
        made = steps.work(office, cycle, stage, run, verdict.checked)
        say("work", {"records": len(made)})
        run = steps.write(office, cycle, stage, run, made)
        say("write", {"state": run.state.value})
    heard = gates.hear(office, cycle, stage)
    _notify(office, cycle, say)
    return Reached(stage=stage.key, round=run.round, state=heard.state, waits_for=heard.waits_for)


def _notify(office: Office, cycle: Cycle, say: Say) -> Dispatched:
    # First what the letters lead to, then the letters.
    papers.lay_down(office, cycle)
    sent = dispatch(office, cycle_id=cycle.id)
    say("notify", {"sent": sent.sent, "waiting": sent.waiting, "failed": sent.failed})
    return sent


def walk(office: Office, cycle: Cycle, *, say: Say = _silent) -> Reached | None:
    """Walk the table in this process, without Prefect: for simulations and tests."""
    while True:
        stage = current_stage(office.look(cycle, StageRun))
        if stage is None:
            return None
        reached = carry_on(office, cycle, stage, say=say)
        if not (reached.is_closed or reached.goes_back):
            return reached
        if stage is CYCLE[-1] and reached.is_closed:
            return reached


def clock_at(at: datetime | None) -> Clock:
    """A clock that stands at the moment, or the wall clock."""
    return WallClock() if at is None else StandingClock(at=at)
