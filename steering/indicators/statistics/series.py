"""What of a series may be read as one: the years since its last break, without those known to mislead."""

from collections.abc import Iterable

import numpy as np

from steering.indicators.statistics.arrays import Mask, Numbers


def years_among(times: Numbers, years: Iterable[float]) -> Mask:
    """Which of the periods [periods] are among the years."""
    return np.isin(times, np.fromiter(years, dtype=np.float64))


def breaks_at(times: Numbers, first_years: Iterable[float]) -> Mask:
    """At which of the periods [periods, ascending] a new way of counting has begun since the one before.

    `first_years` are the first years counted in the new way; a year that has no period of its own falls
    to the next one.
    """
    begun = np.fromiter(first_years, dtype=np.float64)
    begins = np.zeros(np.shape(times), dtype=bool)
    places = np.searchsorted(times, begun)
    begins[places[places < begins.size]] = True
    return begins


def since_break(values: Numbers, begins: Mask) -> Numbers:
    """The series [..., periods] with only the values since the last break; earlier ones are NaN.

    `begins` [..., periods] is true where a new way of counting begins. A trend is never tested across
    that: before and after are two series.
    """
    if not np.any(begins):
        return values
    piece = np.cumsum(np.broadcast_to(begins, np.shape(values)), axis=-1)
    return np.where(piece == piece[..., -1:], values, np.nan)


def without(values: Numbers, excluded: Mask) -> Numbers:
    """The series [..., periods] without the periods of known artefacts; those are NaN."""
    return np.where(excluded, np.nan, values)
