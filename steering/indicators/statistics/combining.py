"""The interval of a sum of weighted estimates, recovered from the interval of each of them."""

import numpy as np

from steering.indicators.statistics.arrays import Limits, Numbers


def combined(weights: Numbers, estimates: Numbers, limits: Limits) -> tuple[Numbers, Numbers, Numbers]:
    """Σ wᵢ·θᵢ over the last axis with its interval, for independent estimates with limits lᵢ, uᵢ.

    weights: [..., parts] or [parts]; estimates and limits: [..., parts]. A NaN in any part makes NaN: a sum
    without one of its parts is another sum. Returns the sum, its lower and its upper limit, each [...].

    low = Σwθ - sqrt(Σ (wᵢ(θᵢ - lᵢ))² for wᵢ > 0 + (wᵢ(uᵢ - θᵢ))² for wᵢ < 0), high the other way round.
    Zou, Huang and Zhang (2009), Computational Statistics and Data Analysis 53, 1080-1085 (MOVER). With two
    shares, weights 1 and -1 and Wilson's limits it is Newcombe's method 10.
    """
    weights = np.asarray(weights, dtype=np.float64)
    below, above = weights * (estimates - limits[0]), weights * (limits[1] - estimates)
    rises = weights >= 0
    down, up = np.where(rises, below, above), np.where(rises, above, below)
    total: Numbers = (weights * estimates).sum(axis=-1)
    low: Numbers = total - np.sqrt((down**2).sum(axis=-1))
    high: Numbers = total + np.sqrt((up**2).sum(axis=-1))
    return total, low, high
