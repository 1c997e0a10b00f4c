"""The parts of a classic table export: titles, heads, rows, footer; nothing is interpreted here.

The office wraps titles in the middle of a sentence, repeats a head over the columns that it spans,
leaves the cells above region and time empty, and ends the figures with a line of underscores.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from steering.sources import grid, periods
from steering.sources.cells import Delivery
from steering.sources.genesis_footer import is_english
from steering.sources.genesis_marks import mark_columns, parted
from steering.sources.grid import Record, Shape
from steering.sources.refusals import refusal
from steering.sources.words import Words

# The offices of the Länder end their codes with small letters: 31121-06i, 12111-101z. A table that was
# rearranged in the portal has lost its code and is called "Temporär".
CODE_LINE = re.compile(
    r"^[\ufeff\"]*(?:GENESIS-)?(?P<word>Tabelle|Table):\s*"
    r"(?:(?P<code>(?=[A-Z-]*[0-9])[0-9A-Z]+(?:-[0-9A-Z]+)*[a-z]{0,3})|Tempor\u00e4r|Temporary)\s*[\";,\t]*\s*$"
)
_FOOTER = re.compile(r"^[\s\";,]*_{5,}[\s\";,]*$")
_LINE = "_____"
_SAYS_SEPARATOR = re.compile(r"^\ufeff?sep=([;,\t])\s*$", re.IGNORECASE)
_EMPTY_CELL = re.compile(r"^(?:\"\")?([;,\t])", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table export taken apart; row numbers are lines of the file, from 1.

    `columns` are those before the figures, `figures` all others row by row. An English export writes
    its decimals with a point; it may still call itself "GENESIS-Tabelle". `places` are the columns of the
    file, from 1, where two of them were put together. `marks` stand in columns of their own beside the
    figures, whose columns are then `figure_places` (from 0).
    """

    file_name: str
    table_code: str
    titles: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    stub_width: int
    columns: tuple[Words, ...] = field(repr=False)
    figures: Words = field(repr=False)
    row_numbers: npt.NDArray[np.int64] = field(repr=False)
    footer: tuple[str, ...] = field(repr=False)
    decimal: str = ","
    separator: str = ";"
    places: tuple[int, ...] = ()
    marks: Words | None = field(default=None, repr=False)
    figure_places: tuple[int, ...] = ()

    def figure_place(self, column: int) -> int:
        """Where a column of figures stands in the file, from 0."""
        return self.figure_places[column] if self.figure_places else self.stub_width + column

    def place(self, column: int) -> int:
        """Where a column before the figures stands in the file, from 1."""
        return self.places[column] if self.places else column + 1

    @property
    def width(self) -> int:
        """How many columns the table has, region and time included."""
        return len(self.heads[0])


def take_apart(delivery: Delivery) -> Sheet:
    """The parts of a table export. Raises BadSource where lines are cut, shifted or missing."""
    text = grid.with_plain_ends(delivery.text)
    start, at, line = first_line(text)
    code = CODE_LINE.match(line)
    if code is None:
        raise refusal("not_a_table", delivery.file_name, start, symbol=line.strip()[:60])
    end, footer = _footer(text, delivery.file_name)
    notes = tuple(text[footer:].split("\n"))
    _refuse_another_table(text, notes, footer, delivery.file_name)
    separator = _separator(text, at + len(line), end)
    above = _Above(text, (at + len(line), end), start + 1, delivery.file_name, separator)
    _refuse_missing_parts(above, delivery.file_name)
    labels = _head_labels(above.heads)
    stub = _stub_width(labels)
    marked = mark_columns(labels, stub, len(above.heads[0][1]), above.first)
    width = max(len(labels[0]), *(place + 1 for place in marked)) if marked else len(labels[0])
    shape = Shape(width=width, stub=stub, file_name=delivery.file_name, separator=separator)
    content = delivery.content if text is delivery.text else b""
    part = (above.body_at, above.end)
    rows = grid.split(text, shape, first=above.body_line, part=part, content=content)
    apart = parted(rows, marked, stub, width, delivery.file_name) if marked else None
    return Sheet(
        file_name=delivery.file_name,
        table_code=code["code"] or "",
        titles=tuple(above.titles),
        heads=_without(labels, marked),
        stub_width=stub,
        columns=rows.columns,
        figures=apart.figures if apart else rows.figures,
        marks=apart.marks if apart else None,
        figure_places=apart.places if apart else (),
        row_numbers=rows.lines,
        footer=notes,
        decimal="." if code["word"] == "Table" or is_english(notes) else ",",
        separator=separator,
    )


def first_line(text: str) -> tuple[int, int, str]:
    """Number, place and words of the first line that is not empty; "sep=;" is a word for spreadsheets."""
    at = 0
    for number, line in enumerate(grid.lines_of(text), start=1):
        if line.strip("\ufeff \t\n") and not _SAYS_SEPARATOR.match(line):
            return number, at, line
        at += len(line)
    return 1, 0, ""


