"""Direct standardisation: what a county would show if it were made up like the Land."""

from dataclasses import dataclass

import numpy as np

from steering.indicators.statistics.arrays import Numbers
from steering.indicators.statistics.combining import combined
from steering.indicators.statistics.shares import wilson


@dataclass(frozen=True, kw_only=True)
class Standardised:
    """A standardised share with its interval, and the crude share, which is always told beside it."""

    share: Numbers
    low: Numbers
    high: Numbers
    crude: Numbers


def standardised(k: Numbers, n: Numbers, standard: Numbers) -> Standardised:
    """Shares as if every county had the groups (sexes, nationalities) of the standard.

    k, n: [..., groups] cases and base of each group; standard: [groups], the base of each group in the
    standard population, in any unit. NaN where a group has no base or no count: nobody knows its share.

    Σ wᵢ·kᵢ/nᵢ with w the standard's proportions. Interval: Zou, Huang and Zhang (2009), see `combining`, with
    Wilson's limits for each group; Wald intervals are not used.
    """
    k, n = np.broadcast_arrays(np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64))
    weights = np.asarray(standard, dtype=np.float64) / np.sum(standard)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = k / n
        crude = k.sum(axis=-1) / n.sum(axis=-1)
    share, low, high = combined(weights, shares, wilson(k, n))
    return Standardised(share=share, low=low, high=high, crude=crude)
