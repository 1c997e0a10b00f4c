"""What others need for the same bytes; run by `benchmarks.reading`, in an environment of its own if need be.

    python reading_peers.py CLASSIC FLAT

prints one JSON object: seconds by way. pyarrow and polars read texts and figures and type no symbol.
pystatis reads flat files only; its own steps are taken from `pystatis.table.Table.get_data`.
"""

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HEAD_LINES = 6
NAMES = [f"column_{place}" for place in range(7)]
SIGNS = ["...", ".", "-", "/", "x"]


def by_pyarrow(classic: bytes, flat: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    import pyarrow as pa
    from pyarrow import csv

    def read(content: bytes, **options: object) -> object:
        return csv.read_csv(
            pa.BufferReader(content),
            read_options=csv.ReadOptions(**options),
            parse_options=csv.ParseOptions(delimiter=";", invalid_row_handler=lambda _: "skip"),
        )

    head = {"encoding": "cp1252", "skip_rows": HEAD_LINES, "column_names": NAMES}
    yield f"classic: pyarrow {pa.__version__}", lambda: read(classic, **head)
    yield f"flat: pyarrow {pa.__version__}", lambda: read(flat)


def by_polars(classic: bytes, flat: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    import polars as pl

    def read(content: bytes, **options: object) -> object:
        return pl.read_csv(io.BytesIO(content), separator=";", truncate_ragged_lines=True, **options)

    head = {"encoding": "cp1252", "skip_rows": HEAD_LINES, "has_header": False, "new_columns": NAMES}
    yield (
        f"classic: polars {pl.__version__}",
        lambda: read(classic, infer_schema=False, **head),
    )
    yield f"flat: polars {pl.__version__}", lambda: read(flat, infer_schema=False)


def by_pystatis(_: bytes, flat: bytes) -> Iterator[tuple[str, Callable[[], object]]]:
    from importlib.metadata import version

    import pandas as pd
    from pystatis.table import Table

    def read() -> object:
        lines = flat.decode("utf-8-sig").splitlines(keepends=True)
        kept = lines[0] + "".join(line for line in lines[1:] if line[:4].isdigit())
        frame = pd.read_csv(
            io.StringIO(kept),
            sep=";",
            na_values=SIGNS,
            decimal=",",
            dtype={"1_variable_code": str, "1_variable_attribute_code": str},
            parse_dates=["time"],
            date_format="%Y-%m-%d",
        )
        return Table.parse_v5_table(frame, "regio", "de")

    yield f"flat: pystatis {version('pystatis')}", read


def measure(classic: bytes, flat: bytes) -> dict[str, float]:
    taken: dict[str, float] = {}
    for peer in (by_pyarrow, by_polars, by_pystatis):
        try:
            for name, way in peer(classic, flat):
                way()
                began = time.perf_counter()
                way()
                taken[name] = time.perf_counter() - began
        except ImportError as missing:
            print(f"{missing.name} is not there and is left out", file=sys.stderr)
    return taken


if __name__ == "__main__":
    print(json.dumps(measure(*(Path(path).read_bytes() for path in sys.argv[1:3]))))
