"""Where a series breaks (Zeitreihenbruch): figures before and after must not be read as one trend."""

from enum import StrEnum
from functools import cache

from steering.profile.kinds import Flag, Text, Year, declared
from steering.reference.entries import begins, holds_in, shipped


class BreakKind(StrEnum):
    """Why a series breaks."""

    CENSUS = "census"
    TERRITORY = "territory"
    METHOD = "method"
    CATEGORIES = "categories"


@declared
class Break:
    """From `first_year` on the figures of a table are counted otherwise than before.

    `statistic` is a table or the beginning of its code. Without `variables` all figures are meant.
    """

    key: Text
    land: Text
    statistic: Text
    first_year: Year
    kind: BreakKind
    variables: tuple[str, ...] = ()
    title: Text
    title_en: Text
    is_verified: Flag = True
    source: Text


@declared
class Breaks:
    """breaks.toml; `break` is a word of the language, hence `series_break`."""

    series_break: tuple[Break, ...]


@cache
def all_breaks() -> tuple[Break, ...]:
    """All breaks that are known."""
    return shipped(Breaks, "breaks.toml").series_break


def breaks(table_or_statistic: str, land: str, known: tuple[Break, ...] | None = None) -> tuple[Break, ...]:
    """The breaks of a table in a Land (or of a region in it), the earliest first."""
    found = [
        each
        for each in (all_breaks() if known is None else known)
        if holds_in(each.land, land) and begins(table_or_statistic, each.statistic)
    ]
    return tuple(sorted(found, key=lambda each: (each.first_year, each.key)))
