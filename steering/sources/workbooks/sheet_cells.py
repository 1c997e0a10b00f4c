"""One sheet of a workbook, cell by cell: values only, no formula is ever run."""

import re
import zipfile
from functools import cache
from typing import Any

from steering.sources.workbooks.looks import PLAIN, shown
from steering.sources.workbooks.parts import Attributes, Listed, Parts, Refused, is_true, parse, plain_text

MAX_CELLS = 2_000_000
MAX_SIGNS = 100_000_000
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_MOST_RANGES = 100_000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T00:00:00(?:\.0+)?Z?)?", re.ASCII)
_NOTHING: dict[int, str] = {}


class SheetReader:
    """Collects the cells of one sheet while its part goes by."""

    def __init__(self, listed: Listed, parts: Parts) -> None:
        self._listed, self._parts = listed, parts
        self._rows: dict[int, dict[int, str]] = {}
        self._merged: list[tuple[int, int, int, int]] = []
        self._doubts: list[tuple[int, int, str, str]] = []
        self._formulas = 0
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._has_filter = False
        self._height, self._width, self._signs = 0, 0, 0
        self._row, self._row_text, self._column = 0, "", 0
        # The cell that is being read: its type and style, and what was found inside.
        self._is_in_cell, self._kind, self._style = False, "n", 0
        self._has_formula, self._has_value = False, False
        self._pieces: list[str] = []
        self._is_listening, self._is_spoken = False, False

    def read(self, archive: zipfile.ZipFile) -> dict[str, Any]:
        """The sheet as plain values."""
        parse(archive, self._listed.part, self._start, self._end, self._words)
        columns = range(1, self._width + 1)
        rows = (self._rows.get(row, _NOTHING) for row in range(1, self._height + 1))
        return {
            "title": self._listed.title,
            "is_hidden": self._listed.is_hidden,
            "rows": [[row.get(column, "") for column in columns] for row in rows],
            "merged": self._merged,
            "doubts": self._doubts,
            "formulas": self._formulas,
            "hidden_rows": [row for row in self._hidden_rows if row <= self._height],
            "hidden_columns": [
                column
                for first, last in self._hidden_columns
                for column in range(first, min(last, self._width) + 1)
            ],
            "has_filter": self._has_filter,
        }

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif self._is_in_cell:
            self._look_inside(name)
        elif name == "row":
            self._open_row(attributes)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and is_true(attributes.get("hidden", "")):
            self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "autoFilter":
            self._has_filter = True

    def _end(self, name: str) -> None:
        if name == "c":
            if self._has_value or self._has_formula:
                self._keep()
            self._is_in_cell = False
        elif name in {"v", "t"}:
            self._is_listening = False
        elif name == "rPh":
            self._is_spoken = False

    def _words(self, text: str) -> None:
        if self._is_listening:
            self._pieces.append(text)

    def _open_row(self, attributes: Attributes) -> None:
        row = int(attributes["r"]) if "r" in attributes else self._row + 1
        if not self._row < row <= _LAST_ROW:
            raise Refused("broken_workbook")
        self._row, self._row_text, self._column = row, str(row), 0
        if is_true(attributes.get("hidden", "")):
            self._hidden_rows.append(row)

    def _open_cell(self, attributes: Attributes) -> None:
        column = self._column + 1
        place = attributes.get("r")
        if place is not None:
            letters = place.rstrip("0123456789")
            if place[len(letters) :] != self._row_text:
                raise Refused("broken_workbook")
            column = _column(letters)
        if not self._column < column <= _LAST_COLUMN or not self._row:
            raise Refused("broken_workbook")
        self._column, self._is_in_cell = column, True
        self._kind, self._style = attributes.get("t", "n"), _counted(attributes.get("s", "0"))
        self._has_formula = self._has_value = False
        self._pieces.clear()

    def _look_inside(self, name: str) -> None:
        if name == "v" or (name == "t" and self._kind == "inlineStr" and not self._is_spoken):
            self._has_value = self._is_listening = True
        elif name == "f":
            self._has_formula = True
            self._formulas += 1
        elif name == "rPh":
            self._is_spoken = True

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self._merged.append((*_place(first), *_place(last or first)))
        if len(self._merged) > _MOST_RANGES:
            raise Refused("workbook_too_heavy")

    def _keep(self) -> None:
        stored = "".join(self._pieces)
        has_value = self._has_value and (stored != "" or self._kind == "str")
        if self._has_formula and not has_value and not self._listed.is_hidden:
            raise Refused("formula_without_value", **self._here())
        text, doubt = self._text(stored) if has_value else ("", "")
        if not text.strip():
            return
        self._height, self._width = self._row, max(self._width, self._column)
        self._signs += len(text)
        if self._height * self._width > MAX_CELLS or self._signs > MAX_SIGNS:
            raise Refused("workbook_too_large", limit=MAX_CELLS // 1_000_000, **self._here())
        if doubt:
            self._doubts.append((self._row, self._column, doubt, text))
        self._rows.setdefault(self._row, {})[self._column] = text

    def _here(self) -> dict[str, object]:
        return {"sheet": self._listed.title, "row": self._row, "column": self._column}

    def _text(self, stored: str) -> tuple[str, str]:
        """What the cell shows, and the code of a doubt about it."""
        if self._kind == "s":
            return self._parts.texts[_counted(stored)], ""
        if self._kind == "n":
            looks = self._parts.looks
            look = looks[self._style] if self._style < len(looks) else PLAIN
            return shown(stored, look, since_1904=self._parts.since_1904)
        if self._kind == "b":
            return ("WAHR" if stored.strip() == "1" else "FALSCH"), ""
        if self._kind == "d":
            day = _DAY.fullmatch(stored.strip())
            return (f"{day[3]}.{day[2]}.{day[1]}" if day else stored), ""
        # Text of its own, and errors such as #DIV/0!, which no reader takes for a figure.
        return plain_text(stored), ""


def _counted(number: str) -> int:
    """A place in a list; a negative one would count from its end."""
    place = int(number)
    if place < 0:
        raise Refused("broken_workbook")
    return place


@cache
def _column(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):  # noqa: PLR2004
        raise Refused("broken_workbook")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _place(reference: str) -> tuple[int, int]:
    found = _PLACE.fullmatch(reference)
    if found is None or not 1 <= int(found[2]) <= _LAST_ROW or _column(found[1]) > _LAST_COLUMN:
        raise Refused("broken_workbook")
    return int(found[2]), _column(found[1])
