"""Which years of an indicator a value rests on, where its series breaks, and what is known to mislead."""

from typing import Protocol

from steering.indicators.defining.formula import Formula
from steering.indicators.defining.indicator import Indicator
from steering.indicators.judging.known_years import breaks_of, is_meant, named_events
from steering.indicators.measuring.moves import grown_in
from steering.reference.events import known_events


class Defined(Protocol):
    """What breaks and events are looked up by: an indicator, and the formula that is meant."""

    @property
    def indicator(self) -> Indicator: ...  # noqa: D102
    @property
    def formula(self) -> Formula: ...  # noqa: D102


def first_years(measured: Defined, region: str) -> dict[int, str]:
    """The years in which one of the inputs begins to be counted otherwise, each with the key of the break."""
    variables = {term.variable for term in measured.formula.terms}
    grown = {year: f"territory_{code}" for year, code in grown_in(region).items()}
    return grown | {each.first_year: each.key for each in breaks_of(measured.indicator, variables, region)}


def lags_of(measured: Defined) -> tuple[int, int]:
    """From the oldest to the newest year that a value rests on, counted from its own."""
    lags = {lag for term in measured.formula.terms for lag in term.lags}
    return min(lags), max(lags)


def events_of(measured: Defined, region: str, year: int) -> tuple[str, ...]:
    """What is known to mislead in a year on which the value of a year rests, by key."""
    variables = {term.variable for term in measured.formula.terms}
    oldest, newest = lags_of(measured)
    years = range(year + oldest, year + newest + 1)
    found = {
        each.key: None
        for table in measured.indicator.table_codes
        for one in years
        for each in known_events(table, region, one)
        if is_meant(each, variables)
    }
    found |= {
        each.key: None
        for each in named_events(measured.indicator, region)
        if any(each.from_year <= one <= each.to_year for one in years)
    }
    return tuple(found)
