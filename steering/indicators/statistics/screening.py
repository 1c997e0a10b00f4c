"""Screening many figures at once: what still stands out when it is known how many were looked at."""

from dataclasses import dataclass

import numpy as np

from steering.indicators.statistics.arrays import Mask, Numbers

SCREENING_LEVEL = 0.10
"""Of the figures that pass, at most this share is expected to be chance."""


@dataclass(frozen=True, kw_only=True)
class Screening:
    """How many figures were looked at, the adjusted p of each, and which of them withstand."""

    screened: int
    level: float
    adjusted: Numbers
    withstands: Mask


def screen(p_values: Numbers, *, level: float = SCREENING_LEVEL) -> Screening:
    """The false discovery rate kept below `level`; p of any shape, NaN for what could not be looked at.

    With p in order p₁ … pₘ: adjusted pᵢ = min over j >= i of m·pⱼ/j, at most 1; what is at most `level`
    withstands. Benjamini and Hochberg (1995), JRSS B 57, 289-300; adjusted values as in Yekutieli and
    Benjamini (1999), Journal of Statistical Planning and Inference 82, 171-196.
    """
    p = np.asarray(p_values, dtype=np.float64)
    flat = p.ravel()
    known = np.flatnonzero(~np.isnan(flat))
    order = known[np.argsort(flat[known], kind="stable")]
    adjusted = np.full(flat.shape, np.nan)
    if order.size:
        steps = flat[order] * order.size / np.arange(1, order.size + 1)
        adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    shaped = adjusted.reshape(p.shape)
    with np.errstate(invalid="ignore"):
        withstands: Mask = shaped <= level
    return Screening(screened=int(order.size), level=level, adjusted=shaped, withstands=withstands)
