"""What must be there: declared categories, whole rows, every year; and cells that stay closed."""

from itertools import pairwise

import numpy as np

from expectations.sources.equations import Closed, Declared, all_of, is_of
from models import ValueStatus
from steering.cube.cube import Cube, Key
from steering.figures.breakdowns import by_rest, dimensions_of, with_breakdown, without
from steering.figures.failing import Failing, Gathered, first_of
from steering.figures.figures import Figures, ends_of
from steering.sources.cells import pairs_of

_FEWEST_REGIONS = 5
_NEARLY_ALL = 0.95
_FEWEST_CLOSED = 20


def categories_are_there(figures: Figures) -> Failing:
    """Every category that a table declares is there, for every figure it stands for."""
    found = Gathered()
    for cube in figures.releases:
        for entry in all_of(Declared):
            if is_of(cube.table_code, entry.tables):
                _hold(cube, entry, found)
    return found.done()


def _hold(cube: Cube, entry: Declared, found: Gathered) -> None:
    keys = [key for key in cube.keys if not entry.variables or key.variable in entry.variables]
    dimensions = dimensions_of(keys)
    found.look(max(len(entry.categories), 1))
    first = first_of(cube.rows)
    if entry.count:
        most = max((len(each) for each in dimensions.values()), default=0)
        if most < entry.count:
            found.add(first, missing=f"{entry.count - most} / {entry.count}")
            return
        _hold_regions(cube, keys, max(dimensions, key=lambda name: len(dimensions[name])), found)
        return
    by_figure: dict[Key, dict[str, None]] = {}
    for key in keys:
        category = pairs_of(key.breakdown).get(entry.dimension, "")
        rest = Key(key.variable, without(key.breakdown, entry.dimension))
        by_figure.setdefault(rest, {})[category] = None
    wanted = ("", *entry.categories)
    lacking = {each for there in by_figure.values() for each in wanted if each not in there}
    if lacking or not by_figure:
        named = [
            f"{entry.dimension}={each}" if each else entry.dimension for each in wanted if each in lacking
        ]
        found.add(first, missing=", ".join(named or wanted[1:]))
        return
    _hold_regions(cube, keys, entry.dimension, found)


def _hold_regions(cube: Cube, keys: list[Key], dimension: str, found: Gathered) -> None:
    """A region that has some categories of a figure has them all; a line may have been lost."""
    for rest, places in by_rest(cube, dimension).items():
        meant = {name: place for name, place in places.items() if cube.keys[place] in keys}
        if not meant:
            continue
        rows = cube.rows[list(meant.values())]
        is_there = rows >= 0
        found.look(is_there.any(axis=0).sum())
        for region, period in np.argwhere(is_there.any(axis=0) & ~is_there.all(axis=0)).tolist():
            lost = [name for name, row in zip(meant, rows[:, region, period], strict=True) if row < 0]
            named = with_breakdown(f"{dimension}={', '.join(lost)}", rest.breakdown)
            found.add(first_of(rows[:, region, period]), missing=f"{named} ({cube.regions[region]})")


def rows_are_whole(figures: Figures) -> Failing:
    """Every row of a file gives as many cells as the others do."""
    found = Gathered()
    releases = figures.column("release_id")
    numbers = figures.cells["row_number"].to_numpy(dtype=np.int64)
    for release in range(len(releases.words)):
        rows = np.flatnonzero(releases.codes == release)
        counts = np.bincount(numbers[rows])
        usual = counts.max(initial=0)
        found.look(int((counts > 0).sum()))
        short = (counts > 0) & (counts < usual)
        # A file whose rows differ by nature (one value per row for some measures) has no usual width.
        if short.sum() * 2 > (counts > 0).sum():
            continue
        failing = rows[short[numbers[rows]]]
        first = np.unique(numbers[failing], return_index=True)[1]
        at = failing[first]
        found.add(at, cells_count=counts[numbers[at]], usual_count=int(usual))
    return found.done()


