"""Flat files (ffcsv) of the offices' portals: the new form with one value per line, and the old one."""

import csv
import re

from steering.sources import flat_words, grid, vocabulary, words
from steering.sources.cells import COLUMNS, Delivery, Reading
from steering.sources.doubles import refuse_doubles
from steering.sources.flat_heads import FlatHead, understand_head
from steering.sources.genesis_meaning import give_meaning
from steering.sources.grid import Grid, Shape
from steering.sources.long_cells import lay_out
from steering.sources.long_regions import understand_regions
from steering.sources.long_table import Block, LongTable, Measure
from steering.sources.refusals import refusal

LAYOUT = "flat_file"
LAYOUT_OLD = "flat_file_old"
_NAMED = re.compile(
    r"(?:^[\ufeff\s]*|(?P<before>[;,\t]))\s*\"?(?:statistics_code|statistik_code)\"?\s*(?:(?P<behind>[;,\t])|$)",
    re.IGNORECASE,
)
_SEPARATOR_LINE = re.compile(r"^\ufeff?sep=(.)\s*$", re.IGNORECASE)
_STATISTIC = re.compile(r"\d{4}[0-9A-Z]|[A-Z]{2}\d{3}", re.ASCII)
_CODE = re.compile(r"(?:\d{4}[0-9A-Z])(?:-\d{2}-\d{2}-\d(?:-B)?|-\d{4}|-\d{2}-\d{2})(?![0-9A-Z])", re.ASCII)
_FACT = re.compile(r"\S")


def claims(delivery: Delivery) -> bool:
    """The first line is the header of a flat file."""
    return _NAMED.search(_head(delivery.text)[0]) is not None


def read(delivery: Delivery) -> Reading:
    """A flat file as observations, each with the line and column where it stands."""
    line, row, end = _head(delivery.text)
    named = _NAMED.search(line)
    if named is None:
        raise refusal("not_a_table", delivery.file_name, row, symbol=line[:60])
    separator = named["behind"] or named["before"] or ";"
    head = understand_head(_names(line, separator), row=row, file_name=delivery.file_name)
    if not _FACT.search(delivery.text, end):
        raise refusal("no_rows", delivery.file_name, row)
    shape = Shape(width=head.width, stub=head.width, file_name=delivery.file_name, separator=separator)
    facts = grid.split(delivery.text, shape, first=row + 1, part=(end, len(delivery.text)))
    table = _table(facts, head, delivery)
    regions = understand_regions(table)
    cells = lay_out(table, regions)
    refuse_doubles(cells, delivery.file_name)
    return Reading(
        table_code=table.table_code,
        title=facts.columns[head.fixed["statistic_label"]].text(0).strip(),
        layout=LAYOUT_OLD if head.is_old else LAYOUT,
        encoding=delivery.encoding,
        stand="",
        attribution="",
        footnotes="",
        cells=give_meaning(cells, vocabulary.table(table.table_code), "")[list(COLUMNS)],
        rejected=regions.rejected,
    )


def _head(text: str) -> tuple[str, int, int]:
    """The header, the number of its line, and where it ends; a line "sep=;" may stand before it."""
    at = 0
    for number, line in enumerate(text[:20_000].splitlines(keepends=True), start=1):
        at += len(line)
        if line.strip("\ufeff \t\r\n;,") and not _SEPARATOR_LINE.match(line):
            return line.rstrip("\r\n"), number, at
    return "", 1, at


def _names(line: str, separator: str) -> list[str]:
    """The names of the columns; copies saved by spreadsheets add empty ones at the right."""
    names = [name.strip() for name in next(csv.reader([line.lstrip("\ufeff")], delimiter=separator))]
    while names and not names[-1]:
        names.pop()
    return names


def _table(facts: Grid, head: FlatHead, delivery: Delivery) -> LongTable:
    columns = facts.columns
    statistic = columns[head.fixed["statistic"]]
    wrong = statistic.first(lambda text: _STATISTIC.fullmatch(text.strip()) is None)
    if wrong is not None:
        raise refusal(
            "shifted_row",
            delivery.file_name,
            int(facts.lines[wrong]),
            head.fixed["statistic"] + 1,
            symbol=statistic.text(wrong),
        )
    codes = {text.strip() for text in statistic.texts}
    if len(codes) > 1:
        row = statistic.first(lambda text: text != statistic.text(0)) or 0
        raise refusal("two_statistics", delivery.file_name, int(facts.lines[row]), symbol=statistic.text(row))
    code = codes.pop()
    return LongTable(
        file_name=delivery.file_name,
        statistic=code,
        table_code=_table_code(delivery.file_name, code),
        lines=facts.lines,
        time=columns[head.fixed["time"]],
        time_place=head.fixed["time"] + 1,
        blocks=tuple(
            Block(
                variable=columns[places.variable_code],
                code=columns[places.code],
                label=columns[places.label],
                place=places.code + 1,
            )
            for places in head.blocks
        ),
        measures=_measures(facts, head),
        decimal=_decimal(facts, head),
    )


def _measures(facts: Grid, head: FlatHead) -> tuple[Measure, ...]:
    columns, fixed, count = facts.columns, head.fixed, len(facts)
    if not head.is_old:
        quality = fixed.get("quality")
        return (
            Measure(
                figures=columns[fixed["value"]],
                place=fixed["value"] + 1,
                code=columns[fixed["measure"]],
                label=columns[fixed["measure_label"]],
                unit=columns[fixed["unit"]],
                quality=None if quality is None else columns[quality],
                quality_place=(quality or 0) + 1,
            ),
        )
    return tuple(
        Measure(
            figures=columns[column.place],
            place=column.place + 1,
            code=words.constant(column.code, count),
            label=words.constant(column.label, count),
            unit=words.constant(column.unit, count),
            quality=None if column.quality is None else columns[column.quality],
            quality_place=(column.quality or 0) + 1,
        )
        for column in head.measures
    )


def _decimal(facts: Grid, head: FlatHead) -> str:
    """The decimal sign by the language of the file: of its time, its units, its categories, its dimensions.

    Portals leave some words untranslated, so the first of these that is of one language decides.
    """
    places = [
        [head.fixed["time_label"]],
        [head.fixed["unit"]] if "unit" in head.fixed else [],
        [block.label for block in head.blocks],
        [block.variable_label for block in head.blocks],
    ]
    spoken = [{text.strip() for place in part for text in facts.columns[place].texts} for part in places]
    spoken[1] |= {column.unit for column in head.measures}
    return next(filter(None, map(flat_words.decimal_sign, spoken)), "")


def _table_code(file_name: str, statistic: str) -> str:
    """The table, where the name of the file says it; a flat file itself names only the statistic."""
    found = _CODE.match(file_name.replace("\\", "/").rsplit("/", 1)[-1])
    return found[0] if found and found[0].startswith(statistic) else ""
