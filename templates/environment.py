"""The one Jinja environment: German and English forms of numbers, days and amounts.

A variable that a template names and nobody gives is an error before anything is written, never
an empty gap in a letter.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from templates import german, words

if TYPE_CHECKING:  # Whoever only asks where a revision stands writes nothing, and need not wait for them.
    from jinja2 import Environment

BERLIN = ZoneInfo("Europe/Berlin")
NO_BREAK = "\u00a0"
MINUS = "\u2212"
_NUMERIC_DAY = {"de": "dd.MM.y", "en": "d MMM y"}
ARTICLES_AS_FILTERS = {
    "the": german.Case.NOMINATIVE,
    "of_the": german.Case.GENITIVE,
    "to_the": german.Case.DATIVE,
    "the_one": german.Case.ACCUSATIVE,
}


def number(value: float | None, digits: int = 0, *, language: str = "de") -> str:
    """A number as the language writes it: 1.477 or 1,477; a missing one is a dash, never zero."""
    if value is None:
        return "–"
    # A zero has no sign; without this a cached "-0" could stand where "0" is meant.
    return _number(value + 0, digits, language)


@lru_cache(maxsize=1 << 16)
def _number(value: float, digits: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    from babel.numbers import format_decimal

    # A hyphen looks like a dash between two numbers, and screen readers pass over it.
    return str(format_decimal(value, format=pattern, locale=language)).replace("-", MINUS)


def day(value: date, *, language: str = "de") -> str:
    """A day in words: 12. März 2027, with spaces that do not break."""
    moment = value.astimezone(BERLIN) if isinstance(value, datetime) else value
    pattern = "d. MMMM y" if language == "de" else "d MMMM y"
    return _date(moment, pattern, language).replace(" ", NO_BREAK)


def _date(moment: date, pattern: str, language: str) -> str:
    from babel.dates import format_date

    return str(format_date(moment, format=pattern, locale=language))


def weekday(value: date, *, language: str = "de") -> str:
    """The name of the day: Freitag."""
    moment = value.astimezone(BERLIN) if isinstance(value, datetime) else value
    return _date(moment, "EEEE", language)


def numeric_day(value: date, *, language: str = "de") -> str:
    """A day where there is little room: 12.03.2027."""
    return _date(value, _NUMERIC_DAY[language], language).replace(" ", NO_BREAK)


def short_day(value: date, *, language: str = "de") -> str:
    """A day in a narrow column: Fr 12.03.2027."""
    return _short(value, _NUMERIC_DAY[language], language)


def subject_day(value: date, *, language: str = "de") -> str:
    """A day for subject lines: Fr 12.03. - short, because a phone shows forty letters."""
    return _short(value, "dd.MM." if language == "de" else "d MMM", language)


def deadline(value: date, *, language: str = "de") -> str:
    """A day that somebody must not miss: Freitag, 12. März 2027."""
    return f"{weekday(value, language=language)}, {day(value, language=language)}"


def clock(value: datetime, *, language: str = "de") -> str:
    """A time of day in Berlin: 17:30 Uhr, 17:30."""
    told = value.astimezone(BERLIN).strftime("%H:%M")
    return f"{told}{NO_BREAK}Uhr" if language == "de" else told


def counted(count: int, one: str, many: str, *, language: str = "de") -> str:
    """A count with its noun: 1 Tag, 3 Tage."""
    return f"{number(count, language=language)}{NO_BREAK}{one if count == 1 else many}"


def clip(text: str, length: int) -> str:
    """A text no longer than asked, cut between two words."""
    whole = " ".join(text.split())
    if len(whole) <= length:
        return whole
    kept = whole[: length - 1].rpartition(" ")[0].rstrip(" ,;:–-")
    return f"{kept} …" if kept else whole[: length - 1] + "…"


def euro(value: float | None, *, language: str = "de") -> str:
    """An amount in whole euros: 12.000 €."""
    return "–" if value is None else f"{number(value, language=language)}{NO_BREAK}€"


def sentence(text: str) -> str:
    """A text that somebody wrote, with the full stop that it may lack."""
    bare = text.strip()
    return bare if bare.endswith((".", "!", "?", "…", "“", "”")) else bare + "."


@cache
def environment(language: str) -> "Environment":
    """The environment of one language; filters write numbers and days as it does."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("templates", "."),
        autoescape=_is_page,  # noqa: S701 - pages are escaped; mails, TOML and Typst are no HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for form in (number, day, weekday, short_day, subject_day, deadline, clock, counted, euro):
        made.filters[form.__name__] = _in_language(form, language)
    made.filters["clip"] = clip
    made.filters["sentence"] = sentence
    made.filters["unbroken"] = lambda text: text.replace(" ", NO_BREAK)
    made.filters["opening"] = lambda text: text[:1].upper() + text[1:]
    made.filters["word"] = lambda term, kind=None: words.word(term, language, kind=kind)
    for filter_name, case in ARTICLES_AS_FILTERS.items():
        made.filters[filter_name] = partial(_in_case, case=case)
    made.globals["language"] = language
    return made


def _is_page(name: str | None) -> bool:
    # Jinja's own select_autoescape would leave names that end in .html.j2 unescaped.
    return name is not None and ".html" in name


def _in_case(title: str, noun: str = "Gremium", *, case: german.Case) -> str:
    return german.named(title, case, noun=noun)


def _short(value: date, pattern: str, language: str) -> str:
    moment = value.astimezone(BERLIN) if isinstance(value, datetime) else value
    name = _date(moment, "EEEEEE" if language == "de" else "EEE", language)
    return f"{name.rstrip('.')} {_date(moment, pattern, language)}"


def _in_language(form: Any, language: str) -> Any:
    from jinja2 import Undefined

    def formed(value: Any, *arguments: Any) -> str:
        if isinstance(value, Undefined):
            str(value)  # raises UndefinedError, which names the missing fact
        return str(form(value, *arguments, language=language))

    return formed


def render(name: str, facts: Mapping[str, object], *, language: str = "de") -> str:
    """A template filled with facts. Raises UndefinedError where a fact is missing."""
    return environment(language).get_template(name).render(**facts)
