"""Where a figure comes from: value, source, file and the very cells."""

from dataclasses import dataclass

from models import ValueStatus


@dataclass(frozen=True, kw_only=True)
class SourceFacts:
    """One table of one publisher, in the file that was used."""

    table_code: str
    title: str
    publisher: str
    licence: str
    attribution: str
    file_name: str
    sha256: str
    stand: str


@dataclass(frozen=True, kw_only=True)
class CellFacts:
    """One cell: its name in the formula and its place in the file."""

    name: str
    value: float | None
    status: ValueStatus
    symbol: str
    row_number: int
    column_number: int
    file_name: str
    sha256: str
    table_code: str
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class PlaceFacts:
    """Cells of one figure that stand together in a file, as one line: how many, their sum, and where."""

    name: str
    count: int
    value: float | None
    status: ValueStatus
    symbol: str
    rows: tuple[tuple[int, int], ...]
    columns: tuple[tuple[int, int], ...]
    sha256: str
    table_code: str
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True)
class EvidenceFacts:
    """A reference (E3) with all that leads from the printed figure back to the file."""

    reference: str
    shown: tuple[str, ...]
    indicator_title: str
    region_title: str
    period: str
    reference_time: str
    method: str
    cells: tuple[CellFacts, ...]
    indicator_key: str = ""
    places: tuple[PlaceFacts, ...] = ()
