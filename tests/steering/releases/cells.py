"""Cells and releases for tests, written by hand or drawn."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pandas as pd
from hypothesis import strategies as st

from models import Release
from steering.records import CELL_COLUMNS

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
Key = tuple[str, str, str, str]


def a_release(name: str, *, after: str | None = None, source: str = "s", stand: str = "") -> Release:
    return Release(
        id=name,
        source_id=source,
        table_code="1",
        title="",
        file_name=f"{name}.csv",
        sha256=name.rjust(64, "0"),
        size_bytes=1,
        encoding="utf-8",
        layout="csv",
        stand=stand,
        retrieved_at=AT,
        supersedes_id=after,
    )


def a_cell(release: str, **told: object) -> dict[str, object]:
    cell = {
        "release_id": release,
        "variable": "lv",
        "region_code": "03358",
        "period": "2023",
        "reference_time": "leaving_year",
        "breakdown": "",
        "value": 1.0,
        "unit": "Anzahl",
        "status": "reported",
        "symbol": "",
        "row_number": 1,
        "column_number": 1,
    }
    return cell | told


def a_table(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    listed = [{"id": number, **row} for number, row in enumerate(rows, start=1)]
    table = pd.DataFrame(listed, columns=list(CELL_COLUMNS))
    return table.astype({"value": "float64"})


def key_of(row: dict[str, object]) -> Key:
    return (str(row["variable"]), str(row["region_code"]), str(row["period"]), str(row["breakdown"]))


@st.composite
def readings(draw: st.DrawFn, release: str = "r") -> list[dict[str, object]]:
    """The cells of one file: few names, so that two files often tell of the same."""
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["lv", "lv_no"]),
                st.sampled_from(["DG", "03", "03358", "03359", "03358024"]),
                st.sampled_from(["2022", "2023"]),
                st.sampled_from(["", "sex=female"]),
            ),
            max_size=12,
            unique=True,
        )
    )
    rows = []
    for place, (variable, region_code, period, breakdown) in enumerate(keys, start=1):
        told = draw(
            st.sampled_from(
                [("reported", 1.0), ("reported", 2.0), ("true_zero", 0.0), ("confidential", None)]
            )
        )
        rows.append(
            a_cell(
                release,
                variable=variable,
                region_code=region_code,
                period=period,
                breakdown=breakdown,
                status=told[0],
                value=told[1],
                unit=draw(st.sampled_from(["Anzahl", "Anzahl", "Tsd"])),
                row_number=place,
            )
        )
    return rows
