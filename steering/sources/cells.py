"""What a reader gives back: a file understood cell by cell, with what could not be kept."""

from dataclasses import dataclass, field

import pandas as pd

COLUMNS = (
    "variable",
    "region_code",
    "region_name",
    "period",
    "reference_time",
    "breakdown",
    "value",
    "unit",
    "status",
    "symbol",
    "raw",
    "row_number",
    "column_number",
)


@dataclass(frozen=True, kw_only=True)
class RejectedCell:
    """A row or cell that was not kept; `reason` and `mend` are codes of templates/errors_sources_*.toml."""

    row: int
    column: int | None
    reason: str
    mend: str
    symbol: str = ""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """Something about a file that was read all the same; `code` names its text."""

    code: str
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A delivered file as observations (`cells`, columns COLUMNS, one row per cell of the file).

    `table_code` is empty where the file names no table. `raw` is the text of the cell as it stands in the
    file, `symbol` the same text where it is no plain number. `remarks` are codes of what a person should
    know of the file although it was read: hidden sheets, formulas that were not run.
    """

    table_code: str
    title: str
    layout: str
    encoding: str
    stand: str
    attribution: str
    footnotes: str
    cells: pd.DataFrame = field(repr=False, compare=False)
    rejected: tuple[RejectedCell, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """A cell whose look and value disagree: a year that became a date, a number shown in thousands."""

    row: int
    column: int
    code: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class Worksheet:
    """A sheet as texts; a number stands there as an office would print it, with a decimal comma.

    `rows` starts with row 1 of the sheet and column A; `merged` are ranges (first row, first column, last
    row, last column), from 1. Hidden rows and columns are among `rows`. `doubts` stop a reader that
    takes a figure or a time from such a cell.
    """

    title: str
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """The sheets of a workbook in their order, values only: no formula was run."""

    sheets: tuple[Worksheet, ...]


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """An opened file: its text as it was decoded, or the sheets of a workbook (then `text` is empty).

    `content` are its bytes where each of them is one letter of the text (latin-1), and nothing otherwise.
    """

    text: str = field(repr=False)
    encoding: str
    file_name: str
    workbook: Workbook | None = field(default=None, repr=False)
    content: bytes = field(default=b"", repr=False)
    remarks: tuple[Remark, ...] = ()


def pairs_of(breakdown: str) -> dict[str, str]:
    """'age=00-03;sex=female' by dimension."""
    return dict(pair.split("=", 1) for pair in breakdown.split(";") if "=" in pair)
