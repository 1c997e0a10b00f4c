"""The parts of a classic table export: titles, heads, rows, footer; nothing is interpreted here.

The office wraps titles in the middle of a sentence, repeats a head over the columns that it spans,
leaves the cells above region and time empty, and ends the figures with a line of underscores.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import numpy as np
import numpy.typing as npt

from steering.sources.cells import Delivery
from steering.sources.refusals import refusal

CODE_LINE = re.compile(r"^[\ufeff\"]*(?:GENESIS-)?Tabelle:\s*(?P<code>[0-9A-Z][0-9A-Z-]*)\s*\"?;*\s*$")
_FOOTER = re.compile(r"^[\s\";]*_{5,}[\s\";]*$")
_LINE_END = re.compile(r"\r\n|\n|\r")

Texts = npt.NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table export taken apart; row numbers are lines of the file, from 1."""

    file_name: str
    table_code: str
    titles: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    stub_width: int
    rows: Texts = field(repr=False)
    row_numbers: npt.NDArray[np.int64] = field(repr=False)
    footer: tuple[str, ...] = field(repr=False)

    @property
    def width(self) -> int:
        """How many columns the table has, region and time included."""
        return len(self.heads[0])


Record = tuple[int, list[str]]


def take_apart(delivery: Delivery) -> Sheet:
    """The parts of a table export. Raises BadSource where lines are cut, shifted or missing."""
    lines = _LINE_END.split(delivery.text)
    start = next(number for number, line in enumerate(lines) if line.strip())
    code = CODE_LINE.match(lines[start])
    if code is None:
        raise refusal("not_a_table", delivery.file_name, start + 1, symbol=lines[start][:60])
    end = next((number for number, line in enumerate(lines) if _FOOTER.match(line)), None)
    if end is None:
        last = max(number for number, line in enumerate(lines) if line.strip())
        raise refusal("cut_off", delivery.file_name, last + 1)
    records = list(_records(lines[start + 1 : end], start + 2, delivery.file_name))
    titles = list(takewhile(_is_title, records))
    heads = list(takewhile(_is_head, records[len(titles) :]))
    body = records[len(titles) + len(heads) :]
    _refuse_missing_parts(heads, body, delivery.file_name, end + 1)
    labels = _head_labels(heads)
    rows, row_numbers = _rows(body, len(labels[0]), delivery.file_name)
    return Sheet(
        file_name=delivery.file_name,
        table_code=code["code"],
        titles=tuple(cells[0].strip() for _, cells in titles),
        heads=labels,
        stub_width=_stub_width(labels),
        rows=rows,
        row_numbers=row_numbers,
        footer=tuple(lines[end + 1 :]),
    )


def _records(lines: Sequence[str], first: int, file_name: str) -> Iterator[Record]:
    reader = csv.reader((line + "\n" for line in lines), delimiter=";", strict=True)
    number = first
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = first + reader.line_num
    except csv.Error as broken:
        raise refusal("open_quote", file_name, number) from broken


def _is_title(record: Record) -> bool:
    _, cells = record
    return bool(cells[0].strip()) and not any(cell.strip() for cell in cells[1:])


def _is_head(record: Record) -> bool:
    return not record[1][0].strip()


def _refuse_missing_parts(heads: list[Record], body: list[Record], file_name: str, footer: int) -> None:
    if not heads:
        raise refusal("no_heads", file_name, body[0][0] if body else footer)
    if not body:
        raise refusal("no_rows", file_name, footer)


def _head_labels(heads: list[Record]) -> tuple[tuple[str, ...], ...]:
    """Head labels as a rectangle; copies saved by spreadsheets add empty columns at the right."""
    stripped = [[" ".join(cell.split()) for cell in cells] for _, cells in heads]
    width = max(place + 1 for labels in stripped for place, label in enumerate(labels) if label)
    return tuple(tuple((labels + [""] * width)[:width]) for labels in stripped)


def _stub_width(labels: tuple[tuple[str, ...], ...]) -> int:
    return min(place for line in labels for place, label in enumerate(line) if label)


def _rows(body: list[Record], width: int, file_name: str) -> tuple[Texts, npt.NDArray[np.int64]]:
    for number, cells in body:
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            raise refusal("ragged_row", file_name, number, found=len(cells), expected=width)
    rows = np.array([cells[:width] for _, cells in body], dtype=object)
    return rows, np.array([number for number, _ in body], dtype=np.int64)
