"""A column of texts as numbers: which texts occur, and which of them stands in each row.

A table of a million figures holds few different texts. Each is made, read and judged once; the rows only
point at it. The grouping compares eight letters at a time inside of numpy, and never trusts a hash: each row
is compared with the one that stands for its group.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.signedinteger[Any]]
Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.float64]
Judge = Callable[[str], bool]

# The fraction of the golden ratio: an odd number with well mixed bits.
_FACTOR = 0x9E3779B97F4A7C15
_ROUNDS = 16
# Beyond it one number cannot tell the rows apart any more.
_TOO_LARGE = 1 << 62
# A table of places pays while it is not much longer than the column.
_DENSE = 16
# Runs are looked for in the first rows, and pay where they are some rows long.
_SAMPLE = 4096
_RUN = 4


@dataclass(frozen=True)
class Words:
    """A column: its different texts, and the number of the text in each row.

    `whole` says what those texts are worth that are plain whole numbers, NaN for all others; None where
    nobody looked.
    """

    codes: Codes = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    whole: Numbers | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return len(self.codes)

    def text(self, row: int) -> str:
        """What stands in a row."""
        return self.texts[int(self.codes[row])]

    def listed(self) -> list[str]:
        """What stands in each row."""
        return [self.texts[code] for code in self.codes.tolist()]

    def renamed(self, name: Callable[[str], str]) -> "Words":
        """The same rows with other texts; texts that become equal are one from then on."""
        codes, texts = unique([name(text) for text in self.texts])
        return self if texts == self.texts else Words(codes[self.codes], texts)

    def stripped(self) -> "Words":
        """Without the spaces around, by which offices indent names."""
        whole = "".join(self.texts)
        if whole.split(maxsplit=1) == [whole]:
            return self
        return self.renamed(str.strip)

    def chosen(self, rows: npt.NDArray[np.int64]) -> "Words":
        """Some of the rows; texts that do not occur there any more are left out."""
        if len(rows) == len(self.codes):
            return self
        if len(self.texts) == 1:
            return Words(np.zeros(len(rows), dtype=np.int32), self.texts, self.whole)
        return Words(self.codes[rows], self.texts, self.whole).used()

    def used(self) -> "Words":
        """The same rows with those texts only that occur in them."""
        used = np.flatnonzero(np.bincount(self.codes, minlength=len(self.texts)))
        again = np.zeros(len(self.texts), dtype=np.int32)
        again[used] = np.arange(len(used), dtype=np.int32)
        whole = None if self.whole is None else self.whole[used]
        return Words(again[self.codes], tuple(self.texts[int(place)] for place in used), whole)

    def told(self, places: npt.NDArray[np.generic]) -> "Words":
        """What stands at each of the places; unlike `chosen`, all texts are kept."""
        return Words(self.codes[places], self.texts, self.whole)

    def where(self, judge: Judge) -> npt.NDArray[np.bool_]:
        """The rows whose text passes."""
        verdicts: npt.NDArray[np.bool_] = np.array([judge(text) for text in self.texts], dtype=bool)
        return verdicts[self.codes]

    def first(self, judge: Judge) -> int | None:
        """The first row whose text passes."""
        if not any(judge(text) for text in self.texts):
            return None
        found = self.where(judge)
        return int(np.argmax(found)) if found.any() else None

    def narrowed(self) -> "Words":
        """The same column with numbers no wider than its texts need: they are moved for every cell."""
        kind = np.min_scalar_type(-max(len(self.texts), 1))
        return Words(self.codes.astype(kind, copy=False), self.texts, self.whole)

    def categorical(self) -> pd.Categorical:
        """For a frame."""
        known = pd.Index(self.texts, dtype="str")
        # A column's numbers are places among its texts by the way it is made.
        return pd.Categorical.from_codes(self.codes, categories=known, validate=False)


def unique(texts: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    """The number of each text among the different ones, in the order of their first place."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(text, len(numbers)) for text in texts]
    return np.array(codes, dtype=np.int32), tuple(numbers)


def of(texts: Sequence[str]) -> Words:
    """A column from its texts, row by row."""
    return Words(*unique(texts))


def constant(text: str, count: int) -> Words:
    """A column that says the same in every row."""
    return Words(np.zeros(count, dtype=np.int32), (text,))


def grouped(columns: Sequence[Words]) -> tuple[Codes, Places]:
    """The group of each row, and one row of each group: rows of a group say the same in all columns."""
    size = math.prod(max(len(column.texts), 1) for column in columns)
    if size >= _TOO_LARGE:
        return grouped_bits([column.codes.astype(np.uint64) for column in columns])
    return grouped_numbers(_as_one_number(columns), size)


