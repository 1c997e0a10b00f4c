"""Trends of short series: Mann-Kendall test and Theil-Sen slope, for one series or for all at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from steering.indicators.statistics.arrays import Z_95, Mask, Numbers
from steering.indicators.statistics.kendall import score_p, score_variance
from steering.indicators.statistics.ordering import Ranks, middle_and
from steering.indicators.statistics.series import breaks_at, since_break, without, years_among

FEWEST_POINTS = 5
"""Four points cannot be significant: the smallest two-sided p is 0.083."""
POINTS_FOR_A_STATEMENT = 8
"""From so many points on a text may speak of a trend; before, it is told as a figure only."""
SURE_ENOUGH = 0.05
_NUMBERS_AT_ONCE = 1 << 18
# So many differences fit the processor's own memory.


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A series' direction, how sure it is, and how fast it moves per period."""

    points: int
    tau: float
    p_value: float
    slope: float
    low: float = float("nan")
    high: float = float("nan")
    since: float = float("nan")
    excluded: tuple[float, ...] = ()

    @property
    def is_statement(self) -> bool:
        """Whether a text may speak of a trend: enough points, and more than chance explains."""
        return self.points >= POINTS_FOR_A_STATEMENT and self.p_value < SURE_ENOUGH and self.slope != 0


@dataclass(frozen=True, kw_only=True)
class Trends:
    """The trends of many series: an array per figure, the axis of periods gone.

    All but `points` are NaN for series below five points, where nothing can be said. `slope` and its limits
    `low`, `high` are in the unit of the values per unit of time.
    """

    points: Ranks
    tau: Numbers
    p_value: Numbers
    slope: Numbers
    low: Numbers
    high: Numbers

    @property
    def is_statement(self) -> Mask:
        """Of which series a text may speak of a trend, as in `Trend`."""
        with np.errstate(invalid="ignore"):
            sure: Mask = (self.p_value < SURE_ENOUGH) & (np.abs(self.slope) > 0)
        return sure & (self.points >= POINTS_FOR_A_STATEMENT)


def trend(
    times: Numbers, values: Numbers, *, breaks: Iterable[float] = (), excluded: Iterable[float] = ()
) -> Trend | None:
    """The monotone trend of one series [periods]; None below five points, where nothing can be said.

    `breaks` are first years of a new way of counting: only what follows the last one is looked at.
    `excluded` are years with known artefacts: left out, and named in the result if they had a value.
    """
    left_out = years_among(times, excluded)
    whole = since_break(np.asarray(values, dtype=np.float64), breaks_at(times, breaks))
    kept = without(whole, left_out)
    found = trends(times, kept)
    if found.points < FEWEST_POINTS:
        return None
    return Trend(
        points=int(found.points),
        tau=float(found.tau),
        p_value=float(found.p_value),
        slope=float(found.slope),
        low=float(found.low),
        high=float(found.high),
        since=float(times[np.isfinite(kept)][0]),
        excluded=tuple(float(year) for year in times[left_out & np.isfinite(whole)]),
    )


def trends(times: Numbers, values: Numbers) -> Trends:
    """The monotone trends of many series [..., periods], NaN where a period has no value.

    times: [periods], ascending, in years; the slope is per year. No series is looked at alone.

    S = Σ sign(yⱼ - yᵢ) over i < j, tau = S / (n(n-1)/2), p by `kendall.score_p`: Mann (1945), Econometrica
    13, 245-259; Kendall (1975). Slope: the median of (yⱼ-yᵢ)/(tⱼ-tᵢ), its 95 % limits the slopes of the ranks
    (N ± 1.96·sqrt(Var S))/2: Theil (1950), Sen (1968), JASA 63, 1379-1389, section 6.
    """
    times = np.asarray(times, dtype=np.float64)
    values = np.asarray(values, dtype=np.float64)
    rows = values.reshape(prod(values.shape[:-1]), values.shape[-1])
    pieces = [_block(times, rows[part]) for part in _parts(rows.shape)]
    joined = [np.concatenate(column).reshape(values.shape[:-1]) for column in zip(*pieces, strict=True)]
    points, tau, p_value, slope, low, high = joined
    return Trends(points=points.astype(np.int64), tau=tau, p_value=p_value, slope=slope, low=low, high=high)


def _parts(shape: tuple[int, ...]) -> Iterator[slice]:
    """Cuts the series into blocks whose differences fit the processor's own memory."""
    count, periods = shape
    step = max(1, _NUMBERS_AT_ONCE // max(1, periods * (periods - 1) // 2))
    yield from (slice(start, start + step) for start in range(0, max(count, 1), step))


def _block(times: Numbers, values: Numbers) -> tuple[Numbers, ...]:
    points = (~np.isnan(values)).sum(axis=-1)
    slopes = _slopes(times, values)
    if slopes.shape[0] == 0:
        return (points, *np.full((5, len(points)), np.nan))
    pairs = points * (points - 1) // 2
    rises, falls = (np.add.reduce(each, axis=0, dtype=np.int32) for each in (slopes > 0, slopes < 0))
    score, ties = rises - falls, np.zeros(len(points))
    tied = np.flatnonzero(rises + falls < pairs)
    if tied.size:
        ties[tied] = _tie_term(values[tied])
    half = Z_95 * np.sqrt(np.maximum(score_variance(points, ties), 0.0))
    lower = np.maximum(np.round((pairs - half) / 2) - 1, 0).astype(np.int64)
    upper = np.minimum(np.round((pairs + half) / 2), pairs - 1).astype(np.int64)
    ordered = np.ascontiguousarray(slopes.T)
    ordered.sort(axis=-1)
    middle, low, high = middle_and(ordered, pairs, lower, upper)
    tau = np.divide(score, pairs, out=np.zeros(len(points)), where=pairs > 0)
    found = (tau, score_p(score, points, ties), middle, low, high)
    enough = points >= FEWEST_POINTS
    if enough.all():
        return (points, *found)
    return (points, *(np.where(enough, each, np.nan) for each in found))


def _slopes(times: Numbers, values: Numbers) -> Numbers:
    """The slope between any two periods of each series: [pairs, series], pair by pair for all series."""
    series, periods = values.shape
    by_period = np.ascontiguousarray(values.T)
    slopes = np.empty((periods * (periods - 1) // 2, series))
    start = 0
    for apart in range(1, periods):
        until = start + periods - apart
        np.subtract(by_period[apart:], by_period[:-apart], out=slopes[start:until])
        slopes[start:until] /= (times[apart:] - times[:-apart])[:, np.newaxis]
        start = until
    return slopes


def _tie_term(values: Numbers) -> Numbers:
    """Σ t(t-1)(2t+5) over the groups of t equal values of each series: each member adds (t-1)(2t+5)."""
    alike = (values[:, :, np.newaxis] == values[:, np.newaxis, :]).sum(axis=-1)
    found: Numbers = np.where(alike > 0, (alike - 1) * (2 * alike + 5), 0).sum(axis=-1)
    return found
