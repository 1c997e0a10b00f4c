"""Entries of a reference file: read by their form; a bad one is named with its file and line."""

from importlib.resources import files
from typing import TypeVar

from steering.errors import BadProfile
from steering.profile.faults import Fault
from steering.profile.form import read_form
from steering.profile.sheet import Sheet, read_sheet

Declared = TypeVar("Declared")
ALL_LAENDER = "*"


def shipped(cls: type[Declared], file: str) -> Declared:
    """A reference file of the product. Raises BadProfile with every fault, file and line."""
    return read_entries(cls, file, files("steering.reference").joinpath(file).read_bytes())


def read_entries(cls: type[Declared], file: str, content: bytes) -> Declared:
    """The entries of a reference file. Raises BadProfile with every fault, file and line."""
    sheet = read_sheet(file, content)
    value, faults = read_form(cls, sheet) if isinstance(sheet, Sheet) else (None, [sheet])
    if value is None:
        raise BadProfile(_told(faults), faults=faults)
    return value


def _told(faults: list[Fault]) -> str:
    first = faults[0]
    return f"{first.file}, line {first.line}: {first.code} ({first.field}); {len(faults)} fault(s)."


def begins(code: str, start: str) -> bool:
    """Whether a table code belongs to a statistic or table: "21111-02-06-4" to "21111-02"."""
    return code == start or code.startswith(start + "-")


def land_of(region_code: str) -> str:
    """The Land of a region's key; Germany is "DG"."""
    return region_code if region_code == "DG" else region_code[:2]


def holds_in(land: str, region_code: str) -> bool:
    """Whether an entry for a Land, or for all of them, speaks of a region."""
    return land in (ALL_LAENDER, land_of(region_code))


def is_within(year: int, first: int | None, last: int | None) -> bool:
    """Whether a year lies in a span whose ends may be open."""
    return (first is None or first <= year) and (last is None or year <= last)
