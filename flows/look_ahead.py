"""The flow `look_ahead`: once a day, what the calendar of the plan asks for between revisions."""

from datetime import datetime

from prefect import flow

from flows.in_words import in_words
from flows.opening import at_work
from steering.office.dispatch import dispatch
from steering.office.looking_ahead import look


@flow(name="look_ahead", flow_run_name="look-ahead-{region_key}", persist_result=False)
@in_words
async def look_ahead(region_key: str = "heidekreis", at: datetime | None = None) -> int:
    """Put in force what begins and propose what is due; gives how much was done."""
    with at_work(region_key, at) as office:
        seen = look(office)
        dispatch(office)
    return len(seen.came_into_force) + len(seen.proposed)
