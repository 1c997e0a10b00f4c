"""A worksheet of a table export taken apart: titles, heads, blocks of rows, footer.

The same table as in the CSV file, laid out for people: the code is the sheet's name, a head stands once
over the columns that it spans, a time or a category stands once above its rows, and a region once beside
its rows.
"""

import re
from dataclasses import dataclass, field
from itertools import takewhile

import numpy as np

from steering.sources import periods, words
from steering.sources.cells import Worksheet
from steering.sources.doubts import refuse_doubts
from steering.sources.genesis_columns import Column, head_columns, stub_width
from steering.sources.genesis_sheet import CODE_LINE, Sheet
from steering.sources.refusals import refusal
from steering.sources.territory import KEY

_FOOTER = re.compile(r"_{5,}")
_STAND = re.compile(r"\s*\|\s*(?=Stand:)")
_ATTRIBUTION = re.compile(r"(©|\(c\))", re.IGNORECASE)
_KEY = re.compile(KEY)
_A_ROW = 3


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table export of a workbook in the form of the CSV file, and where its columns stand in the sheet."""

    sheet: Sheet
    places: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class _Row:
    number: int
    stub: tuple[str, ...]
    figures: tuple[str, ...] = field(repr=False)
    headings: tuple[str, ...]


def take_grid_apart(worksheet: Worksheet, *, table_code: str, file_name: str) -> Grid:
    """The parts of a table in a worksheet. Raises BadSource where they cannot be told apart."""
    rows = [tuple(text.strip() for text in row) for row in worksheet.rows]
    start = next((row for row, texts in enumerate(rows) if any(texts[1:])), None)
    end = next((row for row, texts in enumerate(rows) if texts and _FOOTER.fullmatch(texts[0])), None)
    if start is None or (end is not None and end <= start):
        raise refusal("no_heads", file_name, 1 if end is None else end + 1)
    if end is None:
        raise refusal("cut_off", file_name, len(rows))
    refuse_doubts(worksheet, start + 1, end, file_name)
    _refuse_rows_below(rows, end, file_name)
    width = stub_width(worksheet, start)
    columns, first = head_columns(worksheet, start, end, width, file_name)
    body = _rows(rows[first:end], first + 1, width, columns, rows[start][0], file_name)
    if not body:
        raise refusal("no_rows", file_name, end + 1)
    return _grid(_titles(rows[:start]), body, columns, _footer(rows[end + 1 :]), table_code, file_name)


def _refuse_rows_below(rows: list[tuple[str, ...]], end: int, file_name: str) -> None:
    """Below the line stand notes in the first column; a row of several cells would be lost in silence."""
    for number, texts in enumerate(rows[end + 1 :], start=end + 2):
        if sum(map(bool, texts)) >= _A_ROW:
            raise refusal("row_below_line", file_name, number, symbol=" | ".join(filter(None, texts))[:60])


def _titles(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Titles line by line, as the CSV file wraps them; a time that stands alone gets its caption."""
    lines = [" ".join(line.split()) for row in rows for line in row[0].split("\n")]
    kept = [line for line in lines if line and not CODE_LINE.match(line)]
    return tuple(f"Zeit: {line}" if periods.period(line) else line for line in kept)


