"""Our own form for deliveries (Liefervorlage), filled in: read with the same strictness as any table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from steering.csv_text import STARTS_A_FORMULA
from steering.sources import periods
from steering.sources.cell_rows import CellText, Gathering, Reckoning
from steering.sources.cells import Delivery, Reading
from steering.sources.delimited import Record, records
from steering.sources.doubts import refuse_doubts
from steering.sources.refusals import refusal
from steering.sources.symbols import dictionary
from steering.sources.template_rows import FilledRow, understand_row
from steering.sources.vocabulary import reference_time_types
from templates.delivery_form import form_words

LAYOUT = "template"
_SEPARATORS = (";", "\t", ",")
_LEGEND = ("note", "sign")
_NEEDED = ("source", "table", "title", "reference_time")


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form taken apart: what its header says, and its filled rows."""

    said: Mapping[str, str]
    units: Mapping[str, str]
    body: list[Record] = field(repr=False)


def claims(delivery: Delivery) -> bool:
    """The first cell of the text or of a sheet says what it is."""
    return _start(delivery) is not None


def read(delivery: Delivery) -> Reading:
    """A filled form as observations. Raises BadSource for every cell that is not as the form asks."""
    form = _take_apart(delivery)
    gathering = Gathering(file_name=delivery.file_name, sign_code="unknown_form_sign")
    reckoning = Reckoning(signs=dictionary("template"))
    notes = []
    for number, cells in form.body:
        row = understand_row(number, cells, form.units, delivery.file_name)
        gathering.add(_cell(row, form, reckoning))
        if row.remark:
            notes.append(f"{row.region_code} {row.period} {row.variable}: {row.remark}")
    return Reading(
        table_code=form.said["table"],
        title=form.said["title"],
        layout=LAYOUT,
        encoding=delivery.encoding,
        stand=form.said.get("stand", ""),
        attribution=form.said.get("delivered_by", ""),
        footnotes="\n".join(notes),
        cells=gathering.table(),
    )


def _cell(row: FilledRow, form: Form, reckoning: Reckoning) -> CellText:
    return CellText(
        variable=row.variable,
        region_code=row.region_code,
        region_name=row.region_name,
        period=row.period,
        reference_time=periods.reference_time(row.period, form.said["reference_time"]),
        breakdown=row.breakdown,
        unit=form.units.get(row.variable) or form.said.get("unit", ""),
        raw=row.value,
        row_number=row.number,
        column_number=row.value_column,
        reckoning=reckoning,
    )


def _start(delivery: Delivery) -> list[Record] | None:
    """The rows of the form, or None where there is none."""
    mark = form_words()["mark"]
    if delivery.workbook is None:
        first = delivery.text.lstrip("\ufeff").lstrip("\r\n")
        separator = next(
            (sign for sign in _SEPARATORS if first.startswith((mark + sign, f'"{mark}"{sign}'))), None
        )
        return None if separator is None else list(_plain_records(delivery, separator))
    for sheet in delivery.workbook.sheets:
        rows = list(_sheet_records(sheet.rows))
        if rows and rows[0][1][:1] == (mark,):
            return rows
    return None


def _refuse_doubts(delivery: Delivery) -> None:
    for sheet in delivery.workbook.sheets if delivery.workbook else ():
        if sheet.rows and sheet.rows[0][:1] == (form_words()["mark"],):
            refuse_doubts(sheet, 1, len(sheet.rows), delivery.file_name)


def _plain_records(delivery: Delivery, separator: str) -> Iterator[Record]:
    for number, cells in records(delivery.text, separator, delivery.file_name):
        yield number, tuple(_unmarked(cell) for cell in cells)


def _sheet_records(rows: tuple[tuple[str, ...], ...]) -> Iterator[Record]:
    for number, cells in enumerate(rows, start=1):
        if any(cell.strip() for cell in cells):
            yield number, tuple(cell.strip() for cell in cells)


def _unmarked(cell: str) -> str:
    """A text without the mark that kept a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(STARTS_A_FORMULA) else cell


def _take_apart(delivery: Delivery) -> Form:
    words = form_words()
    _refuse_doubts(delivery)
    rows = _start(delivery) or []
    number, first = rows[0]
    if first[1:2] != (words["version"],):
        raise refusal("form_version", delivery.file_name, number, 2, symbol="".join(first[1:2]))
    head = next((place for place, row in enumerate(rows) if _is_head(row[1])), None)
    if head is None:
        raise refusal("form_heads", delivery.file_name, rows[-1][0], expected=", ".join(words["columns"]))
    end = next((place for place, row in enumerate(rows) if row[1][0] == words["end"]), None)
    if end is None:
        raise refusal("form_cut_off", delivery.file_name, rows[-1][0], expected=words["end"])
    if end != len(rows) - 1:
        raise refusal("form_after_end", delivery.file_name, rows[end + 1][0], expected=words["end"])
    said, units = _header(rows[1:head], delivery.file_name)
    body = rows[head + 1 : end]
    if not body:
        raise refusal("no_rows", delivery.file_name, rows[end][0])
    return Form(said=said, units=units, body=body)


def _is_head(cells: tuple[str, ...]) -> bool:
    filled = list(cells)
    while filled and not filled[-1]:
        filled.pop()
    return filled == list(form_words()["columns"])


def _header(rows: list[Record], file_name: str) -> tuple[dict[str, str], dict[str, str]]:
    names = {word: name for name, word in form_words()["fields"].items()}
    said: dict[str, str] = {}
    units: dict[str, str] = {}
    for number, cells in rows:
        name, value, unit = names.get(cells[0]), *(*cells[1:], "", "", "")[:3:2]
        if name is None:
            raise refusal("form_field_unknown", file_name, number, 1, symbol=cells[0])
        if name in _LEGEND:
            continue
        if name in said or (name == "variable" and value in units):
            raise refusal("form_field_twice", file_name, number, 1, symbol=f"{cells[0]} {value}".strip())
        if name == "variable":
            units[value] = unit
        else:
            said[name] = value
    _refuse_missing(said, rows[0][0] if rows else 1, file_name)
    return said, units


def _refuse_missing(said: Mapping[str, str], row: int, file_name: str) -> None:
    fields = form_words()["fields"]
    for name in _NEEDED:
        if not said.get(name):
            raise refusal("form_field_missing", file_name, row, symbol=fields[name])
    if said["reference_time"] not in reference_time_types():
        known = ", ".join(reference_time_types())
        raise refusal("form_reference_time", file_name, row, symbol=said["reference_time"], expected=known)
