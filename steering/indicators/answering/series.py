"""The series of one region until a period: which years count, which are left out and why, and its trend."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from steering.indicators.answering.result import TrendResult
from steering.indicators.answering.series_years import events_of, first_years, lags_of
from steering.indicators.measuring.measured import Measured
from steering.indicators.measuring.rows import maybe
from steering.indicators.statistics import trend
from steering.sources.periods import year_of


@dataclass(frozen=True, kw_only=True)
class Breaks:
    """The first years of a new way of counting, each with its key, and over which years a value looks."""

    first_years: Mapping[int, str]
    oldest: int
    newest: int

    def reason(self, year: int, last: int) -> str:
        """Why a year is no part of the series that ends in `last`; '' where it is."""
        for first, key in self.first_years.items():
            if first - self.newest <= year < first - self.oldest:
                return f"mixed:{key}"
        begun = [first for first in self.first_years if first - self.oldest <= last]
        since = max(begun, default=None)
        if since is not None and year < since - self.oldest:
            return f"before:{self.first_years[since]}"
        return ""


def trend_of(
    measured: Measured,
    region: int,
    period: int,
    *,
    excluded: Collection[int] = (),
    withheld: Collection[int] = (),
) -> TrendResult:
    """The trend of a region until a period, over what may be read as one series and may be shown.

    Years of known events, of withheld values, of mixed counting and those before the last break are left
    out and named; `withheld` are columns of values that stay back for the sake of others.
    """
    code = measured.regions[region]
    oldest, newest = lags_of(measured)
    broken = Breaks(first_years=first_years(measured, code), oldest=oldest, newest=newest)
    last = year_of(measured.periods[period])
    kept: dict[int, float] = {}
    left: list[tuple[int, str]] = []
    for place in range(period + 1):
        year, value = year_of(measured.periods[place]), measured.value[region, place]
        if not np.isfinite(value):
            continue
        why = "asked" if year in excluded else broken.reason(year, last)
        if not why and (place in withheld or not measured.is_publishable[region, place]):
            why = "withheld"
        why = why or next(iter(events_of(measured, code, year)), "")
        if why:
            left.append((year, why))
        else:
            kept[year] = float(value)
    return _fitted(kept, left)


def _fitted(kept: dict[int, float], left: Sequence[tuple[int, str]]) -> TrendResult:
    told = TrendResult(n=len(kept), years=tuple(sorted(kept)), excluded=tuple(left))
    if not kept:
        return told
    years = np.array(told.years, dtype=np.float64)
    found = trend(years, np.array([kept[year] for year in told.years], dtype=np.float64))
    if found is None:
        return told
    low, high = maybe(found.low), maybe(found.high)
    return TrendResult(
        n=found.points,
        years=told.years,
        tau=maybe(found.tau),
        p=maybe(found.p_value),
        slope=maybe(found.slope),
        ci=None if low is None or high is None else (low, high),
        excluded=told.excluded,
    )
