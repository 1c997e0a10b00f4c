"""How a Land rounds what it publishes (Rundungsverfahren): to multiples of 3, of 5, or not at all."""

from functools import cache

from steering.profile.kinds import Flag, Positive, Text, Year, declared
from steering.reference.entries import begins, is_within, land_of, shipped

UNROUNDED = 1


@declared
class Regime:
    """In one Land, statistic and span of years every count is a multiple of `base`.

    `is_random` says that the direction is drawn by lot, else to the nearest multiple. Years are those
    that the table shows. Figures named in `not_for` are not rounded.
    """

    land: Text
    statistic: Text
    base: Positive
    from_year: Year | None = None
    to_year: Year | None = None
    is_random: Flag = False
    not_for: tuple[str, ...] = ()
    is_measured: Flag = False
    source: Text


@declared
class Perturbed:
    """A statistic that keeps secrets by changing each figure a little: by no more than `most`, anywhere."""

    statistic: Text
    most: Positive
    source: Text


@declared
class Regimes:
    """rounding.toml."""

    regime: tuple[Regime, ...]
    perturbed: tuple[Perturbed, ...] = ()


@cache
def regimes() -> tuple[Regime, ...]:
    """All that is known about rounding."""
    return shipped(Regimes, "rounding.toml").regime


@cache
def changed_by(statistic: str) -> int:
    """How much the office may have changed each figure of a table to keep secrets; 0 where it has not."""
    known = shipped(Regimes, "rounding.toml").perturbed
    return max((each.most for each in known if begins(statistic, each.statistic)), default=0)


def regime(
    land: str, statistic: str, year: int, variable: str = "", known: tuple[Regime, ...] | None = None
) -> Regime | None:
    """The entry that fits a region, a table and a year; of several the one for the narrowest table."""
    fitting = [
        each
        for each in (regimes() if known is None else known)
        if each.land == land_of(land)
        and begins(statistic, each.statistic)
        and is_within(year, each.from_year, each.to_year)
        and variable not in each.not_for
    ]
    return max(fitting, key=lambda each: len(each.statistic), default=None)


def base(land: str, statistic: str, year: int, variable: str = "") -> int:
    """The rounding base of a Land (or of a region in it) for a table and year; 1 where none is known."""
    found = regime(land, statistic, year, variable)
    return UNROUNDED if found is None else found.base
