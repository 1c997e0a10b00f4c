"""Documents as PDF: accessible (PDF/UA-1), lasting (PDF/A-2a), the same bytes every time.

Typst refuses a drawing without a text alternative, so a forgotten one is found here and not by
the reader who needs it.
"""

import re
from datetime import UTC, date, datetime, time
from importlib.resources import files

from templates.restricted_html import CONTENTS, LONG_FROM
from templates.typst_markup import PAGE_BREAK, body_markup, quoted

PAGES = re.compile(rb"/Type\s*/Pages\s*/Count\s+(\d+)")


def to_pdf(html: str, *, title: str, language: str, created_on: date) -> bytes:
    """The HTML of a document as PDF; `created_on` stands in it as the day it was made."""
    import typst

    source = typst_source(html, title=title, language=language, created_on=created_on)
    made = typst.compile(
        source.encode(),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(created_on, time(12), tzinfo=UTC),
        # Fonts of the machine would change line breaks and bytes; those in the wheel do not.
        ignore_system_fonts=True,
    )
    return bytes(made)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    found = PAGES.search(pdf)
    return int(found[1]) if found else 0


def typst_source(html: str, *, title: str, language: str, created_on: date) -> str:
    """The Typst source that is set; kept apart because it shows best what went wrong."""
    body = body_markup(html)
    contents = f"#outline(title: {quoted(CONTENTS[language])}, depth: 2)" if len(body) > LONG_FROM else ""
    layout = files("templates").joinpath("documents/document.typ").read_text(encoding="utf-8")
    settings = (
        f"#set document(title: {quoted(title)}, "
        f"date: datetime(year: {created_on.year}, month: {created_on.month}, day: {created_on.day}))\n"
        f"#set text(lang: {quoted(language)}, region: {quoted('DE' if language == 'de' else 'GB')})\n"
    )
    return f"{layout}\n{settings}\n{_with_contents(body, contents)}"


def _with_contents(body: str, contents: str) -> str:
    """The table of contents before the first chapter, and before the page break that the chapter wants."""
    head, mark, rest = body.partition("#heading(level: 1, ")
    if mark and head.endswith(PAGE_BREAK):
        head, mark = head.removesuffix(PAGE_BREAK), PAGE_BREAK + mark
    return f"{head}{contents}\n{mark}{rest}"
