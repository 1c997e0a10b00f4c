"""Over-dispersion: counties scatter around the Land by more than chance, and judging has to know it."""

from dataclasses import dataclass

import numpy as np

from steering.indicators.statistics.arrays import Mask, Numbers

TENTH = 0.1


def winsorised(values: Numbers, share: float = TENTH) -> Numbers:
    """The values in order, the lowest and the highest tenth drawn in to the next value (NaN left out).

    values: [counties]. With fewer than ten nothing is drawn in.
    """
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


@dataclass(frozen=True, kw_only=True)
class Dispersions:
    """The same for many tables at once: an array per figure, the counties' axis gone.

    phi is NaN and the factor 1 where no county has a distance.
    """

    phi_raw: Numbers
    phi: Numbers
    regions_count: Numbers

    @property
    def is_excessive(self) -> Mask:
        """Where the scatter is more than chance explains, as in `Dispersion`."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Mask = self.phi > 1 + 2 * np.sqrt(2 / self.regions_count)
        return found

    @property
    def factor(self) -> Numbers:
        """By how much the funnel's limits are widened; never narrowed."""
        return np.sqrt(np.where(self.is_excessive, self.phi, 1.0))


def dispersion(z: Numbers) -> Dispersion:
    """Over-dispersion of the counties' distances z [counties]: the mean of z², its tenths winsorised.

    phi = Σ z_w² / I over the I counties with a distance; NaN is left out.
    Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, section on over-dispersion, multiplicative
    model; winsorising as in Spiegelhalter (2005), Quality and Safety in Health Care 14, 347-351.
    """
    found = dispersions(np.ravel(z))
    return Dispersion(
        phi_raw=float(found.phi_raw), phi=float(found.phi), regions_count=int(found.regions_count)
    )


def dispersions(z: Numbers, *, axis: int = 0) -> Dispersions:
    """Over-dispersion along one axis of an array of distances, all other axes at once; NaN is left out."""
    # Line by line in one piece of memory, which sorts several times as fast.
    ordered = np.array(np.moveaxis(np.asarray(z, dtype=np.float64), axis, -1), order="C")
    ordered[np.isinf(ordered)] = np.nan
    ordered.sort(axis=-1)
    size = ordered.shape[-1]
    count = size - np.count_nonzero(np.isnan(ordered), axis=-1)
    cut = (TENTH * count).astype(np.int64)
    if size == 0:
        nothing = np.full(count.shape, np.nan)
        return Dispersions(phi_raw=nothing, phi=nothing, regions_count=count.astype(np.float64))
    ends = np.stack([np.minimum(cut, size - 1), np.maximum(count - cut - 1, 0)], axis=-1)
    edges = np.take_along_axis(ordered, ends, axis=-1)
    drawn_in = np.clip(ordered, edges[..., :1], edges[..., 1:])
    return Dispersions(
        phi_raw=_mean_square(ordered, count),
        phi=_mean_square(drawn_in, count),
        regions_count=count.astype(np.float64),
    )


def _mean_square(values: Numbers, count: Numbers) -> Numbers:
    """Of the first `count` values of each line; NaN stands behind them."""
    known = values if np.all(count == values.shape[-1]) else np.where(np.isnan(values), 0.0, values)
    summed = np.einsum("...i,...i->...", known, known)
    found: Numbers = np.divide(summed, count, out=np.full(np.shape(count), np.nan), where=count > 0)
    return found
