"""Observations: named cells laid out once over regions and periods, so that formulas are work on arrays."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.source import WITH_NUMBER, ValueStatus
from steering.cube.coding import Coded, coded
from steering.cube.cube import Mask, Numbers
from steering.indicators.measuring.marks import (
    ABSENT,
    CONFIDENTIAL,
    DOUBLE,
    IS_THERE,
    MAY_EXIST,
    NOT_EXISTING,
    SECRET,
    UNSURE,
    WITHOUT_NUMBER,
    Marks,
)

Places = npt.NDArray[np.int64]
STATUSES = tuple(ValueStatus)
MISSING_ROW = STATUSES.index(ValueStatus.MISSING_ROW)


def _mark_of(status: ValueStatus) -> int:
    mark = IS_THERE
    if status not in WITH_NUMBER:
        mark |= WITHOUT_NUMBER
    if status in CONFIDENTIAL:
        mark |= SECRET
    if status not in NOT_EXISTING:
        mark |= MAY_EXIST
    return ABSENT if status is ValueStatus.MISSING_ROW else mark


_MARKS = np.array([_mark_of(status) for status in STATUSES], dtype=np.uint8)


@dataclass(frozen=True, kw_only=True, eq=False)
class Layer:
    """One variable at one kind of reference time, as arrays over [breakdown, region, period].

    `rows` are places in the table of cells (-1 where there is none), `marks` say what a cell lacks.
    `lost` are cells for which another stands in the same place: (place, row).
    """

    variable: str
    reference_time: str
    breakdowns: Mapping[str, int]
    periods: tuple[str, ...]
    numbers: Numbers
    marks: Marks
    rows: Places
    lost: tuple[tuple[int, int], ...] = ()

    @cached_property
    def is_full(self) -> bool:
        """Every place holds a cell."""
        return bool((self.rows >= 0).all())


@dataclass(frozen=True, kw_only=True, eq=False)
class Observations:
    """All cells that formulas can name, by variable and reference time, over one list of regions."""

    regions: tuple[str, ...]
    layers: Mapping[str, tuple[Layer, ...]]
    ids: Places
    statuses: npt.NDArray[np.uint8]
    releases: npt.NDArray[np.object_]

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """The row of each region."""
        return {region: place for place, region in enumerate(self.regions)}

    def of(self, variable: str, reference_times: Collection[str]) -> tuple[Layer, ...]:
        """The layers of a variable, of some kinds of reference time only."""
        return tuple(each for each in self.layers.get(variable, ()) if each.reference_time in reference_times)

    def releases_at(self, variable: str, breakdown: str, region: int) -> list[str]:
        """The releases that tell of an observation of one region, those that came in vain included."""
        found: set[str] = set()
        for layer in self.layers.get(variable, ()):
            number = layer.breakdowns.get(breakdown)
            if number is not None:
                found |= {str(self.releases[row]) for row in layer.rows[number, region] if row >= 0}
                _, regions, periods = layer.rows.shape
                first = (number * regions + region) * periods
                found |= {str(self.releases[row]) for at, row in layer.lost if first <= at < first + periods}
        return sorted(found)


def observed(
    cells: pd.DataFrame, regions: Sequence[str], *, variables: Collection[str] | None = None
) -> Observations:
    """The cells of these regions (and variables) laid out; once for all indicators.

    `cells` have the columns of `steering.records.CELL_COLUMNS`; texts may be categories, which is faster.
    A column `is_unsure` marks cells of which two files tell different things.
    """
    listed = tuple(dict.fromkeys(regions))
    names = ("variable", "reference_time", "region_code", "period", "breakdown")
    variable, time, region, period, breakdown = (coded(cells[name]) for name in names)
    is_wanted = region.is_among(frozenset(listed))
    if variables is not None:
        is_wanted = is_wanted & variable.is_among(frozenset(variables))
    rows = np.flatnonzero(is_wanted)
    statuses = _statuses(cells["status"])
    marks, numbers = _marked(cells, statuses)
    region_place = _places_of(region, listed)
    groups: dict[str, list[Layer]] = {}
    for group in _grouped(variable, time, rows):
        name, kind = variable.words[variable.codes[group[0]]], time.words[time.codes[group[0]]]
        laid: Any = _layer(group, region_place, len(listed), (period, breakdown), (numbers, marks))
        groups.setdefault(name, []).append(Layer(variable=name, reference_time=kind, **laid))
    return Observations(
        regions=listed,
        layers={name: tuple(layers) for name, layers in groups.items()},
        ids=cells["id"].to_numpy(dtype=np.int64),
        statuses=statuses,
        releases=cells["release_id"].to_numpy(dtype=object),
    )


def _statuses(column: pd.Series) -> npt.NDArray[np.uint8]:
    told = coded(column)
    known = [STATUSES.index(ValueStatus(word)) for word in told.words]
    return np.array([*known, MISSING_ROW], dtype=np.uint8)[told.codes]


def _marked(cells: pd.DataFrame, statuses: npt.NDArray[np.uint8]) -> tuple[Marks, Numbers]:
    """What each cell lacks, and its number. The status decides, never what stands beside it."""
    marks = _MARKS[statuses]
    numbers = pd.to_numeric(cells["value"]).to_numpy(dtype=np.float64, na_value=np.nan)
    marks = np.where(np.isfinite(numbers), marks, marks | WITHOUT_NUMBER).astype(np.uint8)
    if "is_unsure" in cells:
        unsure = cells["is_unsure"].to_numpy(dtype=np.bool_)
        marks = np.where(unsure, marks | UNSURE, marks).astype(np.uint8)
    return marks, np.where(marks & WITHOUT_NUMBER, np.nan, numbers)


def _places_of(region: Coded, listed: Sequence[str]) -> Places:
    place = {code: number for number, code in enumerate(listed)}
    known = np.array([*(place.get(word, -1) for word in region.words), -1], dtype=np.int64)
    return known[region.codes]


def _grouped(variable: Coded, time: Coded, rows: Places) -> list[Places]:
    """The rows of each variable and reference time, in the order of the cells."""
    if not rows.size:
        return []
    group = variable.codes[rows].astype(np.int64) * len(time.words) + time.codes[rows]
    order = np.argsort(group, kind="stable")
    edges = np.flatnonzero(np.diff(group[order])) + 1
    return np.split(rows[order], edges)


def _layer(
    group: Places, region_place: Places, regions: int, axes: tuple[Coded, Coded], cells: tuple[Numbers, Marks]
) -> dict[str, object]:
    period, breakdown = (axis.of(group) for axis in axes)
    shape = (len(breakdown.words), regions, len(period.words))
    place = (breakdown.codes.astype(np.int64) * regions + region_place[group]) * shape[2] + period.codes
    numbers, marks, rows = np.full(shape, np.nan), np.full(shape, ABSENT, np.uint8), np.full(shape, -1)
    for laid, given in ((numbers, cells[0][group]), (marks, cells[1][group]), (rows, group)):
        laid.ravel()[place] = given
    is_lost: Mask = rows.ravel()[place] != group
    marks.ravel()[place[is_lost]] |= DOUBLE
    return {
        "breakdowns": {word: number for number, word in enumerate(breakdown.words)},
        "periods": period.words,
        "numbers": numbers,
        "marks": marks,
        "rows": rows,
        "lost": tuple(zip(place[is_lost].tolist(), group[is_lost].tolist(), strict=True)),
    }
