"""How likely chance alone gives a score of Mann and Kendall at least so far from zero."""

from functools import cache
from math import factorial

import numpy as np
from numpy.typing import NDArray

from steering.indicators.statistics.arrays import Mask, Numbers
from steering.indicators.statistics.laws import two_sided_p

EXACT_UNTIL = 10
"""Up to so many points without ties every order is counted; beyond, the normal law is close enough."""
_HIGHEST_SCORE = EXACT_UNTIL * (EXACT_UNTIL - 1) // 2


def score_variance(points: Numbers, ties: Numbers) -> Numbers:
    """Variance of the score if every order is equally likely.

    points [...]: how many values; ties [...]: Σ t(t-1)(2t+5) over groups of t equal values.

    (n(n-1)(2n+5) - Σ t(t-1)(2t+5)) / 18. Kendall (1975), Rank Correlation Methods, 4th ed., chapter 5.
    """
    found: Numbers = (points * (points - 1) * (2 * points + 5) - ties) / 18
    return found


def score_p(score: Numbers, points: Numbers, ties: Numbers) -> Numbers:
    """Two-sided p of scores; arrays of one shape, see `score_variance`.

    Exact up to ten points without ties, otherwise normal, corrected for ties and for continuity:
    z = (|S| - 1) / sqrt(Var S). Mann (1945), Econometrica 13, 245-259; Kendall (1975).
    """
    variance = score_variance(points, ties)
    far = np.abs(score)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (far - 1) / np.sqrt(variance)
    by_normal = np.where((far == 0) | (variance <= 0), 1.0, two_sided_p(np.where(far == 0, 0.0, z)))
    exact: Mask = (points <= EXACT_UNTIL) & (ties == 0)
    return np.where(exact, _exact(far, points, exact), by_normal)


def _exact(far: Numbers, points: Numbers, asked: Mask) -> Numbers:
    row = np.where(asked, points, 0).astype(np.int64)
    column = np.where(asked, far, 0).astype(np.int64)
    return _table()[row, column]


@cache
def _table() -> NDArray[np.float64]:
    """Two-sided p by number of points and distance of the score from zero."""
    table = np.ones((EXACT_UNTIL + 1, _HIGHEST_SCORE + 1))
    for size in range(1, EXACT_UNTIL + 1):
        inversions = _inversions(size)
        pairs = len(inversions) - 1
        for far in range(_HIGHEST_SCORE + 1):
            beyond = sum(count for lost, count in enumerate(inversions) if abs(pairs - 2 * lost) >= far)
            table[size, far] = beyond / factorial(size)
    return table


def _inversions(size: int) -> list[int]:
    """How many orders of `size` things have 0, 1, 2 … pairs the wrong way round."""
    counts = [1]
    for added in range(2, size + 1):
        longer = [0] * (len(counts) + added - 1)
        for lost, count in enumerate(counts):
            for more in range(added):
                longer[lost + more] += count
        counts = longer
    return counts
