"""The flow `reconcile`: picks up whatever was missed, because our record knows better than any event."""

from datetime import datetime

from prefect import flow

from flows.in_words import in_words
from flows.notifications import dispatch_notifications
from flows.opening import at_work
from flows.revision import revise_masterplan


@flow(name="reconcile", flow_run_name="reconcile-{region_key}", persist_result=False)
@in_words
async def reconcile(region_key: str = "heidekreis", at: datetime | None = None) -> bool:
    """Carry on the open revision, if there is one, and send what is owed; gives whether one is open."""
    with at_work(region_key, at) as office:
        is_open = office.archive.open_cycle(region_key) is not None
    if is_open:
        await revise_masterplan(region_key, at)
    await dispatch_notifications(region_key, at)
    return is_open
