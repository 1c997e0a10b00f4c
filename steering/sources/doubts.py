"""What a workbook shows otherwise than it holds: a date made of a number, a thousands sign, hidden digits."""

from steering.sources.cells import Worksheet
from steering.sources.refusals import refusal


def refuse_doubts(worksheet: Worksheet, first: int, last: int, file_name: str) -> None:
    """Refuse the first doubtful cell in the rows from `first` to `last`, counted from 1."""
    for doubt in worksheet.doubts:
        if first <= doubt.row <= last:
            raise refusal(
                doubt.code, file_name, doubt.row, doubt.column, sheet=worksheet.title, symbol=doubt.shown
            )
