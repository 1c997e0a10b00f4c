"""The vintage (Stand) of a file: an older one must not take the place of a newer one unnoticed."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from models import Release
from steering.errors import NotAllowedNow

_STAND = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})(?:\s*/\s*(\d{2}):(\d{2}):(\d{2}))?")


def vintage(stand: str) -> datetime | None:
    """The moment that a file's own time stamp names; None where it names none."""
    found = _STAND.search(stand)
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def refuse_older(release: Release, earlier: Sequence[Release]) -> None:
    """Refuse a file that was drawn before one that is there. Without time stamps nobody can tell."""
    mine = vintage(release.stand)
    known = [(at, each) for each in earlier if (at := vintage(each.stand)) is not None]
    if mine is None or not known:
        return
    newest, there = max(known, key=lambda pair: pair[0])
    if mine < newest:
        raise NotAllowedNow(
            f"{release.file_name} is older than {there.file_name}.",
            code="older_release",
            file=release.file_name,
            stand=release.stand,
            there=there.file_name,
            there_stand=there.stand,
        )
