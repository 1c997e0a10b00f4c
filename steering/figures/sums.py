"""Totals and their parts: each equation of a table, held against its figures at every place at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from expectations.sources.equations import SumOfCategories, SumOfVariables, all_of
from steering.cube.cube import Cube, Key, Mask, Numbers, Rows
from steering.figures.breakdowns import by_rest, with_breakdown
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import Figures
from steering.reference.rounding import changed_by, regime, regimes
from steering.sources.periods import year_of

_AT_ONCE = 8


@dataclass(frozen=True, kw_only=True)
class Equation:
    """A total and the places of its parts; some of the `count` parts may not be in the table."""

    name: str
    total: int
    parts: tuple[int, ...]
    count: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Bundle:
    """Equations of one form, held together: places of their totals [n] and of their parts [part, n]."""

    names: npt.NDArray[np.object_]
    totals: Rows
    parts: Rows
    count: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Sides:
    """Both sides of the equations of a bundle over [equation, region, period]."""

    total: Numbers
    parts: Numbers
    unknown: Numbers
    is_asked: Mask

    @property
    def difference(self) -> Numbers:
        """By how much the total exceeds the parts that are known."""
        return self.total - self.parts


def equations_of(figures: Figures, cube: Cube) -> Iterator[Equation]:
    """The sums that the figures of a table must make."""
    for entry in all_of(SumOfVariables):
        yield from _of_variables(cube, entry)
    counted = figures.counted(cube)
    for each in all_of(SumOfCategories):
        yield from _of_categories(cube, each, counted)


def bundles_of(figures: Figures, cube: Cube) -> Iterator[Bundle]:
    """The same, some with the same number of parts together."""
    alike: dict[tuple[int, int], list[Equation]] = {}
    for equation in equations_of(figures, cube):
        alike.setdefault((equation.count, len(equation.parts)), []).append(equation)
    for (count, _), equations in alike.items():
        for some in in_turn(equations):
            yield Bundle(
                names=np.array([each.name for each in some], dtype=object),
                totals=np.array([each.total for each in some]),
                parts=np.array([each.parts for each in some]).T,
                count=count,
            )


def parts_sum(figures: Figures, *, where: str | None = None) -> Failing:
    """Parts that are all known add up to their total, as exactly as the Land rounds."""
    found = Gathered()
    for cube in figures.releases:
        regions = figures.chosen(cube, where)
        bases, is_random = figures.bases(cube)
        for bundle in bundles_of(figures, cube):
            sides = sides_of(figures, cube, bundle)
            slacks = slack(cube, bundle.count)
            off = is_off(sides.difference, sides.total, bases, slacks, parts=bundle.count, lots=is_random)
            asked = sides.is_asked & (sides.unknown == 0) & regions[:, np.newaxis]
            found.look(np.count_nonzero(asked))
            found.mark(
                cube.rows[along(bundle.totals)],
                asked & off,
                equation=_named(bundle, off),
                total=sides.total,
                parts_sum=sides.parts,
            )
    return found.done()


def known_parts_fit(figures: Figures, *, where: str | None = None) -> Failing:
    """Where parts are secret, the known ones do not exceed the total.

    What is left for the secret parts is told nowhere: it would give them away.
    """
    found = Gathered()
    for cube in figures.releases:
        regions = figures.chosen(cube, where)
        bases, is_random = figures.bases(cube)
        for bundle in bundles_of(figures, cube):
            sides = sides_of(figures, cube, bundle)
            asked = sides.is_asked & (sides.unknown > 0) & regions[:, np.newaxis]
            allowed = tolerance(bases, bundle.count, is_random) + slack(cube, bundle.count)
            with np.errstate(invalid="ignore"):
                exceeded = sides.difference < -allowed
            found.look(np.count_nonzero(asked))
            rows = cube.rows[along(bundle.totals)]
            found.mark(rows, asked & exceeded, equation=_named(bundle, exceeded))
    return found.done()


def sides_of(figures: Figures, cube: Cube, bundle: Bundle) -> Sides:
    """What the totals say and what their parts add up to; a part without a row counts as unknown."""
    missing = bundle.count - len(bundle.parts)
    total = cube.values[along(bundle.totals)]
    if cube.is_full:
        parts = sum(
            (cube.values[along(each)] for each in bundle.parts[1:]), cube.values[along(bundle.parts[0])]
        )
        return Sides(
            total=total,
            parts=np.asarray(parts),
            unknown=np.full((1, 1, 1), float(missing)),
            is_asked=np.ones((1, 1, 1), dtype=bool),
        )
    added, unknown, is_there = (
        np.zeros(total.shape),
        np.full(total.shape, missing),
        np.zeros(total.shape, dtype=bool),
    )
    for each in bundle.parts:
        values, rows = cube.values[along(each)], cube.rows[along(each)]
        is_known, has_row = np.isfinite(values), rows >= 0
        added += np.where(is_known, values, 0.0)
        unknown += ~is_known & ~(has_row & figures.is_silent[rows])
        is_there |= has_row
    return Sides(total=total, parts=added, unknown=unknown, is_asked=np.isfinite(total) & is_there)


def in_turn(them: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """A few at a time, so that what is worked out of them stays in the processor's own memory."""
    for start in range(0, len(them), _AT_ONCE):
        yield them[start : start + _AT_ONCE]


