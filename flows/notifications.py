"""The flow `dispatch_notifications`: looks at the seats, owes what is due today, and sends what is owed."""

from datetime import datetime

from prefect import flow

from flows.in_words import in_words
from flows.opening import at_work
from steering.office.attending import attend
from steering.office.dispatch import dispatch
from steering.office.seat_watch import watch


@flow(name="dispatch_notifications", flow_run_name="dispatch-{region_key}", persist_result=False)
@in_words
async def dispatch_notifications(region_key: str = "heidekreis", at: datetime | None = None) -> int:
    """Remind and send; gives how many letters were sent."""
    with at_work(region_key, at) as office:
        # First who is in charge today, then who is reminded.
        watch(office)
        attend(office)
        return dispatch(office).sent
