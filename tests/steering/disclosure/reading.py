"""What an attacker reads out of papers: every number with the texts around it, from bytes alone."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from lxml import html

AMOUNT = re.compile(r"(?<![\d,.])(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?(?![\d]|,\d)")
YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, kw_only=True)
class Read:
    """A text of a paper, with what stands above and beside it."""

    text: str
    around: str


def page_texts(page: bytes) -> Iterator[Read]:
    """The texts of a web page: cells with their heads and captions, charts in words, sentences."""
    document = html.document_fromstring(page.decode())
    for section in document.iter("section"):
        if next(section.iterdescendants("section"), None) is not None:
            continue
        heading = " ".join("".join(map(str, each.itertext())) for each in section.iter("h3"))
        lead = " ".join("".join(map(str, each.itertext())) for each in section.iter("p"))
        for svg in section.iter("svg"):
            told = " ".join("".join(map(str, each.itertext())) for each in svg.iter("title", "desc"))
            for part in re.split(r"[;.] ", told):
                yield Read(text=part, around=f"{heading} {told}")
        for table in section.iter("table"):
            yield from _cells(
                [["".join(map(str, cell.itertext())).strip() for cell in row] for row in table.iter("tr")],
                f"{heading} {lead} {''.join(map(str, next(table.iter('caption')).itertext()))}",
            )
        for paragraph in section.iter("p"):
            yield Read(text="".join(map(str, paragraph.itertext())), around=heading)


def word_texts(paper: bytes) -> Iterator[Read]:
    """The texts of a Word file: paragraphs, and tables under the heading before them."""
    document = docx.Document(io.BytesIO(paper))
    heading, lead = "", [""]
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            rows = [[cell.text.strip() for cell in row.cells] for row in block.rows]
            # What stands right above a table is about it.
            yield from _cells(rows, f"{heading} {' '.join(lead[-2:])}")
        elif str(getattr(block.style, "name", "")).startswith("Heading"):
            heading, lead = block.text, [""]
        else:
            lead.append(block.text)
            yield Read(text=block.text, around=heading)


def _cells(rows: list[list[str]], caption: str) -> Iterator[Read]:
    if not rows:
        return
    heads, *body = rows
    for row in body:
        for head, cell in zip(heads[1:], row[1:], strict=False):
            yield Read(text=cell, around=f"{caption} | {row[0]} | {head}")


def number_in(text: str) -> tuple[float, int] | None:
    """The first number of a text and its digits after the comma."""
    found = AMOUNT.search(text.replace("\N{NO-BREAK SPACE}", " "))
    if found is None:
        return None
    decimals = found[2] or ""
    return float(found[1].replace(".", "") + decimals.replace(",", ".")), max(0, len(decimals) - 1)
