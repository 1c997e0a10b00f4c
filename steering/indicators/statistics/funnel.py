"""The funnel: how far counties lie off the Land, and between which limits chance alone would keep them."""

import numpy as np

from steering.indicators.statistics.arrays import Z_95, Limits, Numbers
from steering.indicators.statistics.laws import binomial_quantile, binomial_up_to, two_sided_p


def funnel_z(k: Numbers, n: Numbers, target: Numbers | float) -> Numbers:
    """Distance of each share to the target in standard errors under the target.

    k, n: arrays of counts of any shape; target: a share, or an array of shares that fits them. NaN where a
    count or the target is not known, n is 0, and where the target is 0 or 1: then every difference would
    be infinitely far.

    z = (p - p₀) / sqrt(p₀(1-p₀)/n). Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.
    """
    known = _yardstick(target)
    with np.errstate(divide="ignore", invalid="ignore"):
        z: Numbers = (k / n - known) * np.sqrt(n / (known * (1 - known)))
    return z


def funnel_limits(
    n: Numbers, target: Numbers | float, *, z: float = Z_95, factor: Numbers | float = 1.0
) -> Limits:
    """Between which shares a county with n cases lies by chance, if its risk is the target.

    `factor` widens for the usual scatter (`Dispersion.factor`). Limits are shares, cut off at 0 and 1; NaN
    as in `funnel_z`.

    p₀ ± z·factor·sqrt(p₀(1-p₀)/n). Spiegelhalter (2005), section on proportions.
    """
    known = _yardstick(target)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = z * factor * np.sqrt(known * (1 - known) / n)
    half = np.where(np.isfinite(half), half, np.nan)
    return np.clip(known - half, 0.0, 1.0), np.clip(known + half, 0.0, 1.0)


def funnel_limits_exact(n: Numbers, target: Numbers | float, *, z: float = Z_95) -> Limits:
    """The same limits by the binomial law itself, for small n, smoothed between whole cases.

    With q the quantile of cases at P: limit = (q - a)/n, a = (F(q) - P) / (F(q) - F(q-1)).
    Spiegelhalter (2005), appendix A.1.1. NaN where n is 0 or not known, or the target is 0 or 1.
    """
    n = np.asarray(n, dtype=np.float64)
    known = np.broadcast_to(_yardstick(target), n.shape)
    tail = float(two_sided_p(np.asarray(z))) / 2
    usable = np.where((n > 0) & ~np.isnan(known), n, np.nan)
    return _smoothed(tail, usable, known), _smoothed(1 - tail, usable, known)


def _smoothed(p: float, n: Numbers, share: Numbers) -> Numbers:
    cases = binomial_quantile(p, n, share)
    until, before = binomial_up_to(cases, n, share), binomial_up_to(cases - 1, n, share)
    # Few cases may make no case likelier than the tail: then the limit is 0, never less.
    return np.clip((cases - (until - p) / (until - before)) / n, 0.0, 1.0)


def _yardstick(target: Numbers | float) -> Numbers:
    share = np.asarray(target, dtype=np.float64)
    return np.where((share > 0) & (share < 1), share, np.nan)
