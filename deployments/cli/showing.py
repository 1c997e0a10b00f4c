"""How results look: aligned columns for people, boxes on a terminal, JSON for programs."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path

SCHEMA_VERSION = 1
GAP = "  "


def as_json(command: str, payload: Mapping[str, object]) -> str:
    """A result for programs; `schema_version` grows when a field changes its meaning or goes."""
    whole = {"schema_version": SCHEMA_VERSION, "command": command, **payload}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain)


def as_json_line(row: Mapping[str, object]) -> str:
    """One record of many as one line."""
    return json.dumps(row, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{value!r} has no form for programs.")


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under headings, on standard output."""
    if sys.stdout.isatty():
        _print_boxes(headings, rows)
        return
    for line in aligned(headings, rows):
        print(line)  # noqa: T201 - standard output is where results go


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines whose columns stand under each other; nothing is cut."""
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    for row in (headings, *rows):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield GAP.join(padded).rstrip()


def _print_boxes(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
