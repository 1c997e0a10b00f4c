"""Rows of texts as a workbook (XLSX): every cell is text, so no zero is lost and no formula is run."""

from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Style 1 is text, style 2 text in bold, style 0 whatever a person types.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
    '<border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>'
    '<xf numFmtId="49" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Standard" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def to_workbook(
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    bold_row: int,
    widths: Sequence[int],
    open_columns: Sequence[int] = (),
) -> bytes:
    """The rows as the one sheet of a workbook; the same bytes for the same rows.

    Cells of `open_columns` below the bold row are left without a form, for numbers that people type.
    """
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/></Types>',
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name='
        f'"{escape(title, {chr(34): "&quot;"})}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(rows, bold_row, widths, frozenset(open_columns)),
    }
    return _packed(parts)


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def _sheet(
    rows: Sequence[Sequence[str]], bold_row: int, widths: Sequence[int], open_columns: frozenset[int]
) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" style="1" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    body = "".join(
        _row(number, row, is_bold=number == bold_row, free=open_columns if number > bold_row else frozenset())
        for number, row in enumerate(rows, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{bold_row}" '
        f'topLeftCell="A{bold_row + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{body}</sheetData></worksheet>"
    )


def _row(number: int, row: Sequence[str], *, is_bold: bool, free: frozenset[int]) -> str:
    cells = "".join(
        _cell(f"{_letters(column)}{number}", text, 2 if is_bold else 0 if column in free else 1)
        for column, text in enumerate(row, start=1)
    )
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    written = escape("".join(sign for sign in text if sign >= " " or sign in "\t\n"))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _packed(parts: dict[str, str]) -> bytes:
    """The parts with the same clock in every entry: what is equal is equal to the last byte."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name, text in parts.items():
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, text.encode("utf-8"))
    return packed.getvalue()
