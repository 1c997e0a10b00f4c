"""Several processes that do the same at once."""

import multiprocessing
import os
import traceback
from collections.abc import Callable

LONGEST_SECONDS = 60


def at_once(count: int, work: Callable[..., None], *given: object) -> list[int | None]:
    """Begin the work in so many processes; gives how each of them ended, 0 for well."""
    fork = multiprocessing.get_context("fork")
    started = [fork.Process(target=_alone, args=(work, *given)) for _ in range(count)]
    for each in started:
        each.start()
    for each in started:
        each.join(timeout=LONGEST_SECONDS)
    return [each.exitcode for each in started]


def _alone(work: Callable[..., None], *given: object) -> None:
    """The work, and an end at once: what libraries tidy up is another process's, the one that loaded them."""
    try:
        work(*given)
    except Exception:  # noqa: BLE001 - whatever it was, it is told, and the process ends
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
