"""What an archive or a workbook must be before anything in it is parsed: small, flat and honest.

Every entry is unpacked once in pieces and thrown away again, so that a bomb is found while it is
still small. The reasons for the limits stand in docs/decisions/0031-parsing-in-a-child.md.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from steering.errors import BadSource
from steering.sources.refusals import refusal

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_RATIO = 120
RATIO_FROM_BYTES = 1_000_000
# One table alone may be larger than a workbook: a flat file of all municipalities has 400,000 rows.
MAX_TABLE_BYTES = 140_000_000
CONTENT_TYPES = "[Content_Types].xml"

_MAX_DIRECTORY_BYTES = 2_000_000
_END = b"PK\x05\x06"
_HEAD_BYTES = 131_072
_PIECE_BYTES = 65_536
_DRIVE = re.compile(r"[A-Za-z]:")
_PARTS_OF_XML = (".xml", ".rels", ".vml")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf",
    b"Rar!\x1a",
    b"BZh",
    b"\xfd7zXZ\x00",
)
# Office documents are archives too; one that lies beside a table is left where it is.
_DOCUMENTS = (b"[Content_Types].xml", b"mimetype", b"_rels/", b"docProps/", b"xl/", b"word/")
_LONGEST_NAME = 120
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, kw_only=True)
class Container:
    """An archive that passed: its entries by name; of a workbook only the list of its parts is kept."""

    names: tuple[str, ...]
    is_document: bool
    contents: dict[str, bytes] = field(repr=False)


def guarded(content: bytes, *, file_name: str) -> Container:
    """The entries of a ZIP file, each seen whole. Raises BadSource where one breaks a limit."""
    _refuse_long_directory(content, file_name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _looked_through(archive, len(content), file_name)
    except BadSource:
        raise
    except _BROKEN as broken:
        raise refusal("broken_archive", file_name) from broken


def is_archive(content: bytes) -> bool:
    """The bytes begin as an archive of any kind."""
    return content.startswith(_ARCHIVES)


def is_office_document(content: bytes) -> bool:
    """The bytes are a ZIP whose first entry is one of an office document."""
    return content.startswith(b"PK\x03\x04") and content[30:60].startswith(_DOCUMENTS)


def _refuse_long_directory(content: bytes, file_name: str) -> None:
    """A list of a hundred thousand names is refused before it is read."""
    place = content.rfind(_END)
    if place < 0 or len(content) < place + 22:
        raise refusal("broken_archive", file_name)
    entries, size = struct.unpack("<HL", content[place + 10 : place + 16])
    if entries > MAX_ENTRIES or size > _MAX_DIRECTORY_BYTES:
        raise refusal("too_many_entries", file_name, limit=MAX_ENTRIES)


def _looked_through(archive: zipfile.ZipFile, packed: int, file_name: str) -> Container:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise refusal("too_many_entries", file_name, limit=MAX_ENTRIES)
    _refuse_names(entries, file_name)
    files = [entry for entry in entries if not entry.is_dir()]
    is_document = any(entry.filename in {CONTENT_TYPES, "mimetype"} for entry in files)
    limit = MAX_TABLE_BYTES if len(files) == 1 and not is_document else MAX_UNPACKED_BYTES
    contents: dict[str, bytes] = {}
    total = 0
    for entry in files:
        is_kept = not is_document or entry.filename in {CONTENT_TYPES, "mimetype"}
        pieces: list[bytes] = []
        for piece in _pieces(archive, entry, file_name):
            total += len(piece)
            if total > limit or (total > RATIO_FROM_BYTES and total > MAX_RATIO * packed):
                raise refusal(
                    "archive_bomb", file_name, limit=limit // 1_000_000, entry=shown(entry.filename)
                )
            if is_kept:
                pieces.append(piece)
        if is_kept:
            contents[entry.filename] = b"".join(pieces)
    return Container(
        names=tuple(entry.filename for entry in files), is_document=is_document, contents=contents
    )


def _refuse_names(entries: list[zipfile.ZipInfo], file_name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            raise refusal("entry_leads_outside", file_name, entry=shown(entry.filename))
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise refusal("entry_is_a_link", file_name, entry=shown(entry.filename))
        if entry.flag_bits & _ENCRYPTED:
            raise refusal("encrypted_archive", file_name, entry=shown(entry.filename))
        if name.casefold() in seen:
            raise refusal("duplicate_entry", file_name, entry=shown(entry.filename))
        seen.add(name.casefold())


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file_name: str) -> Iterator[bytes]:
    """An entry piece by piece; its checksum is compared at the end."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise refusal("unknown_packing", file_name, entry=shown(entry.filename))
    unpacked = 0
    with archive.open(entry) as stream:
        head = stream.read(_HEAD_BYTES)
        _refuse_head(head, entry.filename, file_name)
        piece = head
        while piece:
            unpacked += len(piece)
            if unpacked > RATIO_FROM_BYTES and unpacked > MAX_RATIO * max(entry.compress_size, 1):
                raise refusal(
                    "archive_bomb",
                    file_name,
                    limit=MAX_UNPACKED_BYTES // 1_000_000,
                    entry=shown(entry.filename),
                )
            yield piece
            piece = stream.read(_PIECE_BYTES)


def _refuse_head(head: bytes, name: str, file_name: str) -> None:
    if is_archive(head) and not is_office_document(head):
        raise refusal("nested_archive", file_name, entry=shown(name))
    # XML may be written in UTF-16, where every other byte is zero.
    plain = head.replace(b"\x00", b"")
    is_xml = name.lower().endswith(_PARTS_OF_XML) or plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<"
    if is_xml and any(word in plain for word in _DECLARATIONS):
        raise refusal("declared_entities", file_name, entry=shown(name))


def shown(name: str) -> str:
    """A name as it may stand in a message: one line, without hidden signs, not too long."""
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[:60]}…{plain[-50:]}"
