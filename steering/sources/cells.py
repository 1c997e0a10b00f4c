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
class Reading:
    """A delivered file as observations (`cells`, columns COLUMNS, one row per cell of the file)."""

    table_code: str
    title: str
    layout: str
    encoding: str
    stand: str
    attribution: str
    footnotes: str
    cells: pd.DataFrame = field(repr=False, compare=False)
    rejected: tuple[RejectedCell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A file's text as it was decoded, and what it is called."""

    text: str = field(repr=False)
    encoding: str
    file_name: str