def along(places: Rows) -> "slice | Rows":
    """Places on the first axis of a cube; evenly spaced ones as a slice, for which nothing is copied."""
    steps = np.diff(places)
    if len(steps) and steps[0] > 0 and (steps == steps[0]).all():
        return slice(int(places[0]), int(places[-1]) + 1, int(steps[0]))
    return places


def _named(bundle: Bundle, grid: Mask) -> npt.NDArray[np.object_]:
    return np.broadcast_to(bundle.names[:, np.newaxis, np.newaxis], grid.shape)


def tolerance(bases: Numbers, parts: "int | Numbers", lots: Mask | None = None) -> Numbers:
    """How far rounded parts may be from their rounded total: a multiple of the base."""
    nearest = np.floor(bases / 2)
    each = nearest if lots is None else np.where(lots, bases - 1, nearest)
    allowed: Numbers = np.floor((parts + 1) * each / bases) * bases
    return allowed


def is_off(
    difference: Numbers,
    total: Numbers,
    bases: Numbers,
    slacks: Numbers,
    *,
    parts: "int | Numbers",
    lots: Mask | None = None,
) -> Mask:
    """Which sums are further off than rounding explains, or by no multiple of the base.

    A total that is no multiple itself was left unrounded (Bremen does so), then only the distance counts.
    """
    if (bases == 1).all():
        with np.errstate(invalid="ignore"):
            unrounded: Mask = np.abs(difference) > slacks
        return unrounded
    with np.errstate(invalid="ignore"):
        is_rounded = (np.mod(total, bases) == 0) & (slacks == 0)
        off_base = is_rounded & (np.mod(difference, bases) != 0)
        found: Mask = (np.abs(difference) > tolerance(bases, parts, lots) + slacks) | off_base
    return found


def slack(cube: Cube, parts: int) -> Numbers:
    """How far parts may be off although they are no multiples of a base.

    Germany's add up Länder that round, each by itself; in some statistics each part was changed a little.
    """
    everywhere = float(changed_by(cube.table_code) * parts)
    if "DG" not in cube.regions:
        return np.full((1, 1), everywhere)
    by_period = [_slack_of_germany(cube.table_code, year_of(period), parts) for period in cube.periods]
    of_region = np.array([code == "DG" for code in cube.regions], dtype=float)
    slacks: Numbers = of_region[:, np.newaxis] * np.array(by_period, dtype=float)[np.newaxis, :]
    return slacks + everywhere


@cache
def _slack_of_germany(table_code: str, year: int, parts: int) -> float:
    lands = sorted({each.land for each in regimes() if each.land != "DG"})
    found = [regime(land, table_code, year) for land in lands]
    return sum(
        float(tolerance(np.array(float(each.base)), parts, np.array(each.is_random)))
        for each in found
        if each is not None
    )


def _of_variables(cube: Cube, entry: SumOfVariables) -> Iterator[Equation]:
    for key, total in cube.number.items():
        if key.variable != entry.total:
            continue
        parts = [cube.number.get(Key(part, key.breakdown)) for part in entry.parts]
        there = tuple(part for part in parts if part is not None)
        if there:
            name = with_breakdown(entry.total, key.breakdown)
            yield Equation(name=name, total=total, parts=there, count=len(entry.parts))


def _of_categories(cube: Cube, entry: SumOfCategories, counted: Mask) -> Iterator[Equation]:
    for rest, places in by_rest(cube, entry.dimension).items():
        total = cube.number.get(rest)
        if total is None or not _is_meant(entry, rest, places, is_counted=bool(counted[total])):
            continue
        there = tuple(places[category] for category in entry.categories if category in places)
        if there:
            name = with_breakdown(f"{rest.variable}, {entry.dimension}", rest.breakdown)
            yield Equation(name=name, total=total, parts=there, count=len(entry.categories))


def _is_meant(entry: SumOfCategories, rest: Key, places: Mapping[str, int], *, is_counted: bool) -> bool:
    if entry.variables:
        return rest.variable in entry.variables
    # Of an unknown variable only what is surely divided into these: counts, with all categories and no more.
    return is_counted and sorted(places) == sorted(entry.categories)
