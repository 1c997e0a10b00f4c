"""The restricted HTML of documents, as the body of a Word file.

Elements outside the subset are refused, so that nothing vanishes from the file. No paragraph is
empty: distance is a matter of styles.
"""

from collections.abc import Callable, Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from templates.restricted_html import (
    CONTENTS,
    HEADINGS,
    LOCALES,
    PARAGRAPHS,
    THROUGH,
    Unprintable,
    figure_parts,
    table_parts,
)
from templates.word_inline import InlineWriter, Look
from templates.word_layout import BULLETS, NUMBERS, TEXT_WIDTH, own_style, style_id
from templates.word_parts import field_code, field_mark, made, put_child, written
from templates.word_tables import PICTURE_WIDTH, put_picture, table_of

LISTED_LEVELS = 2
DEEPEST = 2
BELOW_TABLE = Pt(9)
# What the schema wants behind a page break among the properties of a paragraph.
AFTER_PAGE_BREAK = tuple(
    f"w:{name}"
    for name in ("widowControl", "numPr", "pBdr", "shd", "spacing", "ind", "jc", "outlineLvl", "rPr")
)


class BodyWriter:
    """Writes one document, block by block."""

    def __init__(self, document: Any, body: etree._Element, language: str) -> None:
        self.document = document
        self.body = document.element.body
        self.language = language
        self.text = InlineWriter(document, body, language)
        self.style = "Normal"
        self.level = -1
        self.follows_table = False
        self.headings: list[tuple[int, str, str]] = []
        self.rules: Mapping[str, Callable[[etree._Element], None]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
            "table": self._table,
            "figure": self._figure,
            "aside": self._box,
            "div": self._division,
            "blockquote": self._quotation,
            # Ways about a page on a screen; Word has its own table of contents.
            "nav": lambda _: None,
            **dict.fromkeys(HEADINGS, self._heading),
            **dict.fromkeys(THROUGH, self._through),
        }

    def blocks(self, parent: etree._Element) -> None:
        """All blocks inside an element."""
        for child in parent:
            if isinstance(child.tag, str):
                self._block(child)

    def _block(self, element: etree._Element) -> None:
        rule = self.rules.get(str(element.tag))
        if rule is None:
            raise Unprintable(f"<{element.tag}> on line {element.sourceline} has no rule for Word; add one.")
        rule(element)

    def _add(self, style: str) -> Any:
        """A new paragraph at the end."""
        paragraph = self.body.add_p()
        paragraph.style = style_id(style)
        if self.follows_table and not style.startswith(("Heading", "Caption")):
            paragraph.get_or_add_pPr().spacing_before = BELOW_TABLE
        self.follows_table = False
        return paragraph

    def _own(self, name: str) -> str:
        return own_style(name, self.language)

    def _through(self, element: etree._Element) -> None:
        self.text.remember(element)
        outer = self.text.locale
        self.text.locale = LOCALES.get(element.get("lang", ""), outer)
        self.blocks(element)
        self.text.locale = outer

    def _heading(self, element: etree._Element) -> None:
        if element.tag == "h1":
            self.text.write(element, self._add("Title"))
            return
        level = HEADINGS[str(element.tag)]
        is_listed = "unlisted" not in element.get("class", "")
        paragraph = self._add(f"Heading {level}" if is_listed else self._own("unlisted"))
        if _begins_page(element):
            put_child(paragraph.get_or_add_pPr(), made("w:pageBreakBefore"), before=AFTER_PAGE_BREAK)
        if is_listed and level <= LISTED_LEVELS:
            name = f"_Toc{len(self.headings) + 1:06d}"
            self.text.bookmark(paragraph, name)
            self.headings.append((level, name, _without_badges(element)))
        self.text.write(element, paragraph)

    def _paragraph(self, element: etree._Element) -> None:
        kind = element.get("class", "")
        style = self.style
        if kind in PARAGRAPHS:
            style = "Subtitle" if kind == "subtitle" else self._own(kind)
        self._filled(element, style)

    def _filled(self, element: etree._Element, style: str, *, begins_page: bool = False) -> None:
        """A paragraph, unless there is nothing to say."""
        if "".join(map(str, element.itertext())).strip():
            paragraph = self._add(style)
            if begins_page:
                put_child(paragraph.get_or_add_pPr(), made("w:pageBreakBefore"), before=AFTER_PAGE_BREAK)
            self.text.write(element, paragraph)

    def _list(self, element: etree._Element) -> None:
        number = self._new_numbering(BULLETS if element.tag == "ul" else NUMBERS)
        style = "List Bullet" if element.tag == "ul" else "List Number"
        self.level = min(self.level + 1, DEEPEST)
        for item in element.iterchildren("li"):
            self._item(item, style, number)
        self.level -= 1

    def _item(self, item: etree._Element, style: str, number: int) -> None:
        """The first text of an item stands behind its mark, the rest below it."""
        inline = [child for child in item if child.tag not in self.rules]
        blocks = [child for child in item if child.tag in self.rules]
        paragraph = self._add(style)
        properties = paragraph.get_or_add_pPr()
        properties.append(made("w:numPr", made("w:ilvl", val=self.level), made("w:numId", val=number)))
        self.text.remember(item)
        if inline or (item.text or "").strip():
            self.text.write_parts(item.text, inline, paragraph)
        elif blocks:
            self.text.write(blocks.pop(0), paragraph)
        outer, self.style = self.style, "List Continue"
        for block in blocks:
            self._block(block)
        self.style = outer

    def _new_numbering(self, kind: int) -> int:
        """Each list begins at one."""
        numbering = self.document.part.numbering_part.element
        num = numbering.add_num(kind)
        if kind == NUMBERS:
            num.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(num.numId)

    def _definitions(self, element: etree._Element) -> None:
        for term, told in zip(element.iterchildren("dt"), element.iterchildren("dd"), strict=True):
            paragraph = self._add(self._own("definition"))
            self.text.write(term, paragraph, Look(b=True))
            paragraph.append(made("w:r", made("w:rPr", made("w:b")), written(": ")))
            self.text.write(told, paragraph)

    def _box(self, element: etree._Element) -> None:
        outer = self.style
        self.style = self._own("practice" if "practice" in element.get("class", "") else "notice")
        self.blocks(element)
        self.style = outer

    def _division(self, element: etree._Element) -> None:
        if "box" in element.get("class", ""):
            self._box(element)
            return
        self._through(element)

    def _quotation(self, element: etree._Element) -> None:
        outer, self.style = self.style, "Quote"
        self.blocks(element)
        self.style = outer

    def _figure(self, element: etree._Element) -> None:
        caption, drawing = figure_parts(element)
        self._filled(caption, "Caption")
        paragraph = self._add("Normal")
        paragraph.get_or_add_pPr().keepNext_val = drawing is not element[-1] or None
        is_broad = "broad" in element.get("class", "")
        put_picture(self.document, paragraph, drawing, width=TEXT_WIDTH if is_broad else PICTURE_WIDTH)
        for child in element:
            if child is not caption and child is not drawing:
                self._block(child)

    def _table(self, element: etree._Element) -> None:
        caption, _ = table_parts(element)
        self.text.remember(element)
        self._filled(caption, "Caption", begins_page=_begins_page(element))
        style = style_id(self._own("cell"))
        self.body._insert_tbl(table_of(element, text=self.text, style=style))  # noqa: SLF001
        self.follows_table = True

    def put_contents(self) -> None:
        """A table of contents before the first chapter, filled, so that no reader is asked to renew it."""
        first = next((each for each in self.body.iter(qn("w:p")) if each.style == "Heading1"), None)
        if first is None:
            return
        lines = [self._line("TOC Heading", made("w:r", written(CONTENTS[self.language])))]
        for level, name, told in self.headings:
            lines.append(
                self._line(f"TOC {level}", made("w:hyperlink", made("w:r", written(told)), anchor=name))
            )
        marks = [field_mark("begin"), field_code(r' TOC \o "1-2" \n \h '), field_mark("separate")]
        for place, mark in enumerate(marks, start=1):
            lines[1].insert(place, mark)
        lines[-1].append(field_mark("end"))
        for line in lines:
            first.addprevious(line)

    @staticmethod
    def _line(style: str, *content: Any) -> Any:
        return made("w:p", made("w:pPr", made("w:pStyle", val=style_id(style))), *content)


def _begins_page(element: etree._Element) -> bool:
    return "page" in element.get("class", "").split()


def _without_badges(heading: etree._Element) -> str:
    """The words of a heading for the table of contents."""
    badges = {text for badge in heading.iter("span") for text in badge.itertext()}
    return " ".join("".join(str(text) for text in heading.itertext() if text not in badges).split())
