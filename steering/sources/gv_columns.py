"""Where the columns of a workbook of the register stand, by the words of its heads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from steering.sources.cells import Worksheet

_FIGURES = {
    "insgesamt": "pop_total",
    "männlich": "pop_total|sex=male",
    "weiblich": "pop_total|sex=female",
    "je km2": "pop_density",
}
_PARTS = ("Land", "RB", "Kreis", "VB", "Gem")
_LOOK_AT = 40


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a sheet, from 0: those of the key, of the name, and of each figure.

    `row` is the last row of the head that names the figures, from 1.
    """

    row: int
    key: tuple[int, ...]
    name: int
    figures: Mapping[str, int]
    is_split: bool


def find_columns(sheet: Worksheet) -> Columns | None:
    """The columns, or None where the sheet is not of the register."""
    for place, row in enumerate(sheet.rows[:_LOOK_AT]):
        words = [" ".join(text.split()) for text in row]
        figures = {_FIGURES[word]: column for column, word in enumerate(words) if word in _FIGURES}
        if len(figures) != len(_FIGURES) or place == 0:
            continue
        above = [" ".join(text.split()) for text in sheet.rows[place - 1]]
        area = _one(above, r"Fläche")
        if area is None or _one(above, r"Bevölkerung") is None:
            return None
        return _with_keys(place + 1, words, above, {"area_km2": area, **figures})
    return None


def _with_keys(row: int, words: list[str], above: list[str], figures: dict[str, int]) -> Columns | None:
    parts = [words.index(part) for part in _PARTS if part in words]
    name = _one(above, r"Gemeindename")
    if len(parts) == len(_PARTS) and name is not None:
        return Columns(row=row, key=tuple(parts), name=name, figures=figures, is_split=True)
    key, kind = _one(above, r"Schlüssel-? ?nummer"), _one(above, r"Regionale Bezeichnung")
    if key is None or kind is None:
        return None
    return Columns(row=row, key=(key,), name=kind + 1, figures=figures, is_split=False)


def _one(words: list[str], pattern: str) -> int | None:
    found = [column for column, word in enumerate(words) if re.match(pattern, word)]
    return found[0] if found else None


def key_of(row: tuple[str, ...], columns: Columns) -> tuple[str, str]:
    """The key of a row, put together where it stands in parts, and the name beside it."""
    parts = [row[place].strip() if place < len(row) else "" for place in columns.key]
    name = row[columns.name].strip() if columns.name < len(row) else ""
    if not columns.is_split:
        # A Land has its name where counties have the word for their kind.
        beside = row[columns.name - 1].strip() if columns.name <= len(row) else ""
        return parts[0], name or beside
    land, district, county, association, municipality = parts
    # An association has no key of ours: its municipalities follow, and it bears no figures.
    if association and not municipality:
        return "", name
    return land + district + county + municipality, name
