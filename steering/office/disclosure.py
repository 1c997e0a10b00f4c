"""The papers of the newest cycle, laid out for the audit of disclosure control."""

from models import StageRun
from steering.documents.disclosure_audit import Audit, audit
from steering.office.opening import Office
from steering.office.quarantining import usable
from steering.office.steps import whole_desk

ANALYSIS = "analyse_indicators"


def audited(office: Office) -> tuple[str, Audit]:
    """The newest cycle and what came of auditing its papers."""
    cycle = office.archive.latest_cycle(office.region_key)
    records = usable(office, office.dossier(cycle))
    runs = [run for run in records.all(StageRun) if run.stage_key == ANALYSIS]
    run = max(
        runs,
        key=lambda each: each.round,
        default=StageRun(
            id=f"{cycle.id}/audit",
            cycle_id=cycle.id,
            stage_key=ANALYSIS,
            round=1,
            opened_at=office.now,
            due_on=office.today,
        ),
    )
    return cycle.id, audit(whole_desk(office, cycle, run, records))
