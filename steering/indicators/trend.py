"""Trend of a short series: Mann-Kendall test and Theil-Sen slope."""

from dataclasses import dataclass
from functools import cache
from math import erfc, factorial, sqrt

import numpy as np
from numpy.typing import NDArray

FEWEST_POINTS = 5
"""Four points cannot be significant: the smallest two-sided p is 0.083."""
_EXACT_UNTIL = 10


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A series' direction, how sure it is, and how fast it moves per period."""

    points: int
    tau: float
    p_value: float
    slope: float


def trend(times: NDArray[np.float64], values: NDArray[np.float64]) -> Trend | None:
    """The monotone trend of a series; None below five points, where nothing can be said.

    Mann (1945), Econometrica 13, 245-259; Kendall (1975); slope: Sen (1968), JASA 63, 1379-1389.
    Exact null distribution up to ten points without ties, otherwise normal with correction for
    ties and continuity.
    """
    known = np.isfinite(values)
    x, y = times[known], values[known]
    if x.size < FEWEST_POINTS:
        return None
    first, second = np.triu_indices(x.size, k=1)
    rises = np.sign(y[second] - y[first])
    score = int(rises.sum())
    slopes = (y[second] - y[first]) / (x[second] - x[first])
    return Trend(
        points=int(x.size),
        tau=score / first.size,
        p_value=_p_value(score, y),
        slope=float(np.median(slopes)),
    )


def _p_value(score: int, values: NDArray[np.float64]) -> float:
    size = values.size
    _, tied = np.unique(values, return_counts=True)
    if size <= _EXACT_UNTIL and tied.max() == 1:
        return _exact_p(abs(score), size)
    ties = float((tied * (tied - 1) * (2 * tied + 5)).sum())
    variance = (size * (size - 1) * (2 * size + 5) - ties) / 18
    if variance == 0 or score == 0:
        return 1.0
    return erfc((abs(score) - 1) / sqrt(variance) / sqrt(2))


def _exact_p(score: int, size: int) -> float:
    """Share of all orders whose score is at least as far from zero, both sides."""
    pairs = size * (size - 1) // 2
    inversions = _inversions(size)
    beyond = sum(count for lost, count in enumerate(inversions) if abs(pairs - 2 * lost) >= score)
    return min(1.0, beyond / factorial(size))


@cache
def _inversions(size: int) -> tuple[int, ...]:
    """How many orders of `size` things have 0, 1, 2 … pairs the wrong way round."""
    counts = [1]
    for added in range(2, size + 1):
        longer = [0] * (len(counts) + added - 1)
        for lost, count in enumerate(counts):
            for more in range(added):
                longer[lost + more] += count
        counts = longer
    return tuple(counts)
