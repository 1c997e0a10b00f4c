"""The difference of two readings of one table, cell by cell; a cell is known by what it tells of.

Nothing is left out: every cell of both sides is counted, and every cell that changed has its row.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

CELL_KEY = ("variable", "region_code", "period", "breakdown")
MEANING = ("unit", "reference_time")
SIDES = ("value", "status", "symbol", *MEANING, "row_number", "column_number")
Numbers = NDArray[np.int64]


class Change(StrEnum):
    """What became of a cell. `changed_meaning`: the figure now has another unit or reference time."""

    ADDED = "added"
    GONE = "gone"
    CHANGED_VALUE = "changed_value"
    CHANGED_STATUS = "changed_status"
    CHANGED_MEANING = "changed_meaning"
    IDENTICAL = "identical"


# In the order in which they are told; the codes of the kernel are places in this list.
CHANGES = tuple(Change)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """How many cells of each kind, and every cell that is not identical.

    `cells` has a row per changed cell: CELL_KEY, `change`, and each of SIDES as `_before` and `_after`.
    """

    counts: dict[Change, int]
    cells: pd.DataFrame = field(repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Group:
    """What changed in one variable and period, and its largest change."""

    variable: str
    period: str
    counts: dict[Change, int]
    region_code: str = ""
    breakdown: str = ""
    before: float | None = None
    after: float | None = None

    @property
    def moved(self) -> float:
        """The size of the largest change."""
        return abs(self.after - self.before) if self.before is not None and self.after is not None else 0.0


def difference(before: pd.DataFrame, after: pd.DataFrame) -> Difference:
    """What the newer reading tells differently, cell by cell; both hold a cell once."""
    old, new = _identities(before, after)
    of_old, of_new, gone, added = _matched(old, new)
    kinds = _compared(before.take(of_old), after.take(of_new))
    is_changed = kinds != CHANGES.index(Change.IDENTICAL)
    counted = np.bincount(kinds, minlength=len(CHANGES)).tolist()
    found = dict(zip(CHANGES, counted, strict=True)) | {Change.GONE: len(gone), Change.ADDED: len(added)}
    kinds_told = np.concatenate(
        [
            kinds[is_changed],
            np.full(len(gone), CHANGES.index(Change.GONE)),
            np.full(len(added), CHANGES.index(Change.ADDED)),
        ]
    )
    cells = _laid_out(before, after, pairs=(of_old[is_changed], of_new[is_changed]), alone=(gone, added))
    cells["change"] = [CHANGES[kind].value for kind in kinds_told.tolist()]
    return Difference(counts=found, cells=cells)


def _laid_out(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    pairs: tuple[Numbers, Numbers],
    alone: tuple[Numbers, Numbers],
) -> pd.DataFrame:
    """Changed cells of both sides, then those that are gone, then those that are new."""

    def taken(side: pd.DataFrame, name: str, places: Numbers) -> list[object]:
        return list(side[name].astype(object).take(places))

    gone, added = alone
    parts: dict[str, list[object]] = {
        name: taken(after, name, pairs[1]) + taken(before, name, gone) + taken(after, name, added)
        for name in CELL_KEY
    }
    for name in SIDES:
        parts[f"{name}_before"] = taken(before, name, np.concatenate([pairs[0], gone])) + [None] * len(added)
        parts[f"{name}_after"] = taken(after, name, pairs[1]) + [None] * len(gone) + taken(after, name, added)
    numbers = {f"value_{side}": "float64" for side in ("before", "after")}
    return pd.DataFrame(parts, dtype=object).astype(numbers)


def _identities(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Numbers, Numbers]:
    """A number for what each cell tells of, the same on both sides."""
    old: Numbers = np.zeros(len(before), dtype=np.int64)
    new: Numbers = np.zeros(len(after), dtype=np.int64)
    for name in CELL_KEY:
        words: dict[str, int] = {}
        codes = [_codes(side[name], words) for side in (before, after)]
        together = np.concatenate([old, new]) * max(len(words), 1) + np.concatenate(codes)
        dense = pd.factorize(together)[0]
        old, new = dense[: len(old)], dense[len(old) :]
    return old, new


def _codes(column: pd.Series, words: dict[str, int]) -> Numbers:
    codes, texts = pd.factorize(column)
    numbers = [words.setdefault(str(text), len(words)) for text in texts]
    return np.array([*numbers, 0], dtype=np.int64)[codes]


def _matched(old: Numbers, new: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Places of cells on both sides, pair by pair; then those on one side only."""
    order = np.argsort(new, kind="stable")
    at = np.minimum(np.searchsorted(new[order], old), max(len(new) - 1, 0))
    is_there = new[order][at] == old if len(new) else np.zeros(len(old), dtype=bool)
    partners = order[at[is_there]] if len(new) else order
    is_known = np.zeros(len(new), dtype=bool)
    is_known[partners] = True
    return np.flatnonzero(is_there), partners, np.flatnonzero(~is_there), np.flatnonzero(~is_known)


def _compared(before: pd.DataFrame, after: pd.DataFrame) -> Numbers:
    kinds = np.full(len(before), CHANGES.index(Change.IDENTICAL), dtype=np.int64)
    one, other = (side["value"].to_numpy(dtype=np.float64, na_value=np.nan) for side in (before, after))
    is_same_value = (one == other) | (np.isnan(one) & np.isnan(other))
    kinds[~is_same_value] = CHANGES.index(Change.CHANGED_VALUE)
    for name in MEANING:
        kinds[~_same(before[name], after[name])] = CHANGES.index(Change.CHANGED_MEANING)
    kinds[~_same(before["status"], after["status"])] = CHANGES.index(Change.CHANGED_STATUS)
    return kinds


def _same(one: pd.Series, other: pd.Series) -> NDArray[np.bool_]:
    words: dict[str, int] = {}
    return np.asarray(_codes(one, words) == _codes(other, words), dtype=np.bool_)


def groups(found: Difference) -> list[Group]:
    """What changed by variable and period, the largest change of a figure first."""
    told = []
    for (variable, period), mine in found.cells.groupby(["variable", "period"], sort=True):
        kinds = mine["change"].value_counts()
        group = {change: int(kinds[change.value]) for change in CHANGES if kinds.get(change.value, 0)}
        told.append(_group(str(variable), str(period), group, mine))
    return sorted(told, key=lambda one: (-one.moved, one.variable, one.period))


def _group(variable: str, period: str, kinds: dict[Change, int], mine: pd.DataFrame) -> Group:
    one, other = (mine[f"value_{side}"].to_numpy(float) for side in ("before", "after"))
    moved = np.abs(other - one)
    if not len(moved) or np.isnan(moved).all():
        return Group(variable=variable, period=period, counts=kinds)
    largest = int(np.nanargmax(moved))
    row = mine.iloc[largest]
    return Group(
        variable=variable,
        period=period,
        counts=kinds,
        region_code=str(row["region_code"]),
        breakdown=str(row["breakdown"]),
        before=float(one[largest]),
        after=float(other[largest]),
    )
