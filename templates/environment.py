"""The one Jinja environment: German and English forms of numbers, days and amounts.

A variable that a template names and nobody gives is an error before anything is written, never
an empty gap in a letter.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined

from templates import words

BERLIN = ZoneInfo("Europe/Berlin")
NO_BREAK = "\u00a0"


def number(value: float | None, digits: int = 0, *, language: str = "de") -> str:
    """A number as the language writes it: 1.477 or 1,477; a missing one is a dash, never zero."""
    if value is None:
        return "–"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language)


def day(value: date, *, language: str = "de") -> str:
    """A day in words: 12. März 2027, with spaces that do not break."""
    moment = value.astimezone(BERLIN) if isinstance(value, datetime) else value
    pattern = "d. MMMM y" if language == "de" else "d MMMM y"
    return format_date(moment, format=pattern, locale=language).replace(" ", NO_BREAK)


def weekday(value: date, *, language: str = "de") -> str:
    """The name of the day: Freitag."""
    moment = value.astimezone(BERLIN) if isinstance(value, datetime) else value
    return format_date(moment, format="EEEE", locale=language)


def short_day(value: date, *, language: str = "de") -> str:
    """A day for subject lines: Fr 12.03.2027."""
    moment = value.astimezone(BERLIN) if isinstance(value, datetime) else value
    pattern = "EEEEEE dd.MM.y" if language == "de" else "EEE d MMM y"
    return format_date(moment, format=pattern, locale=language)


def euro(value: float | None, *, language: str = "de") -> str:
    """An amount in whole euros: 12.000 €."""
    return "–" if value is None else f"{number(value, language=language)}{NO_BREAK}€"


@cache
def environment(language: str) -> Environment:
    """The environment of one language; filters write numbers and days as it does."""
    made = Environment(
        loader=PackageLoader("templates", "."),
        autoescape=lambda name: name is not None and ".html" in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for form in (number, day, weekday, short_day, euro):
        made.filters[form.__name__] = _in_language(form, language)
    made.filters["word"] = lambda term: words.word(str(term), language)
    made.globals["language"] = language
    return made


def _in_language(form: Any, language: str) -> Any:
    def formed(value: Any, *arguments: Any) -> str:
        return str(form(value, *arguments, language=language))

    return formed


def render(name: str, facts: Mapping[str, object], *, language: str = "de") -> str:
    """A template filled with facts. Raises UndefinedError where a fact is missing."""
    return environment(language).get_template(name).render(**facts)
