"""Lines of separated texts as columns: quickly where they are plain, carefully where they are not.

Plain lines have no quotes and all the same width: their separators are found at once. Everything else goes
through `csv`, line by line. Both ways give the same; a test holds them against each other.
"""

import csv
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from steering.sources import letters
from steering.sources.letters import Letters
from steering.sources.refusals import refusal
from steering.sources.words import Words

_NEWLINE = 10
_BLANK = re.compile(r"\s*")
_PADDING = bytes(16)
_AT_ONCE = 2
# Parts of this many letters stay in the memory that is near the processor.
_PART = 4_000_000

Record = tuple[int, list[str]]
Bytes = npt.NDArray[np.uint8]
Some = TypeVar("Some")
Understood = TypeVar("Understood")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Columns of one length, and the line of the file in which each row begins, from 1.

    `figures` are all cells to the right of the columns, row by row.
    """

    columns: tuple[Words, ...] = field(repr=False)
    figures: Words = field(repr=False)
    lines: npt.NDArray[np.int64] = field(repr=False)

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How wide the rows are, and how many of their columns stand before the figures."""

    width: int
    stub: int
    file_name: str
    separator: str = ";"


def split(
    text: str, shape: Shape, *, first: int, part: tuple[int, int] | None = None, content: bytes = b""
) -> Grid:
    """Lines as columns, `first` is the number of the first one. Refuses a line of another width.

    Empty lines, and empty cells at the right, are nothing. Only a `part` of the text is taken where one is
    told, without a copy of it; `content` is the text as a file of one byte per letter, if it came as such.
    """
    plain = with_plain_ends(text)
    begin, end = part or (0, len(text))
    if plain is not text:
        plain, begin, end, content = with_plain_ends(text[begin:end]), 0, len(text), b""
    lines = _Lines(text=plain, begin=begin, end=min(end, len(plain)), content=content)
    return _plain(lines, shape, first) or from_records(
        records(
            plain[lines.begin : lines.end], first=first, file_name=shape.file_name, separator=shape.separator
        ),
        shape,
    )


@dataclass(frozen=True, kw_only=True)
class _Lines:
    """A part of a text, and the whole of it as bytes, one per letter, where somebody has them."""

    text: str = field(repr=False)
    begin: int
    end: int
    content: bytes = field(repr=False)

    def has(self, sign: str) -> bool:
        """Whether a sign stands somewhere in the part."""
        return self.text.find(sign, self.begin, self.end) >= 0

    def encoded(self) -> tuple[bytes, int, int, str]:
        """The bytes with the place of the part in them, and their encoding."""
        with suppress(UnicodeEncodeError):
            return self.content or self.text.encode("latin-1"), self.begin, self.end, "latin-1"
        content = self.text[self.begin : self.end].encode("utf-8")
        return content, 0, len(content), "utf-8"


