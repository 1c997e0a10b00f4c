"""What the command line says: help, headings, and one line for everything that was done."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum

from templates.tables import joined
from templates.words import LANGUAGES


def _texts(language: str) -> Mapping[str, Mapping[str, str]]:
    return joined("cli", language if language in LANGUAGES else LANGUAGES[0])


def command_text(table: str, key: str, language: str = "de", /, **facts: object) -> str:
    """The text under a key of a table, its facts filled in. Raises KeyError where nobody wrote one."""
    wording = _texts(language)[table][key]
    return wording.format(**{name: shown(fact, language) for name, fact in facts.items()})


def has_text(table: str, key: str, language: str = "de") -> bool:
    """Whether a table has a text of its own for this key."""
    return key in _texts(language)[table]


def in_words(help_text: str, language: str) -> str:
    """A help text whose fixed headings the library wrote in English, in the reader's language."""
    for term, wording in _texts(language)["furniture"].items():
        help_text = help_text.replace(term, wording)
    return help_text


def shown(fact: object, language: str = "de") -> str:
    """A value as the language writes it; nothing is a dash."""
    if fact is None or fact == "":
        return "–"
    if isinstance(fact, bool):
        return command_text("word", "yes" if fact else "no", language)
    if isinstance(fact, (date, Enum, int, float)):
        return _written(fact, language)
    return str(fact)


def _written(fact: date | Enum | float, language: str) -> str:
    # Babel and Jinja2 take their time: `--help` never needs them.
    from templates.environment import number, short_day
    from templates.words import word

    if isinstance(fact, Enum):
        return word(fact, language)  # type: ignore[arg-type]
    if isinstance(fact, datetime):
        from templates.environment import clock

        return f"{short_day(fact, language=language)} {clock(fact, language=language)}"
    if isinstance(fact, date):
        return short_day(fact, language=language)
    return number(fact, 2 if isinstance(fact, float) and not fact.is_integer() else 0, language=language)
