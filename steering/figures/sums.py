"""Totals and their parts: each equation of a table, held against its figures at every place at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from expectations.sources.equations import SumOfCategories, SumOfVariables, all_of
from steering.cube.cube import Cube, Key, Mask, Numbers
from steering.figures.breakdowns import by_rest, with_breakdown
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import Figures, year_of
from steering.reference.rounding import regime, regimes


@dataclass(frozen=True, kw_only=True)
class Equation:
    """A total and the places of its parts; some of the `count` parts may not be in the table."""

    name: str
    total: int
    parts: tuple[int, ...]
    count: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Sides:
    """Both sides of an equation over [region, period]."""

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


def parts_sum(figures: Figures, *, where: str | None = None) -> Failing:
    """Parts that are all known add up to their total, as exactly as the Land rounds."""
    found = Gathered()
    for cube in figures.releases:
        regions = figures.chosen(cube, where)
        bases, is_random = figures.bases(cube)
        for equation in equations_of(figures, cube):
            sides = sides_of(figures, cube, equation)
            asked = sides.is_asked & (sides.unknown == 0) & regions[:, np.newaxis]
            slacks = slack(cube, equation.count)
            off = is_off(sides.difference, sides.total, bases, slacks, parts=equation.count, lots=is_random)
            found.look(asked.sum())
            found.mark(
                cube.rows[equation.total],
                asked & off,
                equation=equation.name,
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
        for equation in equations_of(figures, cube):
            sides = sides_of(figures, cube, equation)
            asked = sides.is_asked & (sides.unknown > 0) & regions[:, np.newaxis]
            allowed = tolerance(bases, equation.count, is_random) + slack(cube, equation.count)
            with np.errstate(invalid="ignore"):
                exceeded = sides.difference < -allowed
            found.look(asked.sum())
            found.mark(cube.rows[equation.total], asked & exceeded, equation=equation.name)
    return found.done()


def sides_of(figures: Figures, cube: Cube, equation: Equation) -> Sides:
    """What the total says and what its parts add up to; a part without a row counts as unknown."""
    parts = list(equation.parts)
    missing = equation.count - len(parts)
    total, values, rows = cube.values[equation.total], cube.values[parts], cube.rows[parts]
    if cube.is_full:
        unknown = np.full(total.shape, float(missing))
        return Sides(total=total, parts=values.sum(axis=0), unknown=unknown, is_asked=np.isfinite(total))
    is_known, is_there = np.isfinite(values), rows >= 0
    silent = is_there & figures.is_silent[rows]
    unknown = (~is_known & ~silent).sum(axis=0) + missing
    return Sides(
        total=total,
        parts=np.where(is_known, values, 0.0).sum(axis=0),
        unknown=unknown,
        is_asked=np.isfinite(total) & is_there.any(axis=0),
    )


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
    """How far Germany's parts may be off because they add up Länder that round, each by itself."""
    if "DG" not in cube.regions:
        return np.zeros((1, 1))
    by_period = [_slack_of_germany(cube.table_code, year_of(period), parts) for period in cube.periods]
    of_region = np.array([code == "DG" for code in cube.regions], dtype=float)
    slacks: Numbers = of_region[:, np.newaxis] * np.array(by_period, dtype=float)[np.newaxis, :]
    return slacks


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
