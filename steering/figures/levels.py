"""Counties add up to their Land, municipalities to their county, the Länder to Germany."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models import ValueStatus
from steering.cube.cube import Cube, Mask, Numbers
from steering.figures.failing import Failing, Gathered
from steering.figures.figures import NOTHING, Figures, ends_of
from steering.figures.sums import tolerance
from steering.reference.rounding import regime
from steering.sources.periods import year_of
from steering.sources.territory import spans

Places = npt.NDArray[np.int64]

GERMANY = "DG"
LAND, COUNTY, MUNICIPALITY = 2, 5, 8

# A table with fewer counties of a Land is a choice of them. Thuringia has 22 since 2021.
COUNTIES = {
    "01": 15,
    "02": 1,
    "03": 45,
    "04": 2,
    "05": 53,
    "06": 26,
    "07": 36,
    "08": 44,
    "09": 96,
    "10": 6,
    "11": 1,
    "12": 18,
    "13": 8,
    "14": 13,
    "15": 14,
    "16": 22,
}
_LANDS = 16
_FEWEST_MUNICIPALITIES = 2
# Where every figure of a region falls short by more, only some of its municipalities were asked for.
_CHOICE = 0.9

_GONE = frozenset({ValueStatus.REGION_DISSOLVED.value, ValueStatus.REGION_NOT_YET_EXISTING.value})


@dataclass(frozen=True, kw_only=True)
class Family:
    """A region and the smaller ones that make it up, as places on the region axis.

    `stand_ins` are municipalities that a table shows instead of a county that did not exist yet: Aachen
    stands as 05334002 where 05334 has no figures. Each is paired with the place of its county, or -1.
    """

    parent: int
    children: tuple[int, ...]
    stand_ins: tuple[tuple[int, int], ...] = ()


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
        lands = tuple(at for code, at in places.items() if len(code) == LAND and code != GERMANY)
        is_whole = GERMANY in places and len(lands) == _LANDS
        return [Family(parent=places[GERMANY], children=lands)] if is_whole else []
    if level == "county":
        return _lands(places)
    by_county = _grouped(places, MUNICIPALITY, COUNTY)
    return [
        Family(parent=places[code], children=tuple(found))
        for code, found in by_county.items()
        if code in places and len(found) >= _FEWEST_MUNICIPALITIES
    ]


def _lands(places: Mapping[str, int]) -> list[Family]:
    counties, municipalities = _grouped(places, COUNTY, LAND), _grouped(places, MUNICIPALITY, LAND)
    codes = {at: code for code, at in places.items()}
    return [
        Family(
            parent=places[code],
            children=tuple(found),
            stand_ins=tuple((at, places.get(codes[at][:COUNTY], -1)) for at in municipalities.get(code, ())),
        )
        for code, found in counties.items()
        if code in places and len(found) >= COUNTIES.get(code, len(found) + 1)
    ]


def _grouped(places: Mapping[str, int], length: int, parent_length: int) -> dict[str, list[int]]:
    """The places of all keys of one length by the beginning that names the larger region."""
    found: dict[str, list[int]] = {}
    for code, at in places.items():
        if len(code) == length:
            found.setdefault(code[:parent_length], []).append(at)
    return found


def _hold(figures: Figures, cube: Cube, family: Family, keys: Places, means: Mask, found: Gathered) -> None:
    total = cube.values[keys, family.parent]
    at = np.ix_(keys, np.array(family.children))
    values, rows = np.where(_is_double(cube, family), np.nan, cube.values[at]), cube.rows[at]
    statuses = figures.column("status")
    silent = (rows < 0) | _is_double(cube, family) | statuses.is_among(NOTHING | _GONE)[rows]
    unknown = (~np.isfinite(values) & ~silent).sum(axis=1)
    parts = np.where(np.isfinite(values), values, 0.0).sum(axis=1) + _stand_ins(cube, family, keys)
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


def _is_double(cube: Cube, family: Family) -> Mask:
    """Where a child's figures are calculated back and its predecessors have their own: [child, period]."""
    codes = {cube.regions[child]: at for at, child in enumerate(family.children)}
    known = np.isfinite(cube.values[:, np.array(family.children)])
    numbered = np.asarray(known.any(axis=0), dtype=bool)
    double: Mask = np.zeros(numbered.shape, dtype=bool)
    for code, at in codes.items():
        span = spans().get(code)
        for successor in (span.successor, *span.divided_among) if span else ():
            later = spans().get(successor)
            if successor not in codes or later is None or later.valid_from is None:
                continue
            ends = [ends_of(period) for period in cube.periods]
            early = np.array([end is not None and end < later.valid_from for end in ends], dtype=bool)
            double[codes[successor]] |= early & numbered[at] & numbered[codes[successor]]
    return double


def _stand_ins(cube: Cube, family: Family, keys: Places) -> Numbers:
    """What municipalities add that the table shows in place of a county without figures."""
    added = np.zeros((len(keys), len(cube.periods)))
    for place, county in family.stand_ins:
        values = cube.values[keys, place]
        shown = np.isfinite(cube.values[keys, county]) if county >= 0 else np.zeros(added.shape, dtype=bool)
        added += np.where(np.isfinite(values) & ~shown, values, 0.0)
    return added


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
        by_period.append(tolerance(np.full(len(count), float(base)), count[:, at], np.array(lots)))
    allowed = np.stack(by_period, axis=1)
    rounded_means = np.where(means[:, np.newaxis], np.ceil((count + 1) / 2), 0.0)
    result: Numbers = np.maximum(allowed, rounded_means)
    return result


def _is_silent_everywhere(cube: Cube) -> Mask:
    silent = np.isnan(cube.values).reshape(len(cube.keys), -1).all(axis=1)
    return np.asarray(silent, dtype=bool)
