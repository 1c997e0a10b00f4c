"""The register of municipalities (Gemeindeverzeichnis GV100AD): lines of 220 characters, no separators.

Only municipalities carry figures; Länder, regions, counties and associations are named. The text does not
say on which day the inhabitants were counted, so the figures are dated by the territory (Gebietsstand).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from steering.sources.cell_rows import CellText, Gathering, Reckoning
from steering.sources.cells import Delivery, Reading, Remark
from steering.sources.refusals import refusal
from steering.sources.symbols import dictionary
from steering.sources.territory_list import Kind, Listed

LAYOUT = "gv100ad"
REFERENCE_TIME = "territorial_status"
_WIDTH = 220
_START = re.compile(r"^\ufeff?(10|20|30|40|50|60)((?:19|20)\d{6})\d{2}[\d ]{10}\S")
_KEY_DIGITS = {"10": 2, "20": 3, "30": 4, "40": 5, "50": 9, "60": 8}
_KINDS = {
    "10": Kind.LAND,
    "20": Kind.DISTRICT,
    "30": Kind.PLANNING_REGION,
    "40": Kind.COUNTY,
    "50": Kind.ASSOCIATION,
    "60": Kind.MUNICIPALITY,
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """A figure at its place in the line; `first` and `last` are columns, from 1."""

    variable: str
    breakdown: str
    unit: str
    first: int
    last: int
    scale: float = 1.0


_BEGINNING = 4096
# Areas are given in hectares.
FIELDS = (
    Field(variable="area_km2", breakdown="", unit="qkm", first=129, last=139, scale=0.01),
    Field(variable="pop_total", breakdown="", unit="Anzahl", first=140, last=150),
    Field(variable="pop_total", breakdown="sex=male", unit="Anzahl", first=151, last=161),
)


def claims(delivery: Delivery) -> bool:
    """The first line is a record of the register: kind, date, key, name."""
    # Only the beginning of a text is looked at: a table may be large.
    first = delivery.text[:_BEGINNING].lstrip("\ufeff\r\n").split("\n", 1)[0]
    return delivery.workbook is None and _START.match(first) is not None


def read(delivery: Delivery) -> Reading:
    """Area and inhabitants of every municipality. Raises BadSource where a line is not as it should be."""
    lines = list(_lines(delivery))
    valid_at = _valid_at(lines, delivery.file_name)
    _refuse_gaps(lines, delivery.file_name)
    gathering = Gathering(file_name=delivery.file_name)
    signs = dictionary("gv100ad")
    reckonings = {field.variable: Reckoning(signs=signs, scale=field.scale) for field in FIELDS}
    for number, line in lines:
        if line[:2] == "60":
            for field in FIELDS:
                text = _text(number, line, field, delivery.file_name)
                gathering.add(_cell(number, line, field, text, valid_at, reckonings[field.variable]))
    if not gathering.texts:
        raise refusal("no_rows", delivery.file_name, lines[-1][0])
    return Reading(
        table_code="GV100AD",
        title=f"Gemeindeverzeichnis GV100AD, Gebietsstand {valid_at:%d.%m.%Y}",
        layout=LAYOUT,
        encoding=delivery.encoding,
        stand=valid_at.isoformat(),
        attribution="Statistisches Bundesamt (Destatis), Gemeindeverzeichnis",
        footnotes="",
        cells=gathering.table(),
        remarks=(Remark(code="population_day_unstated", facts=(("day", valid_at),)),),
    )


def listed(delivery: Delivery) -> tuple[Listed, ...]:
    """Every region that the register names, with its key, kind and the day of the territory."""
    lines = list(_lines(delivery))
    valid_at = _valid_at(lines, delivery.file_name)
    return tuple(
        Listed(key=_key(line), name=line[22:72].strip(), kind=_KINDS[line[:2]], valid_at=valid_at)
        for _, line in lines
    )


def _lines(delivery: Delivery) -> Iterator[tuple[int, str]]:
    seen: dict[str, int] = {}
    for number, line in enumerate(delivery.text.lstrip("\ufeff").split("\n"), start=1):
        text = line.removesuffix("\r")
        if not text.strip("\x1a "):
            continue
        _refuse_broken_line(number, text, delivery.file_name)
        sign = text[:2] + _key(text)
        if sign in seen:
            raise refusal("duplicate_key", delivery.file_name, number, 11, other_row=seen[sign], symbol=sign)
        seen[sign] = number
        yield number, text


def _refuse_broken_line(number: int, line: str, file_name: str) -> None:
    if len(line) != _WIDTH:
        raise refusal("wrong_line_width", file_name, number, found=len(line), expected=_WIDTH)
    if line[:2] not in _KINDS:
        raise refusal("unknown_record_kind", file_name, number, 1, symbol=line[:2])
    key, places = _key(line), _KEY_DIGITS[line[:2]]
    if not (key.isascii() and key.isdigit() and len(key) == places) or not "01" <= key[:2] <= "16":
        raise refusal("bad_region_key", file_name, number, 11, symbol=line[10:22].rstrip())
    if not line[22:72].strip():
        raise refusal("shifted_row", file_name, number, 23, symbol="")


def _key(line: str) -> str:
    """The key without the blanks of the levels below; an association's is the county and its own number."""
    if line[:2] == "50":
        return (line[10:15] + line[18:22]).strip()
    return line[10:18].strip()


def _valid_at(lines: list[tuple[int, str]], file_name: str) -> date:
    stated = lines[0][1][2:10]
    try:
        day = date(int(stated[:4]), int(stated[4:6]), int(stated[6:]))
    except ValueError as trouble:
        raise refusal("unknown_period", file_name, lines[0][0], 3, symbol=stated) from trouble
    for number, line in lines:
        if line[2:10] != stated:
            raise refusal("two_dates", file_name, number, 3, symbol=line[2:10], expected=stated)
    return day


def _refuse_gaps(lines: list[tuple[int, str]], file_name: str) -> None:
    """A register that was cut or thinned out: an association without a municipality, or the reverse."""
    named = {line[10:15] + line[18:22]: number for number, line in lines if line[:2] == "50"}
    held = {line[10:15] + line[18:22]: number for number, line in lines if line[:2] == "60"}
    counties = {line[10:15]: number for number, line in lines if line[:2] == "40"}
    for missing, places in ((named.keys() - held.keys(), named), (held.keys() - named.keys(), held)):
        if missing:
            row, key = min((places[key], key) for key in missing)
            raise refusal("register_incomplete", file_name, row, 11, symbol=key)
    empty = counties.keys() - {key[:5] for key in held}
    if empty:
        row, key = min((counties[key], key) for key in empty)
        raise refusal("register_incomplete", file_name, row, 11, symbol=key)


def _text(number: int, line: str, field: Field, file_name: str) -> str:
    text = line[field.first - 1 : field.last]
    if not (text.isascii() and text.isdigit()):
        raise refusal("unclear_number", file_name, number, field.first, symbol=text.strip())
    return text


def _cell(number: int, line: str, field: Field, text: str, valid_at: date, reckoning: Reckoning) -> CellText:
    return CellText(
        variable=field.variable,
        region_code=line[10:18],
        region_name=line[22:72].strip(),
        period=valid_at.isoformat(),
        reference_time=REFERENCE_TIME,
        breakdown=field.breakdown,
        unit=field.unit,
        raw=text,
        row_number=number,
        column_number=field.first,
        reckoning=reckoning,
    )
