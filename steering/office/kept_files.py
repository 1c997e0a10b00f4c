"""Kept files, read again for the line in which a figure stands."""

from functools import lru_cache
from pathlib import Path

from models import Release
from steering.errors import BadSource
from steering.office import shelf
from steering.sources.placing import Line, Opened

MOST_OPEN = 8


def line_of(folder: Path, release: Release, row: int) -> Line | None:
    """The line of the file itself, as it was delivered; None where the file is no longer kept."""
    place = shelf.find(folder, release.sha256)
    opened = _opened(place, release.file_name) if place is not None else None
    return opened.line(row) if opened is not None else None


@lru_cache(maxsize=MOST_OPEN)
def _opened(place: Path, file_name: str) -> Opened | None:
    """A file opened once for all of its lines: it is kept under its hash and never changes."""
    try:
        return Opened(place.read_bytes(), file_name=file_name)
    except (BadSource, OSError):
        return None
