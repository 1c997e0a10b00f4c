"""Years of an indicator that must not be read as they stand: breaks of its series, and known artefacts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from steering.indicators.defining.indicator import Indicator
from steering.reference.breaks import Break, breaks
from steering.reference.entries import begins, holds_in
from steering.reference.events import Event, events


@dataclass(frozen=True, kw_only=True)
class KnownYears:
    """First years of a new way of counting, and years with an artefact, in the years of the indicator."""

    breaks: frozenset[int] = frozenset()
    artefacts: frozenset[int] = frozenset()

    def explain(self, before: int, year: int) -> bool:
        """Whether a change between two years is known to be no change of the matter itself."""
        is_break = any(before < first <= year for first in self.breaks)
        return is_break or not self.artefacts.isdisjoint(range(before, year + 1))


def known_years(indicator: Indicator, region_code: str) -> KnownYears:
    """What is known about the tables and figures of an indicator in a region's Land.

    A value that rests on several years (a change over five years, a mean of two) is counted in the new way
    when all of them are; while only some are, it is an artefact.
    """
    lags = {lag for term in indicator.formula.terms for lag in term.lags}
    newest, oldest = max(lags, default=0), min(lags, default=0)
    variables = {term.variable for term in indicator.formula.terms}
    begun = {each.first_year for each in breaks_of(indicator, variables, region_code)}
    odd = {
        year
        for each in _events(indicator, variables, region_code)
        for year in range(each.from_year - newest, each.to_year - oldest + 1)
    }
    mixed = {year for first in begun for year in range(first - newest, first - oldest)}
    return KnownYears(breaks=frozenset(first - oldest for first in begun), artefacts=frozenset(odd | mixed))


def breaks_of(indicator: Indicator, variables: Collection[str], region_code: str) -> Iterator[Break]:
    """The breaks of an indicator's tables that bear on one of the figures."""
    for table in indicator.table_codes:
        yield from (each for each in breaks(table, region_code) if is_meant(each, variables))


def named_events(indicator: Indicator, region_code: str) -> Iterator[Event]:
    """The events that the entry of an indicator names, as far as they were in the region's Land."""
    for each in events():
        if each.key in indicator.excluded_by and holds_in(each.land, region_code):
            yield each


def is_meant(known: Break | Event, variables: Collection[str]) -> bool:
    """Whether it bears on one of the figures; what names none bears on all."""
    return not known.variables or not set(known.variables).isdisjoint(variables)


def _events(indicator: Indicator, variables: Collection[str], region_code: str) -> Iterator[Event]:
    """Those that the entry names, and those of its tables and figures."""
    yield from named_events(indicator, region_code)
    for each in events():
        of_table = any(begins(table, each.statistic) for table in indicator.table_codes)
        if of_table and holds_in(each.land, region_code) and is_meant(each, variables):
            yield each
