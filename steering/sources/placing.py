"""The place of a cell in its own file: which inner file or sheet, and the line as it stands there."""

from dataclasses import dataclass, replace

from steering.sources.cells import Delivery, Workbook, Worksheet
from steering.sources.grid import lines_of
from steering.sources.opening import open_delivery
from steering.sources.reading import LAYOUTS


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a delivered file; `part` names the inner file of an archive or the sheet of a workbook."""

    text: str
    part: str = ""


class Opened:
    """A kept file, opened once for all the lines that are asked for."""

    def __init__(self, content: bytes, *, file_name: str) -> None:
        self._delivery = open_delivery(content, file_name=file_name, claims=_is_claimed)
        self._file_name = file_name
        # As the readers count them: other signs than a line feed end no line.
        self._lines = [line.rstrip("\r\n") for line in lines_of(self._delivery.text)]
        self._sheet = _table_sheet(self._delivery)

    def line(self, row: int) -> Line | None:
        """The line or row with this number, from 1."""
        if self._sheet is not None:
            rows = self._sheet.rows
            return Line(text=";".join(rows[row - 1]), part=self._sheet.title) if row <= len(rows) else None
        return Line(text=self._lines[row - 1], part=self._inner()) if row <= len(self._lines) else None

    def _inner(self) -> str:
        """The name of the entry, where the file is an archive: the opened file is called `name (entry)`."""
        told = self._delivery.file_name
        before = f"{self._file_name} ("
        return told.removeprefix(before).removesuffix(")") if told.startswith(before) else ""


def _table_sheet(delivery: Delivery) -> Worksheet | None:
    """The sheet that a reader takes for the table; without one, the first that people see."""
    sheets = delivery.workbook.sheets if delivery.workbook else ()
    seen = [sheet for sheet in sheets if not sheet.is_hidden and sheet.rows]
    for sheet in seen:
        if _is_claimed(replace(delivery, workbook=Workbook(sheets=(sheet,)))):
            return sheet
    return seen[0] if seen else None


def _is_claimed(delivery: Delivery) -> bool:
    return any(layout.claims(delivery) for layout in LAYOUTS)
