"""Statistics of indicators: one file per subject, every formula with its source, over arrays of any shape.

Counts are complete, so nothing here is a sampling error. Intervals say how much a figure moves by
chance when the numbers behind it are small (super-population reading). NaN stands for what is not known and
is never counted as zero.
"""

from steering.indicators.statistics.arrays import Z_95, Z_99, Z_998, Limits, Mask, Numbers
from steering.indicators.statistics.counts import poisson_exact, rate_interval
from steering.indicators.statistics.differences import (
    against_rest,
    difference_in_differences,
    difference_z,
    newcombe,
    share_of_rest,
)
from steering.indicators.statistics.funnel import funnel_limits, funnel_limits_exact, funnel_z
from steering.indicators.statistics.ratios import rate_ratio, share_ratio
from steering.indicators.statistics.scatter import (
    Dispersion,
    Dispersions,
    dispersion,
    dispersions,
    winsorised,
)
from steering.indicators.statistics.shares import clopper_pearson, wilson
from steering.indicators.statistics.shrinkage import Shrunken, shrunken
from steering.indicators.statistics.trending import Trend, Trends, trend, trends

__all__ = [
    "Z_95",
    "Z_99",
    "Z_998",
    "Dispersion",
    "Dispersions",
    "Limits",
    "Mask",
    "Numbers",
    "Shrunken",
    "Trend",
    "Trends",
    "against_rest",
    "clopper_pearson",
    "difference_in_differences",
    "difference_z",
    "dispersion",
    "dispersions",
    "funnel_limits",
    "funnel_limits_exact",
    "funnel_z",
    "newcombe",
    "poisson_exact",
    "rate_interval",
    "rate_ratio",
    "share_of_rest",
    "share_ratio",
    "shrunken",
    "trend",
    "trends",
    "wilson",
    "winsorised",
]