def _footer(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Notes and attribution, each quoted as one, and the time stamp on a line of its own."""
    lines = [part for row in rows for part in _STAND.split(" ".join(text for text in row if text))]
    stands = [line for line in lines if line.startswith("Stand:")]
    others = [line for line in lines if not line.startswith("Stand:")]
    notes = list(takewhile(lambda line: not _ATTRIBUTION.match(line), others))
    quoted = [
        f'"{text}"'
        for block in (notes, others[len(notes) :])
        if (text := "\n".join(block).strip().replace('"', '""'))
    ]
    return tuple(line for text in (*quoted, *stands) for line in text.split("\n"))


def _rows(
    rows: list[tuple[str, ...]],
    first: int,
    width: int,
    columns: tuple[Column, ...],
    corner: str,
    file_name: str,
) -> list[_Row]:
    """The rows of figures, each with the headings above it and the region beside it."""
    body: list[_Row] = []
    # The corner cell names the levels; where the first is the time, no other word may stand there.
    is_timed = corner.split("\n", maxsplit=1)[0].strip() in periods.CAPTIONS
    headings: list[str] = []
    run = 0
    last = max(column.last for column in columns)
    for number, texts in enumerate(rows, start=first):
        if any(texts[last:]):
            raise refusal("ragged_row", file_name, number, found=_length(texts), expected=last)
        if texts[0] and not any(texts[1:]):
            run += 1
            place = (file_name, number)
            headings = _with_heading(headings, run, texts[0], is_first=not body, place=place)
            if is_timed and len(headings) == run and not periods.period(headings[0]):
                raise refusal("unknown_period", *place, 1, symbol=headings[0])
        elif any(texts) and not _is_caption(texts, width):
            run = 0
            stub = _filled(texts[:width], body)
            figures = tuple(column.text(texts, file_name, number) for column in columns)
            body.append(_Row(number=number, stub=stub, figures=figures, headings=tuple(headings)))
    return body


def _length(texts: tuple[str, ...]) -> int:
    return max(place + 1 for place, text in enumerate(texts) if text)


def _with_heading(
    headings: list[str], run: int, text: str, *, is_first: bool, place: tuple[str, int]
) -> list[str]:
    """The headings that hold from here on: one alone changes the innermost level."""
    if is_first:
        return [*headings, text]
    if run > len(headings):
        raise refusal("unclear_heading", *place, 1, symbol=text)
    return [*headings[: len(headings) - run], *_moved(headings, run), text]


def _moved(headings: list[str], run: int) -> list[str]:
    """In a run of headings the ones just read move outwards when another one follows."""
    return headings[len(headings) - run + 1 :] if run > 1 else []


def _is_caption(texts: tuple[str, ...], width: int) -> bool:
    """Words such as "und zwar:" above some categories; no figure belongs to them."""
    return not texts[0] and not any(texts[width:]) and "".join(texts[:width]).endswith(":")


def _filled(stub: tuple[str, ...], body: list[_Row]) -> tuple[str, ...]:
    """What stands once beside several rows holds for each of them; a name alone never borrows a key."""
    blanks = next((place for place, text in enumerate(stub) if text), 0)
    if not blanks or not body:
        return stub
    above = body[-1].stub
    key = next((place for place, text in enumerate(above[:2]) if _KEY.fullmatch(text)), None)
    if key is not None and key < blanks < key + 2:
        return stub
    return (*above[:blanks], *stub[blanks:])


def _grid(
    titles: tuple[str, ...],
    body: list[_Row],
    columns: tuple[Column, ...],
    footer: tuple[str, ...],
    table_code: str,
    file_name: str,
) -> Grid:
    """Time first, then region, then categories, then figures, as in the CSV file."""
    levels = range(len(body[0].headings))
    times = [level for level in levels if all(periods.period(row.headings[level]) for row in body)]
    others = [level for level in levels if level not in times]
    width = len(body[0].stub)
    stub_places = (*(1 for _ in times), *range(1, width + 1), *(1 for _ in others))
    stub = (
        *([row.headings[level] for row in body] for level in times),
        *([row.stub[place] for row in body] for place in range(width)),
        *([row.headings[level] for row in body] for level in others),
    )
    empty = ("",) * len(stub_places)
    lines = zip(*(column.labels for column in columns), strict=True)
    sheet = Sheet(
        file_name=file_name,
        table_code=table_code,
        titles=titles,
        heads=tuple((*empty, *line) for line in lines if any(line)),
        stub_width=len(stub_places),
        columns=tuple(words.of(texts) for texts in stub),
        figures=words.of([text for row in body for text in row.figures]),
        row_numbers=np.array([row.number for row in body], dtype=np.int64),
        footer=footer,
    )
    return Grid(sheet=sheet, places=(*stub_places, *(column.place for column in columns)))
