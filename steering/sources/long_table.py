"""A table in long form, as flat files and cubes are: each row is one fact, or several measures of one."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from steering.sources.words import Words


@dataclass(frozen=True, kw_only=True)
class Block:
    """A dimension: which one it is in each row, and the category; `place` is the column of the category."""

    variable: Words
    code: Words
    label: Words
    place: int


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Figures: one column of them, and what they measure in each row."""

    figures: Words
    place: int
    code: Words
    label: Words
    unit: Words
    quality: Words | None = None
    quality_place: int = 0


@dataclass(frozen=True, kw_only=True)
class LongTable:
    """Facts of one statistic, row by row as in the file; places are columns from 1."""

    file_name: str
    statistic: str
    table_code: str
    lines: npt.NDArray[np.int64] = field(repr=False)
    time: Words
    time_place: int
    blocks: tuple[Block, ...]
    measures: tuple[Measure, ...]
    decimal: str

    def line(self, row: int) -> int:
        """The line of the file."""
        return int(self.lines[row])