def years_follow(figures: Figures) -> Failing:
    """No year is missing between the first and the last one of a table that tells every year."""
    found = Gathered()
    for cube in figures.tables:
        kinds: dict[str, list[tuple[int, int]]] = {}
        for at, period in enumerate(cube.periods):
            end = ends_of(period)
            if end is not None:
                kinds.setdefault(period[4:], []).append((end.year, at))
        for each in kinds.values():
            years = sorted(each)
            steps = [after[0] - before[0] for before, after in pairwise(years)]
            found.look(len(steps))
            for step, (year, at) in zip(steps, years[1:], strict=True):
                if step > min(steps):
                    missing = f"{year - step + min(steps)}–{year - min(steps)}"
                    found.add(first_of(cube.rows[:, :, at]), missing=missing)
    return found.done()


def series_have_no_gaps(figures: Figures, *, where: str | None = None) -> Failing:
    """No series lacks a cell between its first year and its last."""
    found = Gathered()
    for cube in figures.tables:
        chosen = figures.chosen(cube, where)
        there = cube.is_there if chosen.all() else cube.is_there[:, chosen]
        found.look(there.size)
        if there.all():
            continue
        rows = cube.rows[:, chosen]
        begun = np.logical_or.accumulate(there, axis=2)
        goes_on = np.logical_or.accumulate(there[:, :, ::-1], axis=2)[:, :, ::-1]
        for key, region in np.argwhere((begun & goes_on & ~there).any(axis=2)):
            figure = with_breakdown(*cube.keys[key])
            found.add(first_of(rows[key, region]), figure=figure)
    return found.done()


def unrecorded_is_known(figures: Figures) -> Failing:
    """Where every county of our Land shows "." and others do not, a footnote says that it is not recorded."""
    found = Gathered()
    unsaid = figures.column("status").is_among({ValueStatus.UNKNOWN_OR_CONFIDENTIAL.value})
    for cube in figures.releases:
        counties = np.array([len(code) == len("03358") for code in cube.regions])
        lands = np.array([code[:2] for code in cube.regions])
        told = (cube.rows >= 0) & unsaid[cube.rows]
        numbered = np.isfinite(cube.values)
        for land in sorted(set(lands[counties].tolist()) & {figures.own_code[:2]}):
            chosen = counties & (lands == land)
            shown = (told | numbered)[:, chosen]
            everywhere = (told[:, chosen].sum(axis=1) >= _FEWEST_REGIONS) & ~numbered[:, chosen].any(axis=1)
            elsewhere = numbered[:, counties & ~chosen].sum(axis=1) >= _FEWEST_REGIONS
            found.look(int(shown.any(axis=1).sum()))
            for key, period in np.argwhere(everywhere & elsewhere):
                figure = with_breakdown(*cube.keys[key])
                found.add(first_of(cube.rows[key, chosen, period]), land=land, figure=figure)
    return found.done()


def closed_cells_stay_closed(figures: Figures) -> Failing:
    """Where a table never shows a number, there is none: in declared cells, and where all others are x."""
    found = Gathered()
    blocked = figures.column("status").is_among({ValueStatus.NOT_APPLICABLE.value})
    declared = {Key(entry.variable, entry.breakdown) for entry in all_of(Closed)}
    for cube in figures.releases:
        closed = (cube.rows >= 0) & blocked[cube.rows]
        numbered = np.isfinite(cube.values)
        closed_count, count = closed.sum(axis=(1, 2)), (closed | numbered).sum(axis=(1, 2))
        nearly = (closed_count >= _FEWEST_CLOSED) & (closed_count >= _NEARLY_ALL * count)
        named = np.array([key in declared for key in cube.keys], dtype=bool)
        failing = numbered & (cube.values != 0) & (nearly | named)[:, np.newaxis, np.newaxis]
        found.look(int(count[nearly | named].sum()))
        found.mark(cube.rows, failing)
    return found.done()
