"""Comparison with the Land: how far a county lies off, once the usual scatter is taken out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.indicator import Assessment
from steering.indicators.catalogue import Direction
from steering.indicators.statistics import Z_95, dispersion, funnel_z

FEWEST_REGIONS = 10
"""With fewer counties their usual scatter cannot be estimated, so nothing is judged."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The distances of the counties to the Land in one period."""

    z_adjusted: NDArray[np.float64]
    remark: str


def compare(k: NDArray[np.float64], n: NDArray[np.float64], land: float) -> Comparison:
    """Distances to the Land's share, divided by the counties' usual scatter."""
    z = funnel_z(k, n, land)
    scatter = dispersion(z)
    if scatter.regions_count < FEWEST_REGIONS:
        return Comparison(
            z_adjusted=np.full(z.shape, np.nan), remark=f"too_few_regions={scatter.regions_count}"
        )
    widened = f"phi={scatter.phi:.2f};regions={scatter.regions_count}"
    return Comparison(z_adjusted=z / scatter.factor, remark=widened)


def assess(z_adjusted: float | None, direction: Direction) -> Assessment:
    """Better or worse only outside the widened 95 % limits, and only where a direction is given."""
    if z_adjusted is None or direction is Direction.NEUTRAL:
        return Assessment.NO_STATEMENT
    if abs(z_adjusted) <= Z_95:
        return Assessment.USUAL
    is_better = (z_adjusted > 0) == (direction is Direction.HIGHER)
    return Assessment.BETTER if is_better else Assessment.WORSE
