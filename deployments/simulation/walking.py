"""Walking the cycle for its calendar alone: the real steps, without papers, checks and post.

Whoever tries a calendar wants to know who is asked when. Documents are not written, figures are
not checked (`masterplan data check` does that), and letters are owed but handed to nobody.
"""

from dataclasses import replace

from models import Cycle, Observation, Request, StageRun, StageState
from steering.cycle import CYCLE
from steering.office import gates, steps
from steering.office.opening import Office
from steering.office.standing import current_stage, open_requests
from steering.stage import Stage
from steering.transitions import CLOSED

GOES_BACK = frozenset({StageState.RETURNED, StageState.OUTDATED})


def walk_lightly(office: Office, cycle: Cycle) -> None:
    """Take the revision as far as it goes today."""
    while True:
        stage = current_stage(office.look(cycle, StageRun))
        if stage is None:
            return
        state = _carry_on(office, cycle, stage)
        is_done = state in CLOSED
        if not (is_done or state in GOES_BACK) or (is_done and stage is CYCLE[-1]):
            return


def _carry_on(office: Office, cycle: Cycle, stage: Stage) -> StageState:
    run = steps.begin(office, cycle, stage)
    if run.state is StageState.OPEN:
        missing = open_requests(office.look(cycle, Request), run)
        if missing and office.today <= run.due_on:
            return run.state
        records = office.dossier(cycle, with_cells=Observation in stage.reads)
        made = steps.work(office, cycle, stage, run, records)
        steps.write(office, cycle, replace(stage, documents=()), run, made)
    return gates.hear(office, cycle, replace(stage, has_closing_check=False)).state
