"""References in a draft: which figures carry one, and which should.

A figure without a trace is the one thing that a council cannot check. The lint therefore finds
any group of digits that neither carries a reference nor is excepted by one of the rules below.
"""

import re
from collections.abc import Iterable, Mapping

_FIGURE = r"[−-]?\d+(?:[.\u202f]\d{3})*(?:[,.]\d+)?"
_UNIT = r"(?:\s?(?:%|‰|€|EUR|Euro|Prozentpunkte?n?|Prozent|(?:unter )?je 1\.?0+))?"
_UNIT_SIGN = r"\s?(?:%|‰|€|EUR|Euro|Prozent)"
_MONTH = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_EXCEPTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_FIGURE}{_UNIT}\s?\[E\d+\]",  # carries its reference
        r"\[E\d+\]",
        rf"\b\d{{1,2}}\.\s?(?:{_MONTH})\b",  # days
        r"\b\d{1,2}\.\d{1,2}\.\d{4}\b",
        r"\b(?:19|20)\d{2}(?:[/–-](?:\d{2}|(?:19|20)\d{2}))?\b(?![.,]\d)(?!\s?(?:%|‰|€))",  # years
        r"\b\d+\s(?:\w+\s){0,2}Maßnahmen?\b",  # counted from our own records
        r"\b[A-ZÄÖÜ]{1,3}-?\d{1,3}\b",  # labels of measures: M07
        rf"\b(?:Masterplan\w*|Plan|Fassung|Version|Runde|Handlungsbedarf|Thema|Ziffer)(?:\s[A-ZÄÖÜ]\w+)?\s\d+(?:\.\d+)?(?!\d|[.,]\d|{_UNIT_SIGN})",
        r"\b(?:einmalig|jährlich)\s[\d.]+\s?€",  # money from the measure sheet
        r"\b\d+\.\s(?:Klasse|Jahrgang)",  # what an indicator is called
        r"\b\d+-?\s?(?:bis|–|-)\s?(?:unter\s)?\d+[-\s]?(?:Jährige\w*|Jahren?)\b",
        r"\bunter[- ]\d+[- ]?(?:Jährige\w*|Jahren?)\b",
    )
)
_DIGITS = re.compile(rf"{_FIGURE}{_UNIT}")


def unreferenced_figures(text: str, *, names: Iterable[str] = ()) -> list[str]:
    """Figures without a reference; `names` (titles, table codes) may hold digits of their own."""
    rest = text
    for name in sorted(
        (name for name in names if any(sign.isdigit() for sign in name)), key=len, reverse=True
    ):
        rest = re.sub(rf"(?<![\d.,]){re.escape(name)}(?!\d|[.,]\d)", " ", rest)
    for pattern in _EXCEPTED:
        rest = pattern.sub(" ", rest)
    return [found.group().strip() for found in _DIGITS.finditer(rest)]


def with_references(text: str, shown: Mapping[str, str]) -> str:
    """A text of a person, in which every figure that is proved elsewhere gets its reference.

    `shown` leads from a printed figure ("11,04 %") to its reference ("E3").
    """
    made = text
    for printed, reference in sorted(shown.items(), key=lambda item: len(item[0]), reverse=True):
        loose = re.escape(printed).replace("\u00a0", r"\s").replace(r"\ ", r"\s")
        pattern = re.compile(rf"(?<![\w.,]){loose}(?![\d%])(?![.,]\d)(?!\s?%)(?!\s?\[E\d+\])")
        made = pattern.sub(lambda found, to=reference: f"{found.group()} [{to}]", made)  # type: ignore[misc]
    return made
