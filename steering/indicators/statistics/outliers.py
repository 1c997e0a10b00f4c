"""Jumps of a series that its usual changes do not explain."""

import numpy as np

from steering.cube.robust import MEAN_SIGMA, SIGMA, mean
from steering.indicators.statistics.arrays import Mask, Numbers
from steering.indicators.statistics.ordering import median_known

CUT = 3.5
"""Where the scan for outliers begins."""
ALARM = 5.0
"""Where an alarm begins; stricter than the scan."""
FEWEST_CHANGES = 8
"""The spread of fewer changes is itself a matter of chance."""


def jump_z(values: Numbers, *, is_count: bool | Mask = False) -> Numbers:
    """How far each change lies from the usual change of its series, in robust standard deviations.

    values: [..., periods], NaN where a period has none; the result has the same shape, and its place is the
    later of the two periods. NaN where one of them has no value, where fewer than eight changes are known,
    and in the first period. A change that is looked at is one of those that make the scale.

    0.6745·(Δ - median Δ) / MAD. Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers, chapter 3.
    Where MAD is 0 the scale is the larger of the chance of counts (square root of the mean level, for
    counts only) and 1.2533 times the mean size of a change.
    """
    changes = np.diff(np.asarray(values, dtype=np.float64), axis=-1, prepend=np.nan)
    usual = median_known(changes)[..., np.newaxis]
    scale = SIGMA * median_known(np.abs(changes - usual))
    poisson = np.where(is_count, np.sqrt(np.abs(mean(values))), 0.0)
    spare = np.maximum(poisson, MEAN_SIGMA * mean(np.abs(changes)))
    scale = np.where(scale > 0, scale, spare)[..., np.newaxis]
    away = changes - usual
    with np.errstate(divide="ignore", invalid="ignore"):
        # A series that never changes has no scale, and nothing in it is off.
        z = np.where(away == 0, 0.0, away / scale)
    known = (~np.isnan(changes)).sum(axis=-1, keepdims=True)
    return np.where((known >= FEWEST_CHANGES) & ~np.isnan(changes), z, np.nan)
