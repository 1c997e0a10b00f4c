"""Statistics of shares: intervals, the funnel with over-dispersion, differences.

The counts are complete, so nothing here is a sampling error. The intervals show how much a
share moves by chance when the numbers behind it are small (super-population reading).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

Z_95 = 1.959963984540054
Z_998 = 3.090232306167813
"""The funnel's limits at 95 % and 99.8 % (normal quantiles)."""


def wilson(k: Numbers, n: Numbers, *, z: float = Z_95) -> tuple[Numbers, Numbers]:
    """Wilson score interval of k/n, without continuity correction.

    centre = (p + z²/2n) / (1 + z²/n), half = z·sqrt(p(1-p)/n + z²/4n²) / (1 + z²/n).
    Wilson (1927), JASA 22, 209-212; recommended by Brown, Cai and DasGupta (2001). NaN where n is 0.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        p = k / n
        scale = 1 + z**2 / n
        centre = (p + z**2 / (2 * n)) / scale
        half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / scale
        low, high = centre - half, centre + half
    # Rounding of the last bit must not push the bounds off the exact 0 and 1, nor past the share.
    low = np.where(k == 0, 0.0, np.minimum(low, p))
    high = np.where(k == n, 1.0, np.maximum(high, p))
    nothing = np.isnan(p)
    return np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)


def newcombe(k: tuple[Numbers, Numbers], n: tuple[Numbers, Numbers]) -> tuple[Numbers, Numbers]:
    """95 % interval of the difference k₁/n₁ - k₂/n₂ of two independent shares (hybrid score).

    low = d - sqrt((p₁-l₁)² + (u₂-p₂)²), high = d + sqrt((u₁-p₁)² + (p₂-l₂)²), l and u by Wilson.
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    first, second = k[0] / n[0], k[1] / n[1]
    low_1, high_1 = wilson(k[0], n[0])
    low_2, high_2 = wilson(k[1], n[1])
    between = first - second
    low = between - np.hypot(first - low_1, high_2 - second)
    high = between + np.hypot(high_1 - first, second - low_2)
    return low, high


def funnel_z(k: Numbers, n: Numbers, target: float) -> Numbers:
    """Distance of each share to the target in standard errors under the target.

    z = (p - p₀) / sqrt(p₀(1-p₀)/n). Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.
    NaN where the target is 0 or 1: then every difference would be infinitely far.
    """
    if not 0 < target < 1:
        return np.full(np.shape(k), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        z: Numbers = (k / n - target) / np.sqrt(target * (1 - target) / n)
    return z


def winsorised(values: Numbers, share: float = 0.1) -> Numbers:
    """The values with the lowest and the highest tenth drawn in to the next value (NaN left out)."""
    ordered = np.sort(values[np.isfinite(values)])
    cut = int(share * ordered.size)
    if cut == 0:
        return ordered
    return np.clip(ordered, ordered[cut], ordered[-cut - 1])


@dataclass(frozen=True, kw_only=True)
class Dispersion:
    """How much wider counties scatter around the Land than chance alone would let them."""

    phi_raw: float
    phi: float
    regions_count: int

    @property
    def is_excessive(self) -> bool:
        """More than chance explains: phi above 1 + 2·sqrt(2/I), about two standard errors of phi."""
        return self.regions_count > 0 and self.phi > 1 + 2 * float(np.sqrt(2 / self.regions_count))

    @property
    def factor(self) -> float:
        """By how much the funnel's limits are widened; never narrowed."""
        return float(np.sqrt(self.phi)) if self.is_excessive else 1.0


def dispersion(z: Numbers) -> Dispersion:
    """Over-dispersion of the counties' distances: the mean of z², its tenths winsorised.

    phi = Σ z_w² / I. Spiegelhalter (2005), section on over-dispersion, multiplicative model.
    """
    known = z[np.isfinite(z)]
    if known.size == 0:
        return Dispersion(phi_raw=float("nan"), phi=float("nan"), regions_count=0)
    drawn_in = winsorised(known)
    return Dispersion(
        phi_raw=float(np.mean(known**2)), phi=float(np.mean(drawn_in**2)), regions_count=int(known.size)
    )


def against_rest(k: Numbers, n: Numbers, whole_k: float, whole_n: float) -> tuple[Numbers, Numbers]:
    """Difference of each county to the Land without it, as 95 % interval.

    The county is a part of the Land, so the plain comparison is partly with itself. The strict
    one takes its cases out: (k/n) - (K-k)/(N-n), interval by Newcombe.
    """
    return newcombe((k, whole_k - k), (n, whole_n - n))
