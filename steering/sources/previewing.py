"""What a file would bring, before anything is kept: an overview, and each cell as a plain record."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from steering.sources.cells import Reading, pairs_of

NAMES = {
    "region": "region_code",
    "region_name": "region_name",
    "period": "period",
    "reference_time": "reference_time",
    "variable": "variable",
    "breakdown": "breakdown",
    "value": "value",
    "status": "status",
    "raw": "raw",
    "row": "row_number",
    "column": "column_number",
}


def overview(reading: Reading) -> dict[str, Any]:
    """How much a file holds, of what kind, and for when; statuses and symbols with their counts."""
    cells = reading.cells
    return {
        "table": reading.table_code or None,
        "title": reading.title,
        "layout": reading.layout,
        "encoding": reading.encoding,
        "stand": reading.stand,
        "observations": len(cells),
        "regions": int(cells["region_code"].nunique()),
        "periods": sorted({str(period) for period in cells["period"]}),
        "statuses": _counts(cells["status"]),
        "symbols": {symbol: count for symbol, count in _counts(cells["symbol"]).items() if symbol},
    }


def observations(reading: Reading) -> Iterator[dict[str, Any]]:
    """Each cell as a record with the names of NAMES; `breakdown` by dimension, whole numbers as such."""
    columns = [reading.cells[name].astype(object) for name in NAMES.values()]
    pairs = {text: pairs_of(str(text)) for text in reading.cells["breakdown"].unique()}
    for row in zip(*columns, strict=True):
        record = dict(zip(NAMES, row, strict=True))
        record["breakdown"] = pairs[record["breakdown"]]
        record["value"] = _plain(record["value"])
        yield record


def as_line(record: dict[str, Any]) -> str:
    """An observation as one line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def _counts(words: pd.Series) -> dict[str, int]:
    counted = Counter({str(word): int(count) for word, count in words.value_counts().items() if count})
    return dict(sorted(counted.items()))


def _plain(value: float | None) -> float | int | None:
    if value is None or value != value:  # noqa: PLR0124 - only "not a number" differs from itself
        return None
    return int(value) if value.is_integer() else value
