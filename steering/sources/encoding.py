"""Bytes to text, or a refusal: a letter that was destroyed on the way is never guessed."""

import codecs
import re
from contextlib import suppress

import numpy as np

from steering.sources.cells import Delivery
from steering.sources.refusals import refusal

# UTF-8 that was once read as Windows text leaves these pairs behind: "Ã¼", "Â©", "â€“".
_READ_TWICE = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf]")
# Umlauts of old DOS and Macintosh code pages, seen through Windows eyes: "Bev”lkerung", "MŸnchen", and
# those of Windows, seen through Macintosh eyes: "J‰hrige", "Thˆringen", "einschlieﬂlich".
_OTHER_CODE_PAGE = re.compile(r"[A-Za-z][„”ŠŸ™‰ˆ¸ﬂ][a-z]")
_OF_OTHERS = "„”ŠŸ™‰ˆ¸ﬂ"
_QUESTION_MARK = re.compile(r"[A-Za-zÄÖÜäöüß]\?[a-zäöüß]")
_FOOTER = re.compile(r"^\W*_{5,}", re.MULTILINE)
_LATIN = 256
_PIECE = 1 << 18
# The signs 0x80 to 0x9f are others in Windows than in latin-1.
_LAST_OF_WINDOWS = 0x9F
_NOTHING = b"\x00 \t\r\n;\xef\xbb\xbf\xff\xfe"
_BEGINNING = 4096
_LONGEST_LETTER = 4
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")


def decode(content: bytes, *, file_name: str) -> Delivery:
    """The text of a delivered file: UTF-8, UTF-16, or Windows text (cp1252)."""
    if not content[:_BEGINNING].strip(_NOTHING) and not content.strip(_NOTHING):
        raise refusal("empty_file", file_name)
    if content.startswith(_BINARY):
        raise refusal("not_a_text_file", file_name)
    text, encoding, rare = _decoded(content, file_name)
    if "\x00" in text:
        # Whoever reads a text in C ends it there, and loses in silence what follows.
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise refusal("bad_encoding", file_name, line, symbol="\\x00")
    _refuse_destroyed_letters(text, encoding, file_name, text if rare is None else rare)
    letters = b"" if rare is None else content
    return Delivery(text=text, encoding=encoding, file_name=file_name, content=letters)


def _decoded(content: bytes, file_name: str) -> tuple[str, str, str | None]:
    """The text, its encoding, and which letters beyond ASCII occur, if each byte is a letter of latin-1.

    Such letters are few: looked for among themselves, they need no search through the whole text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(content, "utf-16", file_name), "utf-16", None
    unmarked = _unmarked(content)
    if unmarked:
        return _strictly(content, unmarked, file_name), "utf-16", None
    if content.startswith(codecs.BOM_UTF8):
        return _strictly(content, "utf-8-sig", file_name), "utf-8-sig", None
    return _of_unmarked(content, file_name)


def _of_unmarked(content: bytes, file_name: str) -> tuple[str, str, str | None]:
    """As above, where the first bytes tell nothing: UTF-8 if it is that to its end, or else Windows text."""
    first, rare = _beyond_ascii(content)
    if not rare:
        return content.decode("ascii"), "utf-8", ""
    if _may_be_utf8(content, first):
        with suppress(UnicodeDecodeError):
            return content.decode("utf-8"), "utf-8", None
    if rare[0] > _LAST_OF_WINDOWS:
        # The two encodings differ in the signs up to it only, and this one is read at once.
        return content.decode("latin-1"), "cp1252", rare.decode("latin-1")
    return _strictly(content, "cp1252", file_name), "cp1252", None


def _beyond_ascii(content: bytes) -> tuple[int, bytes]:
    """Where the first byte beyond ASCII stands, and which of them occur. Most pieces of a file have none."""
    first, seen = -1, np.zeros(_LATIN, dtype=np.int64)
    for at in range(0, len(content), _PIECE):
        piece = content[at : at + _PIECE]
        if not piece.isascii():
            letters = np.frombuffer(piece, dtype=np.uint8)
            is_beyond = letters.view(np.int8) < 0
            first = at + int(np.argmax(is_beyond)) if first < 0 else first
            seen += np.bincount(letters[is_beyond], minlength=_LATIN)
    return first, bytes(np.flatnonzero(seen).tolist())


def _may_be_utf8(content: bytes, first: int) -> bool:
    """Whether the first letter beyond ASCII is one of UTF-8; tells Windows text without reading it all."""
    try:
        content[first : first + _LONGEST_LETTER].decode("utf-8")
    except UnicodeDecodeError as broken:
        return broken.start > 0
    return True


def _unmarked(content: bytes) -> str:
    """UTF-16 that lost its mark: every other byte of the beginning is zero, and no other one is."""
    start = content[: min(_BEGINNING, len(content) // 2 * 2)]
    even, odd = start[::2].count(0), start[1::2].count(0)
    mostly = len(start) // 2 * 9 // 10
    if len(start) < len("0;1") * 2 or len(content) % 2:
        return ""
    return "utf-16-le" if odd >= mostly and not even else "utf-16-be" if even >= mostly and not odd else ""


def _strictly(content: bytes, encoding: str, file_name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as broken:
        shown = "".join(f"\\x{byte:02x}" for byte in content[broken.start : broken.start + 1])
        raise refusal("bad_encoding", file_name, _line(content, broken.start), symbol=shown) from broken


def _refuse_destroyed_letters(text: str, encoding: str, file_name: str, rare: str) -> None:
    """`rare` holds every letter beyond ASCII that occurs."""
    found = _destroyed(text, rare)
    if found:
        raise refusal(
            "destroyed_letters", file_name, text.count("\n", 0, found.start()) + 1, symbol=found.group()
        )
    # "Â", "Ã" and "â" are the bytes with which such a pair begins.
    is_likely = any(sign in rare for sign in "ÂÃâ")
    twice = _READ_TWICE.search(text.encode("cp1252", errors="replace")) if is_likely else None
    if twice:
        # One character is one byte in cp1252, so the place in the bytes is the place in the text.
        shown = text[twice.start() : twice.end()]
        code = "mixed_encoding" if encoding == "cp1252" else "destroyed_letters"
        raise refusal(code, file_name, text.count("\n", 0, twice.start()) + 1, symbol=shown)


def _destroyed(text: str, rare: str) -> re.Match[str] | None:
    """The first letter that was destroyed; most texts hold none of these signs and are not searched."""
    if "\ufffd" in rare:
        return re.search("\ufffd", text)
    other = _OTHER_CODE_PAGE.search(text) if any(sign in rare for sign in _OF_OTHERS) else None
    if other or "?" not in text:
        return other
    # Footnotes may hold question marks inside of links, so only titles, heads and names are searched.
    footer = _FOOTER.search(text)
    return _QUESTION_MARK.search(text[: footer.start()] if footer else text)


def destroyed_in(text: str) -> str:
    """The first letters of a cell that were destroyed on its way; '' where all are whole."""
    twice = _READ_TWICE.search(text.encode("cp1252", errors="replace"))
    if twice:
        return text[twice.start() : twice.end()]
    found = re.search("\ufffd", text) or _OTHER_CODE_PAGE.search(text)
    return found.group() if found else ""


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
