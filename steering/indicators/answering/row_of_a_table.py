"""Whether a value asked of files would, with its neighbours in the table, give a withheld one away.

Shares of one whole are a row of a table: whoever knows all but one knows that one. The same holds of women
and men, and of both together. So the row is judged as a whole, whatever is asked of it, and every question
gets an answer out of the same decision.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from steering.disclosure.counts import FigureKey
from steering.disclosure.deciding import decide
from steering.disclosure.groups import GroupFigure
from steering.indicators.answering.asking import Asked
from steering.indicators.defining.breaking import breakdown_formulas
from steering.indicators.defining.formula import Kind
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.measured import Measured, measure
from steering.indicators.measuring.rows import maybe

At = tuple[int, int]


def staying_back(
    asked: Asked, catalogue: Mapping[str, Indicator], withheld: Collection[FigureKey] = ()
) -> frozenset[int]:
    """The periods, as columns up to the one asked for, in which the figure asked for stays back.

    `withheld` are figures that papers keep back already.
    """
    places = [(asked.region, column) for column in range(asked.period + 1)]
    named = (column for row, column in places if _named(asked, (row, column)) in withheld)
    return frozenset([*named, *(column for _, column in _given_away(asked, catalogue, places))])


def regions_staying_back(
    asked: Asked, catalogue: Mapping[str, Indicator], rows: Iterable[int]
) -> frozenset[int]:
    """The regions among these rows whose figure of the period asked for stays back."""
    found = _given_away(asked, catalogue, [(row, asked.period) for row in rows])
    return frozenset(row for row, _ in found)


def beside_of(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> list[Indicator]:
    """The indicators that share a whole with this one: whoever knows all but one knows that one."""
    return [
        each
        for each in catalogue.values()
        if each.key != indicator.key
        and each.formula.kind is Kind.SHARE
        and indicator.formula.kind is Kind.SHARE
        and each.formula.denominator == indicator.formula.denominator
    ]


def _given_away(asked: Asked, catalogue: Mapping[str, Indicator], places: Iterable[At]) -> Iterator[At]:
    """The places, as region and period, where a withheld neighbour in the table would follow."""
    if asked.measured.formula.kind is not Kind.SHARE:
        return
    indicators = {each.key: each for each in (*beside_of(asked.indicator, catalogue), asked.indicator)}
    row = list(_row(asked, indicators))
    yield from (at for at in places if _stays_back(asked, row, indicators, at))


def _named(asked: Asked, at: At) -> FigureKey:
    region, period = asked.measured.regions[at[0]], asked.measured.periods[at[1]]
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


def _stays_back(asked: Asked, row: list[Measured], indicators: Mapping[str, Indicator], at: At) -> bool:
    told = [each for each in row if np.isfinite(each.value[at])]
    if all(each.is_publishable[at] for each in told):
        return False
    decision = decide([_figure(each, at) for each in told], indicators)
    return _named(asked, at) in decision.figures


def _figure(measured: Measured, at: At) -> GroupFigure:
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
