"""The laws of chance behind the limits, from scipy; imported late, because nothing else needs it."""

import numpy as np

from steering.indicators.statistics.arrays import Numbers


def two_sided_p(z: Numbers) -> Numbers:
    """How likely chance alone lies at least so many standard errors off, on either side. NaN stays NaN.

    p = erfc(|z| / sqrt 2), which keeps its digits far out, unlike 1 - Phi.
    """
    from scipy.special import erfc

    p: Numbers = erfc(np.abs(np.asarray(z, dtype=np.float64)) / np.sqrt(2))
    return p


def normal_quantile(p: Numbers) -> Numbers:
    """The standard normal quantile, the inverse of Phi."""
    from scipy.special import ndtri

    z: Numbers = ndtri(np.asarray(p, dtype=np.float64))
    return z


def distance_of(p: Numbers) -> Numbers:
    """The distance in standard errors that has this two-sided p: the inverse of `two_sided_p`."""
    z: Numbers = np.abs(normal_quantile(np.asarray(p, dtype=np.float64) / 2))
    return z


def chi_square_quantile(p: float, freedom: Numbers) -> Numbers:
    """The quantile of the chi-square law with so many degrees of freedom (any positive number)."""
    from scipy.special import gammaincinv

    found: Numbers = 2 * gammaincinv(np.asarray(freedom, dtype=np.float64) / 2, p)
    return found


def beta_quantile(p: float, a: Numbers, b: Numbers) -> Numbers:
    """The quantile of the beta law."""
    from scipy.special import betaincinv

    found: Numbers = betaincinv(a, b, p)
    return found


def binomial_up_to(k: Numbers, n: Numbers, share: Numbers) -> Numbers:
    """How likely at most k of n cases are when each has this share; 0 below no case, 1 from all on."""
    from scipy.special import bdtr

    k, n, share = np.broadcast_arrays(
        np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64), np.asarray(share, dtype=np.float64)
    )
    inside = (k >= 0) & (k < n)
    found = np.where(k >= n, 1.0, 0.0)
    # The library takes whole n and answers NaN for nothing: only places inside are asked.
    found[inside] = bdtr(k[inside], n[inside].astype(np.int64), share[inside])
    found[np.isnan(k) | np.isnan(n) | np.isnan(share)] = np.nan
    return found


def binomial_quantile(p: float, n: Numbers, share: Numbers) -> Numbers:
    """The smallest number of cases k with P(X <= k) >= p, exactly; NaN where n or share is not known."""
    from scipy.special import bdtrik

    n, share = np.broadcast_arrays(np.asarray(n, dtype=np.float64), np.asarray(share, dtype=np.float64))
    near = np.clip(np.ceil(bdtrik(p, n, share)), 0, n)
    # The inverse is real-valued: rounding may have lifted a whole number to the next one.
    found: Numbers = np.where(binomial_up_to(near - 1, n, share) >= p, near - 1, near)
    return found
