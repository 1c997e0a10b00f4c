"""Whether a value asked of files would, with its neighbours in the table, give a withheld one away.

Shares of one whole are a row of a table: whoever knows all but one knows that one. The same holds of women
and men, and of both together. So the row is judged as a whole, whatever is asked of it, and every question
gets an answer out of the same decision.
"""

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from steering.disclosure.counts import FigureKey
from steering.disclosure.deciding import decide
from steering.disclosure.groups import GroupFigure
from steering.indicators.asking import Asked
from steering.indicators.breaking import breakdown_formulas
from steering.indicators.formula import Kind
from steering.indicators.indicator import Indicator
from steering.indicators.measured import Measured, measure
from steering.indicators.rows import maybe


def staying_back(
    asked: Asked, beside: Mapping[str, Indicator], withheld: Collection[FigureKey] = ()
) -> frozenset[int]:
    """The periods, as columns up to the one asked for, in which the figure asked for stays back.

    `beside` are the indicators that share a whole with it, `withheld` what papers keep back already.
    """
    columns = range(asked.period + 1)
    found = frozenset(column for column in columns if _named(asked, column) in withheld)
    if asked.measured.formula.kind is not Kind.SHARE:
        return found
    indicators = {**beside, asked.indicator.key: asked.indicator}
    row = list(_row(asked, indicators))
    return found.union(column for column in columns if _stays_back(asked, row, indicators, column))


def _named(asked: Asked, column: int) -> FigureKey:
    region, period = asked.measured.regions[asked.region], asked.measured.periods[column]
    return FigureKey(asked.indicator.key, asked.question.breakdown, region, period)


def _row(asked: Asked, indicators: Mapping[str, Indicator]) -> Iterator[Measured]:
    """The figures of the row over all periods: wholes and categories, and what was asked for."""
    measured = asked.measured
    own = (asked.indicator.key, asked.question.breakdown)
    formulas = {
        (key, name): formula
        for key, each in indicators.items()
        for name, formula in breakdown_formulas(each).items()
        if name not in dict(each.variants)
    }
    for (key, name), formula in {**formulas, own: measured.formula}.items():
        yield measure(
            indicators[key],
            measured.observations,
            land_code=measured.regions[measured.land_row],
            peers=(),
            formula=formula,
            breakdown=name,
            periods=measured.periods,
        )


def _stays_back(asked: Asked, row: list[Measured], indicators: Mapping[str, Indicator], column: int) -> bool:
    at = asked.region, column
    told = [each for each in row if np.isfinite(each.value[at])]
    if all(each.is_publishable[at] for each in told):
        return False
    decision = decide([_figure(each, at) for each in told], indicators)
    return _named(asked, column) in decision.figures


def _figure(measured: Measured, at: tuple[int, int]) -> GroupFigure:
    region, column = at
    return GroupFigure(
        indicator_key=measured.indicator.key,
        breakdown=measured.breakdown,
        region_code=measured.regions[region],
        period=measured.periods[column],
        value=maybe(measured.value[at]),
        numerator=maybe(measured.k[at]),
        denominator=maybe(measured.n[at]),
        ci_low=maybe(measured.low[at]),
        ci_high=maybe(measured.high[at]),
        method=measured.reckoned.method,
        is_publishable=bool(measured.is_publishable[at]),
    )
