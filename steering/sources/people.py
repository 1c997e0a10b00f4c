"""Lists that are no statistics: of people, of institutions, of measures. Each is refused by its columns.

The engine takes counts only: what was told about single persons may not even be kept.
"""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from steering.errors import BadSource
from steering.sources.cells import Delivery
from steering.sources.refusals import refusal

_LINES = 40
_LONGEST_LINE = 20_000
_DELIMITERS = ";,\t|"
_NOT_LETTERS = re.compile(r"[\W_]+")

_ENOUGH = 2
_SHOWN = 6


def refuse_lists(delivery: Delivery) -> None:
    """Raise BadSource for a list of people, of institutions or of measures."""
    for sheet, row, cells in _possible_heads(delivery):
        refused = _refused(delivery.file_name, sheet, row, cells)
        if refused is not None:
            raise refused


def _refused(file_name: str, sheet: str, row: int, cells: Sequence[str]) -> BadSource | None:
    """Why these columns are refused; None where they may be those of a table."""
    names = [_plain(cell) for cell in cells]
    words = set(names) - {""}
    # A word alone in its line is a title.
    if len(words) < _ENOUGH:
        return None
    reachable = words & (_known("addresses") | _known("contacts"))
    institution = bool(words & _known("institutions") and reachable)
    personal = _personal(names, words, is_reachable=bool(reachable) and not institution)
    facts: dict[str, str] = {"sheet": sheet} if sheet else {}
    if personal is not None:
        facts["symbol"] = cells[personal].strip()
        return refusal("person_level", file_name, row, personal + 1, **facts)
    facts["columns"] = _listed(cells)
    if institution:
        return refusal("directory_list", file_name, row, None, **facts)
    if len(words & _known("measures")) >= _ENOUGH:
        return refusal("measures_list", file_name, row, None, **facts)
    return None


def _personal(names: Sequence[str], words: set[str], *, is_reachable: bool) -> int | None:
    """The column that tells of single persons."""
    found = _first(names, _known("personal"))
    if found is None and words & _known("first_names") and words & _known("last_names"):
        return _first(names, _known("first_names"))
    if found is None and is_reachable:
        return _first(names, _known("last_names") | _known("other_names"))
    return found


@cache
def _words() -> Mapping[str, Any]:
    """The columns by kind, from people.toml."""
    text = files("steering.sources").joinpath("people.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _known(kind: str) -> frozenset[str]:
    return frozenset(_words()[kind])


def _spelled() -> Mapping[str, str]:
    letters: Mapping[str, str] = _words()["spelled"]
    return letters


def _first(names: Sequence[str], known: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in known), None)


def _plain(cell: str) -> str:
    """A column's name without case, blanks, signs and umlauts."""
    word = cell.strip().casefold()
    for letter, letters in _spelled().items():
        word = word.replace(letter, letters)
    return _NOT_LETTERS.sub("", word)


def _listed(cells: Sequence[str]) -> str:
    named = [cell.strip() for cell in cells if cell.strip()]
    return ", ".join(named[:_SHOWN]) + (" …" if len(named) > _SHOWN else "")


def _possible_heads(delivery: Delivery) -> Iterator[tuple[str, int, Sequence[str]]]:
    """The first lines of the text, or of every sheet, hidden ones too, as cells."""
    if delivery.workbook is not None:
        for sheet in delivery.workbook.sheets:
            for row, cells in enumerate(sheet.rows[:_LINES], start=1):
                yield sheet.title, row, cells
        return
    start = 0
    for row in range(1, _LINES + 1):
        end = delivery.text.find("\n", start)
        line = delivery.text[start : len(delivery.text) if end < 0 else end].strip("\ufeff\r\n ")
        if len(line) <= _LONGEST_LINE:
            yield "", row, _cells(line)
        if end < 0:
            return
        start = end + 1


def _cells(line: str) -> list[str]:
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)
