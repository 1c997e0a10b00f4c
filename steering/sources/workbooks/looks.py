"""How a number of a workbook looks on paper: dates, percentages, zeros in front, signs around it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
_DATES = frozenset({14, 15, 22, *range(27, 37), *range(50, 59)})
_PARTS_OF_DATES = {16: "dm", 17: "my"}
_TIMES = frozenset({18, 19, 20, 21, 45, 46, 47})
_PERCENTAGES = frozenset({9, 10})
_LARGEST_PLAIN = 1e15
_DOUBTFUL = {"scaled": "scaled_number", "hidden": "hidden_number"}
_FALSE_LEAP_DAY = 60
_LAST_SERIAL = 2_958_466
# A year that was typed into a cell of dates becomes a day of the years 1904 to 1910.
_YEARS_AS_SERIALS = range(1_800, 2_201)

_COLOURS_AND_RULES = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_PADDING = re.compile(r"[_*].")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_GENERAL = re.compile("General|Standard", re.IGNORECASE)
_ZEROS = re.compile(r"0{2,}")
_SIGN = re.compile(r'"([^"]*)"|\\(.)|.', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Look:
    """A number format: what kind it is, and what it writes around a number or instead of a zero."""

    kind: str = "number"
    width: int = 0
    before: str = ""
    behind: str = ""
    zero: str | None = None


PLAIN = Look()


def look(number: int, code: str) -> Look:
    """The look that a format gives; an unknown one leaves the number as it is."""
    if code:
        return _own_look(code)
    if number in _DATES:
        return Look(kind="date")
    if number in _PARTS_OF_DATES:
        return Look(kind=_PARTS_OF_DATES[number])
    if number in _TIMES:
        return Look(kind="time")
    return Look(kind="percent") if number in _PERCENTAGES else PLAIN


def _own_look(code: str) -> Look:
    sections = [
        _PADDING.sub("", _GENERAL.sub("0", _COLOURS_AND_RULES.sub("", part))) for part in _sections(code)
    ]
    bare = _LITERAL.sub("", sections[0])
    letters = bare.casefold()
    if letters.strip() in {"@", "0", ""}:
        return _around_plain(sections) if bare.strip() else Look(kind="hidden", before=_literal(sections[0]))
    if re.search(r"[ymdhsjt]", letters) and not re.search(r"[0#?]", letters):
        return Look(kind=_kind_of_date(letters))
    if "%" in bare:
        return Look(kind="percent")
    if re.search(r"[0#?],+(?![0#?,])", bare):
        return Look(kind="scaled")
    if _ZEROS.fullmatch(bare.strip()):
        return Look(kind="zeros", width=len(bare.strip()))
    return _around_plain(sections)


def _around_plain(sections: list[str]) -> Look:
    before, behind = _around(sections[0])
    return Look(before=before, behind=behind, zero=_instead_of_zero(sections))


def _sections(code: str) -> list[str]:
    """The sections for positive, negative, zero and text, at semicolons outside of quotes."""
    parts = re.findall(r'(?:"[^"]*"|\\.|[_*].|[^;"\\])+|;', code)
    sections = [""]
    for part in parts:
        if part == ";":
            sections.append("")
        else:
            sections[-1] += part
    return sections


def _kind_of_date(letters: str) -> str:
    year, month = re.search(r"[yj]", letters), "m" in letters
    day = re.search(r"[dt]", letters)
    if year and month and day:
        return "date"
    if year and not month and not day:
        return "year"
    if year or day:
        return "my" if year else "dm"
    return "time" if re.search(r"[hs]", letters) else "my"


def _around(section: str) -> tuple[str, str]:
    """Words and brackets before the first and behind the last digit; a blank says nothing."""
    signs = [
        (found[0], False) if len(found[0]) == 1 else (_own_words(found), True)
        for found in _SIGN.finditer(section)
    ]
    digits = [place for place, (sign, is_literal) in enumerate(signs) if not is_literal and sign in "0#?"]
    if not digits:
        return "", ""
    before = "".join(sign for sign, _ in signs[: digits[0]]).lstrip()
    behind = "".join(sign for sign, _ in signs[digits[-1] + 1 :]).rstrip(" ,.")
    return ("" if set(before) <= set("+-") else before), behind


def _own_words(found: re.Match[str]) -> str:
    return str(found[1] or found[2] or "")


def _literal(section: str) -> str:
    return "".join(found[0] or found[1] for found in _LITERAL.findall(section)).strip()


def _instead_of_zero(sections: list[str]) -> str | None:
    if len(sections) < 3:  # noqa: PLR2004 - positive, negative, zero
        return None
    bare = _LITERAL.sub("", sections[2])
    if re.search(r"[0#]", bare):
        return None
    words = (_literal(sections[2]) + bare.replace("?", "").strip()).strip()
    return words or None


def number_text(text: str) -> str:
    """A stored number without the noise of binary fractions, with a decimal comma."""
    number = float(text)
    if number.is_integer() and abs(number) < _LARGEST_PLAIN:
        return str(int(number))
    if abs(number) == float("inf") or number != number:  # noqa: PLR0124 - "not a number" differs from itself
        return text
    plain = format(Decimal(f"{number:.15g}"), "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


def shown(text: str, style: Look, *, since_1904: bool) -> tuple[str, str]:
    """A stored number as it looks on paper, and the code of a doubt about it ('' for none)."""
    plain = number_text(text)
    if style.kind == "number":
        is_replaced = plain == "0" and style.zero is not None
        return (style.zero or "") if is_replaced else f"{style.before}{plain}{style.behind}", ""
    if style.kind == "zeros":
        return plain.zfill(style.width) if plain.isdigit() else plain, ""
    if style.kind == "percent":
        return number_text(str(Decimal(f"{float(text):.15g}") * 100)) + "%", ""
    if style.kind in _DOUBTFUL:
        return style.before or plain, _DOUBTFUL[style.kind]
    return _dated(text, style.kind, since_1904=since_1904)


def _dated(text: str, kind: str, *, since_1904: bool) -> tuple[str, str]:
    serial = float(text)
    if kind == "time" or not 0 <= serial < _LAST_SERIAL:
        return number_text(text), "auto_date"
    moment = _moment(serial, since_1904=since_1904)
    doubt = "year_as_date" if serial.is_integer() and int(serial) in _YEARS_AS_SERIALS else ""
    if kind == "year":
        return f"{moment.year:04}", doubt
    if kind == "my":
        return f"{_MONTHS[moment.month - 1]} {moment.year % 100:02}", doubt or "auto_date"
    if kind == "dm":
        return f"{moment.day:02}. {_MONTHS[moment.month - 1]}", doubt or "auto_date"
    clock = "" if serial.is_integer() else f" {moment:%H:%M}"
    return f"{moment.day:02}.{moment.month:02}.{moment.year:04}{clock}", doubt


def _moment(serial: float, *, since_1904: bool) -> datetime:
    # The first spreadsheets took 1900 for a leap year, and all later ones keep to it.
    before_1900 = date(1899, 12, 30 if serial >= _FALSE_LEAP_DAY else 31)
    start = date(1904, 1, 1) if since_1904 else before_1900
    return datetime.combine(start, time()) + timedelta(seconds=round(serial * 86_400))
