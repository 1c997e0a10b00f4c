"""Tables and pictures of a Word file."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

from docx.shared import Length, Mm, Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from templates.restricted_html import SHORT, alternative, length, svg_text, table_parts
from templates.typst_markup import quoted
from templates.word_inline import InlineWriter, Look
from templates.word_layout import TEXT_WIDTH
from templates.word_parts import made

TWIP = Twips(1)
LETTER = Mm(1.8)
PADDING = Mm(5.5)
# A longer word is broken rather than given a whole column.
LONGEST_WORD = 15
LONG_NAME = 80
PICTURE_WIDTH = Mm(108)
PIXELS_PER_INCH = 220


def table_of(element: etree._Element, *, text: InlineWriter, style: str) -> Any:
    """A table: a head that repeats on every page, rows that stay whole, a name for a screen reader."""
    caption, head = table_parts(element)
    rows = [list(row) for row in element.iterfind("tbody/tr")]
    wide = [round(width / TWIP) for width in widths(head, rows)]
    is_whole = sum(length(cell) for row in (head, *rows) for cell in row) < SHORT
    has_names = any(cell.tag == "th" for row in rows for cell in row)
    told = "".join(map(str, caption.itertext())).strip()
    table = made(
        "w:tbl",
        _properties(told, sum(wide), has_row_names=has_names),
        made("w:tblGrid", *(made("w:gridCol", w=width) for width in wide)),
    )
    are_numbers = ["number" in cell.get("class", "") for cell in head]
    for place, cells in enumerate([head, *rows]):
        # A short table stays on one page with its caption, a long one repeats its head.
        stays = place == 0 or (is_whole and place < len(rows))
        row = made("w:tr", _row_properties(is_whole=sum(map(length, cells)) < SHORT, is_head=place == 0))
        for width, is_number, cell in zip(wide, are_numbers, cells, strict=True):
            shade = [made("w:shd", val="clear", color="auto", fill="E8EDF3")] if place == 0 else []
            inside = _cell_paragraph(style, is_number=is_number, stays=stays)
            row.append(made("w:tc", made("w:tcPr", made("w:tcW", w=width, type="dxa"), *shade), inside))
            text.write(cell, inside, Look(b=cell.tag == "th" and length(cell) < LONG_NAME))
        table.append(row)
    return table


def _properties(told: str, width: int, *, has_row_names: bool) -> Any:
    look = made(
        "w:tblLook",
        val="04A0" if has_row_names else "0420",
        firstRow=1,
        lastRow=0,
        firstColumn=int(has_row_names),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )
    return made(
        "w:tblPr",
        made("w:tblStyle", val="TableGrid"),
        made("w:tblW", w=width, type="dxa"),
        made("w:tblLayout", type="fixed"),
        look,
        made("w:tblCaption", val=told),
    )


def _row_properties(*, is_whole: bool, is_head: bool) -> Any:
    whole = [made("w:cantSplit")] if is_whole else []
    return made("w:trPr", *whole, *([made("w:tblHeader")] if is_head else []))


def _cell_paragraph(style: str, *, is_number: bool, stays: bool) -> Any:
    said = [made("w:pStyle", val=style)]
    said += [made("w:keepNext")] if stays else []
    said += [made("w:jc", val="right")] if is_number else []
    return made("w:p", made("w:pPr", *said))


def widths(head: Sequence[etree._Element], rows: Sequence[Sequence[etree._Element]]) -> list[int]:
    """Wide columns for long texts, as in the PDF, but none narrower than its longest word."""
    columns = list(zip(head, *rows, strict=True))
    least = [PADDING + LETTER * max(map(_longest_word, column)) for column in columns]
    weights = [math.sqrt(max(map(length, column))) for column in columns]
    if sum(least) >= TEXT_WIDTH:
        return [int(TEXT_WIDTH * width / sum(least)) for width in least]
    given: dict[int, float] = {}
    while True:
        free = [place for place in range(len(columns)) if place not in given]
        room = TEXT_WIDTH - sum(given.values())
        shares = {place: room * weights[place] / sum(weights[each] for each in free) for place in free}
        narrow = {place: least[place] for place, share in shares.items() if share < least[place]}
        if not narrow:
            return [int(width) for _, width in sorted((given | shares).items())]
        given |= narrow


def _longest_word(cell: etree._Element) -> int:
    words = "".join(map(str, cell.itertext())).split(" ")
    return min(LONGEST_WORD, max(len(word) for word in words))


def put_picture(
    document: Any, inside: Any, drawing: etree._Element, *, width: Length = PICTURE_WIDTH
) -> None:
    """A drawing as a picture that says in words what it shows."""
    shape = (
        Paragraph(inside, document)
        .add_run()
        .add_picture(BytesIO(_painted(svg_text(drawing), width)), width=width)
    )
    shape._inline.docPr.set("descr", alternative(drawing))  # noqa: SLF001 - the library has no alternative text


@cache
def _painted(svg: str, wide: int) -> bytes:
    """A drawing as PNG: Word files carry no SVG that every Word shows."""
    import typst

    width = f"{wide / Mm(1)}mm"
    source = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        f'#image(bytes({quoted(svg)}), format: "svg", width: {width})'
    )
    made_of = typst.compile(
        source.encode(),
        format="png",
        ppi=PIXELS_PER_INCH,
        timestamp=datetime(1980, 1, 1, tzinfo=UTC),
        ignore_system_fonts=True,
    )
    return bytes(made_of)
