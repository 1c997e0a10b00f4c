"""Shrunken shares (empirical Bayes): small counties are drawn towards all of them, for maps and screening.

A shrunken share is an estimate of what a county would show in the long run. It is never published as the
fact and never held against a target. Raw shares over-show small counties, shrunken ones under-show them
(Gelman and Price 1999, Statistics in Medicine 18, 3221-3234).
"""

from dataclasses import dataclass

import numpy as np

from steering.indicators.statistics.arrays import Numbers


@dataclass(frozen=True, kw_only=True)
class Shrunken:
    """The share towards which all are drawn, how much of its own each county keeps, and what comes out."""

    mean: Numbers
    variance: Numbers
    weight: Numbers
    share: Numbers


def shrunken(k: Numbers, n: Numbers, *, axis: int = 0) -> Shrunken:
    """The counties' shares drawn towards their common one, the more the fewer cases they have.

    k, n: counts with the counties on `axis`; other axes are other tables. mean and variance keep that axis
    with length 1. NaN for a county without numbers, which is left out of the sums as well.

    m = Σk/Σn, s² = Σn(p-m)²/Σn, A = max(0, s² - m(1-m)/n̄), w = A/(A + m(1-m)/n), m + w(p-m).
    Marshall (1991), Applied Statistics 40, 283-294, global estimator by moments, with the variance of a
    share in place of that of a rare rate.
    """
    k, n = np.broadcast_arrays(np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64))
    known = np.isfinite(k) & (n > 0)
    cases, base = np.where(known, k, 0.0), np.where(known, n, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = base.sum(axis=axis, keepdims=True)
        mean = cases.sum(axis=axis, keepdims=True) / total
        share = np.where(known, k / n, np.nan)
        off = np.where(known, share - mean, 0.0)
        scatter = (base * off**2).sum(axis=axis, keepdims=True) / total
        chance = mean * (1 - mean)
        average = total / known.sum(axis=axis, keepdims=True)
        variance = np.maximum(scatter - chance / average, 0.0)
        weight = variance / (variance + chance / np.where(known, n, np.nan))
    # Where nobody has a case, or all have, no county differs and the common share stands for each.
    weight = np.where(known & np.isnan(weight), 0.0, weight)
    return Shrunken(mean=mean, variance=variance, weight=weight, share=mean + weight * (share - mean))
