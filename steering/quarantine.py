"""Quarantine: the rows that a critical finding names are not used until they are released or waived.

Only critical findings hold rows back. A row is a line of a delivered file, or one cell of it. What is
held back stays in the record and in the checks; it is kept from the indicators alone.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from expectations.check import Fault
from models import (
    QualityCare,
    QualityFinding,
    QualityHold,
    QualityState,
    Release,
    Severity,
    Source,
)
from steering.releases.current import ages
from steering.waivers import is_waived

Row = Mapping[str, object]

# Rules on whole periods name no lines: these figures cannot be right wherever they stand.
OF_WHOLE_PERIODS = frozenset({"period_is_not_ahead"})
_OWN_COLUMNS = frozenset(
    {"source_key", "file_name", "row_number", "column_number", "region_code", "period", "variable"}
)
_SEPARATOR = "\x1f"
_COLUMNS_OF: Mapping[QualityHold, tuple[str, ...]] = {
    QualityHold.CELL: ("release_id", "row_number", "column_number"),
    QualityHold.LINE: ("release_id", "row_number"),
    QualityHold.PLACE: ("release_id", "region_code", "period"),
    QualityHold.PERIOD: ("release_id", "period"),
}


class KeptRow(NamedTuple):
    """A `QualityRow` on its way in or out: there may be a million, too many for records."""

    finding_id: str
    number: int
    release_id: str | None
    row_number: int | None
    column_number: int | None
    region_code: str
    period: str
    variable: str
    place: str
    holds: QualityHold


def rows_of(finding_id: str, fault: Fault, rows: Sequence[Row], files: "Files") -> list[KeptRow]:
    """Every row of a finding, without a limit and without the figures themselves."""
    named = [name for name in dict.fromkeys((*fault.place, *fault.per)) if name not in _OWN_COLUMNS]
    return [_row(finding_id, number, fault, row, files, named) for number, row in enumerate(rows, start=1)]


def _row(
    finding_id: str, number: int, fault: Fault, row: Row, files: "Files", named: Sequence[str]
) -> KeptRow:
    release_id = files.release_of(row)
    line, column = _number(row.get("row_number")), _number(row.get("column_number"))
    region, period = _text(row.get("region_code")), _text(row.get("period"))
    return KeptRow(
        finding_id=finding_id,
        number=number,
        release_id=release_id,
        row_number=line,
        column_number=column,
        region_code=region,
        period=period,
        variable=_text(row.get("variable")),
        place="; ".join(_pairs(row, named)),
        holds=_holds(fault, line, column, region, period) if release_id else QualityHold.NOTHING,
    )


def hash_of(rows: Sequence[KeptRow]) -> str:
    """One hash over rows: the same rows once more need not be written again."""
    told = hashlib.sha256()
    for row in rows:
        parts = (row.release_id, row.row_number, row.column_number, row.region_code, row.period)
        told.update(_SEPARATOR.join(map(str, (*parts, row.variable, row.place))).encode())
        told.update(b"\n")
    return told.hexdigest() if rows else ""


class Files:
    """Which release a row names: by its own id, or by source and file name."""

    def __init__(self, sources: Iterable[Source], releases: Iterable[Release]) -> None:
        keys = {source.id: source.key for source in sources}
        living = list(releases)
        age = ages(living)
        # Of two files of one name the one that came last is meant; so it comes last.
        ordered = sorted(living, key=lambda release: age[release.id])
        self._ids = {release.id for release in living}
        self._by_file = {(keys.get(each.source_id, ""), each.file_name): each.id for each in ordered}
        self._newest = {keys.get(each.source_id, ""): each.id for each in ordered}

    def release_of(self, row: Row) -> str | None:
        """The release in which the row stands, or None."""
        named = row.get("release_id")
        if named in self._ids:
            return str(named)
        source = _text(row.get("source_key"))
        if row.get("file_name"):
            return self._by_file.get((source, _text(row["file_name"])))
        return self._newest.get(source)


def is_held(finding: QualityFinding, care: QualityCare | None, today: date) -> bool:
    """Whether a finding holds its rows back: critical, standing, neither waived nor released."""
    if finding.severity is not Severity.CRITICAL or finding.state is QualityState.GONE:
        return False
    return not is_waived(finding, today) and not is_released(finding, care)


def is_released(finding: QualityFinding, care: QualityCare | None) -> bool:
    """Whether the rows were released; what grows under a release is held again."""
    return care is not None and care.released_at is not None and finding.rows_count <= care.released_count


def without_held(cells: pd.DataFrame, held: Sequence[KeptRow]) -> pd.DataFrame:
    """The cells that may be used: those that no row keeps back."""
    if cells.empty or not held:
        return cells
    is_held = pd.Series(data=False, index=cells.index)
    for hold, columns in _COLUMNS_OF.items():
        wanted = {_place_of(row, columns) for row in held if row.holds is hold}
        if wanted:
            places = pd.MultiIndex.from_frame(cells[list(columns)].astype(object))
            is_held |= places.isin(list(wanted))
    return cells[~is_held].reset_index(drop=True)


def _place_of(row: KeptRow, columns: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in columns)


def _holds(fault: Fault, line: int | None, column: int | None, region: str, period: str) -> QualityHold:
    """Which figures a row keeps back: as little as is known to be wrong, and never too little."""
    if fault.rule_key in OF_WHOLE_PERIODS and period:
        return QualityHold.PERIOD
    if "equation" in fault.place and region and period:
        return QualityHold.PLACE
    if line is None:
        return QualityHold.NOTHING
    return QualityHold.LINE if column is None else QualityHold.CELL


def _pairs(row: Row, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = row.get(name)
        if value not in (None, ""):
            yield f"{name}={value}"


def _number(value: object) -> int | None:
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - not a number
        return None
    return int(float(str(value)))


def _text(value: object) -> str:
    return "" if value is None else str(value)
