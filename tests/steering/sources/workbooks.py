"""Workbooks and archives for tests: written here part by part, the honest ones and the traps."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from steering.sources.reading import Reading, read

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@dataclass(frozen=True)
class Formula:
    """A formula with the result that the spreadsheet program stored; None where it stored none."""

    text: str
    value: object = None


@dataclass(frozen=True)
class Styled:
    """A number with a number format."""

    value: object
    format_code: str


@dataclass(frozen=True)
class Fault:
    """A cell that shows an error."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet of a test; rows may hold texts, numbers, formulas, and None for an empty cell."""

    rows: Sequence[Sequence[object]]
    merged: Sequence[str] = ()
    state: str = "visible"
    hidden_rows: Sequence[int] = ()
    columns: str = ""
    behind: str = ""


def a_workbook(
    sheets: Mapping[str, Sheet],
    *,
    kind: str = SHEET_TYPE,
    parts: Mapping[str, str | bytes] | None = None,
    epoch_1904: bool = False,
) -> bytes:
    """A workbook in its smallest form."""
    formats = sorted(
        {
            cell.format_code
            for sheet in sheets.values()
            for row in sheet.rows
            for cell in row
            if isinstance(cell, Styled)
        }
    )
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" state="{sheet.state}" r:id="rId{number}"/>'
        for number, (title, sheet) in enumerate(sheets.items(), start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    epoch = '<workbookPr date1904="1"/>' if epoch_1904 else ""
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"{epoch}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            related + f'<Relationship Id="s" Type="{RELATIONS}/styles" Target="/xl/styles.xml"/>'
        ),
        "xl/styles.xml": _styles(formats),
    }
    for number, sheet in enumerate(sheets.values(), start=1):
        held[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(sheet, formats)
    return an_archive(held | dict(parts or {}))


def an_archive(entries: Mapping[str, str | bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of the entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, held in entries.items():
            archive.writestr(name, held)
    return target.getvalue()


def entries_of(archive: bytes) -> dict[str, bytes]:
    """The entries of a ZIP file."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def sheet_xml(sheet: Sheet, formats: Sequence[str] = ()) -> str:
    """The part of one sheet."""
    rows = "".join(
        f'<row r="{number}"{" hidden=" + quoteattr("1") if number in sheet.hidden_rows else ""}>'
        + "".join(
            _cell(value, f"{letters(place)}{number}", formats) for place, value in enumerate(row, start=1)
        )
        + "</row>"
        for number, row in enumerate(sheet.rows, start=1)
    )
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
    merged = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}">{sheet.columns}'
        f"<sheetData>{rows}</sheetData>{merged}{sheet.behind}</worksheet>"
    )


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(value: object, place: str, formats: Sequence[str]) -> str:
    match value:
        case None:
            inner = f'<c r="{place}" s="0"/>'
        case Formula(text, stored):
            held = "" if stored is None else f"<v>{stored}</v>"
            inner = f'<c r="{place}"><f>{escape(text)}</f>{held}</c>'
        case Styled(number, code):
            inner = f'<c r="{place}" s="{formats.index(code) + 1}"><v>{number}</v></c>'
        case Fault(text):
            inner = f'<c r="{place}" t="e"><v>{text}</v></c>'
        case bool():
            inner = f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            inner = f'<c r="{place}"><v>{value!r}</v></c>'
        case _:
            inner = (
                f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
            )
    return inner


def _relations(inner: str) -> str:
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _styles(formats: Sequence[str]) -> str:
    codes = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode={quoteattr(code)}/>'
        for place, code in enumerate(formats)
    )
    used = "".join(f'<xf numFmtId="{164 + place}"/>' for place in range(len(formats)))
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )


LICENCE = "© Statistische Ämter des Bundes und der Länder, Deutschland, 2023."
FOOTER = (
    ("______________",),
    ('zu "gesamte Tabelle"',),
    ("01.01.1979; ab Berichtsjahr 2011",),
    (LICENCE,),
    ("- Namensnennung - Version 2.0. | Stand: 04.05.2023 / 21:08:51",),
)
TITLES = (("Zahlen nach Kreisen -\nStichtag 31.12.",), ("Eine Statistik",), ("Menge (Anzahl)",))
HEAD = (
    ("Stichtag\nKreise und kreisfreie Städte", None, "Geschlecht", None),
    (None, None, "Insgesamt", "weiblich"),
)
MERGED = ("A1:D1", "A4:B5", "C4:D4", "A6:D6")


def an_export(
    *rows: Sequence[object],
    titles: Sequence[Sequence[object]] = TITLES,
    head: Sequence[Sequence[object]] = HEAD,
    merged: Sequence[str] = MERGED,
    footer: Sequence[Sequence[object]] = FOOTER,
) -> Sheet:
    """A table export as the portals write it: heads merged, the time alone in its row."""
    return Sheet(rows=(*titles, *head, *rows, *footer), merged=merged)


def read_sheets(sheets: Mapping[str, Sheet]) -> Reading:
    """A workbook read."""
    return read(a_workbook(sheets), file_name="export.xlsx")


def read_export(*rows: Sequence[object], **parts: object) -> Reading:
    """An export with the code 11111-09-09-4 read."""
    return read_sheets({"11111-09-09-4": an_export(*rows, **parts)})  # type: ignore[arg-type]
