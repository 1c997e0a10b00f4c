"""A delivered file is opened by what it holds, never by its name: text, archive or workbook."""

from collections.abc import Callable
from dataclasses import replace

from steering.errors import BadSource
from steering.sources.cells import Delivery, Remark, Workbook
from steering.sources.container_guard import (
    CONTENT_TYPES,
    MAX_TABLE_BYTES,
    Container,
    guarded,
    is_archive,
    is_office_document,
    shown,
)
from steering.sources.encoding import decode, destroyed_in
from steering.sources.limited import workbook
from steering.sources.refusals import refusal

Claims = Callable[[Delivery], bool]

WORKBOOK = "xlsx"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# Forms that are no tables for people, by their first bytes; each has its own words.
_FOREIGN = (
    (b"%PDF", "pdf_file"),
    (b"PAR1", "machine_format"),
    (b"ARROW1", "machine_format"),
    (b"SQLite format 3", "machine_format"),
    (b"\x89HDF", "machine_format"),
    (b"\x93NUMPY", "machine_format"),
    *((b"\x80" + bytes([version]), "machine_format") for version in range(2, 6)),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"{\\rtf", "text_document"),
)
_WORKBOOK_TYPES = (
    b"spreadsheetml.sheet.main+xml",
    b"spreadsheetml.template.main+xml",
    b"ms-excel.sheet.macroenabled.main+xml",
    b"ms-excel.template.macroenabled.main+xml",
)
_DOCUMENT_TYPES = (b"wordprocessingml", b"presentationml")
_SUSPICIOUS = frozenset("\ufffdÂÃâ„”ŠŸ™‰ˆ¸ﬂ")
_CLUTTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def open_delivery(content: bytes, *, file_name: str, claims: Claims) -> Delivery:
    """A file opened: its text or its sheets. `claims` tells a table among several entries of an archive."""
    name = shown(file_name)
    if len(content) > MAX_TABLE_BYTES:
        raise refusal("table_too_large", name, limit=MAX_TABLE_BYTES // 1_000_000)
    for start, code in _FOREIGN:
        if content.startswith(start):
            raise refusal(code, name)
    if content.startswith(_OLE):
        raise refusal("encrypted_workbook" if _ENCRYPTED_STREAM in content else "old_workbook", name)
    if content.startswith(_ZIP):
        return _unpacked(guarded(content, file_name=name), content, name, claims)
    if is_archive(content):
        raise refusal("other_archive", name)
    return decode(content, file_name=name)


def _unpacked(container: Container, content: bytes, name: str, claims: Claims) -> Delivery:
    if not container.is_document:
        return _table_of(container, name, claims)
    kinds = container.contents.get(CONTENT_TYPES, b"").replace(b"\x00", b"").lower()
    if any(kind in kinds for kind in _WORKBOOK_TYPES):
        book, remarks = workbook(content, file_name=name)
        _refuse_destroyed_letters(book, name)
        return Delivery(text="", encoding=WORKBOOK, file_name=name, workbook=book, remarks=remarks)
    if b"sheet.binary" in kinds:
        raise refusal("binary_workbook", name)
    kind = container.contents.get("mimetype", b"")
    if b"opendocument.spreadsheet" in kind:
        raise refusal("open_document", name)
    is_document = b"opendocument" in kind or any(word in kinds for word in _DOCUMENT_TYPES)
    raise refusal("text_document" if is_document else "broken_workbook", name)


def _refuse_destroyed_letters(book: Workbook, name: str) -> None:
    """A table that was pasted with wrong letters keeps them in a workbook, too."""
    for sheet in book.sheets:
        for row, texts in enumerate(sheet.rows, start=1):
            if _SUSPICIOUS.isdisjoint("".join(texts)):
                continue
            for column, text in enumerate(texts, start=1):
                symbol = destroyed_in(text)
                if symbol:
                    facts = {"sheet": sheet.title, "symbol": symbol}
                    raise refusal("destroyed_cell", name, row, column, **facts)


def _table_of(container: Container, name: str, claims: Claims) -> Delivery:
    """The one table of an archive; what else lies there is named, or stops the reading."""
    entries = {entry: held for entry, held in container.contents.items() if not _is_clutter(entry)}
    if not entries:
        raise refusal("empty_archive", name)
    if len(entries) == 1:
        return _entry(*entries.popitem(), name)
    opened = {entry: delivery for entry, held in entries.items() if (delivery := _tried(entry, held, name))}
    tables = {entry: delivery for entry, delivery in opened.items() if claims(delivery)}
    if len(tables) != 1:
        code = "several_tables" if tables else "no_table_in_archive"
        raise refusal(code, name, entries=_listed(tables or entries), count=len(tables))
    entry, delivery = tables.popitem()
    others = tuple(shown(other) for other in entries if other != entry)
    remark = Remark(code="entries_left_out", facts=(("entries", _listed(others)), ("count", len(others))))
    return replace(delivery, remarks=(*delivery.remarks, remark))


def _entry(entry: str, held: bytes, name: str) -> Delivery:
    if is_office_document(held):
        raise refusal("workbook_in_archive", name, entry=shown(entry))
    inner = f"{name} ({shown(entry)})"
    for start, code in (*_FOREIGN, (_OLE, "old_workbook")):
        if held.startswith(start):
            raise refusal(code, inner)
    return decode(held, file_name=inner)


def _tried(entry: str, held: bytes, name: str) -> Delivery | None:
    try:
        return _entry(entry, held, name)
    except BadSource:
        return None


def _is_clutter(entry: str) -> bool:
    """What operating systems leave in archives."""
    plain = entry.casefold()
    return plain.startswith(_CLUTTER[0]) or plain.rsplit("/", 1)[-1] in _CLUTTER


def _listed(entries: "dict[str, Delivery] | dict[str, bytes] | tuple[str, ...]") -> str:
    names = [shown(entry) for entry in entries]
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")  # noqa: PLR2004 - a message stays short
