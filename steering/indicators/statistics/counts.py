"""Intervals of counts and of events per population, where an event is no part of its base (Poisson)."""

import numpy as np

from steering.indicators.statistics.arrays import Limits, Numbers
from steering.indicators.statistics.laws import chi_square_quantile


def poisson_exact(k: Numbers, *, level: float = 0.95) -> Limits:
    """Exact limits of the mean behind a count k, in cases. NaN where k is NaN or negative.

    low = chi²(alpha/2; 2k)/2, high = chi²(1-alpha/2; 2k+2)/2; low is 0 where k is 0.
    Garwood (1936), Biometrika 28, 437-442.
    """
    k = np.asarray(k, dtype=np.float64)
    alpha = 1 - level
    known = k >= 0
    safe = np.where(known, k, 0.0)
    low = np.where(safe > 0, chi_square_quantile(alpha / 2, 2 * np.where(safe > 0, safe, 1.0)) / 2, 0.0)
    high = chi_square_quantile(1 - alpha / 2, 2 * safe + 2) / 2
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def rate_interval(k: Numbers, base: Numbers, *, level: float = 0.95) -> Limits:
    """Exact limits of k events per base (unemployed per inhabitants), in events per one of the base.

    The base is taken as known without error. NaN where k or the base is NaN, or the base is not above 0.
    """
    low, high = poisson_exact(k, level=level)
    with np.errstate(divide="ignore", invalid="ignore"):
        known = np.where(np.asarray(base) > 0, base, np.nan)
        return low / known, high / known
