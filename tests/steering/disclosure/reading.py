"""What an attacker reads out of papers: every number with the texts around it, from bytes alone."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import docx
from docx.oxml.ns import qn
from lxml import html

AMOUNT = re.compile(r"(?<![\d,.])(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(?![\d]|,\d)")
YEAR = re.compile(r"\b(20\d\d)\b")
SENTENCES = ("p", "li", "dt", "dd", "figcaption", "h2", "h3", "h4")


@dataclass(frozen=True, kw_only=True)
class Read:
    """A text of a paper, with what stands above it; a cell also with its row, its head and its neighbours."""

    text: str
    around: str
    row: str = ""
    head: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)


def page_texts(page: bytes) -> Iterator[Read]:
    """The texts of a web page: cells with their heads and captions, charts in words, sentences."""
    document = html.document_fromstring(page.decode())
    yield from (Read(text=_text(each), around="") for each in document.iter("h1", "h2"))
    for section in document.iter("section", "nav", "header", "aside", "footer"):
        if next(section.iterdescendants("section"), None) is not None:
            continue
        heading = " ".join(_text(each) for each in section.iter("h2", "h3"))
        for svg in section.iter("svg"):
            told = " ".join(_text(each) for each in svg.iter("title", "desc"))
            yield from _chart(told, [_text(each) for each in svg.iter("text")], heading)
        for table in section.iter("table"):
            caption = " ".join(_text(each) for each in table.iter("caption"))
            lead = " ".join(_text(each) for each in section.find_class("lead"))
            yield Read(text=caption, around=heading)
            rows = [[_text(cell) for cell in row] for row in table.iter("tr")]
            yield from _cells(rows, f"{heading} {lead} {caption}".replace("  ", " "))
        yield from (Read(text=_text(each), around=heading) for each in section.iter(*SENTENCES))


def word_texts(paper: bytes) -> Iterator[Read]:
    """The texts of a Word file: paragraphs, what is said for a drawing, tables under their captions."""
    document = docx.Document(io.BytesIO(paper))
    headings: list[str] = []
    before = ""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            rows = [[_plain(cell.text) for cell in row.cells] for row in block.rows]
            # What stands right above a table is about it.
            yield from _cells(rows, f"{' '.join(headings)} {before}")
            continue
        before, style = _plain(block.text), str(getattr(block.style, "name", ""))
        if style.startswith("Heading"):
            headings = [*headings[: int(style.rsplit(maxsplit=1)[-1]) - 1], before]
        yield Read(text=before, around=" ".join(headings))
        for drawing in block._p.iter(qn("wp:docPr")):
            yield from _chart(_plain(drawing.get("descr") or ""), (), " ".join(headings))


def numbers_in(texts: Iterable[str]) -> set[str]:
    """All numbers of texts, as they are written."""
    return {found for text in texts for found in re.findall(r"\d+(?:[.,]\d+)*", text)}


def number_in(text: str) -> tuple[float, int] | None:
    """The first number of a text and its digits after the comma."""
    found = AMOUNT.search(text)
    if found is None:
        return None
    decimals = found[2] or ""
    return float(found[1].replace(".", "") + decimals.replace(",", ".")), max(0, len(decimals) - 1)


def _chart(told: str, labels: Sequence[str], heading: str) -> Iterator[Read]:
    """A chart: what its description says, what is written into it, and labels with what follows them."""
    beside = [f"{first}: {second}" for first, second in pairwise(labels)]
    for part in (*re.split(r"[;.] ", told), *labels, *beside):
        yield Read(text=part, around=f"{heading} {told}")


def _cells(rows: list[list[str]], around: str) -> Iterator[Read]:
    if not rows:
        return
    heads, *body = rows
    yield from (Read(text=head, around=around) for head in heads)
    for row in body:
        beside = dict(zip(heads, row, strict=True))
        yield Read(text=row[0], around=around)
        for head, cell in list(beside.items())[1:]:
            yield Read(text=cell, around=around, row=row[0], head=head, beside=beside)


def _text(element: html.HtmlElement) -> str:
    return _plain("".join(map(str, element.itertext())))


def _plain(text: str) -> str:
    """A text with usual spaces."""
    return " ".join(text.split())
