"""Cube files (Quader) of GENESIS: a description in lines K and D, then one line per combination.

`K;DQ` names the cube, `K;DQ-ERH` the statistic, `K;DQA` the dimensions, `K;DQZ` the time, `K;DQI` the
measures with unit and number of decimals, `K;QEI` the figures: keys, time, and for each measure its value
with its quality. A cube has codes and no words. What is not understood is refused.
"""

import re
from dataclasses import dataclass

from steering.sources import grid, words
from steering.sources.cells import COLUMNS, Delivery, Reading
from steering.sources.doubles import refuse_doubles
from steering.sources.genesis_meaning import give_meaning
from steering.sources.grid import Grid, Shape
from steering.sources.long_cells import lay_out
from steering.sources.long_regions import understand_regions
from steering.sources.long_table import Block, LongTable, Measure
from steering.sources.refusals import refusal
from steering.sources.vocabulary import Table

LAYOUT = "cube_file"
_START = re.compile(r"^[\ufeff\s]*(?:\*[^\n]*\n\s*)*K;DQ;", re.ASCII)
_VALUES = re.compile(r"^K;QEI;[^\n]*\n", re.MULTILINE)
_REMARK = re.compile(r"^\*[^\n]*$", re.MULTILINE)
_STATISTIC = re.compile(r"\d{4}[0-9A-Z]", re.ASCII)
_FRACTION = re.compile(r"[^0-9]*[0-9]+([.,])([0-9]+)")
_KEY, _TIME, _VALUE, _QUALITY = "FACH-SCHL", "ZI-WERT", "WERT", "QUALITAET"
_LOCKED = ("GESPERRT", "WERT-VERFAELSCHT")
_OPEN = {"", "0", "N"}


@dataclass(frozen=True, kw_only=True)
class _Measured:
    code: str
    unit: str
    decimals: int


@dataclass(frozen=True, kw_only=True)
class _Description:
    cube: str
    statistic: str
    dimensions: tuple[str, ...]
    measures: tuple[_Measured, ...]


def claims(delivery: Delivery) -> bool:
    """The first line that is no remark begins with "K;DQ;"."""
    return _START.match(delivery.text[:20_000].replace("\r", "\n")) is not None


def read(delivery: Delivery) -> Reading:
    """A cube as observations, each with the line and column where it stands."""
    text = grid.with_plain_ends(delivery.text).lstrip("\ufeff")
    values = _VALUES.search(text)
    if values is None or not text[values.end() :].strip():
        raise refusal("no_rows", delivery.file_name, text.rstrip().count("\n") + 1)
    description = _describe(text[: values.start()], delivery.file_name)
    line = text.count("\n", 0, values.end())
    heads = values[0].rstrip("\n").rstrip(";").split(";")[2:]
    table = _table(text[values.end() :], heads, line, description, delivery.file_name)
    regions = understand_regions(table)
    cells = lay_out(table, regions)
    refuse_doubles(cells, delivery.file_name)
    return Reading(
        table_code=description.cube,
        title=f"{description.cube} ({', '.join(one.code for one in description.measures)})",
        layout=LAYOUT,
        encoding=delivery.encoding,
        stand="",
        attribution="",
        footnotes="",
        cells=give_meaning(cells, Table(), "")[list(COLUMNS)],
        rejected=regions.rejected,
    )


def _describe(text: str, file_name: str) -> _Description:
    """The sections above the figures, each with its lines by the names of the section."""
    sections: dict[str, list[dict[str, str]]] = {}
    names: list[str] = []
    section = ""
    lines = grid.records(_REMARK.sub("", text), first=1, file_name=file_name)
    for number, cells in lines:
        if cells[0] == "K" and len(cells) > 1 and cells[1] not in sections:
            section, names = cells[1], cells[2:]
            sections[section] = []
        elif cells[0] == "D" and section:
            sections[section].append(dict(zip(names, (cell.strip() for cell in cells[1:]), strict=False)))
        else:
            raise refusal("cube_not_understood", file_name, number, symbol=";".join(cells)[:60])
    cube, statistic = _only(sections, "DQ", _KEY), _only(sections, "DQ-ERH", _KEY)
    dimensions = tuple(line.get("NAME", "") for line in sections.get("DQA", []))
    measures = tuple(
        _Measured(
            code=line.get("NAME", ""),
            unit=line.get("ME-NAME", ""),
            decimals=int(line["NKM-STELLEN"]) if line.get("NKM-STELLEN", "").isdigit() else 0,
        )
        for line in sections.get("DQI", [])
    )
    for part, is_there in {
        "DQ": cube,
        "DQ-ERH": _STATISTIC.fullmatch(statistic),
        "DQA": dimensions and all(dimensions),
        "DQI": measures and all(one.code for one in measures),
    }.items():
        if not is_there:
            raise refusal("cube_not_understood", file_name, 1, symbol=f"K;{part}")
    return _Description(cube=cube, statistic=statistic, dimensions=dimensions, measures=measures)


