"""Files that want to do harm, built when a test asks for them: bombs, traps and false archives."""

import stat
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.steering.sources.workbooks import Sheet, a_workbook, an_archive, entries_of

MEGABYTE = 1 << 20
SHEET = "xl/worksheets/sheet1.xml"
XML = '<?xml version="1.0"?>'


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of an archive as its writer wants it, true or not."""

    name: bytes
    packed: bytes = b"x"
    unpacked_size: int = 1
    checksum: int = zlib.crc32(b"x")
    method: int = 0
    flags: int = 0
    kind: int = 0


def raw_archive(entries: Sequence[Entry]) -> bytes:
    """A ZIP file written byte by byte, so that it can lie."""
    body, listed = bytearray(), bytearray()
    for entry in entries:
        sizes = struct.pack("<LLL", entry.checksum, len(entry.packed), entry.unpacked_size)
        shared = struct.pack("<HHHHH", 20, entry.flags, entry.method, 0, 33) + sizes
        place = len(body)
        body += b"PK\x03\x04" + shared + struct.pack("<HH", len(entry.name), 0) + entry.name + entry.packed
        listed += b"PK\x01\x02" + struct.pack("<H", 0x0314) + shared
        listed += struct.pack("<HHHHHLL", len(entry.name), 0, 0, 0, 0, entry.kind << 16, place) + entry.name
    counts = struct.pack("<HHHHLLH", 0, 0, len(entries), len(entries), len(listed), len(body), 0)
    return bytes(body + listed + b"PK\x05\x06" + counts)


def bomb(name: bytes = SHEET.encode(), megabytes: int = 416) -> Entry:
    """One megabyte that unpacks to hundreds: the same piece packed again and again."""
    piece = b'<row><c t="inlineStr"><is><t>0</t></is></c></row>' * (MEGABYTE // 49)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    return Entry(
        name=name,
        packed=packed * megabytes + end,
        unpacked_size=len(piece) * megabytes,
        checksum=0,
        method=8,
    )


def bomb_workbook() -> bytes:
    """A workbook whose one sheet is a bomb."""
    parts = entries_of(a_workbook({"B": Sheet(rows=[])}))
    del parts[SHEET]
    honest = [
        Entry(name=name.encode(), packed=held, unpacked_size=len(held), checksum=zlib.crc32(held))
        for name, held in parts.items()
    ]
    return raw_archive([*honest, bomb()])


def with_sheet(part: str | bytes) -> bytes:
    """A workbook with a sheet of one's own."""
    return with_parts({SHEET: part})


def with_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """A workbook with parts of one's own."""
    return an_archive({**entries_of(a_workbook({"B": Sheet(rows=[["x"]])})), **parts})


def a_sheet(rows: str) -> str:
    """A sheet of the rows."""
    return f"{XML}<worksheet><sheetData>{rows}</sheetData></worksheet>"


LAUGHS = (
    "<!ENTITY a '"
    + "ha" * 50
    + "'>"
    + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
)
LAUGHING = f"{XML}<!DOCTYPE worksheet [{LAUGHS}]><worksheet><sheetData>&i;</sheetData></worksheet>"
SPYING = (
    f'{XML}<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<worksheet><sheetData><row><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
)
LATE_LAUGHING = f"{XML}<!--{' ' * 140_000}-->{LAUGHING.removeprefix(XML)}"
FAR_CELL = a_sheet(
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
)
REPEATING = (
    '<office:document-content><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    'table:number-columns-repeated="16384" office:value="1"/></table:table-row></office:document-content>'
)
LINK = stat.S_IFLNK | 0o777


def one_long_text() -> bytes:
    """A workbook in which every cell points to the same long text."""
    related = (
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 2_000
    text = "".join(chr(97 + number * 7 % 26) for number in range(32_000))
    return with_parts(
        {
            "xl/_rels/workbook.xml.rels": related,
            "xl/sharedStrings.xml": f"<sst><si><t>{text}</t></si></sst>",
            SHEET: a_sheet(cells),
        }
    )
