"""The environment of documents: units, periods and references, on top of what letters have."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import attrgetter

from jinja2 import Environment
from markupsafe import Markup, escape

from templates import periods, statements, words
from templates.counties import county_register
from templates.environment import MINUS, NO_BREAK, environment, number
from templates.german import named
from templates.tables import joined

REFERENCE = re.compile(r"\[(E\d+)\]")


@cache
def _document_words(language: str) -> dict[str, str]:
    """The words of documents; a subject may keep its own in `words_<subject>_<language>.toml`."""
    listed = sorted(files("templates").joinpath("documents").iterdir(), key=lambda entry: entry.name)
    found: dict[str, str] = {}
    for file in listed:
        if file.name.startswith("words_") and file.name.endswith(f"_{language}.toml"):
            worded = tomllib.loads(file.read_text(encoding="utf-8"))
            twice = set(worded) & set(found)
            if twice:
                raise ValueError(f"{file.name} repeats {', '.join(sorted(twice))}.")
            found |= {term: str(wording) for term, wording in worded.items()}
    return found


def term(value: str, language: str = "de") -> str:
    """The wording of a value of the records; KeyError if nobody has worded it."""
    own = _document_words(language).get(str(value))
    return own if own is not None else words.word(value, language)


def term_or_itself(value: str, language: str = "de") -> str:
    """The wording of a key that a profile may have invented; unknown keys are shown as they are."""
    try:
        return term(value, language)
    except KeyError:
        return str(value)


def amount(value: float | None, unit: str, digits: int, *, language: str = "de") -> str:
    """A value on its own, with its unit: 11,04 %, 34,5 je 100, 107 je km²; a missing one is a dash."""
    if value is None:
        return "–"
    shown = statements.amount(value, unit, digits, language)
    behind = joined("indicators", language)["behind"].get(unit, "")
    return f"{shown}{NO_BREAK}{behind}" if behind else shown


def span(low: str, high: str, *, language: str = "de") -> str:
    """A range of two numbers: 9,54–12,74; from below zero on with a word, −0,22 bis 6,19."""
    return f"{low} {term('range_to', language)} {high}" if MINUS in low else f"{low}–{high}"


def period(value: str, reference_time: str = "", *, language: str = "de") -> str:
    """A period as people say it: Schuljahr 2022/23, 31. Dezember 2023."""
    year = value[:4]
    if not year.isdigit():
        return value
    wording = _document_words(language).get(f"period_{reference_time}")
    if wording is None or value[4:5] not in {"", "-"}:
        return value
    before, after = int(year) - 1, int(year) + 1
    return wording.format(
        year=year, before=before, after=after, short=f"{after % 100:02d}", own=f"{int(year) % 100:02d}"
    )


def region_name(code: str, language: str = "de") -> str:
    """The name of a county, a Land or the federation; other codes are given back."""
    return county_register().get(code) or _document_words(language).get(f"region_{code}", code)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text."""
    return [part.strip() for part in re.split(r"\n\s*\n|\n", text) if part.strip()]


def sentence(text: str) -> str:
    """A text that ends as a sentence does."""
    whole = " ".join(text.split())
    return whole if whole.endswith((".", "!", "?", "“", ")")) else f"{whole}."


def figure(value: float, *, language: str = "de") -> str:
    """A number of a cell with as many digits as it has, at most three: 1.477 or 7,4."""
    digits = next((count for count in range(3) if round(value, count) == value), 3)
    return number(value, digits, language=language)


def groups(things: Iterable[object], attribute: str) -> list[tuple[str, list[object]]]:
    """Neighbours that share a heading, together; the order is kept."""
    return [(str(head), list(group)) for head, group in groupby(things, key=attrgetter(attribute))]


def referenced(text: str, known: frozenset[str]) -> Markup:
    """A plain text as HTML in which [E3] leads to its evidence; unknown references stay text."""
    made = Markup("")
    end = 0
    for found in REFERENCE.finditer(text):
        made += escape(text[end : found.start()]) + _link(found, known)
        end = found.end()
    return made + escape(text[end:])


def _link(found: re.Match[str], known: frozenset[str]) -> Markup:
    if found[1] not in known:
        return escape(found[0])
    return Markup('<a class="evidence" href="#{0}">[{0}]</a>').format(found[1])


@cache
def paper(language: str) -> Environment:
    """The environment of documents in one language; SVG is escaped as HTML is."""
    made = environment(language).overlay(autoescape=_is_markup)
    # An overlay shares its filters with the letters' environment, which is not ours to change.
    made.filters = {
        **made.filters,
        "term": lambda value: term(value, language),
        "term_or_itself": lambda value: term_or_itself(value, language),
        "amount": lambda value, unit, digits: amount(value, unit, digits, language=language),
        "span": lambda pair: span(*pair, language=language),
        "period": lambda value, reference_time="": period(value, reference_time, language=language),
        "written": lambda value: periods.written(value, language),
        "in_column": lambda value: periods.in_column(value, language),
        "paragraphs": paragraphs,
        "opening": lambda text: text[:1].upper() + text[1:],
        "sentence": sentence,
        "named": named,
        "referenced": referenced,
        "groups": groups,
        "figure": lambda value: figure(value, language=language),
    }
    return made


def _is_markup(name: str | None) -> bool:
    return name is not None and (".html" in name or ".svg" in name)
