"""Being alone: one worker at a time does a thing on this machine; whoever dies makes place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(place: Path, *, waits: bool = False) -> Iterator[bool]:
    """Hold a lock on a file for as long as the block lasts; gives whether it is ours.

    The lock belongs to the open file, not to its name: it ends with the process, however that ends.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _lock(descriptor, waits=waits)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, waits: bool) -> bool:
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows has no such locks; there one worker runs, as the manual says.
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