def with_plain_ends(text: str) -> str:
    """The same lines, each ended by one sign."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def records(text: str, *, first: int, file_name: str, separator: str = ";") -> Iterator[Record]:
    """Each line that is not empty, with its number; a quoted text may go over several."""
    reader = csv.reader(lines_of(text), delimiter=separator, strict=True)
    number = first
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = first + reader.line_num
    except csv.Error as broken:
        raise refusal("open_quote", file_name, number) from broken


def lines_of(text: str, begin: int = 0, end: int | None = None) -> Iterator[str]:
    """One line after the other, with its end; of a part of the text, if that is asked."""
    at, last = begin, len(text) if end is None else end
    while at < last:
        behind = text.find("\n", at, last) + 1 or last
        yield text[at:behind]
        at = behind


def from_records(body: Iterable[Record], shape: Shape) -> Grid:
    """Rows that were read one by one, as columns."""
    width, stub = shape.width, shape.stub
    lines: list[int] = []
    known: list[dict[str, int]] = [{} for _ in range(stub + 1)]
    codes = [array("i") for _ in known]
    for number, cells in body:
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            raise refusal("ragged_row", shape.file_name, number, found=len(cells), expected=width)
        lines.append(number)
        for place, cell in enumerate(cells[:width]):
            part = min(place, stub)
            codes[part].append(known[part].setdefault(cell, len(known[part])))
    *columns, figures = (
        Words(np.array(numbers, dtype=np.int32), tuple(texts))
        for numbers, texts in zip(codes, known, strict=True)
    )
    return Grid(columns=tuple(columns), figures=figures, lines=np.array(lines, dtype=np.int64))


def _plain(lines: _Lines, shape: Shape, first: int) -> Grid | None:
    """Lines without quotes and of one width; None where there are others."""
    if lines.has('"') or _BLANK.fullmatch(lines.text, lines.begin, lines.end):
        return None
    behind = lines.text.find("\n", lines.begin, lines.end) + 1 or lines.end
    wide = lines.text.count(shape.separator, lines.begin, behind) + 1
    if wide < shape.width:
        return None
    try:
        return _in_parts(lines, shape, first, wide)
    except UnicodeEncodeError:
        return None


def _in_parts(lines: _Lines, shape: Shape, first: int, wide: int) -> Grid | None:
    """The lines in parts, one after the other put together again."""
    content, begin, end, encoding = lines.encoded()
    several = list(_parts(content, begin, end))
    # To start threads takes longer than to read a small file.
    at_work = _at_once if len(several) > 1 else _in_turn
    parts = at_work(lambda part: _letters(part, shape, wide), several)
    if not all(parts):
        return None
    # The figures take longest and are begun first.
    by_column = list(zip(*(part[::-1] for part in parts), strict=True))
    figures, *columns = at_work(lambda column: letters.joined(column, encoding), by_column)
    count = len(columns[0]) if columns else len(figures)
    grid = Grid(
        columns=tuple(columns[::-1]),
        figures=figures,
        lines=np.arange(first, first + count, dtype=np.int64),
    )
    return None if _may_have_empty_rows(grid) else grid


def _at_once(understand: Callable[[Some], Understood], parts: Sequence[Some]) -> list[Understood]:
    """Two parts at once: they have nothing to do with each other, and numpy lets both go on."""
    try:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(understand, parts))
    except RuntimeError:
        # Where no thread may be started, it takes longer and comes out the same.
        return _in_turn(understand, parts)


def _in_turn(understand: Callable[[Some], Understood], parts: Sequence[Some]) -> list[Understood]:
    return [understand(part) for part in parts]


def _parts(content: bytes, begin: int, last: int) -> Iterator[Bytes]:
    """Some whole lines each, and behind them as many letters more as reading in steps may touch."""
    whole = np.frombuffer(content, dtype=np.uint8)
    at, more = begin, len(_PADDING)
    while at < last:
        end = content.find(b"\n", at + _PART, last) + 1 or last
        if content[end - 1] == _NEWLINE and end + more <= len(content):
            yield whole[at : end + more]
        else:
            ended = content[at:end] if content[end - 1] == _NEWLINE else content[at:end] + b"\n"
            yield np.frombuffer(ended + _PADDING, dtype=np.uint8)
        at = end


def _letters(part: Bytes, shape: Shape, wide: int) -> list[Letters]:
    """The columns of some lines, those of the figures as one; none where a line has another width."""
    lines = part[: -len(_PADDING)]
    found = lines == ord(shape.separator)
    found |= lines == _NEWLINE
    marks = np.flatnonzero(found)
    if len(marks) % wide or not _are_even(lines, marks, wide):
        return []
    ends = marks.reshape(-1, wide)
    if not _is_empty(ends, shape.width):
        return []
    columns = [slice(place, place + 1) for place in range(shape.stub)] + [slice(shape.stub, shape.width)]
    return [_column(part, ends, column) for column in columns]


def _column(body: Bytes, ends: npt.NDArray[np.int64], part: slice) -> Letters:
    """The texts of some columns, row by row; each begins behind the end of the one before."""
    starts = np.empty((len(ends), part.stop - part.start), dtype=np.int64)
    if part.start:
        np.add(ends[:, part.start - 1 : part.stop - 1], 1, out=starts)
    else:
        starts[0, :1], starts[1:, :1] = 0, ends[:-1, -1:] + 1
        np.add(ends[:, : max(part.stop - 1, 0)], 1, out=starts[:, 1:])
    lengths = ends[:, part] - starts
    return letters.letters(body, starts.ravel(), lengths.ravel())


def _is_empty(ends: npt.NDArray[np.int64], width: int) -> bool:
    """Nothing stands to the right of the columns."""
    return bool((np.diff(ends[:, width - 1 :], axis=1) == 1).all())


def _are_even(body: Bytes, marks: npt.NDArray[np.int64], wide: int) -> bool:
    kinds = body[marks] == _NEWLINE
    return bool(kinds[wide - 1 :: wide].all()) and int(np.count_nonzero(kinds)) * wide == len(marks)


def _may_have_empty_rows(grid: Grid) -> bool:
    """Rows of nothing but spaces are no rows at all."""
    return all(any(not text.strip() for text in column.texts) for column in grid.columns)


def rows(grid: Grid) -> Iterator[list[str]]:
    """Each row as a list of texts."""
    wide = len(grid.figures) // max(len(grid), 1)
    for row in range(len(grid)):
        yield [column.text(row) for column in grid.columns] + [
            grid.figures.text(row * wide + place) for place in range(wide)
        ]
