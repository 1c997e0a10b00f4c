"""Changes from year to year that want an explanation; what a known event explains is told apart.

Only our own line of regions is looked at: its municipalities, the region, its Land and Germany. Among
four hundred counties something is unusual every year, and nobody here could explain it.
"""

from collections.abc import Callable

import numpy as np

from expectations.sources.equations import ShareOf, all_of
from steering.cube.cube import Cube, Key, Mask, Numbers, Rows
from steering.cube.robust import far_off, z_of_shares
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import Figures, neighbours
from steering.figures.known import sort_out
from steering.sources.periods import year_of

# The spread of fewer changes is itself a matter of chance.
_FEWEST_CHANGES = 8
# A series that hardly ever moves makes a trifle look like an event: an area resurveyed by ten hectares.
_LEAST_PCT = 0.5
_CENSUS_YEAR = 2022
_POPULATION = "12411"


def changes_are_usual(figures: Figures, *, sigmas: float = 5.0, where: str | None = "own") -> Failing:
    """No change lies further from the usual change of its series than so many robust sigmas."""
    return _told(figures, lambda cube: _unusual(figures, cube, sigmas), where)


def large_figures_are_steady(
    figures: Figures, *, at_most_pct: float = 25.0, from_count: int = 50, where: str | None = "own"
) -> Failing:
    """A count that is not small changes by no more than so many percent."""
    return _told(figures, lambda cube: _unsteady(figures, cube, at_most_pct, from_count), where)


def shares_change_by_chance(figures: Figures, *, z: float = 3.09) -> Failing:
    """A share changes by no more than chance explains at 99.8 percent (two-proportion test).

    The Land and Germany are left out: with so many people no change is chance.
    """
    return _told(figures, lambda cube: _unlikely(figures, cube, z), "own")


def known_events(figures: Figures, *, sigmas: float = 5.0, at_most_pct: float = 25.0) -> Failing:
    """The jumps that a known event or break of the series explains, so that it is said."""
    found = Gathered()
    for cube in figures.tables:
        pairs = neighbours(cube.periods)
        if not len(pairs):
            continue
        jumps = (
            _unusual(figures, cube, sigmas)
            | _unsteady(figures, cube, at_most_pct, 50)
            | _unlikely(figures, cube, 3.09)
        )
        own = figures.chosen(cube, "own")[np.newaxis, :, np.newaxis]
        found.look((np.isfinite(cube.values[:, :, pairs[:, 1]]) & own).sum())
        sort_out(cube, jumps & own, pairs, explained=True, found=found)
    return found.done()


def census_changes_little(figures: Figures, *, at_most_pct: float = 3.0) -> Failing:
    """The new census of 2022 moves a population by no more than so many percent."""
    found = Gathered()
    for cube in figures.tables:
        if not cube.table_code.startswith(_POPULATION):
            continue
        pairs = neighbours(cube.periods)
        is_census = [year_of(cube.periods[after]) == _CENSUS_YEAR for after in pairs[:, 1]]
        pairs = pairs[np.array(is_census, dtype=bool)]
        totals = np.array([not key.breakdown for key in cube.keys], dtype=bool)[:, np.newaxis, np.newaxis]
        own = figures.chosen(cube, "own")[np.newaxis, :, np.newaxis]
        before, after = cube.values[:, :, pairs[:, 0]], cube.values[:, :, pairs[:, 1]]
        change = _percent(before, after)
        found.look((np.isfinite(change) & own & totals).sum())
        with np.errstate(invalid="ignore"):
            failing = (np.abs(change) > at_most_pct) & own & totals
        found.mark(cube.rows[:, :, pairs[:, 1]], failing, change_pct=np.round(change, 1))
    return found.done()


def _told(figures: Figures, jumps_of: Callable[[Cube], Mask], where: str | None) -> Failing:
    found = Gathered()
    for cube in figures.tables:
        pairs = neighbours(cube.periods)
        if not len(pairs):
            continue
        jumps = jumps_of(cube)
        chosen = figures.chosen(cube, where)
        found.look(chosen.sum() * len(cube.keys) * len(pairs))
        if not chosen.all():
            jumps &= chosen[np.newaxis, :, np.newaxis]
        sort_out(cube, jumps, pairs, explained=False, found=found)
    return found.done()


def _sides(cube: Cube) -> tuple[Numbers, Numbers]:
    """Every figure in the earlier and the later of two neighbouring periods."""
    pairs: Rows = neighbours(cube.periods)
    first = np.arange(len(pairs))
    if (pairs[:, 0] == first).all() and (pairs[:, 1] == first + 1).all():
        # Years without a gap lie side by side, so that nothing need be copied.
        return cube.values[:, :, : len(pairs)], cube.values[:, :, 1 : len(pairs) + 1]
    return cube.values[:, :, pairs[:, 0]], cube.values[:, :, pairs[:, 1]]


def _unusual(figures: Figures, cube: Cube, sigmas: float) -> Mask:
    before, after = _sides(cube)
    changes = after - before
    own = figures.chosen(cube, "own")
    found = np.zeros(changes.shape, dtype=bool)
    if changes.shape[2] < _FEWEST_CHANGES or not own.any():
        return found
    counted = figures.counted(cube)[:, np.newaxis]
    ours = far_off(changes[:, own], cube.values[:, own], sigmas=sigmas, is_count=counted)
    enough = np.isfinite(changes[:, own]).sum(axis=2) >= _FEWEST_CHANGES
    with np.errstate(invalid="ignore"):
        tells = np.abs(_percent(before[:, own], after[:, own])) > _LEAST_PCT
    found[:, own] = ours & enough[:, :, np.newaxis] & tells
    return found


def _unsteady(figures: Figures, cube: Cube, at_most_pct: float, from_count: int) -> Mask:
    before, after = _sides(cube)
    found = np.zeros(before.shape, dtype=bool)
    # Key by key, so that what is worked out stays in the processor's own memory.
    for key in np.flatnonzero(figures.counted(cube)):
        then, now = before[key], after[key]
        with np.errstate(invalid="ignore"):
            found[key] = (np.abs(now - then) > at_most_pct / 100 * then) & (then >= from_count)
    return found


def _unlikely(figures: Figures, cube: Cube, z: float) -> Mask:
    pairs = neighbours(cube.periods)
    found = np.zeros((len(cube.keys), len(cube.regions), len(pairs)), dtype=bool)
    for entry in all_of(ShareOf):
        for key, part in cube.number.items():
            whole = cube.number.get(Key(entry.whole, key.breakdown))
            if key.variable != entry.part or whole is None:
                continue
            then, now = pairs[:, 0], pairs[:, 1]
            away = z_of_shares(
                cube.values[part][:, now],
                cube.values[whole][:, now],
                cube.values[part][:, then],
                cube.values[whole][:, then],
            )
            with np.errstate(invalid="ignore"):
                found[part] |= away > z
    within = np.array([code.startswith(figures.own_code) for code in cube.regions], dtype=bool)
    found &= within[np.newaxis, :, np.newaxis]
    return found


def _percent(before: Numbers, after: Numbers) -> Numbers:
    with np.errstate(invalid="ignore", divide="ignore"):
        change: Numbers = (after - before) / np.abs(before) * 100
    return np.where(np.isfinite(change), change, np.nan)
