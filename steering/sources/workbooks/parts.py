"""The parts of a workbook around its sheets: their list, shared texts, and number formats."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from steering.sources.workbooks.looks import PLAIN, Look, look

_PIECE_BYTES = 65_536
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# No spreadsheet program writes more.
_MOST_STYLES = 100_000
_LONGEST_FORMAT = 1_000
_TRUE = {"1", "true", "on"}


class Refused(Exception):
    """The workbook is refused; `code` and `facts` go back to the parent."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A sheet as the workbook lists it."""

    title: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What is needed to read the sheets."""

    sheets: tuple[Listed, ...]
    texts: list[str] = field(repr=False)
    looks: tuple[Look, ...] = field(repr=False)
    since_1904: bool
    has_macros: bool
    has_links: bool


Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]


def is_true(word: str) -> bool:
    """A yes in the words of a workbook."""
    return word.lower() in _TRUE


def plain_text(text: str) -> str:
    """A text with its escaped signs; line ends are alike."""
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unescaped(found: re.Match[str]) -> str:
    """The escaped sign; what no text can hold, such as half a sign, stays as it is written."""
    sign = chr(int(found[1], 16))
    return sign if sign.isprintable() or sign in "\t\n\r" else found[0]


def parse(
    archive: zipfile.ZipFile, part: str, start: Start, end: Callable[[str], None] | None, words: Any
) -> None:
    """Walk through one part. No document type is ever allowed."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def begin(root: str, attributes: Attributes) -> None:
        # Some programs write a prefix before every name; it costs time to take off, so only where it is.
        if ":" in root:
            parser.StartElementHandler = lambda name, given: start(_bare(name), given)
            parser.EndElementHandler = None if end is None else lambda name: end(_bare(name))
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        start(_bare(root), attributes)

    parser.StartElementHandler = begin
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE_BYTES):
            parser.Parse(piece, False)
        parser.Parse(b"", True)


def _bare(name: str) -> str:
    return name.rsplit(":", 1)[-1]


def _refuse_doctype(*_: object) -> None:
    raise Refused("declared_entities", entry="XML")


def understand_parts(archive: zipfile.ZipFile) -> Parts:
    """The sheets in their order, the shared texts and the number formats."""
    names = set(archive.namelist())
    book = _main_part(archive, names)
    related = _related(archive, book, names)
    sheets, since_1904 = _sheets(archive, book, related)
    by_kind = {kind: part for kind, part in related.values() if part in names}
    texts = _texts(archive, by_kind["sharedStrings"]) if "sharedStrings" in by_kind else []
    looks = _looks(archive, by_kind["styles"]) if "styles" in by_kind else (PLAIN,)
    return Parts(
        sheets=sheets,
        texts=texts,
        looks=looks,
        since_1904=since_1904,
        has_macros=any(name.lower().endswith("vbaproject.bin") for name in names),
        has_links=any(
            "externallinks/" in name.lower() or "connections.xml" in name.lower() for name in names
        ),
    )


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    found = dict(_relations(archive, "_rels/.rels", "", names).values())
    part = found.get("officeDocument", "xl/workbook.xml")
    if part not in names:
        raise Refused("broken_workbook")
    return part


def _related(archive: zipfile.ZipFile, book: str, names: set[str]) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(book)
    return _relations(archive, posixpath.join(folder, "_rels", f"{name}.rels"), folder, names)


def _relations(
    archive: zipfile.ZipFile, part: str, folder: str, names: set[str]
) -> dict[str, tuple[str, str]]:
    """Kind and part by the name of each relation."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rsplit("/", 1)[-1]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    if part in names:
        parse(archive, part, start, None, None)
    return found


def _sheets(
    archive: zipfile.ZipFile, book: str, related: Mapping[str, tuple[str, str]]
) -> tuple[tuple[Listed, ...], bool]:
    listed: list[Listed] = []
    epoch: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            epoch.append(attributes.get("date1904", ""))
        if name != "sheet":
            return
        relation = next((text for key, text in attributes.items() if key.rsplit(":", 1)[-1] == "id"), "")
        kind, part = related.get(relation, ("", ""))
        # Sheets of charts and of old dialogs hold no cells.
        if kind == "worksheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            listed.append(Listed(title=attributes.get("name", ""), part=part, is_hidden=is_hidden))

    parse(archive, book, start, None, None)
    known = set(archive.namelist())
    if not listed or any(sheet.part not in known for sheet in listed):
        raise Refused("broken_workbook")
    return tuple(listed), any(map(is_true, epoch))


def _texts(archive: zipfile.ZipFile, part: str) -> list[str]:
    """The shared texts; what says how a word is spoken is left out."""
    texts: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "spoken": False}

    def start(name: str, _: Attributes) -> None:
        if name == "rPh":
            state["spoken"] = True
        elif name == "t":
            state["text"] = not state["spoken"]

    def end(name: str) -> None:
        if name == "t":
            state["text"] = False
        elif name == "rPh":
            state["spoken"] = False
        elif name == "si":
            texts.append(plain_text("".join(pieces)))
            pieces.clear()

    def words(text: str) -> None:
        if state["text"]:
            pieces.append(text)

    parse(archive, part, start, end, words)
    return texts


def _looks(archive: zipfile.ZipFile, part: str) -> tuple[Look, ...]:
    """The look of each cell style."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    open_parts: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt" and "dxfs" not in open_parts:
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "xf" and "cellXfs" in open_parts:
            formats.append(int(attributes.get("numFmtId", "0")))
        if len(formats) > _MOST_STYLES or len(attributes.get("formatCode", "")) > _LONGEST_FORMAT:
            raise Refused("workbook_too_heavy")
        open_parts.append(name)

    def end(_: str) -> None:
        open_parts.pop()

    parse(archive, part, start, end, None)
    return tuple(look(number, codes.get(number, "")) for number in formats) or (PLAIN,)
