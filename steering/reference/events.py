"""Events that explain a jump in a series, so that nobody is alarmed by what is known."""

from functools import cache

from steering.profile.kinds import Flag, Text, Year, declared
from steering.reference.entries import begins, holds_in, is_within, shipped


@declared
class Event:
    """What happened in a Land to a statistic, in which years of the table, and to which figures.

    Without `variables` all figures of the statistic are meant. `is_verified` is false where no source at
    hand says so.
    """

    key: Text
    land: Text
    statistic: Text
    from_year: Year
    to_year: Year
    variables: tuple[str, ...] = ()
    title: Text
    title_en: Text
    is_verified: Flag = True
    source: Text


@declared
class Events:
    """events.toml."""

    event: tuple[Event, ...]


@cache
def events() -> tuple[Event, ...]:
    """All events that are known."""
    return shipped(Events, "events.toml").event


def known_events(
    statistic: str,
    land: str,
    year: int,
    variable: str = "",
    known: tuple[Event, ...] | None = None,
) -> tuple[Event, ...]:
    """The events that a table, a Land (or a region in it) and a year had; without a variable all of them."""
    return tuple(
        each
        for each in (events() if known is None else known)
        if holds_in(each.land, land)
        and begins(statistic, each.statistic)
        and is_within(year, each.from_year, each.to_year)
        and (not variable or not each.variables or variable in each.variables)
    )
