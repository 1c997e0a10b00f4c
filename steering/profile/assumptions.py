"""What a profile says without anybody having confirmed it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from steering.profile.faults import Fault
from steering.profile.kinds import TO_FILL
from steering.profile.lines import Path
from steering.profile.sheet import Sheet


def check_assumptions(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """A warning for each assumed value and each field that is yet to be filled in."""
    for sheet in sheets:
        for path, table in _tables((), sheet.table):
            yield from _assumed(sheet, path, table)
            yield from _to_fill(sheet, path, table)


def _assumed(sheet: Sheet, path: Path, table: Mapping[str, Any]) -> Iterator[Fault]:
    listed = table.get("assumed")
    for place, name in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(name, str):
            continue
        if name not in table or name == "assumed":
            yield sheet.fault((*path, "assumed", place), "assumed_is_absent", value=name)
            continue
        source = table.get(f"{name.removesuffix('_count')}_source") or table.get("source") or "–"
        yield sheet.fault((*path, name), "assumed", is_warning=True, value=_shown(table[name]), source=source)


def _to_fill(sheet: Sheet, path: Path, table: Mapping[str, Any]) -> Iterator[Fault]:
    for name, value in table.items():
        if isinstance(value, str) and TO_FILL in value:
            yield sheet.fault((*path, name), "to_fill", is_warning=True, value=value)


def _shown(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _tables(path: Path, value: object) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield path, value
        for name, inner in value.items():
            yield from _tables((*path, name), inner)
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _tables((*path, place), inner)
