"""Observations in bulk: too many for objects, so they go in and out as tables of numbers.

Both ways go round the object mapper to the driver, within the transaction of the session.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlmodel import Session, col, select

from models import Release, ReleaseNumber, Source
from models.cell import PERIOD_BITS, REGION_BITS, SERIES_BITS
from steering.errors import BadSource
from steering.office.archive import bulk
from steering.office.archive.dictionaries import (
    Dictionary,
    next_release_number,
    numbers_of,
    whole_dictionary,
)
from steering.records import CELL_COLUMNS

SERIES = Dictionary(table="cell_series", columns=("variable", "breakdown", "reference_time", "unit"))
REGIONS = Dictionary(table="cell_region", columns=("region_code",))
PERIODS = Dictionary(table="cell_period", columns=("period",))
MARKS = Dictionary(table="cell_mark", columns=("status", "symbol"))
REGION_AT, PERIOD_AT = SERIES_BITS, SERIES_BITS + REGION_BITS
RELEASE_AT = PERIOD_AT + PERIOD_BITS
_TEXT = tuple(name for each in (SERIES, REGIONS, PERIODS, MARKS) for name in each.columns)
Numbers = NDArray[np.int64]


def write_cells(session: Session, release_id: str, cells: pd.DataFrame) -> int:
    """Keep the cells of one release, in the transaction of the session; gives how many."""
    release = next_release_number(session, release_id)
    if cells.empty:
        return 0
    marks = numbers_of(session, MARKS, cells)
    ids = (
        (np.int64(release) << RELEASE_AT)
        | (numbers_of(session, PERIODS, cells) << PERIOD_AT)
        | (numbers_of(session, REGIONS, cells) << REGION_AT)
        | numbers_of(session, SERIES, cells)
    )
    if not (ids[1:] > ids[:-1]).all():
        # Sorted, each cell comes at the end of the table; a million in any order take twice as long.
        order = np.argsort(ids, kind="stable")
        ids, marks, cells = ids[order], marks[order], cells.take(order)
        _refuse_doubles(cells, ids)
    bulk.write(
        session,
        bulk.Columns(
            ids=ids,
            figures=cells["value"].to_numpy(dtype=np.float64, na_value=np.nan),
            marks=marks,
            rows=cells["row_number"].to_numpy(dtype=np.int64),
            columns=cells["column_number"].to_numpy(dtype=np.int64),
        ),
    )
    return len(ids)


def _refuse_doubles(cells: pd.DataFrame, ids: Numbers) -> None:
    twice = np.flatnonzero(ids[1:] == ids[:-1])
    if not len(twice):
        return
    first, second = (cells.iloc[twice[0] + place] for place in (0, 1))
    raise BadSource(
        f"Rows {first['row_number']} and {second['row_number']} tell the same cell.",
        code="duplicate_observation",
        row=int(second["row_number"]),
        column=int(second["column_number"]),
        other_row=int(first["row_number"]),
        other_column=int(first["column_number"]),
        symbol=", ".join(str(second[name]) for name in ("variable", "region_code", "period", "breakdown")),
    )


def read_cells(session: Session, region_key: str) -> pd.DataFrame:
    """All cells of all releases of a region's sources, columns as in CELL_COLUMNS, in the files' order."""
    query = (
        select(ReleaseNumber.number, ReleaseNumber.release_id)
        .join(Release, col(Release.id) == col(ReleaseNumber.release_id))
        .join(Source, col(Source.id) == col(Release.source_id))
        .where(Source.region_key == region_key)
        .order_by(col(ReleaseNumber.number))
    )
    return _cells(session, dict(session.exec(query).all()))


def read_cells_of(session: Session, release_ids: Iterable[str]) -> pd.DataFrame:
    """The cells of these releases only."""
    query = select(ReleaseNumber.number, ReleaseNumber.release_id).where(
        col(ReleaseNumber.release_id).in_(list(release_ids))
    )
    return _cells(session, dict(session.exec(query.order_by(col(ReleaseNumber.number))).all()))


def _cells(session: Session, releases: dict[int, str]) -> pd.DataFrame:
    spans = [(number << RELEASE_AT, (number + 1) << RELEASE_AT) for number in releases]
    return as_table(session, bulk.read(session, spans), releases)


def as_table(session: Session, found: bulk.Columns, releases: Mapping[int, str]) -> pd.DataFrame:
    """Cells with the words that their numbers stand for, in the files' order."""
    order = _file_order(found)
    ids, marks = found.ids[order], found.marks[order]
    known_releases = np.array(list(releases), dtype=np.int64)
    parts: dict[str, Any] = {
        "id": ids,
        "release_id": named(ids >> RELEASE_AT, known_releases, list(releases.values())),
        "value": found.figures[order],
        "row_number": found.rows[order],
        "column_number": found.columns[order],
    }
    for dictionary, numbers in (
        (SERIES, ids & ((1 << SERIES_BITS) - 1)),
        (REGIONS, (ids >> REGION_AT) & ((1 << REGION_BITS) - 1)),
        (PERIODS, (ids >> PERIOD_AT) & ((1 << PERIOD_BITS) - 1)),
        (MARKS, marks),
    ):
        known, words = whole_dictionary(session, dictionary)
        for name, texts in zip(dictionary.columns, words, strict=True):
            parts[name] = named(numbers, known, texts)
    return pd.DataFrame(parts, columns=list(CELL_COLUMNS))


def _file_order(found: bulk.Columns) -> Numbers:
    places = (found.rows << 20) + found.columns
    releases = found.ids >> RELEASE_AT
    later = (releases[1:] > releases[:-1]) | ((releases[1:] == releases[:-1]) & (places[1:] > places[:-1]))
    return np.arange(len(places)) if later.all() else np.lexsort((places, releases))


def named(numbers: Numbers, known: Numbers, texts: list[str]) -> pd.Categorical:
    """Numbers as the words that they stand for; words that nobody says are no categories."""
    if not len(numbers):
        return pd.Categorical([], categories=pd.Index([], dtype=object))
    # Known numbers come sorted, and there are few: where each stands is found without comparing texts.
    low = int(numbers.min())
    used = np.flatnonzero(np.bincount(numbers - low)) + low
    said = np.array(texts, dtype=object)[np.searchsorted(known, used)]
    categories, codes = np.unique(said.astype(str), return_inverse=True)
    places = np.zeros(int(used[-1]) - low + 1, dtype=np.int64)
    places[used - low] = codes
    return pd.Categorical.from_codes(
        places[numbers - low], categories=pd.Index(categories.astype(object), dtype=object)
    )
