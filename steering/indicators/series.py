"""The series of one region until a period: which years count, which are left out and why, and its trend."""

from collections.abc import Collection, Sequence

import numpy as np

from steering.indicators.measured import Measured
from steering.indicators.moves import grown_in
from steering.indicators.periods import year_of
from steering.indicators.result import TrendResult
from steering.indicators.rows import maybe
from steering.indicators.statistics import trend
from steering.reference.breaks import breaks
from steering.reference.entries import holds_in
from steering.reference.events import events, known_events


def first_years(measured: Measured, region: str) -> dict[int, str]:
    """The years in which one of the inputs begins to be counted otherwise, each with the key of the break."""
    variables = {term.variable for term in measured.formula.terms}
    grown = {year: f"territory_{code}" for year, code in grown_in(region).items()}
    return grown | {
        each.first_year: each.key
        for table in measured.indicator.table_codes
        for each in breaks(table, region)
        if not each.variables or variables & set(each.variables)
    }


def events_of(measured: Measured, region: str, year: int) -> tuple[str, ...]:
    """What is known to mislead in a year of the indicator's tables, by key."""
    variables = {term.variable for term in measured.formula.terms}
    found = {
        each.key: None
        for table in measured.indicator.table_codes
        for each in known_events(table, region, year)
        if not each.variables or variables & set(each.variables)
    }
    named = set(measured.indicator.excluded_by)
    found |= {
        each.key: None
        for each in events()
        if each.key in named and holds_in(each.land, region) and each.from_year <= year <= each.to_year
    }
    return tuple(found)


def trend_of(measured: Measured, region: int, period: int, *, excluded: Collection[int] = ()) -> TrendResult:
    """The trend of a region until a period, over what may be read as one series and may be shown.

    Years of known events, of withheld values and those before the last break are left out and named.
    """
    code = measured.regions[region]
    years = [year_of(each) for each in measured.periods[: period + 1]]
    values = measured.value[region, : period + 1]
    begun = {year: why for year, why in first_years(measured, code).items() if year <= years[-1]}
    since = max(begun, default=0)
    kept: dict[int, float] = {}
    left: list[tuple[int, str]] = []
    for place, year in enumerate(years):
        if not np.isfinite(values[place]):
            continue
        why = _why_not(measured, (region, place), year, since, begun, excluded)
        if why:
            left.append((year, why))
        else:
            kept[year] = float(values[place])
    return _fitted(kept, left)


def _why_not(
    measured: Measured,
    at: tuple[int, int],
    year: int,
    since: int,
    begun: dict[int, str],
    excluded: Collection[int],
) -> str:
    if year in excluded:
        return "asked"
    if year < since:
        return f"before:{begun[since]}"
    if not measured.is_publishable[at]:
        return "withheld"
    return next(iter(events_of(measured, measured.regions[at[0]], year)), "")


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
