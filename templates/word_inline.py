"""The text inside a paragraph of a Word file: runs, links and marks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from templates.restricted_html import Unprintable, spaced
from templates.word_layout import own_style, style_id
from templates.word_parts import made, written


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a stretch of text is marked; the names are those of the file format, in its order."""

    style: str = ""
    b: bool = False
    i: bool = False
    strike: bool = False
    u: bool = False


MARKS: Mapping[str, Callable[[Look], Look]] = {
    "strong": lambda look: replace(look, b=True),
    "em": lambda look: replace(look, i=True),
    "ins": lambda look: replace(look, u=True),
    "del": lambda look: replace(look, strike=True),
    "code": lambda look: replace(look, style="code"),
}


class InlineWriter:
    """Writes texts; knows which places exist, because a link into nothing helps nobody."""

    def __init__(self, document: Any, body: etree._Element, language: str) -> None:
        self.part = document.part
        self.styles = {name: style_id(own_style(name, language)) for name in ("badge", "code", "link")}
        there = {element.get("id", "") for element in body.iter("*")}
        wanted = {
            str(link.get("href"))[1:] for link in body.iter("a") if str(link.get("href")).startswith("#")
        }
        self.places = {name: f"place_{number}" for number, name in enumerate(sorted(there & wanted), 1)}
        self.waiting: list[str] = []
        self.marks_count = 0
        self.ends_with_space = True
        # The language of a part that differs from the document's.
        self.locale = ""

    def remember(self, element: etree._Element) -> None:
        """A place that links lead to is marked in the paragraph that comes next."""
        name = element.get("id")
        if name in self.places:
            self.waiting.append(self.places[name])

    def write(self, element: etree._Element, inside: Any, look: Look | None = None) -> None:
        """The text of an element, with what is marked in it, into a paragraph."""
        self.remember(element)
        self.write_parts(element.text, element, inside, look)

    def write_parts(self, text: str | None, children: Any, inside: Any, look: Look | None = None) -> None:
        """A text and the marked stretches behind it, each with what follows it."""
        self._mark_places(inside)
        self.ends_with_space = True
        self._stretch(text, inside, look or Look())
        for child in children:
            self._marked(child, inside, look or Look())
            self._stretch(child.tail, inside, look or Look())
        _trim(inside)

    def bookmark(self, inside: Any, name: str) -> None:
        """A mark that a link or a table of contents leads to."""
        self.marks_count += 1
        inside.append(made("w:bookmarkStart", id=self.marks_count, name=name))
        inside.append(made("w:bookmarkEnd", id=self.marks_count))

    def _mark_places(self, inside: Any) -> None:
        for name in self.waiting:
            self.bookmark(inside, name)
        self.waiting.clear()

    def _stretch(self, text: str | None, inside: Any, look: Look) -> None:
        read = spaced(text)
        if self.ends_with_space:
            read = read.lstrip(" ")
        if not read:
            return
        self.ends_with_space = read.endswith(" ")
        inside.append(made("w:r", *self._properties(look), written(read)))

    def _properties(self, look: Look) -> list[Any]:
        """The marks of a run, in the order of the file format."""
        said = [made("w:rStyle", val=self.styles[look.style])] if look.style else []
        said += [made(f"w:{mark}") for mark in ("b", "i", "strike") if getattr(look, mark)]
        said += [made("w:u", val="single")] if look.u else []
        said += [made("w:lang", val=self.locale)] if self.locale else []
        return [made("w:rPr", *said)] if said else []

    def _marked(self, child: etree._Element, inside: Any, look: Look) -> None:
        tag = str(child.tag)
        if tag == "br":
            inside.append(made("w:r", made("w:br")))
            self.ends_with_space = True
            return
        if tag == "a":
            inside, look = self._link(child, inside, look)
        elif tag == "span":
            look = replace(look, style="badge") if "badge" in child.get("class", "") else look
        elif tag in MARKS:
            look = MARKS[tag](look)
        else:
            raise Unprintable(f"<{tag}> on line {child.sourceline} has no rule inside a text; add one.")
        self._stretch(child.text, inside, look)
        for each in child:
            self._marked(each, inside, look)
            self._stretch(each.tail, inside, look)

    def _link(self, element: etree._Element, inside: Any, look: Look) -> tuple[Any, Look]:
        """Where a link's text goes; a link that leads nowhere stays text."""
        target = element.get("href", "")
        link = made("w:hyperlink")
        if target[1:] in self.places and target.startswith("#"):
            link.set(qn("w:anchor"), self.places[target[1:]])
        elif target.startswith("https://"):
            link.set(qn("r:id"), self.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        else:
            return inside, look
        inside.append(link)
        return link, replace(look, style="link")


def _trim(inside: Any) -> None:
    """A paragraph does not end with a space."""
    texts = list(inside.iter(qn("w:t")))
    if texts and texts[-1].text:
        texts[-1].text = texts[-1].text.rstrip(" ")
