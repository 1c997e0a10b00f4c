"""A million cells at once: each database by the fastest way that its own driver knows.

SQLite takes them by `executemany` of the standard library (a second SQLite library in the same process
damages what it reads); PostgreSQL takes and gives them by COPY in its binary form.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from models.cell import SERIES_BITS

Numbers = NDArray[np.int64]
_NAMES = "id, value, mark, row_number, column_number"
_TAKE = f"INSERT INTO cell ({_NAMES}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - our names
_SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = (-1).to_bytes(2, signed=True)
_NOTHING = -1
# Field by field as the manual of COPY describes: length, content; of a cell without a figure no content.
_PLACES = [("lm", ">i4"), ("mark", ">i4"), ("lr", ">i4"), ("row", ">i4"), ("lc", ">i4"), ("column", ">i4")]
_HEAD = [("fields", ">i2"), ("li", ">i4"), ("id", ">i8"), ("lv", ">i4")]
_FIGURE = np.dtype([*_HEAD, ("value", ">f8"), *_PLACES])
# Before the figure stand the count of fields, two lengths and the number of the cell.
_HEAD_BYTES = np.dtype(_HEAD).itemsize
_PART = 10_000


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Cells as columns of numbers; NaN where there is no figure."""

    ids: Numbers
    figures: NDArray[np.float64]
    marks: Numbers
    rows: Numbers
    columns: Numbers


def write(session: Session, cells: Columns) -> None:
    """Put cells into the table, in the transaction of the session."""
    with _outside(session):
        _write(session, cells)


def _write(session: Session, cells: Columns) -> None:
    driver = _driver(session)
    if session.get_bind().dialect.name == "sqlite":
        # A NaN arrives as NULL.
        lists = (cells.ids, cells.figures, cells.marks, cells.rows, cells.columns)
        driver.executemany(_TAKE, zip(*(each.tolist() for each in lists), strict=True))
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY cell ({_NAMES}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_SIGNATURE)
        copy.write(_packed(cells))
        copy.write(_END)


def _packed(cells: Columns) -> bytes:
    """Rows in the order of their numbers; where there is no figure, its eight bytes are left out."""
    packed = np.empty(len(cells.ids), dtype=_FIGURE)
    is_figure = ~np.isnan(cells.figures)
    packed["fields"] = 5
    packed["li"], packed["id"] = 8, cells.ids
    packed["lv"], packed["value"] = np.where(is_figure, 8, _NOTHING), cells.figures
    for length in ("lm", "lr", "lc"):
        packed[length] = 4
    packed["mark"], packed["row"], packed["column"] = cells.marks, cells.rows, cells.columns
    if is_figure.all():
        return packed.tobytes()
    is_sent = np.ones((len(packed), _FIGURE.itemsize), dtype=bool)
    begin = _HEAD_BYTES
    is_sent[:, begin : begin + 8] = is_figure[:, np.newaxis]
    return packed.view(np.uint8).reshape(len(packed), -1)[is_sent].tobytes()


def read(
    session: Session, spans: Sequence[tuple[int, int]], *, series: Sequence[int] | None = None
) -> Columns:
    """The cells whose numbers lie in these spans, of all series or of some."""
    read_span = _read_sqlite if session.get_bind().dialect.name == "sqlite" else _read_postgresql
    with _outside(session):
        driver, of_series = _driver(session), _of_series(series)
        return _joined([part for low, high in spans for part in read_span(driver, low, high, of_series)])


def places(session: Session, spans: Sequence[tuple[int, int]]) -> Numbers:
    """The releases, periods and regions of which there are cells in these spans, as one number each."""
    asked = f"SELECT DISTINCT id >> {SERIES_BITS} FROM cell WHERE id >= :low AND id < :high"  # noqa: S608
    found = (
        session.connection().execute(text(asked), {"low": low, "high": high}).scalars() for low, high in spans
    )
    return np.array(sorted(chain.from_iterable(found)), dtype=np.int64)


