"""Which figures can tell anything about a small one: those of related counts and periods."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from expectations.sources.equations import Part, SameFact, SumOfVariables, all_of
from steering.disclosure.counts import Figure, year_of
from steering.indicators.defining.indicator import Indicator

Some = TypeVar("Some", bound=Figure)


def near(figures: Iterable[Some], small: Sequence[Figure], indicators: Mapping[str, Indicator]) -> list[Some]:
    """The figures that share counts, or sums of counts, with the small ones, in years that meet."""
    variables = {key: {term.variable for term in each.formula.terms} for key, each in indicators.items()}
    keys = _related({each.indicator_key for each in small}, variables)
    is_over_years = any(term.lags != (0,) for key in keys for term in indicators[key].formula.terms)
    years = {year_of(each.period) for each in small}
    return [
        each
        for each in figures
        if each.indicator_key in keys and (is_over_years or year_of(each.period) in years)
    ]


def _related(start: set[str], variables: Mapping[str, set[str]]) -> set[str]:
    """The indicators that hang together with some by the variables of their formulas."""
    groups = [
        *({each.total, *each.parts} for each in all_of(SumOfVariables)),
        *({each.part, each.whole} for each in all_of(Part)),
        *({each.one, each.other} for each in all_of(SameFact)),
    ]
    found, reached = set(start), set[str]().union(*(variables[key] for key in start))
    while True:
        wider = reached.union(*(group for group in groups if group & reached))
        more = {key for key, named in variables.items() if named & wider}
        if more <= found and wider == reached:
            return found
        found |= more
        reached = wider.union(*(variables[key] for key in more))
