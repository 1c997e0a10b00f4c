"""One fact in several tables: published rates worked out again, counts that limit each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from expectations.sources.equations import Limit, Rate, SameFact, all_of
from steering.cube.cube import Cube, Key, Numbers, Rows
from steering.figures.breakdowns import with_breakdown
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import Figures
from steering.figures.sums import tolerance
from steering.sources.periods import year_of

_PERCENT = 100.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Beside:
    """Two figures over the regions and years that both have."""

    one: Numbers
    other: Numbers
    rows: Rows
    bases: Numbers
    regions: list[int]


def rates_fit(figures: Figures) -> Failing:
    """A published rate is what its numerator and denominator give."""
    found = Gathered()
    for entry in all_of(Rate):
        for rate in _places(figures, entry.rate, entry.breakdown):
            for above in _places(figures, entry.numerator, entry.breakdown):
                below = above[0].number.get(Key(entry.denominator, entry.breakdown))
                if below is None:
                    continue
                first = beside(figures, rate, above)
                second = beside(figures, rate, (above[0], below))
                with np.errstate(invalid="ignore", divide="ignore"):
                    ours = _PERCENT * first.other / second.other
                    off = np.abs(first.one - ours) > entry.tolerance
                found.look(np.isfinite(ours).sum())
                name = with_breakdown(
                    f"{entry.rate} = {entry.numerator} / {entry.denominator}", entry.breakdown
                )
                found.mark(
                    first.rows, off, equation=name, observed_rate=first.one, own_rate=np.round(ours, 2)
                )
    return found.done()


def sources_agree(figures: Figures, *, where: str | None = None) -> Failing:
    """What two tables tell of one region and day is the same, but for the rounding."""
    found = Gathered()
    for name, one, other in _same_facts(figures):
        sides = beside(figures, one, other, same_day=True)
        chosen = figures.chosen(one[0], where)[sides.regions]
        with np.errstate(invalid="ignore"):
            off = np.abs(sides.one - sides.other) > tolerance(sides.bases, 1)
        off &= chosen[:, np.newaxis]
        found.look((np.isfinite(sides.one) & np.isfinite(sides.other)).sum())
        found.mark(
            sides.rows,
            off,
            equation=name,
            other_table=other[0].table_code,
            one_value=sides.one,
            other_value=sides.other,
        )
    return found.done()


def within_limits(figures: Figures) -> Failing:
    """A count is at most so many times the count that limits it, of the same year or the year before."""
    found = Gathered()
    for entry in all_of(Limit):
        for part in _places(figures, entry.part, entry.part_breakdown):
            for whole in _places(figures, entry.whole, entry.whole_breakdown):
                name = f"{with_breakdown(entry.part, entry.part_breakdown)} ≤ "
                name += with_breakdown(entry.whole, entry.whole_breakdown)
                for years in (0, 1):
                    sides = beside(figures, part, whole, years_before=years)
                    with np.errstate(invalid="ignore"):
                        off = sides.one > entry.factor * sides.other
                    found.look((np.isfinite(sides.one) & np.isfinite(sides.other)).sum())
                    found.mark(sides.rows, off, equation=name)
    return found.done()


def beside(
    figures: Figures,
    one: tuple[Cube, int],
    other: tuple[Cube, int],
    *,
    same_day: bool = False,
    years_before: int = 0,
) -> Beside:
    """Two figures over the regions and periods that both tables have."""
    regions = _common(one[0].regions, other[0].regions)
    periods = [
        (here, there)
        for here, mine in enumerate(one[0].periods)
        for there, theirs in enumerate(other[0].periods)
        if (mine == theirs if same_day else year_of(mine) - years_before == year_of(theirs))
    ]
    mine = np.ix_([pair[0] for pair in regions], [pair[0] for pair in periods])
    theirs = np.ix_([pair[1] for pair in regions], [pair[1] for pair in periods])
    return Beside(
        one=one[0].values[one[1]][mine],
        other=other[0].values[other[1]][theirs],
        rows=one[0].rows[one[1]][mine],
        regions=[pair[0] for pair in regions],
        bases=np.maximum(figures.bases(one[0])[0][mine], figures.bases(other[0])[0][theirs]),
    )


def _places(figures: Figures, variable: str, breakdown: str) -> Iterator[tuple[Cube, int]]:
    for cube in figures.tables:
        place = cube.number.get(Key(variable, breakdown))
        if place is not None:
            yield cube, place


def _same_facts(figures: Figures) -> Iterator[tuple[str, tuple[Cube, int], tuple[Cube, int]]]:
    """Figures of one name in two tables, and those that are known to be one fact under two names."""
    units = {id(cube): figures.unit_of(cube) for cube in figures.tables}
    for one, other in combinations(figures.tables, 2):
        for key, place in one.number.items():
            there = other.number.get(key)
            if there is not None and units[id(one)][place] == units[id(other)][there]:
                yield with_breakdown(*key), (one, place), (other, there)
    for entry in all_of(SameFact):
        for mine in _places(figures, entry.one, entry.one_breakdown):
            for theirs in _places(figures, entry.other, entry.other_breakdown):
                if mine[0] is not theirs[0]:
                    name = f"{with_breakdown(entry.one, entry.one_breakdown)} = "
                    yield name + with_breakdown(entry.other, entry.other_breakdown), mine, theirs


def _common(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[int, int]]:
    at = {code: place for place, code in enumerate(theirs)}
    return [(here, at[code]) for here, code in enumerate(mine) if code in at]
