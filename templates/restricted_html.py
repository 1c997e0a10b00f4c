"""The restricted HTML of documents: which elements there are, before they become PDF or Word."""

import re

from lxml import etree

_SVG_SPACE = "{http://www.w3.org/2000/svg}"
HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3}
THROUGH = {"main", "section", "header", "footer", "body"}
PARAGRAPHS = frozenset({"subtitle", "headline", "lead", "source"})
# A list or table shorter than this stays on one page.
SHORT = 1200
# From here on a reader needs a table of contents; about four pages.
LONG_FROM = 12_000
LOCALES = {"de": "de-DE", "en": "en-GB"}
CONTENTS = {"de": "Inhalt", "en": "Contents"}
_SPACE = re.compile(r"[ \t\r\n]+")
_TEXT = etree.XPath("string(.)")


class Unprintable(ValueError):
    """An element that nobody has said how to print."""


def body_of(page: str) -> etree._Element:
    """The body of a document's page."""
    # Plain elements: those of lxml.html cost a third more, and nobody here asks them for forms or links.
    body = etree.fromstring(page, etree.HTMLParser()).find("body")
    if body is None:
        raise Unprintable("The page has no body.")
    return body


def spaced(text: str | None) -> str:
    """A text as a browser reads it: runs of spaces are one, spaces that do not break stay."""
    return _SPACE.sub(" ", text or "")


def length(element: etree._Element) -> int:
    """How long the text of an element is."""
    return len(str(_TEXT(element)))


def is_svg(element: etree._Element) -> bool:
    """Whether an element is a drawing."""
    return element.tag in {"svg", f"{_SVG_SPACE}svg"}


def svg_text(drawing: etree._Element) -> str:
    """The drawing with its capitals back: an HTML parser lowers viewBox, and nothing is drawn then."""
    text = etree.tostring(drawing, encoding="unicode", with_tail=False)
    text = text.replace("viewbox=", "viewBox=").replace("patternunits=", "patternUnits=")
    return text if "xmlns=" in text else text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def alternative(drawing: etree._Element) -> str:
    """What a drawing says in words: its title and its description."""
    names = (f"{space}{name}" for name in ("title", "desc") for space in ("", _SVG_SPACE))
    return " ".join(child.text or "" for child in drawing.iterchildren(*names))


def figure_parts(figure: etree._Element) -> tuple[etree._Element, etree._Element]:
    """The caption and the drawing of a figure; both must be there, and the drawing must be told in words."""
    caption = figure.find("figcaption")
    drawing = next((child for child in figure if is_svg(child)), None)
    if drawing is None or caption is None:
        raise Unprintable(f"<figure> on line {figure.sourceline} needs a drawing and a figcaption.")
    if not alternative(drawing).strip():
        raise Unprintable(f"<figure> on line {figure.sourceline} has no text alternative.")
    return caption, drawing


def table_parts(table: etree._Element) -> tuple[etree._Element, list[etree._Element]]:
    """The caption and the head of a table; both must be there."""
    caption, head = table.find("caption"), list(table.iterfind("thead/tr/th"))
    if caption is None or not head:
        raise Unprintable(f"<table> on line {table.sourceline} needs a caption and a head.")
    return caption, head
