"""Inputs of indicators: the observations of a formula over regions and periods, with what they lack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from steering.cube.cube import Numbers
from steering.errors import ChecksFailed
from steering.indicators.defining.formula import Formula, Sum, Term
from steering.indicators.defining.indicator import Indicator, Join
from steering.indicators.measuring.marks import ABSENT, DOUBLE, IS_THERE, Marks, laid_over
from steering.indicators.measuring.observations import Observations, Places
from steering.indicators.measuring.periods import axis_of, places
from steering.indicators.measuring.planes import Plane, plane


@dataclass(frozen=True, kw_only=True, eq=False)
class Laid:
    """One term of a formula over [region, period of the indicator]."""

    term: Term
    numbers: Numbers
    marks: Marks
    sources: tuple[tuple[Plane, Places], ...]

    def cells(self, region: int, period: int) -> Iterator[tuple[int, str, int]]:
        """The cells behind one place: sign, name, and row in the table of cells."""
        for found, columns in self.sources:
            if columns[period] >= 0:
                yield from found.cells(region, int(columns[period]))


@dataclass(frozen=True, kw_only=True, eq=False)
class Inputs:
    """The inputs of one formula for every region and period."""

    regions: tuple[str, ...]
    periods: tuple[str, ...]
    laid: Mapping[str, Laid]

    @property
    def marks(self) -> Marks:
        """What the inputs lack, all laid over each other."""
        return laid_over([each.marks for each in self.laid.values()])

    def total(self, terms: Sum) -> Numbers:
        """A sum of terms; NaN where one of them has no number."""
        first, *others = terms
        numbers = self.laid[first.name].numbers
        summed: Numbers = numbers if first.sign == 1 else first.sign * numbers
        for number, term in enumerate(others):
            numbers = self.laid[term.name].numbers
            if number == 0:
                summed = summed + (numbers if term.sign == 1 else term.sign * numbers)
            else:
                # From the third term on the sum is our own array.
                summed += numbers if term.sign == 1 else term.sign * numbers
        return summed


def lay_out(
    indicator: Indicator,
    formula: Formula,
    observations: Observations,
    *,
    periods: Sequence[str] | None = None,
) -> Inputs:
    """Every observation of a formula over all regions and given periods, or those of the first one."""
    by_year = indicator.join is Join.SAME_YEAR
    axis = tuple(periods) if periods is not None else axis_of_indicator(indicator, formula, observations)
    laid: dict[str, Laid] = {}
    for term in formula.terms:
        if term.name not in laid:
            laid[term.name] = _lay(term, indicator, observations, axis, by_year=by_year)
    return Inputs(regions=observations.regions, periods=axis, laid=laid)


def axis_of_indicator(indicator: Indicator, formula: Formula, observations: Observations) -> tuple[str, ...]:
    """The periods of an indicator: those of its first observation."""
    lead = formula.terms[0]
    held = {
        period
        for layer in observations.of(lead.variable, indicator.reference_times)
        for period in layer.periods
    }
    return axis_of(sorted(held), lead.lags, by_year=indicator.join is Join.SAME_YEAR)


def _lay(
    term: Term, indicator: Indicator, observations: Observations, axis: tuple[str, ...], *, by_year: bool
) -> Laid:
    planes = [
        plane(layer, term.breakdown) for layer in observations.of(term.variable, indicator.reference_times)
    ]
    shape = (len(observations.regions), len(axis))
    lagged: list[tuple[Numbers, Marks]] = []
    sources: list[tuple[Plane, Places]] = []
    for lag in term.lags:
        numbers, marks = None, None
        for found in planes:
            for columns in places(found.periods, axis, lag, by_year=by_year):
                sources.append((found, columns))
                taken = _taken(found, columns)
                numbers, marks = (
                    taken if numbers is None or marks is None else _merged((numbers, marks), taken)
                )
        if numbers is None or marks is None:
            numbers, marks = np.full(shape, np.nan), np.full(shape, ABSENT, dtype=np.uint8)
        lagged.append((numbers, marks))
    numbers, marks = _mean(lagged)
    laid = Laid(term=term, numbers=numbers, marks=marks, sources=tuple(sources))
    _refuse_doubles(indicator, laid, observations, axis)
    return laid


def _taken(found: Plane, columns: Places) -> tuple[Numbers, Marks]:
    """The plane over the periods of the indicator; the very arrays where they are the same."""
    if len(columns) == len(found.periods) and bool((columns == np.arange(len(columns))).all()):
        return found.numbers, found.marks
    numbers, marks = found.numbers[:, columns], found.marks[:, columns]
    is_nowhere = columns < 0
    if is_nowhere.any():
        numbers[:, is_nowhere] = np.nan
        marks[:, is_nowhere] = ABSENT
    return numbers, marks


def _merged(first: tuple[Numbers, Marks], second: tuple[Numbers, Marks]) -> tuple[Numbers, Marks]:
    """Two readings of one observation: whichever has a cell; both is one too many."""
    is_second = (second[1] & IS_THERE) != 0
    is_double = is_second & ((first[1] & IS_THERE) != 0)
    numbers, marks = np.where(is_second, second[0], first[0]), np.where(is_second, second[1], first[1])
    return numbers, np.where(is_double, marks | DOUBLE, marks).astype(np.uint8)


def _mean(lagged: Sequence[tuple[Numbers, Marks]]) -> tuple[Numbers, Marks]:
    if len(lagged) == 1:
        return lagged[0]
    numbers: Numbers = np.add.reduce([each for each, _ in lagged]) / len(lagged)
    return numbers, laid_over([marks for _, marks in lagged])


def _refuse_doubles(
    indicator: Indicator, laid: Laid, observations: Observations, axis: Sequence[str]
) -> None:
    is_double = (laid.marks & DOUBLE) != 0
    if not is_double.any():
        return
    region, period = (int(each) for each in np.argwhere(is_double)[0])
    code = observations.regions[region]
    releases = observations.releases_at(laid.term.variable, laid.term.breakdown, region)
    raise ChecksFailed(
        f"Indicator {indicator.key}: {laid.term.name!r} for region {code}, period {axis[period]}, stands in "
        f"several cells (releases {', '.join(releases)}). Give one release of each table.",
        code="ambiguous_cells",
        indicator_key=indicator.key,
        releases=releases,
    )
