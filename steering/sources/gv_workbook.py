"""Workbooks drawn from the register of municipalities: counties or municipalities with area and people.

The heads are found by their words, never by their place. A total stands under the name of its Land and
has no key of its own; it belongs to the heading above it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from steering.sources import periods
from steering.sources.cell_rows import CellText, Gathering, Reckoning
from steering.sources.cells import Delivery, Reading, Worksheet
from steering.sources.doubts import refuse_doubts
from steering.sources.gv_columns import Columns, find_columns, key_of
from steering.sources.refusals import refusal
from steering.sources.symbols import dictionary

LAYOUT = "gv_workbook"
_DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}")
_KEY = re.compile(r"0[1-9](?:\d|\d{2}|\d{3}|\d{6})?|1[0-6](?:\d|\d{2}|\d{3}|\d{6})?")
_STORED = re.compile(r"0[1-9](?:\d|\d{3}|\d{6})?|1[0-6](?:\d|\d{3}|\d{6})?|DG")
_UNITS = {"area_km2": "qkm", "pop_density": "Einw. je qkm"}
_ROUNDED = frozenset(_UNITS)
_TOTAL = "Insgesamt"
_NATION = "Deutschland"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The sheet that holds the figures, and what its head says."""

    sheet: Worksheet
    number: int
    columns: Columns
    footer: int


@dataclass(kw_only=True)
class Found:
    """What the rows gave, and the heading under which the next total stands."""

    gathering: Gathering
    days: Mapping[str, str]
    heading: str = ""
    names: dict[str, str] = field(default_factory=dict)


def claims(delivery: Delivery) -> bool:
    """A sheet has the heads of the register: area, inhabitants in all, men, women."""
    return delivery.workbook is not None and _sheet(delivery) is not None


def read(delivery: Delivery) -> Reading:
    """Area and inhabitants of every listed region. Raises BadSource where a row is not as it should be."""
    found = _sheet(delivery)
    if found is None:
        raise refusal("not_a_table", delivery.file_name, 1, symbol="")
    refuse_doubts(found.sheet, found.columns.row + 1, found.footer, delivery.file_name)
    days = _stated_days(found, delivery.file_name)
    rows = Found(gathering=Gathering(file_name=delivery.file_name), days=days)
    for number, row in _body(found):
        _take_row(number, row, found, rows)
    if not rows.gathering.texts:
        raise refusal("no_rows", delivery.file_name, len(found.sheet.rows))
    footer = [text for row in found.sheet.rows[found.footer :] for text in row if text.strip()]
    titles = [text for row in found.sheet.rows[: found.columns.row - 2] for text in row if text.strip()]
    return Reading(
        table_code="",
        title=" ".join(" ".join(titles).split()),
        layout=LAYOUT,
        encoding=delivery.encoding,
        stand=days["valid_at"],
        attribution=" ".join(" ".join(text for text in footer if "©" in text or "Destatis" in text).split()),
        footnotes="\n".join(" ".join(text.split()) for text in footer),
        cells=rows.gathering.table(),
    )


def _sheet(delivery: Delivery) -> Sheet | None:
    sheets = delivery.workbook.sheets if delivery.workbook else ()
    for number, sheet in enumerate(sheets, start=1):
        columns = None if sheet.is_hidden else find_columns(sheet)
        if columns is not None:
            return Sheet(sheet=sheet, number=number, columns=columns, footer=_footer(sheet, columns))
    return None


def _footer(sheet: Worksheet, columns: Columns) -> int:
    """The place of the first row below the figures: it begins with the source."""
    for place in range(columns.row, len(sheet.rows)):
        if any(text.strip().startswith("Quelle:") for text in sheet.rows[place][:3]):
            return place
    return len(sheet.rows)


