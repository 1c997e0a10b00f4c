"""Intervals of one share k/n: Wilson's score interval, and the exact one beside it.

The counts are complete, so nothing here is a sampling error. The intervals show how much a
share moves by chance when the numbers behind it are small (super-population reading).
"""

import numpy as np

from steering.indicators.statistics.arrays import Z_95, Limits, Numbers
from steering.indicators.statistics.laws import beta_quantile


def wilson(k: Numbers, n: Numbers, *, z: Numbers | float = Z_95) -> Limits:
    """Wilson score interval of k/n, without continuity correction.

    k and n: arrays of counts of any shape that fit each other; limits: shares between 0 and 1. NaN where
    either is NaN or n is 0.

    centre = (p + z²/2n) / (1 + z²/n), half = z·sqrt(p(1-p)/n + z²/4n²) / (1 + z²/n).
    Wilson (1927), JASA 22, 209-212; recommended by Brown, Cai and DasGupta (2001), Statistical Science 16,
    101-133.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        p = k / n
        per_case = z**2 / n
        half = np.sqrt((p * (1 - p) + per_case / 4) * per_case)
        shrink = 1 / (1 + per_case)
        centre = p + per_case / 2
        low, high = (centre - half) * shrink, (centre + half) * shrink
    # Rounding of the last bit must not push the upper limit below a share of 1, nor above 1.
    return low, np.minimum(np.maximum(high, p), 1.0)


def clopper_pearson(k: Numbers, n: Numbers, *, level: float = 0.95) -> Limits:
    """The exact interval of k/n, which never covers less than it says and is wider for it.

    Shapes, units and NaN as for `wilson`. It is the yardstick of the tests and not what we publish.

    low = B(alpha/2; k, n-k+1), high = B(1-alpha/2; k+1, n-k), B the quantile of the beta law.
    Clopper and Pearson (1934), Biometrika 26, 404-413.
    """
    k, n = np.broadcast_arrays(np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64))
    alpha = 1 - level
    nothing = np.isnan(k) | ~(n > 0)
    low = beta_quantile(alpha / 2, np.where(k > 0, k, 1.0), n - k + 1)
    high = beta_quantile(1 - alpha / 2, k + 1, np.where(k < n, n - k, 1.0))
    low, high = np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)
    return np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)