def _separator(text: str, begin: int, end: int) -> str:
    """The office parts cells by semicolons; a copy that was saved again may have commas or tabs.

    The cells above region and time are empty, so the first line of the heads begins with the separator.
    """
    found = _EMPTY_CELL.search(text, begin, end)
    return found[1] if found else ";"


def _footer(text: str, file_name: str) -> tuple[int, int]:
    """Where the line of underscores begins and ends."""
    # One sign is found much faster than several, and figures hold none of these.
    place = text.find(_LINE, max(text.find(_LINE[0]), 0))
    while place >= 0:
        begin = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place) + 1 or len(text)
        if _FOOTER.match(text[begin:end]):
            return begin, end
        place = text.find(_LINE, end)
    raise refusal("cut_off", file_name, text.rstrip().count("\n") + 1)


def _refuse_another_table(text: str, notes: Sequence[str], footer: int, file_name: str) -> None:
    """Two exports in one file: whoever reads on behind the footer would lose the second in silence."""
    for place, line in enumerate(notes):
        if CODE_LINE.match(line):
            number = _line(text, footer) + place
            raise refusal("another_table", file_name, number, symbol=line.strip()[:60])


def _line(text: str, place: int) -> int:
    """The number of the line at a place; counted for a refusal only, for a large file has many."""
    return text.count("\n", 0, place) + 1


class _Above:
    """What stands above the footer: titles and heads, read line by line, and where the rows begin and end."""

    def __init__(self, text: str, part: tuple[int, int], first: int, file_name: str, separator: str) -> None:
        self.titles: list[str] = []
        self.heads: list[Record] = []
        self.text = text
        self.separator = separator
        self.first: list[str] = []
        self.body_at = self.end = part[1]
        self.body_line = first
        for number, cells, at in self._records(first, part[0], file_name):
            if not self.heads and (title := _title(cells, separator)):
                self.titles.append(title)
            elif _is_head(cells):
                self.heads.append((number, cells))
            elif self.heads and (time := _time_alone(cells)):
                self.titles.append(time)
            else:
                self.body_at, self.body_line, self.first = at, number, cells
                break

    def _records(self, first: int, begin: int, file_name: str) -> Iterator[tuple[int, list[str], int]]:
        read = begin

        def lines() -> Iterator[str]:
            nonlocal read
            for line in grid.lines_of(self.text, begin, self.end):
                read += len(line)
                yield line

        reader = csv.reader(lines(), delimiter=self.separator, strict=True)
        number, at = first, begin
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield number, cells, at
                number, at = first + reader.line_num, read
        except csv.Error as broken:
            raise refusal("open_quote", file_name, number) from broken


def _title(cells: list[str], separator: str) -> str:
    """A title fills the first cell only, or is a sentence that the separator parts: "Deaths, years"."""
    used = max(place + 1 for place, cell in enumerate(cells) if cell.strip())
    is_sentence = used < len(cells) and all(cell[:1] == " " and cell.strip() for cell in cells[1:used])
    is_title = bool(cells[0].strip()) and (used == 1 or is_sentence)
    return separator.join(cells[:used]).strip() if is_title else ""


def _time_alone(cells: list[str]) -> str:
    """A time that stands alone on the first line below the heads, for all rows: "2022-05-15"."""
    text = cells[0].strip()
    is_alone = periods.period(text) is not None and not any(cell.strip() for cell in cells[1:])
    return f"{periods.CAPTIONS[0]}: {text}" if is_alone else ""


def _is_head(cells: list[str]) -> bool:
    return not cells[0].strip()


def _refuse_missing_parts(above: _Above, file_name: str) -> None:
    has_body = above.body_at < above.end
    if above.heads and has_body:
        return
    if not above.heads:
        line = above.body_line if has_body else _line(above.text, above.end)
        raise refusal("no_heads", file_name, line)
    raise refusal("no_rows", file_name, _line(above.text, above.end))


def _head_labels(heads: list[Record]) -> tuple[tuple[str, ...], ...]:
    """Head labels as a rectangle; copies saved by spreadsheets add empty columns at the right."""
    stripped = [[" ".join(cell.split()) for cell in cells] for _, cells in heads]
    width = max(place + 1 for labels in stripped for place, label in enumerate(labels) if label)
    return tuple(tuple((labels + [""] * width)[:width]) for labels in stripped)


def _stub_width(labels: tuple[tuple[str, ...], ...]) -> int:
    return min(place for line in labels for place, label in enumerate(line) if label)


def _without(labels: tuple[tuple[str, ...], ...], marked: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The head without the columns of marks."""
    if not marked:
        return labels
    return tuple(tuple(label for place, label in enumerate(line) if place not in marked) for line in labels)
