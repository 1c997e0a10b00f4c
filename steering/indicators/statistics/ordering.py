"""Numbers in order along the last axis: ranks and medians, with what is not known at the end."""

import numpy as np
from numpy.typing import NDArray

from steering.indicators.statistics.arrays import Numbers

Ranks = NDArray[np.int64]


def middle_and(ordered: Numbers, count: Ranks, *ranks: Ranks) -> tuple[Numbers, ...]:
    """The median of the first `count` numbers of each ordered row, then those at some ranks (0 first).

    ordered: [..., places]; count and ranks: [...]. The median is NaN where the count is 0.
    """
    places = np.stack([(count - 1) // 2, count // 2, *ranks], axis=-1)
    picked = np.take_along_axis(ordered, np.clip(places, 0, ordered.shape[-1] - 1), axis=-1)
    middle = (picked[..., 0] + picked[..., 1]) / 2
    return np.where(count > 0, middle, np.nan), *(picked[..., 2 + place] for place in range(len(ranks)))


def median_known(numbers: Numbers) -> Numbers:
    """The median over the last axis, leaving out NaN; NaN where nothing is known."""
    ordered = np.sort(numbers, axis=-1)
    if ordered.shape[-1] == 0:
        return np.full(ordered.shape[:-1], np.nan)
    return middle_and(ordered, (~np.isnan(ordered)).sum(axis=-1))[0]
