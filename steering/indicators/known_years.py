"""Years of an indicator that must not be read as they stand: breaks of its series, and known artefacts."""

from dataclasses import dataclass

from steering.indicators.indicator import Indicator
from steering.reference.breaks import breaks
from steering.reference.entries import begins, holds_in
from steering.reference.events import events


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
    """What is known about the tables and figures of an indicator in a region's Land."""
    named = {term.variable for term in indicator.formula.terms}
    broken = {
        each.first_year
        for table in indicator.table_codes
        for each in breaks(table, region_code)
        if not each.variables or named.intersection(each.variables)
    }
    odd = {
        year
        for each in events()
        if holds_in(each.land, region_code)
        and any(begins(table, each.statistic) for table in indicator.table_codes)
        and (not each.variables or named.intersection(each.variables))
        for year in range(each.from_year, each.to_year + 1)
    }
    return KnownYears(breaks=frozenset(broken), artefacts=frozenset(odd))
