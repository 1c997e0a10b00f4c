"""Files that a mapping describes: those of the product, and those that a county writes in its profile."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from steering.errors import BadProfile, BadSource
from steering.profile.form import read_form
from steering.profile.mappings import DecimalSign, FileMapping, FileMappings, MappedColumn, check_mappings
from steering.profile.sheet import Sheet, read_sheet
from steering.sources import periods
from steering.sources.cell_rows import CellText, Gathering, Reckoning
from steering.sources.cells import Delivery, Reading
from steering.sources.delimited import Record, records
from steering.sources.doubts import refuse_doubts
from steering.sources.mapping_heads import Figure, Head, is_known_by, understand_head
from steering.sources.mapping_numbers import spell
from steering.sources.mapping_rows import Row, Rows
from steering.sources.refusals import refusal
from steering.sources.symbols import Signs, dictionary

LAYOUT = "mapped"
_HEAD_SIGNS = 100_000


@cache
def built_in() -> tuple[FileMapping, ...]:
    """The mappings that travel with the product. Raises BadProfile where one of its files is wrong."""
    found: list[FileMapping] = []
    for file in sorted(files("steering.sources").joinpath("mappings").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            found += read_mappings(file.name, file.read_bytes())
    return tuple(found)


def read_mappings(file: str, content: bytes) -> tuple[FileMapping, ...]:
    """The mappings of a file. Raises BadProfile with every fault, file and line."""
    sheet = read_sheet(file, content)
    value, faults = read_form(FileMappings, sheet) if isinstance(sheet, Sheet) else (None, [sheet])
    if isinstance(sheet, Sheet):
        faults = [*faults, *check_mappings([sheet])]
    if value is None or faults:
        raise BadProfile(f"{file}, line {faults[0].line}: {faults[0].code}.", faults=faults)
    return value.mapping


def fitting(delivery: Delivery, mappings: Sequence[FileMapping]) -> FileMapping | None:
    """The first mapping that knows the file by the words of its head; a county's own come first."""
    return next((mapping for mapping in mappings if _head_row(delivery, mapping)), None)


def read(delivery: Delivery, mapping: FileMapping) -> Reading:
    """A mapped file as observations. Raises BadSource where a cell is not as the mapping says."""
    # A number in a cell of a workbook reaches us with a decimal comma, whatever the sheet shows.
    if delivery.workbook is not None and mapping.decimal is not DecimalSign.COMMA:
        raise refusal("mapping_decimal", delivery.file_name, 1, mapping=mapping.key)
    rows = list(_rows(delivery, mapping))
    if mapping.is_line_ended and delivery.text and not delivery.text.endswith("\n"):
        raise refusal("last_line_cut", delivery.file_name, rows[-1][0])
    head = understand_head(rows, mapping, delivery.file_name)
    body, notes = _without_footer(rows[head.body_from :], mapping)
    if not body:
        raise refusal("no_rows", delivery.file_name, rows[-1][0])
    gathering = Gathering(file_name=delivery.file_name)
    understood = Rows(mapping=mapping, head=head, file_name=delivery.file_name)
    times = _head_times(rows, head, understood)
    reckonings = {figure.place: _reckoning(figure.column, mapping) for figure in head.figures}
    rejected = []
    for number, cells in body:
        if understood.is_no_region(cells):
            rejected.append(understood.rejected(number, cells))
            continue
        row = understood.understand(number, cells)
        for figure in head.figures:
            gathering.add(
                _cell(row, figure, times.get(figure.place, row.period), reckonings[figure.place], mapping)
            )
    if not gathering.texts:
        raise refusal("no_rows", delivery.file_name, body[-1][0])
    return Reading(
        table_code=mapping.table_code or "",
        title=mapping.title,
        layout=LAYOUT,
        encoding=delivery.encoding,
        stand="",
        attribution=mapping.attribution,
        footnotes="\n".join(" ".join(cell for cell in cells if cell) for _, cells in notes),
        cells=gathering.table(),
        rejected=tuple(rejected),
    )


def _head_row(delivery: Delivery, mapping: FileMapping) -> bool:
    # The head stands at the beginning; a large file of another kind is not taken apart to find it.
    beginning = replace(delivery, text=delivery.text[:_HEAD_SIGNS])
    try:
        first = next(_rows(beginning, mapping), None)
    except BadSource:
        return False
    return first is not None and is_known_by(first[1], mapping)


def _rows(delivery: Delivery, mapping: FileMapping) -> Iterator[Record]:
    """The rows from the head on; of a workbook, those of the first sheet that has the head."""
    if delivery.workbook is None:
        yield from records(delivery.text, mapping.separator, delivery.file_name, skip=mapping.skip_rows)
        return
    for sheet in delivery.workbook.sheets:
        rows = [
            (number, tuple(cell.strip() for cell in cells))
            for number, cells in enumerate(sheet.rows, start=1)
            if number > mapping.skip_rows and any(cell.strip() for cell in cells)
        ]
        if rows and is_known_by(rows[0][1], mapping):
            yield rows[0]
            refuse_doubts(sheet, rows[0][0], len(sheet.rows), delivery.file_name)
            yield from rows[1:]
            return


def _without_footer(rows: list[Record], mapping: FileMapping) -> tuple[list[Record], list[Record]]:
    if not mapping.ends_with:
        return rows, []
    for place, (_, cells) in enumerate(rows):
        if cells[0].startswith(mapping.ends_with):
            return rows[:place], rows[place:]
    return rows, []


def _head_times(rows: list[Record], head: Head, understood: Rows) -> dict[int, str]:
    """The period of each column, where a row below the heads names it."""
    if understood.mapping.period_row is None:
        return {}
    number, _ = rows[understood.mapping.period_row]
    return {
        figure.place: understood.period_of(figure.period, number, figure.place) for figure in head.figures
    }


def _reckoning(column: MappedColumn, mapping: FileMapping) -> Reckoning:
    signs: Signs = dictionary(mapping.symbols)
    own = {**signs.signs, **mapping.signs}
    if column.empty is not None:
        own[""] = column.empty
    return Reckoning(signs=replace(signs, signs=own, zero=mapping.zero or signs.zero))


def _cell(row: Row, figure: Figure, period: str, reckoning: Reckoning, mapping: FileMapping) -> CellText:
    column, raw = figure.column, row.cells[figure.place]
    signs = frozenset(reckoning.signs.signs)
    usual = column.reference_time or mapping.reference_time
    pairs = [*row.breakdown, *(f"{name}={word}" for name, word in column.breakdown.items())]
    return CellText(
        variable=column.variable or figure.head,
        region_code=column.region or row.region,
        region_name="" if column.region else row.region_name,
        period=period,
        reference_time=periods.reference_time(period, usual),
        breakdown=";".join(sorted(pairs)),
        unit=column.unit or row.unit,
        raw=raw,
        row_number=row.number,
        column_number=figure.place + 1,
        reckoning=reckoning,
        spoken=spell(raw, mapping, signs),
        # A letter says something of a number; "-" stays "-" in a year that is preliminary.
        mark="" if raw in signs else row.mark,
    )
