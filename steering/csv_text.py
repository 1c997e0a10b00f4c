"""Tables as CSV that a spreadsheet opens as what it is: no cell is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

# What a spreadsheet would run instead of show (CWE-1236); tab and return hide it behind a blank.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table with semicolons, as German spreadsheets read it; begins with a mark for UTF-8."""
    written = io.StringIO()
    out = csv.writer(written, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    out.writerow([shown(cell) for cell in head])
    for row in rows:
        out.writerow([shown(cell) for cell in row])
    return f"\ufeff{written.getvalue()}"


def shown(cell: object) -> str:
    """One cell. Numbers stay numbers, a negative one too; a text that looks like a formula is marked."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, (int, float)):
        return str(cell).replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
