"""Parts within their wholes, shares that make a hundred, rates and ratios within their limits."""

from collections.abc import Iterable, Iterator

import numpy as np

from expectations.sources.equations import (
    Distribution,
    MayExceedHundred,
    NoShare,
    Part,
    PartCategory,
    Ratio,
    Together,
    all_of,
)
from steering.cube.cube import Cube, Key
from steering.figures.breakdowns import by_rest, with_breakdown
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import Figures
from steering.figures.sums import along, in_turn, tolerance

PERCENT = frozenset({"%", "Prozent"})
_HUNDRED = 100.0
# The offices print shares with one decimal.
_PER_SHARE = 0.05


def parts_within_wholes(figures: Figures, *, where: str | None = None) -> Failing:
    """A part (darunter, female, foreign) is not larger than its whole, but for the rounding."""
    found = Gathered()
    for cube in figures.releases:
        regions = figures.chosen(cube, where)[:, np.newaxis]
        allowed = tolerance(figures.bases(cube)[0], 1)
        for pairs in _pairs(figures, cube):
            parts, wholes = (along(np.array([pair[side] for pair in pairs])) for side in (1, 2))
            with np.errstate(invalid="ignore"):
                over = cube.values[parts] - cube.values[wholes]
                failing = (over > allowed) & regions
            found.look(np.count_nonzero(np.isfinite(over) & regions))
            names = np.array([pair[0] for pair in pairs], dtype=object)[:, np.newaxis, np.newaxis]
            found.mark(cube.rows[parts], failing, equation=np.broadcast_to(names, failing.shape))
    return found.done()


def shares_make_hundred(figures: Figures) -> Failing:
    """The shares of a distribution add to 100, but for the rounding of the last decimal."""
    found = Gathered()
    for cube in figures.releases:
        for entry in all_of(Distribution):
            for name, places in _distributions(cube, entry):
                total = cube.values[places].sum(axis=0)
                with np.errstate(invalid="ignore"):
                    off = np.abs(total - _HUNDRED) > _PER_SHARE * len(places) + 1e-9
                found.look(np.isfinite(total).sum())
                found.mark(cube.rows[places[0]], off, equation=name, total=total)
    return found.done()


def shares_within(
    figures: Figures, *, at_least: float = 0.0, at_most: float = 100.0, abroad: bool = False
) -> Failing:
    """A share lies between 0 and 100; with `abroad` the rates whose people may live elsewhere."""
    found = Gathered()
    foreign = {name for entry in all_of(MayExceedHundred) for name in entry.variables}
    no_shares = [word for entry in all_of(NoShare) for word in entry.words]
    for cube in figures.releases:
        percent = figures.told_by_key(cube, figures.column("unit").is_among(PERCENT))
        named = [
            not any(word in key.variable.casefold() for word in no_shares)
            and (key.variable in foreign) == abroad
            for key in cube.keys
        ]
        chosen = np.flatnonzero(percent & np.array(named, dtype=bool))
        values = cube.values[chosen]
        with np.errstate(invalid="ignore"):
            off = (values < at_least) | (values > at_most)
        found.look(np.isfinite(values).sum())
        found.mark(cube.rows[chosen], off)
    return found.done()


def nothing_together(figures: Figures) -> Failing:
    """Where there is no school there is no pupil, and the other way round."""
    found = Gathered()
    for cube in figures.releases:
        for entry in all_of(Together):
            for key, one in cube.number.items():
                other = cube.number.get(Key(entry.other, key.breakdown))
                if key.variable != entry.one or other is None:
                    continue
                ones, others = cube.values[one], cube.values[other]
                known = np.isfinite(ones) & np.isfinite(others)
                found.look(known.sum())
                name = with_breakdown(f"{entry.one} = 0 ⇔ {entry.other} = 0", key.breakdown)
                found.mark(cube.rows[one], known & ((ones == 0) != (others == 0)), equation=name)
    return found.done()


def ratios_within(figures: Figures) -> Failing:
    """Pupils per school and the like lie within plausible limits."""
    found = Gathered()
    for cube in figures.releases:
        for entry in all_of(Ratio):
            above, below = (
                cube.at(entry.numerator, entry.breakdown),
                cube.at(entry.denominator, entry.breakdown),
            )
            if above is None or below is None:
                continue
            with np.errstate(invalid="ignore", divide="ignore"):
                ratio = above / below
                off = (below > 0) & ((ratio < entry.at_least) | (ratio > entry.at_most))
            found.look(np.isfinite(ratio).sum())
            rows = cube.rows[cube.number[Key(entry.numerator, entry.breakdown)]]
            name = with_breakdown(f"{entry.numerator} / {entry.denominator}", entry.breakdown)
            found.mark(rows, off, equation=name, ratio=np.round(ratio, 1))
    return found.done()


def _pairs(figures: Figures, cube: Cube) -> Iterator[list[tuple[str, int, int]]]:
    """The name of each comparison, and the places of part and whole; those of one entry together."""
    counted = figures.counted(cube)
    for entry in all_of(Part):
        name = f"{entry.part}: {entry.part} ≤ {entry.whole}"
        of_part = [(key, place) for key, place in cube.number.items() if key.variable == entry.part]
        beside = [(name, part, cube.number.get(Key(entry.whole, key.breakdown))) for key, part in of_part]
        yield from _known(beside)
    for each in all_of(PartCategory):
        dimension, category = each.category.split("=")
        yield from _known(
            (f"{rest.variable}: {each.category}", places[category], cube.number.get(rest))
            for rest, places in by_rest(cube, dimension).items()
            if category in places and counted[places[category]]
        )


def _known(pairs: Iterable[tuple[str, int, int | None]]) -> Iterator[list[tuple[str, int, int]]]:
    """The pairs whose whole the table has, if there are any."""
    found = [(name, part, whole) for name, part, whole in pairs if whole is not None]
    for some in in_turn(found):
        yield list(some)


def _distributions(cube: Cube, entry: Distribution) -> Iterator[tuple[str, list[int]]]:
    if entry.dimension:
        for rest, by_category in by_rest(cube, entry.dimension).items():
            if rest.variable in entry.variables:
                yield (
                    with_breakdown(f"{rest.variable}, {entry.dimension}", rest.breakdown),
                    [*by_category.values()],
                )
        return
    breakdowns = dict.fromkeys(key.breakdown for key in cube.keys if key.variable in entry.variables)
    for breakdown in breakdowns:
        found = [cube.number.get(Key(variable, breakdown)) for variable in entry.variables]
        places = [place for place in found if place is not None]
        if len(places) == len(entry.variables):
            yield with_breakdown(" + ".join(entry.variables), breakdown), places