def _stated_days(found: Sheet, file_name: str) -> Mapping[str, str]:
    """The day of the territory, and of area and people where the head names others."""
    if found.footer == len(found.sheet.rows):
        raise refusal("cut_off", file_name, found.footer)
    titles = " ".join(text for row in found.sheet.rows[: found.columns.row - 1] for text in row)
    below = found.sheet.rows[found.columns.row] if len(found.sheet.rows) > found.columns.row else ()
    days = {}
    for name, place in found.columns.figures.items():
        said = next((text for text in reversed(below[: place + 1]) if text.strip()), "")
        days[name] = _day(said)
    usual = _day(titles)
    if not usual and not all(days.values()):
        raise refusal("no_period", file_name)
    return {"valid_at": usual or _day(" ".join(below)), **{name: day or usual for name, day in days.items()}}


def _day(text: str) -> str:
    named = [periods.period(day) for day in _DAY.findall(text)]
    return named[0] or "" if len(named) == 1 else ""


def _body(found: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows between head and footer; below the head stand days or the running numbers of columns."""
    for place in range(found.columns.row, found.footer):
        row = found.sheet.rows[place]
        is_head = place == found.columns.row and _is_head(row)
        if any(text.strip() for text in row) and not is_head:
            yield place + 1, row


def _is_head(row: tuple[str, ...]) -> bool:
    filled = [text.strip() for text in row if text.strip()]
    is_numbered = filled == [str(number) for number in range(1, len(filled) + 1)]
    return is_numbered or any(_DAY.search(text) for text in filled)


def _take_row(number: int, row: tuple[str, ...], found: Sheet, rows: Found) -> None:
    columns, file_name = found.columns, rows.gathering.file_name
    texts = {name: row[place].strip() for name, place in columns.figures.items() if place < len(row)}
    key, name = key_of(row, columns)
    if key and not _KEY.fullmatch(key):
        raise _bad_key(key, number, columns, file_name)
    if not any(texts.values()):
        if key:
            rows.names[key] = name
            rows.heading = key
        return
    if not key:
        key, name = _of_total(row, rows, number)
    if not _STORED.fullmatch(key):
        raise _bad_key(key, number, columns, file_name)
    for variable, place in columns.figures.items():
        rows.gathering.add(_cell(variable, texts.get(variable, ""), (key, name), (number, place + 1), rows))


def _cell(column: str, text: str, region: tuple[str, str], place: tuple[int, int], rows: Found) -> CellText:
    variable, _, breakdown = column.partition("|")
    period = rows.days[column]
    return CellText(
        variable=variable,
        region_code=region[0],
        region_name=region[1],
        period=period,
        reference_time=periods.reference_time(period, "territorial_status"),
        breakdown=breakdown,
        unit=_UNITS.get(variable, "Anzahl"),
        raw=text,
        row_number=place[0],
        column_number=place[1],
        reckoning=_rounded() if variable in _ROUNDED else _counted(),
    )


@cache
def _counted() -> Reckoning:
    """Nobody lives there is exactly nobody."""
    return Reckoning(signs=dictionary("gv100ad"))


@cache
def _rounded() -> Reckoning:
    """People per square kilometre and areas are rounded."""
    return Reckoning(signs=dictionary("genesis"))


def _of_total(row: tuple[str, ...], rows: Found, number: int) -> tuple[str, str]:
    """The region of a row without a key: Germany, or the Land under whose heading it stands."""
    words = [text.strip() for text in row if text.strip()]
    if words[:2] == [_NATION, _TOTAL]:
        return "DG", _NATION
    if words[:1] == [_TOTAL] and rows.heading:
        land = rows.heading[:2]
        return land, rows.names.get(land, "")
    raise refusal("shifted_row", rows.gathering.file_name, number, 1, symbol=words[0] if words else "")


def _bad_key(key: str, number: int, columns: Columns, file_name: str) -> Exception:
    lost = "0" + key
    if _STORED.fullmatch(lost) and len(key) in {1, 4, 7}:
        return refusal("lost_leading_zero", file_name, number, columns.key[0] + 1, symbol=key, expected=lost)
    return refusal("bad_region_key", file_name, number, columns.key[0] + 1, symbol=key)
