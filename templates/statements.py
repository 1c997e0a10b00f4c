"""Statements of indicators: a sentence with gaps for the value, the place and the period.

`{value} der Jugendlichen {place} {verließ|verließen} {period} die Schule`: the verb stands in
singular and plural, because exactly „1 %“ takes the singular and everything else the plural.
"""

import re
from collections.abc import Iterator

from templates.environment import MINUS, NO_BREAK, euro, number

_GAP = re.compile(r"\{([^{}]*)\}")
_NAMES = ("value", "place", "period")
_UNIT_WORDS = {"de": ("Prozentpunkt", "Prozentpunkte"), "en": ("percentage point", "percentage points")}


def statement_faults(statement: str) -> Iterator[str]:
    """What is wrong with the gaps of a statement."""
    gaps = _GAP.findall(statement)
    yield from (f"{{{name}}} must stand in it once" for name in _NAMES if gaps.count(name) != 1)
    for gap in gaps:
        if gap not in _NAMES and not re.fullmatch(r"[^|]+\|[^|]+", gap):
            yield f"{{{gap}}} is neither one of {', '.join(_NAMES)} nor {{singular|plural}}"
    if re.search(r"[{}]", _GAP.sub("", statement)):
        yield "a brace is left open"


def amount(value: float, unit: str, digits: int, language: str) -> str:
    """A value with its unit as the language writes it: 11,04 %, 22.313 €, 2,98 Prozentpunkte."""
    # A rounded -0,04 would read "-0,0"; zero has no sign.
    written = number(round(value, digits) + 0.0, digits, language=language)
    if unit == "pct":
        return f"{written}{NO_BREAK}%" if language == "de" else f"{written}%"
    if unit == "eur":
        return euro(round(value), language=language)
    if unit == "pct_points":
        singular, plural = _UNIT_WORDS[language]
        return f"{written}{NO_BREAK}{singular if written.removeprefix(MINUS) == '1' else plural}"
    return written


def filled(statement: str, *, value: str, place: str, period: str) -> str:
    """The statement with its gaps filled and its verb agreeing with the value."""
    known = {"value": value, "place": place, "period": period}
    is_one = re.split(rf"[{NO_BREAK}%]", value)[0] == "1"

    def fill(gap: re.Match[str]) -> str:
        if gap[1] in known:
            return known[gap[1]]
        singular, plural = gap[1].split("|")
        return singular if is_one else plural

    return capitalised(_GAP.sub(fill, statement))


def capitalised(text: str) -> str:
    """The text as the beginning of a sentence; the rest of it is left as it is."""
    return text[:1].upper() + text[1:]