def are_rows_different(columns: Sequence[Words]) -> bool:
    """No two rows say the same in all columns."""
    size = math.prod(max(len(column.texts), 1) for column in columns)
    if size >= _TOO_LARGE:
        return len(grouped(columns)[1]) == len(columns[0])
    return are_different(_as_one_number(columns), size)


def _as_one_number(columns: Sequence[Words]) -> Places:
    identity = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        if len(column.texts) > 1:
            identity *= len(column.texts)
            identity += column.codes
    return identity


def grouped_numbers(identity: Places, size: int) -> tuple[Codes, Places]:
    """The group of each row by one number below `size`, and one row of each group."""
    if size > _DENSE * len(identity) + 1024:
        return grouped_bits([identity.view(np.uint64)])
    table = np.empty(size, dtype=np.int32)
    table[identity] = np.arange(len(identity), dtype=np.int32)
    return _counted(table[identity])


def are_different(identity: Places, size: int) -> bool:
    """No two rows have the same number below `size`."""
    if size > _DENSE * len(identity) + 1024:
        return len(grouped_bits([identity.view(np.uint64)])[1]) == len(identity)
    seen = np.zeros(size, dtype=bool)
    seen[identity] = True
    return int(np.count_nonzero(seen)) == len(identity)


def grouped_bits(bits: list[Bits]) -> tuple[Codes, Places]:
    """The group of each row, and one row of each group: rows of a group are equal in all numbers."""
    differing = [part for part in bits if len(part) and (part != part[0]).any()]
    count = len(bits[0])
    if not differing:
        return np.zeros(count, dtype=np.int32), np.zeros(min(count, 1), dtype=np.int64)
    if _has_long_runs(differing):
        return _grouped_by_runs(differing)
    standing = _one_for_each(differing, _FACTOR)
    rows = np.flatnonzero(_differ(differing, standing, None))
    standing[rows] = rows
    factor = _FACTOR
    for _ in range(_ROUNDS if len(rows) else 0):
        factor = (factor * _FACTOR + 2) % (1 << 64) | 1
        by_others = rows[_one_for_each([part[rows] for part in differing], factor)]
        differ = _differ(differing, by_others, rows)
        standing[rows[~differ]] = by_others[~differ]
        rows = rows[differ]
        if not len(rows):
            break
    # Never seen: all hashes would have to meet. Right all the same, only slow.
    known: dict[tuple[int, ...], int] = {}
    for row in rows.tolist():
        standing[row] = known.setdefault(tuple(int(part[row]) for part in differing), row)
    return _counted(standing)


def _one_for_each(parts: list[Bits], factor: int) -> npt.NDArray[np.int32]:
    """A row that stands for each, by a hash; whether it is equal must be looked at."""
    size = max(10, min(20, int(np.ceil(np.log2(max(len(parts[0]), 1) * 4)))))
    mixed = parts[0] * np.uint64(factor)
    for part in parts[1:]:
        mixed ^= mixed >> np.uint64(29)
        mixed += part
        mixed *= np.uint64(factor)
    slots = (mixed >> np.uint64(64 - size)).astype(np.int32)
    table = np.empty(1 << size, dtype=np.int32)
    table[slots] = np.arange(len(slots), dtype=np.int32)
    return table[slots]


def _differ(parts: list[Bits], ones: npt.NDArray[Any], others: Places | None) -> npt.NDArray[np.bool_]:
    """Where a row differs from the one that stands for it."""
    found: npt.NDArray[np.bool_] = np.zeros(len(ones), dtype=bool)
    for part in parts:
        found |= part[ones] != (part if others is None else part[others])
    return found


def _has_long_runs(parts: list[Bits]) -> bool:
    """Offices sort their rows, so that a text often stands in many rows one below the other."""
    sample = [part[:_SAMPLE] for part in parts]
    changes = sum(int(np.count_nonzero(part[1:] != part[:-1])) for part in sample)
    return changes * _RUN < len(sample[0])


def _grouped_by_runs(parts: list[Bits]) -> tuple[Codes, Places]:
    """As above, but only the first row of each run is looked at."""
    begins = np.ones(len(parts[0]), dtype=bool)
    begins[1:] = parts[0][1:] != parts[0][:-1]
    for part in parts[1:]:
        begins[1:] |= part[1:] != part[:-1]
    firsts = np.flatnonzero(begins)
    codes, chosen = grouped_bits([part[firsts] for part in parts])
    return np.repeat(codes, np.diff(firsts, append=len(begins))), firsts[chosen]


def _counted(standing: npt.NDArray[np.int32]) -> tuple[Codes, Places]:
    is_chosen = np.zeros(len(standing), dtype=bool)
    is_chosen[standing] = True
    chosen = np.flatnonzero(is_chosen)
    numbers = np.zeros(len(standing), dtype=np.int32)
    numbers[chosen] = np.arange(len(chosen), dtype=np.int32)
    return numbers[standing], chosen