def _of_series(series: Sequence[int] | None) -> str:
    if series is None:
        return ""
    listed = ", ".join(str(int(each)) for each in series) or "-1"
    return f"AND (id & {2**SERIES_BITS - 1}) IN ({listed})"


@contextmanager
def _outside(session: Session) -> Iterator[None]:
    """What the driver says, as if it had been asked in the usual way: whoever opened the session knows it."""
    module: Any = session.get_bind().dialect.loaded_dbapi
    try:
        yield
    except module.OperationalError as error:
        raise OperationalError("cells in bulk", None, error) from error


def _read_sqlite(driver: Any, low: int, high: int, of_series: str) -> Iterable[Columns]:
    # A million rows as objects take three times as long as four long texts that numpy reads at once.
    names = ("id", "mark", "row_number", "column_number")
    joined = ", ".join(f"group_concat({name})" for name in names)
    span = f"FROM cell WHERE id BETWEEN ? AND ? {of_series} ORDER BY id"
    asked = f"SELECT {joined} FROM (SELECT {', '.join(names)} {span})"  # noqa: S608 - our names
    texts = driver.execute(asked, (low, high - 1)).fetchone()
    if texts[0] is None:
        return
    ids, marks, lines, columns = (np.fromstring(text, dtype=np.int64, sep=",") for text in texts)
    # A text would round the figures; 9e999 is no figure of any table.
    found = driver.execute(f"SELECT coalesce(value, 9e999) {span}", (low, high - 1))
    figures = np.fromiter(chain.from_iterable(found), dtype=np.float64, count=len(ids))
    # Figures and numbers are asked for one after the other: both run by the number of the cell.
    order = np.argsort(ids, kind="stable")
    yield Columns(
        ids=ids[order],
        figures=np.where(np.isinf(figures), np.nan, figures),
        marks=marks[order],
        rows=lines[order],
        columns=columns[order],
    )


def _read_postgresql(driver: Any, low: int, high: int, of_series: str) -> Iterable[Columns]:
    # The server sends rows one by one; as binary columns of ten thousand rows each they are far fewer.
    asked = (
        "SELECT array_send(array_agg(id)), array_send(array_agg(coalesce(value, 'NaN'))), "  # noqa: S608
        "array_send(array_agg(mark)), array_send(array_agg(row_number)), "
        "array_send(array_agg(column_number)) "
        "FROM (SELECT cell.*, row_number() OVER (ORDER BY id) / %s AS part FROM cell "
        "WHERE id BETWEEN %s AND %s " + of_series + ") AS numbered GROUP BY part ORDER BY part"
    )
    with driver.cursor(binary=True) as cursor:
        for row in cursor.execute(asked, (_PART, low, high - 1)):
            yield Columns(
                ids=_array(row[0], ">i8"),
                figures=_array(row[1], ">f8"),
                marks=_array(row[2], ">i4"),
                rows=_array(row[3], ">i4"),
                columns=_array(row[4], ">i4"),
            )


def _array(sent: bytes, kind: str) -> NDArray[Any]:
    """An array as PostgreSQL sends it: a head of 20 bytes, then length and content of each element."""
    shape = np.dtype([("length", ">i4"), ("content", kind)])
    found = np.frombuffer(sent, dtype=shape, offset=20)["content"]
    return found.astype(np.float64 if kind == ">f8" else np.int64)


def _joined(parts: Sequence[Columns]) -> Columns:
    def joined(name: str, kind: type) -> Any:
        found = (getattr(part, name) for part in parts)
        return np.concatenate([np.empty(0, dtype=kind), *found]).astype(kind)

    return Columns(
        ids=joined("ids", np.int64),
        figures=joined("figures", np.float64),
        marks=joined("marks", np.int64),
        rows=joined("rows", np.int64),
        columns=joined("columns", np.int64),
    )


def _driver(session: Session) -> Any:
    return session.connection().connection.driver_connection
