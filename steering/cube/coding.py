"""Words as numbers: a column of few different texts, coded once."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, kw_only=True)
class Coded:
    """A column as codes into its sorted words; -1 where it says nothing."""

    words: tuple[str, ...]
    codes: Codes

    @cached_property
    def count_seen(self) -> int:
        """How many of the words occur; a column that says nothing anywhere counts as one."""
        if len(self.words) <= 1:
            return 1
        return max(int(np.count_nonzero(self._seen(self.codes))), 1)

    def _seen(self, codes: Codes) -> npt.NDArray[np.bool_]:
        """Which words occur."""
        seen = np.zeros(len(self.words) + 1, dtype=bool)
        # What says nothing is marked in the place behind the last word.
        seen[codes] = True
        return seen[:-1]

    def of(self, rows: Codes | None) -> "Coded":
        """The same column for some rows only (all without), with the words that occur there."""
        codes = self.codes if rows is None else self.codes[rows]
        seen = self._seen(codes)
        if seen.all():
            return self if rows is None else Coded(words=self.words, codes=codes)
        narrow = np.concatenate([np.cumsum(seen) - 1, [-1]])
        words = tuple(word for word, is_there in zip(self.words, seen, strict=True) if is_there)
        return Coded(words=words, codes=narrow[codes])

    def is_among(self, words: "frozenset[str] | set[str]") -> npt.NDArray[np.bool_]:
        """Which rows hold one of these words."""
        told = np.array([*(word in words for word in self.words), False], dtype=bool)
        if told[:-1].all():
            return self.codes >= 0
        chosen: npt.NDArray[np.bool_] = told[self.codes]
        return chosen


def coded(column: pd.Series) -> Coded:
    """A column as codes; categories cost nothing, plain texts are sorted out first."""
    held = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    words = [str(word) for word in held.cat.categories]
    order = sorted(range(len(words)), key=words.__getitem__)
    codes = held.cat.codes.to_numpy()
    if order == list(range(len(words))):
        # Small numbers stay small: a million codes of few words are a megabyte.
        return Coded(words=tuple(words), codes=codes)
    place = np.empty(len(words) + 1, dtype=codes.dtype)
    place[order] = np.arange(len(words))
    place[-1] = -1
    return Coded(words=tuple(words[at] for at in order), codes=place[codes])


def joined(first: Coded, second: Coded) -> tuple[Codes, tuple[tuple[str, str], ...]]:
    """Two columns as one: a code per pair that occurs, and the pairs."""
    width = len(second.words)
    both = first.codes.astype(np.int64)
    both *= width
    both += second.codes
    seen = np.flatnonzero(np.bincount(both, minlength=len(first.words) * width))
    narrow = np.empty(len(first.words) * width, dtype=np.int64)
    narrow[seen] = np.arange(len(seen))
    pairs = tuple((first.words[each // width], second.words[each % width]) for each in seen)
    return narrow[both], pairs
