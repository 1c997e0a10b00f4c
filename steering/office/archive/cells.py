"""Observations in bulk: too many for objects, so they go in and out as tables."""

from typing import Any, cast

import pandas as pd
from sqlalchemy import insert
from sqlmodel import Session, col, select

from models import Observation, Release, Source
from steering.records import CELL_COLUMNS

_TEXT = (
    "release_id",
    "variable",
    "region_code",
    "period",
    "reference_time",
    "breakdown",
    "unit",
    "status",
    "symbol",
)


def read_cells(session: Session, region_key: str) -> pd.DataFrame:
    """All cells of all releases of a region's sources, columns as in CELL_COLUMNS."""
    columns = [col(getattr(Observation, name)) for name in CELL_COLUMNS]
    query = (
        select(*cast("Any", columns))
        .join(Release, col(Release.id) == col(Observation.release_id))
        .join(Source, col(Source.id) == col(Release.source_id))
        .where(Source.region_key == region_key)
        .order_by(col(Observation.id))
    )
    rows = session.connection().execute(query).all()
    cells = pd.DataFrame(rows, columns=list(CELL_COLUMNS))
    cells["status"] = [getattr(status, "value", status) for status in cells["status"]]
    for name in _TEXT:
        cells[name] = cells[name].astype("category")
    return cells.astype({"value": "float64"})


def write_cells(session: Session, release_id: str, cells: pd.DataFrame) -> int:
    """Keep the cells of one release in bulk; gives how many."""
    kept = cells[[name for name in CELL_COLUMNS if name not in ("id", "release_id")]].copy()
    kept.insert(0, "release_id", release_id)
    rows = cast("list[dict[str, Any]]", kept.astype(object).where(kept.notna(), None).to_dict("records"))
    if rows:
        session.connection().execute(insert(Observation), rows)
    return len(rows)
