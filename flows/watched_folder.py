"""The flow `take_in_files`: takes in what lies in the watched folder, and checks what came."""

from datetime import datetime

from prefect import flow
from prefect.artifacts import acreate_table_artifact

from flows.data_quality import check_data_quality
from flows.in_words import in_words
from flows.opening import at_work
from steering.office import cycles
from steering.office.watched_folder import take_in
from templates.data_artifacts import taken_row


@flow(name="take_in_files", flow_run_name="inbox-{region_key}", persist_result=False)
@in_words
async def take_in_files(
    region_key: str = "heidekreis", at: datetime | None = None, settled_seconds: float | None = None
) -> int:
    """Take in every complete file once, and check what came; gives how many were taken."""
    with at_work(region_key, at) as office:
        if all(region.key != region_key for region in office.archive.regions()):
            cycles.adopt_profile(office)
        done = take_in(office, settled_seconds=settled_seconds)
    if done:
        rows = [taken_row(each.file_name, each.place.parent.name, each.reason) for each in done]
        slug = f"inbox-{region_key}".replace("_", "-").lower()
        await acreate_table_artifact(table=rows, key=slug, description=region_key)
    # A new file may contradict the files of other sources: everything is looked at once more.
    if any(each.is_new for each in done):
        await check_data_quality(region_key, at)
    return sum(not each.is_refused for each in done)
