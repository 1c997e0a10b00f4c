"""How a Word file looks: page, styles, lists. Text is set by styles only, so an office can restyle it."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from templates.restricted_html import LOCALES
from templates.word_parts import borders, field, made, put_child, written

# Every office has it; a reader without it gets one of the same width.
FONT = "Arial"
MONO = "Courier New"
BLUE, BROWN, GREY = RGBColor(0x0B, 0x3D, 0x70), RGBColor(0x8A, 0x4B, 0x00), RGBColor(0x40, 0x40, 0x40)
TEXT_WIDTH = Mm(166)
OWN_STYLES = {
    "headline": ("Kernaussage", "Key Message"),
    "lead": ("Einleitung", "Lead"),
    "source": ("Quellenangabe", "Source Line"),
    "notice": ("Hinweis", "Notice"),
    "practice": ("Übungshinweis", "Practice Notice"),
    "unlisted": ("Belegüberschrift", "Evidence Heading"),
    "definition": ("Angabe", "Definition"),
    "cell": ("Tabellentext", "Table Text"),
    "badge": ("Kennzeichen", "Badge"),
    "code": ("Kennung", "Identifier"),
    "link": ("Hyperlink", "Hyperlink"),
}
PAGE_OF = {"de": ("Seite ", " von "), "en": ("Page ", " of ")}
SIZES = {"Title": 20, "Subtitle": 11, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11, "Caption": 10}
ABOVE = {"Heading 1": 20, "Heading 2": 14, "Heading 3": 10, "Caption": 10}
BULLETS, NUMBERS = 101, 102


def own_style(name: str, language: str) -> str:
    """The name of one of our styles, as the office reads it in Word."""
    german, english = OWN_STYLES[name]
    return german if language == "de" else english


def style_id(name: str) -> str:
    """The key under which Word keeps a style; asking the library would search all styles each time."""
    return name.replace(" ", "")


def lay_out(document: Any, language: str) -> None:
    """Page, styles, lists and settings of an empty document."""
    _without_table_styles(document)
    _page(document, language)
    _base_style(document, language)
    _headings(document)
    _own_paragraphs(document, language)
    _own_characters(document, language)
    _lists(document)
    _settings(document, language)


def _without_table_styles(document: Any) -> None:
    """The library brings a hundred looks for tables; we keep the plain grid."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()


def _page(document: Any, language: str) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    foot = section.footer.paragraphs[0]
    foot.alignment = 2
    before, between = PAGE_OF[language]
    for part in (
        made("w:r", written(before)),
        field("PAGE", "1"),
        made("w:r", written(between)),
        field("NUMPAGES", "1"),
    ):
        foot._p.append(part)  # noqa: SLF001 - the library has no fields


