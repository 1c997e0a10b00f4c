"""Computing anew after a change: only the indicators and periods on which a changed cell bears.

The cells that are not needed are left out before anything is laid out, so the cost grows with the change.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from steering.disclosure.gate import withhold_remainders
from steering.indicators.defining.catalogue import Indicator
from steering.indicators.defining.formula import Kind, Sum
from steering.indicators.defining.indicator import Join
from steering.indicators.measuring.computing import FEDERATION_CODE
from steering.indicators.measuring.inputs import axis_of_indicator
from steering.indicators.measuring.measured import measure
from steering.indicators.measuring.observations import observed
from steering.indicators.measuring.periods import shifted
from steering.indicators.measuring.values import ComputedValue

_YEAR = 4


@dataclass(frozen=True, kw_only=True)
class ChangedCell:
    """What of a cell decides on whom it bears: its variable and its period."""

    variable: str
    period: str


Periods = Mapping[str, frozenset[str]]
"""By indicator: the periods of its values that are affected."""


def affected(indicators: Collection[Indicator], changed: Collection[ChangedCell]) -> Periods:
    """The values on which a changed cell bears, by indicator and period, for all regions together.

    A figure bears on the year itself and on every year from which a formula looks back (or ahead) at it. Of
    shares of one whole all are affected together: what is withheld of one depends on the others.
    """
    found: dict[str, set[str]] = {}
    for indicator in indicators:
        by_year = indicator.join is Join.SAME_YEAR
        for term in indicator.formula.terms:
            told = {each.period for each in changed if each.variable == term.variable}
            named = {period[:_YEAR] if by_year else period for period in told}
            periods = {shifted(period, -lag) for period in named for lag in term.lags}
            if periods:
                found.setdefault(indicator.key, set()).update(periods)
    shares = [indicator for indicator in indicators if indicator.formula.kind is Kind.SHARE]
    wholes: dict[Sum, set[str]] = {}
    for indicator in shares:
        wholes.setdefault(indicator.formula.denominator, set()).update(found.get(indicator.key, ()))
    for indicator in shares:
        beside = wholes[indicator.formula.denominator]
        if beside:
            found[indicator.key] = set(beside)
    return {key: frozenset(periods) for key, periods in found.items()}


def recompute(
    indicators: Sequence[Indicator],
    cells: pd.DataFrame,
    periods: Periods,
    *,
    land_code: str,
    peers: Sequence[str],
    others: Sequence[str] = (),
) -> list[ComputedValue]:
    """The values of these indicators and periods, each as `compute` would give it."""
    chosen = {each.key: each for each in indicators if periods.get(each.key)}
    if not chosen:
        return []
    needed = _needed(cells, chosen, periods)
    observations = observed(needed, list(dict.fromkeys([*peers, land_code, FEDERATION_CODE, *others])))
    made: list[ComputedValue] = []
    for key, indicator in chosen.items():
        known = axis_of_indicator(indicator, indicator.formula, observations)
        axis = [period for period in known if period in periods[key]]
        if axis:
            made += measure(indicator, observations, land_code=land_code, peers=peers, periods=axis).rows()
    return withhold_remainders(made, chosen)


def _needed(cells: pd.DataFrame, chosen: Mapping[str, Indicator], periods: Periods) -> pd.DataFrame:
    """The cells that these indicators read for these periods."""
    years: dict[str, set[str]] = {}
    for key, indicator in chosen.items():
        for term in indicator.formula.terms:
            near = {shifted(period, lag)[:_YEAR] for period in periods[key] for lag in term.lags}
            years.setdefault(term.variable, set()).update(near)
    named = cells[cells["variable"].isin(list(years))]
    year = named["period"].astype(object).str.slice(0, _YEAR)
    pairs = pd.MultiIndex.from_arrays([named["variable"].astype(object), year])
    wanted = [(variable, each) for variable, told in years.items() for each in told]
    return named[pairs.isin(wanted)]
