"""Comparison with the Land: how far counties lie off, once their usual scatter is taken out."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from steering.indicators.defining.formula import Kind
from steering.indicators.statistics import Numbers, dispersions, funnel_z

FEWEST_REGIONS = 10
"""With fewer counties their usual scatter cannot be estimated, so nothing is judged."""
COMPARABLE = (Kind.SHARE, Kind.RATE)
"""Kinds with cases behind them: only there chance has a measure."""


class Footing(IntEnum):
    """Why the counties of a period are judged or not."""

    JUDGED = 1
    TOO_FEW_REGIONS = 2
    LAND_WITHOUT_VALUE = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Comparison:
    """The distances of counties to the Land: z over [county, period], the rest per period.

    z is NaN where nothing may be judged; `phi` is the usual scatter of the counties, 1 if by chance alone.
    """

    z: Numbers
    z_adjusted: Numbers
    phi: Numbers
    regions_count: npt.NDArray[np.int64]
    grounds: npt.NDArray[np.int8]


def compare(k: Numbers, n: Numbers, target: Numbers, *, kind: Kind = Kind.SHARE) -> Comparison:
    """Distances of counties [county, period] to the Land [period], their usual scatter taken out.

    k cases of n; the Land's share or rate is `target`. Counties without a value are NaN in k and n.
    """
    z = funnel_z(k, n, target) if kind is Kind.SHARE else _rate_z(k, n, target)
    scatter = dispersions(z, axis=0)
    count = scatter.regions_count.astype(np.int64)
    has_land = np.isfinite(target)
    is_judged = has_land & (count >= FEWEST_REGIONS)
    grounds = np.where(
        has_land, np.where(is_judged, Footing.JUDGED, Footing.TOO_FEW_REGIONS), Footing.LAND_WITHOUT_VALUE
    )
    return Comparison(
        z=z,
        z_adjusted=np.where(is_judged, z / scatter.factor, np.nan),
        phi=np.where(is_judged, scatter.phi, np.nan),
        regions_count=count,
        grounds=grounds.astype(np.int8),
    )


def _rate_z(k: Numbers, n: Numbers, target: Numbers) -> Numbers:
    """Distance of each rate in standard errors of a Poisson count: (k/n - r) / sqrt(r/n)."""
    known = np.where(target > 0, target, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        z: Numbers = (k / n - known) * np.sqrt(n / known)
    return z
