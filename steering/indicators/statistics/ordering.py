"""Numbers in order along the last axis: ranks and medians, with what is not known at the end."""

import numpy as np
from numpy.typing import NDArray

from steering.indicators.statistics.arrays import Numbers

Ranks = NDArray[np.int64]


def at_rank(ordered: Numbers, rank: Ranks) -> Numbers:
    """The number at a rank (0 first) of each row [..., places]; NaN where the rank is below 0."""
    found = np.take_along_axis(ordered, np.maximum(rank, 0)[..., np.newaxis], axis=-1)[..., 0]
    return np.where(rank < 0, np.nan, found)


def middle_of(ordered: Numbers, count: Ranks) -> Numbers:
    """The median of the first `count` numbers of each ordered row; NaN where there are none."""
    return (
        at_rank(ordered, (count + 1) // 2 - 1) + at_rank(ordered, np.where(count > 0, count // 2, -1))
    ) / 2


def median_known(numbers: Numbers) -> Numbers:
    """The median over the last axis, leaving out NaN; NaN where nothing is known."""
    ordered = np.sort(numbers, axis=-1)
    return middle_of(ordered, (~np.isnan(ordered)).sum(axis=-1))
