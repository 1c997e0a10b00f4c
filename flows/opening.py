"""How a flow opens the office: for one region, at one moment, in the name of the flow."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flows.anatomy import clock_at
from steering.office.opening import Office, open_office
from steering.office.settings import Settings


@contextmanager
def at_work(region_key: str, at: datetime | None) -> Iterator[Office]:
    """The office of a region; settings come from the environment of whoever runs the flow."""
    settings = Settings()
    if settings.profile is None:
        settings = settings.model_copy(update={"region": region_key})
    with open_office(settings, clock=clock_at(at), actor="flow", origin="flow") as office:
        yield office
