"""The flow `check_data_quality`: looks at the newest figures between revisions and keeps what it found."""

from datetime import datetime

from prefect import flow
from prefect.artifacts import acreate_table_artifact

from flows.in_words import in_words
from flows.opening import at_work
from models import Observation, QualityFinding
from steering.office import steps
from steering.office.archive.scope import SCOPED


@flow(name="check_data_quality", flow_run_name="quality-{region_key}", persist_result=False)
@in_words
async def check_data_quality(region_key: str = "heidekreis", at: datetime | None = None) -> int:
    """Check all releases of a region's sources; gives how many findings are open."""
    with at_work(region_key, at) as office:
        records = office.archive.read([*SCOPED, Observation], region_key=region_key)
        verdict = steps.check(office, None, "collect_data", records, run=None)
    if verdict.faults:
        await acreate_table_artifact(
            table=[_row(f) for f in verdict.faults], key="data-quality", description=region_key
        )
    return len(verdict.faults)


def _row(finding: QualityFinding) -> dict[str, str]:
    return {
        "Schwere": finding.severity.value,
        "Was": finding.what,
        "Wo": finding.place,
        "Abhilfe": finding.mend,
        "Stand": finding.state.value,
    }
