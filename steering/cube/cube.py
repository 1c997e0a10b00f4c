"""One table as a dense cube: a number and the place of its cell for every key, region and period."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from steering.cube.coding import Coded, Codes, joined
from steering.errors import BadSource

Numbers = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# A table is nearly full. A cube that would be this much larger than its cells is no table.
_LARGEST = 1 << 24
_THINNEST = 12


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
    def is_there(self) -> Mask:
        """Where the table has a cell at all."""
        there: Mask = self.rows >= 0
        return there

    @cached_property
    def is_full(self) -> bool:
        """Every place holds a number."""
        return not bool(np.isnan(self.values).any())

    def at(self, variable: str, breakdown: str = "") -> Numbers | None:
        """The numbers of a key over [region, period]; None where the table has no such key."""
        place = self.number.get(Key(variable, breakdown))
        return None if place is None else self.values[place]


def lay_out(
    table_code: str, axes: Axes, values: Numbers, rows: Rows | None = None, *, spare: float = np.nan
) -> Cube:
    """The cube of some cells (all of them without `rows`); of two cells for one place the later counts."""
    own = axes.of(rows)
    key_codes, pairs = joined(own.variable, own.breakdown)
    shape = (len(pairs), len(own.region.words), len(own.period.words))
    size, count = int(np.prod(shape)), len(key_codes)
    if size > _LARGEST and size > _THINNEST * count:
        raise BadSource(
            f"Table {table_code}: {count} cells are strewn over {size} places.",
            code="table_too_thin",
            table=table_code,
            cells=count,
            places=size,
        )
    place = _places(key_codes, own.region.codes, own.period.codes, shape)
    laid = np.full(size, spare)
    laid[place] = values if rows is None else values[rows]
    at = np.full(size, -1, dtype=np.int64)
    at[place] = np.arange(count) if rows is None else rows
    return Cube(
        table_code=table_code,
        keys=tuple(Key(*pair) for pair in pairs),
        regions=own.region.words,
        periods=own.period.words,
        values=laid.reshape(shape),
        rows=at.reshape(shape),
    )


def _places(keys: Codes, regions: Codes, periods: Codes, shape: tuple[int, int, int]) -> Rows:
    place = keys * shape[1]
    place += regions
    place *= shape[2]
    place += periods
    return place
