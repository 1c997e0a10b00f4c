"""Counties add up to their Land, municipalities to their county, the Länder to Germany."""

from dataclasses import dataclass

import numpy as np

from models import ValueStatus
from steering.cube.cube import Cube, Mask, Numbers
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import NOTHING, Figures, year_of
from steering.figures.sums import tolerance
from steering.reference.rounding import regime

GERMANY = "DG"
LAND, COUNTY, MUNICIPALITY = 2, 5, 8

# A table with fewer counties of a Land is a choice of them. Thuringia has 22 since 2021.
COUNTIES = {
    **{"01": 15, "02": 1, "03": 45, "04": 2, "05": 53, "06": 26, "07": 36, "08": 44},
    **{"09": 96, "10": 6, "11": 1, "12": 18, "13": 8, "14": 13, "15": 14, "16": 22},
}
_LANDS = 16
_FEWEST_MUNICIPALITIES = 2
# Where every figure of a region falls short by more, only some of its municipalities were asked for.
_CHOICE = 0.9

_GONE = frozenset({ValueStatus.REGION_DISSOLVED.value, ValueStatus.REGION_NOT_YET_EXISTING.value})


@dataclass(frozen=True, kw_only=True)
class Family:
    """A region and the smaller ones that make it up, as places on the region axis."""

    parent: int
    children: tuple[int, ...]


def levels_sum(figures: Figures, *, level: str, where: str | None = None) -> Failing:
    """Counts of the smaller regions add up to the larger one, as exactly as the Land rounds."""
    found = Gathered()
    for cube in figures.releases:
        counted = np.flatnonzero(figures.counted(cube) & ~_is_silent_everywhere(cube))
        chosen = figures.chosen(cube, where)
        means = figures.told_by_key(cube, figures.column("reference_time").is_among({"annual_mean"}))
        for family in families(cube, level):
            if chosen[family.parent] and len(counted):
                _hold(figures, cube, family, counted, means[counted], found)
    return found.done()


def families(cube: Cube, level: str) -> list[Family]:
    """Every larger region of the table with its smaller ones, where the table has all of them."""
    places = {code: at for at, code in enumerate(cube.regions)}
    if level == "land":
        lands = [at for code, at in places.items() if len(code) == LAND and code != GERMANY]
        whole = places.get(GERMANY)
        return (
            [Family(parent=whole, children=tuple(lands))]
            if whole is not None and len(lands) == _LANDS
            else []
        )
    parent_length, length = (LAND, COUNTY) if level == "county" else (COUNTY, MUNICIPALITY)
    found = []
    for code, at in places.items():
        if len(code) != parent_length or code == GERMANY:
            continue
        children = [child for each, child in places.items() if len(each) == length and each.startswith(code)]
        fewest = COUNTIES[code] if level == "county" and code in COUNTIES else _FEWEST_MUNICIPALITIES
        if len(children) >= fewest:
            found.append(Family(parent=at, children=tuple(children)))
    return found


def _hold(
    figures: Figures, cube: Cube, family: Family, keys: np.ndarray, means: Mask, found: Gathered
) -> None:
    total = cube.values[keys, family.parent]
    at = np.ix_(keys, family.children)
    values, rows = cube.values[at], cube.rows[at]
    statuses = figures.column("status")
    silent = (rows < 0) | statuses.is_among(NOTHING | _GONE)[rows]
    unknown = (~np.isfinite(values) & ~silent).sum(axis=1)
    parts = np.where(np.isfinite(values), values, 0.0).sum(axis=1)
    count = np.maximum(np.isfinite(values).sum(axis=1), 1)
    allowed = _allowed(cube, family, count, means)
    with np.errstate(invalid="ignore"):
        difference = total - parts
        off = np.where(unknown > 0, difference < -allowed, np.abs(difference) > allowed)
        is_choice = np.all(~(parts >= _CHOICE * total) | (unknown > 0), axis=0)
    asked = np.isfinite(total) & np.isfinite(values).any(axis=1) & ~is_choice[np.newaxis, :]
    found.look(asked.sum())
    is_known = unknown == 0
    rows_of_total = cube.rows[keys, family.parent]
    children = [cube.regions[child] for child in family.children]
    found.mark(
        rows_of_total,
        asked & off & is_known,
        total=total,
        parts_sum=parts,
        children_count=len(children),
    )
    found.mark(rows_of_total, asked & off & ~is_known, children_count=len(children))


def _allowed(cube: Cube, family: Family, count: Numbers, means: Mask) -> Numbers:
    """By how much rounding lets the sum differ: that of the Land, and of annual means to whole numbers."""
    parent = cube.regions[family.parent]
    by_period = []
    for at, period in enumerate(cube.periods):
        lands = {cube.regions[child][:2] for child in family.children}
        found = [regime(land, cube.table_code, year_of(period)) for land in sorted(lands)]
        if parent == GERMANY:
            by_period.append(
                sum((each.base for each in found if each is not None), 0.0) + np.zeros(len(count))
            )
            continue
        base, lots = (found[0].base, found[0].is_random) if found[0] else (1, False)
        by_period.append(tolerance(np.full(len(count), float(base)), count[:, at], lots))
    allowed = np.stack(by_period, axis=1)
    rounded_means = np.where(means[:, np.newaxis], np.ceil((count + 1) / 2), 0.0)
    result: Numbers = np.maximum(allowed, rounded_means)
    return result


def _is_silent_everywhere(cube: Cube) -> Mask:
    silent: Mask = np.isnan(cube.values).all(axis=(1, 2))
    return silent
