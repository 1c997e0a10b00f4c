"""Marks of quality that stand in columns of their own: a head spans the figure and the mark beside it.

The tables of the census write "e" (final) or "()" (limited) behind each figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from steering.sources.grid import Grid
from steering.sources.refusals import refusal
from steering.sources.words import Words

_MARKS = frozenset({"", "e", "p", "r", "s", "()", "( )", "/", ".", "x", "-", "..."})


@dataclass(frozen=True, kw_only=True)
class Parted:
    """Figures row by row, the mark of each where there are any, and the columns of the figures."""

    figures: Words = field(repr=False)
    marks: Words | None = field(repr=False)
    places: tuple[int, ...]


def mark_columns(labels: Sequence[Sequence[str]], stub: int, heads: int, row: Sequence[str]) -> list[int]:
    """Columns without any label right beside a labelled one; `heads` is how wide the lines are there."""
    named = [any(line[place] for line in labels) for place in range(len(labels[0]))]
    found = [
        place
        for place in range(stub + 1, len(named))
        if not named[place] and named[place - 1] and _cell(row, place) in _MARKS
    ]
    last = len(named)
    if named[-1] and last > stub and (heads > last or _cell(row, last)):
        found.append(last)
    return found


def parted(rows: Grid, marked: Sequence[int], stub: int, width: int, file_name: str) -> Parted:
    """Figures and marks apart. Raises BadSource where something else stands in the column of the marks."""
    codes = rows.figures.codes.reshape(-1, width - stub)
    kept = [place for place in range(stub, width) if place not in marked]
    beside = np.zeros((len(codes), len(kept)), dtype=np.int32)
    texts = ("", *rows.figures.texts)
    for at, place in enumerate(kept):
        if place + 1 in marked:
            beside[:, at] = codes[:, place + 1 - stub] + 1
    marks = Words(np.ascontiguousarray(beside).ravel(), texts).stripped()
    strange = marks.first(lambda text: text not in _MARKS)
    if strange is not None:
        row, at = divmod(strange, len(kept))
        raise refusal(
            "ragged_row", file_name, int(rows.lines[row]), found=kept[at] + 2, expected=kept[at] + 1
        )
    figures = Words(
        np.ascontiguousarray(codes[:, [place - stub for place in kept]]).ravel(), rows.figures.texts
    )
    is_marked = bool((marks.where(bool)).any())
    return Parted(figures=figures.used(), marks=marks.used() if is_marked else None, places=tuple(kept))


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
