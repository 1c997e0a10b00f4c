"""Patterns that no single cell shows: a year copied, a scale lost, a rounding that nobody declared."""

import numpy as np

from steering.cube.cube import Mask, Numbers
from steering.figures.breakdowns import with_breakdown
from steering.figures.failing import Failing, Gathered, first_of
from steering.figures.figures import Figures, neighbours
from steering.figures.parts import PERCENT

AREA = frozenset({"qkm", "km2", "ha", "qm", "m2", "1000 qm"})
_FEWEST_REGIONS = 20
_FEWEST_FIGURES = 8
_FEWEST_NUMBERS = 30
_SURELY = 0.9
_BASES = (3, 5)


def years_are_not_copied(figures: Figures) -> Failing:
    """No region's figures, and no figure over all regions, are the same in two years running.

    Areas are left out: they hardly change.
    """
    found = Gathered()
    for cube in figures.tables:
        moving = ~figures.told_by_key(cube, figures.column("unit").is_among(AREA))
        for before, after in neighbours(cube.periods):
            then, now = cube.values[moving, :, before], cube.values[moving, :, after]
            rows = cube.rows[moving, :, after]
            told = {"period_before": cube.periods[before]}
            own = figures.chosen(cube, "own")
            copied = _alike(then, now, fewest=_FEWEST_FIGURES, axis=0) & own
            found.look(own.sum() + moving.sum())
            for region in np.flatnonzero(copied):
                found.add(first_of(rows[:, region]), figure="", **told)
            keys = np.flatnonzero(moving)
            for at in np.flatnonzero(_alike(then, now, fewest=_FEWEST_REGIONS, axis=1)):
                figure = with_breakdown(*cube.keys[keys[at]])
                found.add(first_of(rows[at]), figure=figure, **told)
    return found.done()


def figures_keep_their_scale(figures: Figures, *, factor: float = 8.0) -> Failing:
    """No figure changes its scale in all regions from one year to the next: persons become no thousands."""
    found = Gathered()
    for cube in figures.tables:
        for before, after in neighbours(cube.periods):
            then, now = cube.values[:, :, before], cube.values[:, :, after]
            with np.errstate(invalid="ignore", divide="ignore"):
                ratio = now / then
            ratio = np.where(np.isfinite(ratio) & (ratio > 0), ratio, np.nan)
            enough = np.isfinite(ratio).sum(axis=1) >= _FEWEST_REGIONS
            found.look(enough.sum())
            for key in np.flatnonzero(enough):
                usual = float(np.nanmedian(ratio[key]))
                if not 1 / factor < usual < factor:
                    figure = with_breakdown(*cube.keys[key])
                    told = {"figure": figure, "period_before": cube.periods[before]}
                    found.add(first_of(cube.rows[key, :, after]), **told)
    return found.done()


def rates_keep_their_decimals(figures: Figures, *, factor: float = 6.0) -> Failing:
    """No rate is ten times what it is everywhere else: 14,1 has not become 141."""
    found = Gathered()
    for cube in figures.tables:
        percent = np.flatnonzero(figures.told_by_key(cube, figures.column("unit").is_among(PERCENT)))
        for key in percent:
            values = cube.values[key]
            known = np.isfinite(values) & (values > 0)
            for period in np.flatnonzero(known.sum(axis=0) >= _FEWEST_REGIONS):
                column = values[:, period]
                usual, second = float(np.nanmedian(column)), float(np.sort(column[known[:, period]])[-2])
                with np.errstate(invalid="ignore"):
                    off = (column > factor * usual) & (column > 1.5 * second) & (usual > 0)
                found.look(known[:, period].sum())
                found.mark(cube.rows[key, :, period], off)
    return found.done()


def rounding_is_declared(figures: Figures) -> Failing:
    """A Land whose figures are nearly all multiples of 3 or 5 is known to round."""
    found = Gathered()
    for cube in figures.releases:
        counted = figures.counted(cube)
        bases, _ = figures.bases(cube)
        lands = np.array([code if code == "DG" else code[:2] for code in cube.regions])
        for land in sorted(set(lands.tolist()) - {"DG"}):
            chosen = lands == land
            for period in range(len(cube.periods)):
                if (bases[chosen, period] != 1).any():
                    continue
                at = np.ix_(counted, chosen)
                base = _hidden_base(cube.values[:, :, period][at].ravel())
                found.look(1)
                if base:
                    found.add(first_of(cube.rows[:, :, period][at]), land=land, base=base)
    return found.done()


def _hidden_base(values: Numbers) -> int:
    """The largest base of which nearly all figures are multiples; 0 where chance explains it."""
    told = np.unique(values[np.isfinite(values) & (values > 0)])
    if len(told) < _FEWEST_NUMBERS:
        return 0
    fitting = [base for base in _BASES if (np.mod(told, base) == 0).mean() > _SURELY]
    return max(fitting, default=0)


def _alike(then: Numbers, now: Numbers, *, fewest: int, axis: int) -> Mask:
    """Where all numbers of a line are the same again, and enough of them are more than nothing."""
    with np.errstate(invalid="ignore"):
        known = np.isfinite(then) & np.isfinite(now)
        same = known & (then == now)
        telling = (same & (now > 0)).sum(axis=axis) >= fewest
    changed = (known & ~same).any(axis=axis)
    found: Mask = telling & ~changed
    return found


def categories_stay(figures: Figures) -> Failing:
    """No category of a table appears or disappears from one year to the next without a mapping."""
    found = Gathered()
    for cube in figures.tables:
        there: Mask = np.asarray(cube.is_there.any(axis=1), dtype=bool)
        for before, after in neighbours(cube.periods):
            found.look(len(cube.keys))
            told = {"period_before": cube.periods[before]}
            for key in np.flatnonzero(there[:, before] != there[:, after]):
                is_new = bool(there[key, after])
                found.add(
                    first_of(cube.rows[key, :, after if is_new else before]),
                    figure=with_breakdown(*cube.keys[key]),
                    is_new=is_new,
                    **told,
                )
    return found.done()
