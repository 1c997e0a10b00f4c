"""Ratios of two rates or shares, with their interval on the scale of logarithms."""

import numpy as np

from steering.indicators.statistics.arrays import Z_95, Limits, Numbers

Pair = tuple[Numbers, Numbers]


def rate_ratio(k: Pair, base: Pair, *, z: Numbers | float = Z_95) -> Limits:
    """Interval of the ratio (k₁/b₁) / (k₂/b₂) of two rates whose events are no part of their base.

    Arrays of any shape that fit each other; limits without unit, above 0. NaN where a count is 0 (the
    logarithm knows no limit there), NaN, or a base is not above 0.

    exp(ln(r₁/r₂) ± z·sqrt(1/k₁ + 1/k₂)). Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd ed.,
    chapter 14.
    """
    return _limits(k, base, shared=(0.0, 0.0), z=z)


def share_ratio(k: Pair, n: Pair, *, z: Numbers | float = Z_95) -> Limits:
    """Interval of the ratio (k₁/n₁) / (k₂/n₂) of two independent shares, such as women's to men's.

    Shapes, unit and NaN as for `rate_ratio`.

    exp(ln(p₁/p₂) ± z·sqrt(1/k₁ - 1/n₁ + 1/k₂ - 1/n₂)). Katz, Baptista, Azen and Pike (1978), Biometrics 34,
    469-474, method C.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        shared = (1 / np.asarray(n[0], dtype=np.float64), 1 / np.asarray(n[1], dtype=np.float64))
    return _limits(k, n, shared=shared, z=z)


def _limits(
    k: Pair, base: Pair, *, shared: tuple[Numbers | float, Numbers | float], z: Numbers | float
) -> Limits:
    first, second = (np.where(np.asarray(each) > 0, each, np.nan).astype(np.float64) for each in k)
    under, over = (np.where(np.asarray(each) > 0, each, np.nan).astype(np.float64) for each in base)
    ratio = np.log(first / under) - np.log(second / over)
    # All cases in both groups leave no room for chance; rounding must not make the variance negative.
    half = z * np.sqrt(np.maximum(1 / first - shared[0] + 1 / second - shared[1], 0.0))
    return np.exp(ratio - half), np.exp(ratio + half)