def _only(sections: dict[str, list[dict[str, str]]], section: str, name: str) -> str:
    lines = sections.get(section, [])
    return lines[0].get(name, "") if len(lines) == 1 else ""


def _table(text: str, heads: list[str], line: int, about: _Description, file_name: str) -> LongTable:
    keys, measures = len(about.dimensions), len(about.measures)
    repeated = heads[keys + 1 :]
    is_known = heads[: keys + 1] == [_KEY] * keys + [_TIME] and repeated[:2] == [_VALUE, _QUALITY]
    if (
        is_known
        and len(repeated) % measures == 0
        and repeated == repeated[: len(repeated) // measures] * measures
    ):
        # The head names the columns of each measure; others name those of the first only.
        repeated = repeated[: len(repeated) // measures] if repeated.count(_VALUE) > 1 else repeated
    if not is_known or repeated.count(_VALUE) != 1 or set(repeated[2:]) - set(_LOCKED):
        raise refusal("cube_not_understood", file_name, line, symbol=";".join(heads)[:60])
    width = 2 + keys + len(repeated) * measures
    facts = grid.split(text, Shape(width=width, stub=width, file_name=file_name), first=line + 1)
    strange = facts.columns[0].first(lambda cell: cell != "D")
    if strange is not None:
        row = int(facts.lines[strange])
        raise refusal("cube_not_understood", file_name, row, 1, symbol=facts.columns[0].text(strange)[:60])
    return LongTable(
        file_name=file_name,
        statistic=about.statistic,
        table_code="",
        lines=facts.lines,
        time=facts.columns[keys + 1],
        time_place=keys + 2,
        blocks=tuple(_block(facts, place, name) for place, name in enumerate(about.dimensions, start=1)),
        measures=tuple(
            _measure(facts, keys + 2 + number * len(repeated), repeated, measured, file_name)
            for number, measured in enumerate(about.measures)
        ),
        decimal=_decimal_sign(facts, keys + 2),
    )


def _block(facts: Grid, place: int, name: str) -> Block:
    count = len(facts)
    return Block(
        variable=words.constant(name, count),
        code=facts.columns[place],
        label=words.constant("", count),
        place=place + 1,
    )


def _measure(facts: Grid, at: int, parts: list[str], about: _Measured, file_name: str) -> Measure:
    count, figures = len(facts), facts.columns[at]
    for offset, part in enumerate(parts[2:], start=2):
        locked = facts.columns[at + offset].first(lambda cell: cell.strip() not in _OPEN)
        if locked is not None:
            row, text = int(facts.lines[locked]), facts.columns[at + offset].text(locked)
            raise refusal("cube_not_understood", file_name, row, at + offset + 1, symbol=f"{part}={text}")
    strange = figures.first(lambda cell: _is_unclear(cell.strip(), about.decimals))
    if strange is not None:
        row = int(facts.lines[strange])
        raise refusal("unclear_number", file_name, row, at + 1, symbol=figures.text(strange).strip())
    return Measure(
        figures=figures,
        place=at + 1,
        code=words.constant(about.code, count),
        label=words.constant(about.code, count),
        unit=words.constant(about.unit, count),
        quality=facts.columns[at + 1],
        quality_place=at + 2,
    )


def _is_unclear(text: str, decimals: int) -> bool:
    """More decimals than the cube announces, or a point that could part thousands."""
    found = _FRACTION.fullmatch(text)
    if found is None:
        return False
    places = len(found[2])
    return places > decimals or (found[1] == "." and places == len("000"))


def _decimal_sign(facts: Grid, at: int) -> str:
    """The sign that the cube itself uses; '' where it uses both, and then neither is read."""
    signs = {
        found[1]
        for column in facts.columns[at:]
        for found in map(_FRACTION.fullmatch, (text.strip() for text in column.texts))
        if found
    }
    return signs.pop() if len(signs) == 1 else ""