def _base_style(document: Any, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    locale = LOCALES[language]
    put_child(defaults, made("w:lang", val=locale, eastAsia=locale, bidi="ar-SA"))
    normal = document.styles["Normal"]
    _font(normal, size=10.5)
    put_child(normal.element.get_or_add_rPr(), made("w:lang", val=locale))
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    _font(document.styles["Footer"], size=9)


def _headings(document: Any) -> None:
    for name, size in SIZES.items():
        style = document.styles[name]
        _font(style, size=size, colour=GREY if name == "Subtitle" else BLUE)
        style.font.bold, style.font.italic = name != "Subtitle", False
        style.paragraph_format.keep_with_next = name not in {"Title", "Subtitle"}
        style.paragraph_format.space_before = Pt(ABOVE.get(name, 0))
        style.paragraph_format.space_after = Pt(14 if name == "Subtitle" else 5)
        for line in style.element.pPr.findall(qn("w:pBdr")) + style.element.pPr.findall(qn("w:numPr")):
            style.element.pPr.remove(line)
        for wide in style.element.rPr.findall(qn("w:spacing")) + style.element.rPr.findall(qn("w:kern")):
            style.element.rPr.remove(wide)
    quote = document.styles["Quote"]
    _font(quote, size=10.5)
    quote.paragraph_format.left_indent = Mm(8)


def _own_paragraphs(document: Any, language: str) -> None:
    def new(name: str, based_on: str = "Normal") -> Any:
        style = document.styles.add_style(own_style(name, language), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[based_on]
        style.quick_style = True
        return style

    headline = new("headline")
    headline.font.bold = True
    for style in (headline, new("lead")):
        style.paragraph_format.keep_with_next = True
    _font(new("source"), size=9, colour=GREY)
    # Looks and sounds like a heading, but a table of contents leaves it out.
    new("unlisted", "Heading 2")
    definition = new("definition")
    definition.paragraph_format.left_indent, definition.paragraph_format.first_line_indent = Mm(6), Mm(-6)
    definition.paragraph_format.space_after = Pt(3)
    cell = new("cell")
    _font(cell, size=9)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    cell.paragraph_format.line_spacing = 1.0
    for name, colour, ground in (("notice", BLUE, "FFFFFF"), ("practice", BROWN, "FFF6E5")):
        box = new(name)
        lines = dict.fromkeys(("top", "bottom", "right"), (4, colour)) | {"left": (24, colour)}
        ordered = {side: lines[side] for side in ("top", "left", "bottom", "right")}
        properties = box.element.get_or_add_pPr()
        properties.append(borders("w:pBdr", {side: (w, str(c)) for side, (w, c) in ordered.items()}, 6))
        properties.append(made("w:shd", val="clear", color="auto", fill=ground))
        box.paragraph_format.left_indent = box.paragraph_format.right_indent = Mm(3)
        box.paragraph_format.keep_together = True
    for level in (1, 2):
        style = document.styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent = Mm(6 * (level - 1))
        style.paragraph_format.space_after = Pt(2)
    _font(document.styles["TOC Heading"], size=SIZES["Heading 1"], colour=BLUE)


def _own_characters(document: Any, language: str) -> None:
    badge = document.styles.add_style(own_style("badge", language), WD_STYLE_TYPE.CHARACTER)
    badge.font.size, badge.font.bold = Pt(8.5), False
    badge.element.get_or_add_rPr().append(made("w:bdr", val="single", sz=4, space=0, color="595959"))
    _font(document.styles.add_style(own_style("code", language), WD_STYLE_TYPE.CHARACTER), size=8, face=MONO)
    link = document.styles.add_style(own_style("link", language), WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = BLUE, True


def _font(style: Any, *, size: float, colour: RGBColor | None = None, face: str = FONT) -> None:
    """A face and size; the theme's faces would win over ours."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    style.font.name, style.font.size = face, Pt(size)
    properties.find(qn("w:rFonts")).set(qn("w:cs"), face)
    if colour is not None:
        style.font.color.rgb = colour


def _lists(document: Any) -> None:
    numbering = document.part.numbering_part.element
    for number, form, marks in ((BULLETS, "bullet", "•–•"), (NUMBERS, "decimal", ("%1.", "%2.", "%3."))):
        levels = [
            made(
                "w:lvl",
                made("w:start", val=1),
                made("w:numFmt", val=form),
                made("w:lvlText", val=mark),
                made("w:lvlJc", val="left"),
                made("w:pPr", made("w:ind", left=360 * (level + 1), hanging=360)),
                ilvl=level,
            )
            for level, mark in enumerate(marks)
        ]
        kind = made("w:abstractNum", made("w:multiLevelType", val="hybridMultilevel"), *levels)
        kind.set(qn("w:abstractNumId"), str(number))
        numbering.insert(0, kind)


def _settings(document: Any, language: str) -> None:
    settings = document.settings.element
    for name in ("w:proofState", "w:savePreviewPicture"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    # Long German words in narrow columns must break.
    put_child(settings, OxmlElement("w:autoHyphenation"), before=("w:characterSpacingControl",))
    for told in settings.find(qn("w:compat")):
        if told.get(qn("w:name")) == "compatibilityMode":
            told.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LOCALES[language])
    is_german = language == "de"
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), "," if is_german else ".")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";" if is_german else ",")
