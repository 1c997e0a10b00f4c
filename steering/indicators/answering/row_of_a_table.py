"""Whether a value asked of files would, with its neighbours in the table, give a withheld one away.

Shares of one whole are a row of a table: whoever knows all but one knows that one. The same holds of women
and men, and of both together. So the row is judged as a whole, whatever is asked of it, and every question
gets an answer out of the same decision.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

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


class RowOfATable:
    """The row in which a figure stands, measured once for all that is asked about it."""

    def __init__(self, asked: Asked, catalogue: Mapping[str, Indicator]) -> None:
        self._asked = asked
        beside = beside_of(asked.indicator, catalogue)
        self._indicators = {each.key: each for each in (*beside, asked.indicator)}

    def periods_staying_back(self, withheld: Collection[FigureKey] = ()) -> frozenset[int]:
        """The periods, as columns up to the one asked for, in which the figure asked for stays back.

        `withheld` are figures that papers keep back already.
        """
        asked = self._asked
        places = [(asked.region, column) for column in range(asked.period + 1)]
        named = (column for row, column in places if self._named((row, column)) in withheld)
        return frozenset([*named, *(column for _, column in self._given_away(places))])

    def regions_staying_back(self, rows: Iterable[int]) -> frozenset[int]:
        """The regions among these rows whose figure of the period asked for stays back."""
        found = self._given_away((row, self._asked.period) for row in rows)
        return frozenset(row for row, _ in found)

    def _given_away(self, places: Iterable[At]) -> Iterator[At]:
        """The places, as region and period, where a withheld neighbour in the table would follow."""
        if self._asked.measured.formula.kind is Kind.SHARE:
            yield from (at for at in places if self._stays_back(at))

    def _stays_back(self, at: At) -> bool:
        told = [each for each in self._figures if np.isfinite(each.value[at])]
        if all(each.is_publishable[at] for each in told):
            return False
        decision = decide([_figure(each, at) for each in told], self._indicators)
        return self._named(at) in decision.figures

    def _named(self, at: At) -> FigureKey:
        asked, (row, column) = self._asked, at
        region, period = asked.measured.regions[row], asked.measured.periods[column]
        return FigureKey(asked.indicator.key, asked.question.breakdown, region, period)

    @cached_property
    def _figures(self) -> tuple[Measured, ...]:
        """The figures of the row over all periods: wholes and categories, and what was asked for."""
        measured = self._asked.measured
        own = (self._asked.indicator.key, self._asked.question.breakdown)
        formulas = {
            (key, name): formula
            for key, each in self._indicators.items()
            for name, formula in breakdown_formulas(each).items()
            if name not in dict(each.variants)
        }
        return tuple(
            measure(
                self._indicators[key],
                measured.observations,
                land_code=measured.regions[measured.land_row],
                peers=(),
                formula=formula,
                breakdown=name,
                periods=measured.periods,
            )
            for (key, name), formula in {**formulas, own: measured.formula}.items()
        )


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
