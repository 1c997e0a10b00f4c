"""Periods of indicators: which one a lag means, and where a table holds it."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from steering.indicators.measuring.observations import Places

_YEAR = 4


def shifted(period: str, years: int) -> str:
    """The same kind of period some years later (earlier, where negative)."""
    if years == 0:
        return period
    year, rest = int(period[:_YEAR]) + years, period[_YEAR:]
    if rest.startswith("/"):
        rest = f"/{(year + 1) % 100:02}"
    return f"{year:04}{rest}"


@lru_cache(maxsize=4096)
def places(periods: tuple[str, ...], axis: tuple[str, ...], lag: int, *, by_year: bool) -> tuple[Places, ...]:
    """Where a table holds each period of an axis (-1: nowhere).

    Several arrays come back where a table has several periods of one year and only the year counts.
    """
    found: dict[str, list[int]] = {}
    for place, period in enumerate(periods):
        found.setdefault(period[:_YEAR] if by_year else period, []).append(place)
    wanted = [found.get(shifted(period, lag), []) for period in axis]
    depth = max((len(each) for each in wanted), default=0)
    return tuple(
        np.array([each[at] if at < len(each) else -1 for each in wanted], dtype=np.int64)
        for at in range(depth)
    )


def axis_of(periods: Sequence[str], lags: Sequence[int], *, by_year: bool) -> tuple[str, ...]:
    """The periods of an indicator whose first observation is there in these periods, in order."""
    nearest = min(lags, key=abs)
    named = {period[:_YEAR] if by_year else period for period in periods}
    return tuple(sorted(shifted(period, -nearest) for period in named))
