"""Waking: what people did and what is kept starts the next run, so that nobody waits for the hour."""

from collections.abc import Iterator
from contextlib import contextmanager

from steering.office import engine
from steering.office.archive.trail import last_number
from steering.office.opening import Office


@contextmanager
def woken_afterwards(office: Office) -> Iterator[None]:
    """Wake the region's next run if something was kept inside; an error inside wakes nobody.

    Without a Prefect server nothing is woken. The number of the act makes the occasion, so an act
    that was done twice and kept once wakes once.
    """
    if not engine.is_configured():
        yield
        return
    before = last_number(office.archive)
    yield
    after = last_number(office.archive)
    if after > before:
        engine.wake(office.region_key, f"act-{after}")
