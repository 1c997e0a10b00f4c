"""Areas that grew: a region that took in a dissolved neighbour has figures of two areas."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from steering.sources.territory import spans


@cache
def _grown() -> Mapping[str, tuple[tuple[int, str], ...]]:
    """By region: the first year-end of the larger area, and the key that went into it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for code, span in spans().items():
        if span.valid_to is None:
            continue
        first = (span.valid_to + timedelta(days=1)).year
        for heir in (span.successor, *span.divided_among):
            if heir:
                found.setdefault(heir, []).append((first, code))
    return {code: tuple(sorted(moves)) for code, moves in found.items()}


def has_grown(region: str) -> bool:
    """Whether any dissolved region is known to have gone into this one."""
    return region in _grown()


def grown_between(region: str, earlier: int, later: int) -> str:
    """The key that went into a region after one year-end and until another; '' where none did."""
    return next((code for first, code in _grown().get(region, ()) if earlier < first <= later), "")


def grown_in(region: str) -> Mapping[int, str]:
    """The years from which a region counts a larger area, each with the key that went into it."""
    return dict(_grown().get(region, ()))
