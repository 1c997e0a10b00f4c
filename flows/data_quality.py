"""The flow `check_data_quality`: looks at the newest figures, source by source, and keeps what it found.

Each source is looked at in a task of its own, with a context of Great Expectations of its own. What
all tasks found is kept in one transaction. Then the report is laid down and the digests are owed.
"""

from datetime import datetime

from prefect import flow, task
from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact
from prefect.cache_policies import NO_CACHE

from expectations.check import Report
from expectations.check import run as run_suite
from flows.in_words import in_words
from flows.opening import at_work
from models import Observation
from steering.office import checking
from steering.office.alone import alone
from steering.office.archive.scope import SCOPED
from steering.office.data_digest import owe_digests
from steering.office.data_page import lay_down_data_page
from steering.office.opening import Office
from steering.report_parts import Part
from templates.data_artifacts import finding_row, summary


@task(name="check_source", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def check_source(part: Part, name: str) -> Report:
    """Look at one source; nothing is shared with other tasks, and nothing is kept."""
    del name
    return run_suite(part.suite, part.frames)


@flow(name="check_data_quality", flow_run_name="quality-{region_key}", persist_result=False)
@in_words
async def check_data_quality(
    region_key: str = "heidekreis", at: datetime | None = None, source_key: str = ""
) -> int:
    """Check the deliveries of a region, or of one source; gives how many findings stand."""
    with at_work(region_key, at) as office:
        # Two checks of one region at once would tell two stories of one night.
        with alone(office.settings.home / f".check-{region_key}.lock", waits=True):
            found = _checked(office, region_key, source_key)
        owed = owe_digests(office)
        lay_down_data_page(office)
        told = summary(
            region=office.profile.region.title,
            findings=found.seen,
            stopping_count=len(found.stopping),
            letters_count=owed.count,
        )
    slug = f"data-quality-{region_key}".replace("_", "-").lower()
    await acreate_markdown_artifact(told, key=f"{slug}-summary", description=region_key)
    if found.seen:
        rows = [finding_row(finding) for finding in found.seen]
        await acreate_table_artifact(table=rows, key=slug, description=region_key)
    return len(found.seen)


def _checked(office: Office, region_key: str, source_key: str) -> checking.Found:
    """Look at every source, then keep what was found, whole or not at all."""
    records = office.archive.read([*SCOPED, Observation], region_key=region_key)
    laid = checking.lay_out(office, checking.DELIVERIES, records)
    reports = [check_source(part, _name_of(part)) for part in laid.parts(source_key)]
    return checking.keep(office, records, laid.report_of(reports), source_key=source_key)


def _name_of(part: Part) -> str:
    return part.source_key or "all-sources"
