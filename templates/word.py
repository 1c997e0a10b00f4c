"""Documents as Word files: what a council office opens, changes and lays into its own system.

Real headings, lists and heads of tables, the language of the document, a text for every picture;
the same bytes for the same document.
"""

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from templates.restricted_html import LOCALES, LONG_FROM, body_of, length

THUMBNAIL = "metadata/thumbnail"


def to_docx(html: str, *, title: str, language: str, created_on: date) -> bytes:
    """The HTML of a document as DOCX; `created_on` stands in it as the day it was made."""
    import docx

    from templates.word_body import BodyWriter
    from templates.word_layout import lay_out

    document = docx.Document()
    _describe(document, title=title, language=language, created_on=created_on)
    lay_out(document, language)
    body = body_of(html)
    writer = BodyWriter(document, body, language)
    writer.blocks(body)
    if length(body) > LONG_FROM:
        writer.put_contents()
    return _packed(document)


def _describe(document: Any, *, title: str, language: str, created_on: date) -> None:
    """What stands in the properties of the file; the library's own remarks about itself go."""
    properties = document.core_properties
    properties.title, properties.language = title, LOCALES[language]
    properties.author = properties.comments = properties.last_modified_by = properties.keywords = ""
    noon = datetime.combine(created_on, time(12), tzinfo=UTC).replace(tzinfo=None)
    properties.created = properties.modified = noon
    properties.revision = 1
    for name, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith(THUMBNAIL):
            del document.part.package.rels[name]


def _packed(document: Any) -> bytes:
    """The file with the same clock in every entry: what is equal is equal to the last byte."""
    saved = BytesIO()
    document.save(saved)
    packed = BytesIO()
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
