"""The words of cells and their numbers: few words, a million cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import text
from sqlmodel import Session, col, func, select

from models import WITH_NUMBER, ReleaseNumber
from models.cell import MOST_RELEASES, PERIOD_BITS, REGION_BITS, SERIES_BITS
from steering.errors import NotAllowedNow

Numbers = NDArray[np.int64]
_MOST = {
    "cell_series": 2**SERIES_BITS - 1,
    "cell_region": 2**REGION_BITS - 1,
    "cell_period": 2**PERIOD_BITS - 1,
}
# Larger tables of combinations are mostly empty.
_MOST_COUNTED = 10_000_000
_NUMBERED = frozenset(status.value for status in WITH_NUMBER)


@dataclass(frozen=True, kw_only=True)
class Dictionary:
    """A table of words: its name, and the columns that together make a word."""

    table: str
    columns: tuple[str, ...]


def next_release_number(session: Session, release_id: str) -> int:
    """The number under which a release's cells are kept, given now."""
    last = session.exec(select(func.max(col(ReleaseNumber.number)))).one() or 0
    _refuse_more("release_number", last + 1, MOST_RELEASES)
    session.add(ReleaseNumber(number=last + 1, release_id=release_id))
    session.flush()
    return int(last) + 1


def whole_dictionary(session: Session, dictionary: Dictionary) -> tuple[Numbers, list[list[str]]]:
    """All numbers of a dictionary, ascending, and the words of each column in the same order."""
    listed = ", ".join(dictionary.columns)
    query = text(f"SELECT number, {listed} FROM {dictionary.table} ORDER BY number")  # noqa: S608 - our names
    rows = session.connection().execute(query).all()
    numbers = np.array([row[0] for row in rows], dtype=np.int64)
    return numbers, [[row[place] for row in rows] for place in range(1, len(dictionary.columns) + 1)]


def numbers_of(session: Session, dictionary: Dictionary, cells: pd.DataFrame) -> Numbers:
    """The number of each cell's word; words that are new are given one."""
    combined, words = _distinct([cells[name] for name in dictionary.columns])
    numbers, texts = whole_dictionary(session, dictionary)
    known = dict(zip(zip(*texts, strict=True), numbers.tolist(), strict=True))
    new = _numbered(dictionary, known, [word for word in words if word not in known])
    if new:
        names = ("number", *dictionary.columns)
        places = ", ".join(f":{name}" for name in names)
        session.connection().execute(
            text(f"INSERT INTO {dictionary.table} ({', '.join(names)}) VALUES ({places})"),  # noqa: S608
            [dict(zip(names, (number, *word), strict=True)) for word, number in new.items()],
        )
    known |= new
    return np.array([known[word] for word in words], dtype=np.int64)[combined]


def _numbered(
    dictionary: Dictionary, known: dict[tuple[str, ...], int], words: list[tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    if dictionary.table != "cell_mark":
        last = max(known.values(), default=0)
        _refuse_more(dictionary.table, last + len(words), _MOST[dictionary.table])
        return {word: last + place for place, word in enumerate(words, start=1)}
    # Above 0 stands what has a number: the database compares the sign with the cell.
    highest, lowest = max([0, *known.values()]), min([0, *known.values()])
    given: dict[tuple[str, ...], int] = {}
    for word in words:
        if word[0] in _NUMBERED:
            highest += 1
            given[word] = highest
        else:
            lowest -= 1
            given[word] = lowest
    return given


def _distinct(columns: Sequence[pd.Series]) -> tuple[Numbers, list[tuple[str, ...]]]:
    """Where each row's combination stands in the list of combinations, and that list."""
    combined: Numbers = np.zeros(len(columns[0]), dtype=np.int64)
    words: list[tuple[str, ...]] = [()]
    for column in columns:
        codes, texts = _coded(column)
        together = combined * len(texts) + codes
        found, combined = _in_order_of_appearance(together, len(words) * len(texts))
        words = [(*words[each // len(texts)], texts[each % len(texts)]) for each in found.tolist()]
    return combined, words


def _in_order_of_appearance(codes: Numbers, most: int) -> tuple[Numbers, Numbers]:
    """The codes that occur, each where it first stands, and the place of every code in that list."""
    if most > _MOST_COUNTED:
        known, dense = np.unique(codes, return_inverse=True)
        found, places = _in_order_of_appearance(dense, len(known))
        return known[found], places
    first = np.full(most, -1, dtype=np.int64)
    # Of several writings to one place the last one stays: that of the first cell.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    found = np.flatnonzero(first >= 0)
    found = found[np.argsort(first[found])]
    places = np.zeros(most, dtype=np.int64)
    places[found] = np.arange(len(found))
    return found, places[codes]


def _coded(column: pd.Series) -> tuple[Numbers, list[str]]:
    made = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    if made.isna().any():
        made = made.cat.add_categories([""]).fillna("") if "" not in made.cat.categories else made.fillna("")
    codes = np.asarray(made.cat.codes, dtype=np.int64)
    return codes, [str(word) for word in made.cat.categories]


def _refuse_more(table: str, number: int, most: int) -> None:
    if number > most:
        raise NotAllowedNow(f"{table} is full.", code="store_full", table=table, most=most)
