"""The columns of a table export in a worksheet: merged heads, and the marks of quality beside figures."""

from dataclasses import dataclass

from steering.sources.cells import Worksheet
from steering.sources.refusals import refusal

# Beside a figure: final, provisional, revised, estimated, limited. "Final" says nothing more than the figure.
_MARKS = frozenset({"e", "p", "r", "s", "()"})
_FINAL = "e"
_LIMITED = "()"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of figures: where it stands (from 1), its labels, and the column of its marks, if any."""

    place: int
    last: int
    labels: tuple[str, ...]

    def text(self, texts: tuple[str, ...], file_name: str, row: int) -> str:
        """The figure of a row, with its mark as the offices print it."""
        figure = texts[self.place - 1]
        mark = texts[self.last - 1] if self.last > self.place else ""
        if mark in {"", _FINAL}:
            return figure
        if mark not in _MARKS or not figure:
            raise refusal("unknown_symbol", file_name, row, self.last, symbol=mark)
        return f"({figure})" if mark == _LIMITED else f"{figure} {mark}"


def stub_width(worksheet: Worksheet, start: int) -> int:
    """How many columns tell what a row is about: those below the corner cell."""
    corner = next((area for area in worksheet.merged if area[:2] == (start + 1, 1)), None)
    merged = corner[3] if corner else 1
    labelled = next(place for place, text in enumerate(worksheet.rows[start]) if place and text.strip())
    return max(merged, labelled)


def head_columns(
    worksheet: Worksheet, start: int, end: int, width: int, file_name: str
) -> tuple[tuple[Column, ...], int]:
    """The columns of figures with their labels, and the first row below the head, from 0."""
    first = _first_row(worksheet, start, end, width)
    areas = [area for area in worksheet.merged if start < area[0] <= first and area[3] > width]
    lines = [_labels(worksheet, row, areas) for row in range(start, first)]
    last = max(place + 1 for line in lines for place, label in enumerate(line) if label is not None)
    body = worksheet.rows[first:end]
    columns: list[Column] = []
    for place in range(width + 1, last + 1):
        labels = tuple(line[place - 1] or "" for line in lines)
        if columns and _holds_marks(place, body) and labels in {columns[-1].labels, ("",) * len(lines)}:
            before = columns[-1]
            columns[-1] = Column(place=before.place, last=place, labels=before.labels)
            continue
        # The first line of a head names every column; where it does not, merged cells were split.
        if not labels[0] or _may_be_split(lines, place, areas, start):
            raise refusal("unclear_head", file_name, start + 1, place, sheet=worksheet.title)
        columns.append(Column(place=place, last=place, labels=labels))
    return tuple(columns), first


def _may_be_split(
    lines: list[list[str | None]], place: int, areas: list[tuple[int, int, int, int]], start: int
) -> bool:
    """An empty cell beside a label that spans nothing.

    Either the two were merged once, or there is no such level here: nobody can tell.
    """
    for row, line in enumerate(lines, start=start + 1):
        beside = line[place - 2] if len(line) >= place - 1 else None
        is_empty = len(line) < place or line[place - 1] is None
        spans = any(top <= row <= bottom and left <= place - 1 <= right for top, left, bottom, right in areas)
        if is_empty and beside and not spans:
            return True
    return False


def _first_row(worksheet: Worksheet, start: int, end: int, width: int) -> int:
    """Where the head ends: below the corner cell or, where it is not merged, where a row is named again."""
    corner = next((area for area in worksheet.merged if area[:2] == (start + 1, 1)), None)
    first = corner[2] if corner else start + 1
    while first < end:
        texts = [text.strip() for text in worksheet.rows[first]]
        if any(texts[:width]) or (corner and any(texts)):
            break
        first += 1
    return first


def _labels(worksheet: Worksheet, row: int, areas: list[tuple[int, int, int, int]]) -> list[str | None]:
    """Labels of one line: repeated over the columns that they span, and only in their first line."""
    labels: list[str | None] = [" ".join(text.split()) or None for text in worksheet.rows[row]]
    for top, left, bottom, right in areas:
        if top <= row + 1 <= bottom:
            label = " ".join(worksheet.rows[top - 1][left - 1].split()) if top == row + 1 else ""
            labels += [None] * (right - len(labels))
            labels[left - 1 : right] = [label] * (right - left + 1)
    return labels


def _holds_marks(place: int, body: tuple[tuple[str, ...], ...]) -> bool:
    found = {row[place - 1].strip() for row in body if place <= len(row)} - {""}
    return bool(found) and found <= _MARKS
