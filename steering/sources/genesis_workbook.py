"""The table export as a workbook (XLSX) of Regionaldatenbank Deutschland and GENESIS-Online."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from steering.errors import BadSource
from steering.sources.cells import Delivery, Reading, Remark, Worksheet
from steering.sources.genesis_grid import Grid, take_grid_apart
from steering.sources.genesis_sheet import CODE_LINE
from steering.sources.genesis_table import understood
from steering.sources.refusals import refusal

LAYOUT = "genesis_workbook"
_NAME = re.compile(
    r"(?P<code>[0-9]{4}[0-9A-Z]-(?:[0-9]{2}-[0-9]{2}-[0-9](?:-[A-Z])?|[0-9]{4}(?:-[A-Z0-9]+)?|[0-9]{2,3}[a-z]{1,2}))"
    r"(?: ?\(\d+\))?"
)


def claims(delivery: Delivery) -> bool:
    """A visible sheet is called like a table, or its first line names one."""
    return any(_tables(delivery))


def read(delivery: Delivery) -> Reading:
    """A table export as observations, each with the row and column of the sheet where it stands."""
    (worksheet, code), *others = _tables(delivery)
    if others:
        named = [sheet.title for sheet, _ in (*_tables(delivery),)]
        raise refusal("several_tables", delivery.file_name, entries=", ".join(named), count=len(named))
    grid = take_grid_apart(worksheet, table_code=code, file_name=delivery.file_name)
    try:
        reading = understood(grid.sheet, layout=LAYOUT, encoding=delivery.encoding)
    except BadSource as refused:
        raise _placed(refused, grid) from refused
    places = np.array(grid.places, dtype=np.int64)
    cells = reading.cells.assign(column_number=places[reading.cells["column_number"].to_numpy() - 1])
    rejected = tuple(
        replace(cell, column=None if cell.column is None else grid.places[cell.column - 1])
        for cell in reading.rejected
    )
    return replace(reading, cells=cells, rejected=rejected, remarks=_remarks(delivery, worksheet))


def _tables(delivery: Delivery) -> Iterator[tuple[Worksheet, str]]:
    """The visible sheets that hold a table, each with its code."""
    for sheet in delivery.workbook.sheets if delivery.workbook else ():
        first = next((row[0].strip() for row in sheet.rows if row and row[0].strip()), "")
        found = CODE_LINE.match(first) or _NAME.fullmatch(sheet.title.strip())
        if found and not sheet.is_hidden and first:
            yield sheet, found["code"] or ""


def _placed(refused: BadSource, grid: Grid) -> BadSource:
    """The refusal with the columns of the sheet: time and categories may stand above the rows."""
    facts = dict(refused.facts)
    for name in ("column", "other_column"):
        place = facts.get(name)
        if isinstance(place, int):
            facts[name] = grid.places[place - 1]
    return BadSource(str(refused), code=refused.code, **facts)


def _remarks(delivery: Delivery, chosen: Worksheet) -> tuple[Remark, ...]:
    """Sheets beside the table that hold something."""
    sheets = delivery.workbook.sheets if delivery.workbook else ()
    others = [sheet.title for sheet in sheets if sheet is not chosen and sheet.rows and not sheet.is_hidden]
    return (Remark(code="sheets_left_out", facts=(("sheets", others),)),) if others else ()
