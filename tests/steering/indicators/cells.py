"""Cells for tests, written by hand."""

from collections.abc import Iterable

import pandas as pd

from steering.records import CELL_COLUMNS

COUNTIES = tuple(f"033{number:02}" for number in range(51, 66))


def a_cell(variable: str, value: float | None, **other: object) -> dict[str, object]:
    return {
        "release_id": "leavers-2023",
        "variable": variable,
        "region_code": "03358",
        "period": "2023",
        "reference_time": "leaving_year",
        "breakdown": "",
        "value": value,
        "unit": "persons",
        "status": "reported" if value is not None else "confidential",
        "symbol": "",
        "row_number": 1,
        "column_number": 1,
        **other,
    }


def cells(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows))
    table["id"] = range(1, len(table) + 1)
    return table[list(CELL_COLUMNS)]


def leavers(k: float | None, n: float | None, region_code: str = "03358") -> list[dict[str, object]]:
    return [a_cell("lv_no", k, region_code=region_code), a_cell("lv", n, region_code=region_code)]


def a_land(own: list[dict[str, object]], *, rate: float = 0.08, size: int = 1000) -> pd.DataFrame:
    """Fifteen counties whose shares scatter a little round the Land's, one of them our own."""
    rows = list(own)
    for place, code in enumerate(COUNTIES):
        if code != "03358":
            rows += leavers(round(size * rate) + (place % 5 - 2) * 4, size, code)
    rows += leavers(round(15 * size * rate), 15 * size, "03")
    return cells(rows)
