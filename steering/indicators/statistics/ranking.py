"""Ranks of counties with how sure they are: a rank is never told without its interval."""

from dataclasses import dataclass

import numpy as np

from steering.indicators.statistics.arrays import Numbers
from steering.indicators.statistics.laws import normal_quantile
from steering.indicators.statistics.shares import wilson


@dataclass(frozen=True, kw_only=True)
class RankIntervals:
    """The rank of each county, 1 for the highest share, and the ranks between which it lies."""

    rank: Numbers
    best: Numbers
    worst: Numbers


def rank_intervals(k: Numbers, n: Numbers, *, level: float = 0.95) -> RankIntervals:
    """Ranks of shares with joint intervals: all of them hold at once with the probability `level`.

    k, n: [..., counties]; NaN or an empty base has no rank and is not counted. Equal shares share the
    better rank.

    Joint intervals of the I shares (Wilson at level^(1/I), Šidák 1967, JASA 62, 626-633); then
    best = 1 + #{j: lowⱼ > highᵢ}, worst = I - #{j: highⱼ < lowᵢ}. Klein, Wright and Wieczorek (2020),
    JRSS C 69, 589-606.
    """
    k, n = np.broadcast_arrays(np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        known = np.isfinite(share)
        count = known.sum(axis=-1, keepdims=True)
        z = normal_quantile((1 + level ** (1 / np.maximum(count, 1))) / 2)
    low, high = wilson(k, n, z=z)
    surely_above = (low[..., np.newaxis, :] > high[..., :, np.newaxis]).sum(axis=-1)
    surely_below = (high[..., np.newaxis, :] < low[..., :, np.newaxis]).sum(axis=-1)
    above = (share[..., np.newaxis, :] > share[..., :, np.newaxis]).sum(axis=-1)
    return RankIntervals(
        rank=np.where(known, 1.0 + above, np.nan),
        best=np.where(known, 1.0 + surely_above, np.nan),
        worst=np.where(known, count - surely_below, np.nan),
    )
