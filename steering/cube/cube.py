"""One table as a dense cube: a number and the place of its cell for every key, region and period."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from steering.cube.coding import Coded
from steering.errors import BadSource

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]

# A table is nearly full. A cube that would be this much larger than its cells is no table.
_LARGEST = 1 << 24
_THINNEST = 12
# Up to here words that occur nowhere are sorted out after laying out, which is cheaper.
_ROOMY = 2
_FEW_PAIRS = 1_000
_SMALL = 1 << 31


class Key(NamedTuple):
    """What a figure counts: a variable and its breakdown ('' for the total)."""

    variable: str
    breakdown: str


@dataclass(frozen=True, kw_only=True)
class Axes:
    """What the cells of a batch are laid out by."""

    variable: Coded
    breakdown: Coded
    region: Coded
    period: Coded

    def of(self, rows: Rows | None) -> "Axes":
        """The axes of some cells only."""
        return Axes(
            variable=self.variable.of(rows),
            breakdown=self.breakdown.of(rows),
            region=self.region.of(rows),
            period=self.period.of(rows),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Cube:
    """A table over [key, region, period]: numbers (NaN where none), and rows of the cells (-1 where none)."""

    table_code: str
    keys: tuple[Key, ...]
    regions: tuple[str, ...]
    periods: tuple[str, ...]
    values: Numbers
    rows: Rows

    @cached_property
    def number(self) -> Mapping[Key, int]:
        """The place of each key on the first axis."""
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def rests(self) -> dict[str, Mapping[Key, Mapping[str, int]]]:
        """What was worked out of the breakdowns, by dimension."""
        return {}

    @cached_property
    def is_there(self) -> Mask:
        """Where the table has a cell at all."""
        there: Mask = self.rows >= 0
        return there

    @cached_property
    def is_full(self) -> bool:
        """Every place holds a number."""
        return not bool(np.isnan(self.values).any())

    def without_empty(self) -> "Cube":
        """The cube without keys, regions and periods of which the table has no cell."""
        there = self.is_there
        used = [np.flatnonzero(there.any(axis=axes)) for axes in ((1, 2), (0, 2), (0, 1))]
        if all(len(each) == length for each, length in zip(used, there.shape, strict=True)):
            return self
        chosen = np.ix_(*used)
        keys, regions, periods = used
        return Cube(
            table_code=self.table_code,
            keys=tuple(self.keys[at] for at in keys),
            regions=tuple(self.regions[at] for at in regions),
            periods=tuple(self.periods[at] for at in periods),
            values=self.values[chosen],
            rows=self.rows[chosen],
        )

    def at(self, variable: str, breakdown: str = "") -> Numbers | None:
        """The numbers of a key over [region, period]; None where the table has no such key."""
        place = self.number.get(Key(variable, breakdown))
        return None if place is None else self.values[place]


def lay_out(table_code: str, axes: Axes, values: Numbers, rows: Rows | None = None) -> Cube:
    """The cube of some cells (all of them without `rows`); of two cells for one place the later counts."""
    count = len(values) if rows is None else len(rows)
    own = axes
    if rows is not None or _size(axes) > _ROOMY * count:
        own = axes.of(rows)
    places, pairs = _places(own)
    shape = (len(pairs), len(own.region.words), len(own.period.words))
    _refuse_thin(table_code, shape, count)
    laid = np.full(shape, np.nan)
    laid.ravel()[places] = values if rows is None else values[rows]
    at = np.full(shape, -1, dtype=np.int32)
    at.ravel()[places] = np.arange(count, dtype=np.int32) if rows is None else rows
    cube = Cube(
        table_code=table_code,
        keys=tuple(Key(*pair) for pair in pairs),
        regions=own.region.words,
        periods=own.period.words,
        values=laid,
        rows=at,
    )
    return cube.without_empty()


def _size(axes: Axes) -> int:
    each = (axes.variable, axes.breakdown, axes.region, axes.period)
    return int(np.prod([max(len(axis.words), 1) for axis in each], dtype=np.float64))


def _places(axes: Axes) -> tuple[Rows, list[tuple[str, str]]]:
    """Where each cell lies in the cube, and the pairs of variable and breakdown that are its keys."""
    # One array is worked on in place, with small numbers as long as they do: at ten million cells every
    # byte is felt.
    width = len(axes.breakdown.words)
    place: npt.NDArray[Any] = axes.variable.codes.astype(np.int32 if _size(axes) < _SMALL else np.int64)
    place *= width
    place += axes.breakdown.codes
    pairs = [(name, breakdown) for name in axes.variable.words for breakdown in axes.breakdown.words]
    if len(pairs) > _FEW_PAIRS:
        seen = np.zeros(len(pairs), dtype=bool)
        seen[place] = True
        if not seen.all():
            place = (np.cumsum(seen) - 1)[place]
            pairs = [pair for pair, is_there in zip(pairs, seen, strict=True) if is_there]
    place *= len(axes.region.words)
    place += axes.region.codes
    place *= len(axes.period.words)
    place += axes.period.codes
    return place.astype(np.int64, copy=False), pairs


def _refuse_thin(table_code: str, shape: tuple[int, ...], count: int) -> None:
    size = int(np.prod(shape))
    if size > _LARGEST and size > _THINNEST * count:
        raise BadSource(
            f"Table {table_code}: {count} cells are strewn over {size} places.",
            code="table_too_thin",
            table=table_code,
            cells=count,
            places=size,
        )
