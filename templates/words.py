"""The words that people read for the values that records hold: one term for one thing."""

import re
from enum import Enum

from templates.tables import joined

LANGUAGES = ("de", "en")


def word(term: str, language: str = "de", *, kind: str | None = None) -> str:
    """The wording of a term. Raises KeyError for a term nobody has worded.

    A value of an enum is worded by the enum's own table (`GateState.OPEN` by `gate_state`); a
    bare text by the table named in `kind`. Without either, only a wording that is the same in
    all tables is given, because `open` is one thing for a cycle and another for a comment.
    """
    table = kind or (_table_name(type(term)) if isinstance(term, Enum) else None)
    if table is None:
        return _common_word(str(term), language)
    worded = joined("words", language).get(table)
    if not isinstance(worded, dict) or str(term) not in worded:
        raise KeyError(f"No {language} wording for {str(term)!r} in [{table}] of words_{language}.toml.")
    return str(worded[str(term)])


def _table_name(kind: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()


def _common_word(term: str, language: str) -> str:
    tables = joined("words", language)
    top = tables.get(term)
    if isinstance(top, str):
        return top
    found = {table[term]: name for name, table in tables.items() if isinstance(table, dict) and term in table}
    if len(found) == 1:
        return str(next(iter(found)))
    if not found:
        raise KeyError(f"No {language} wording for {term!r} in words_{language}.toml.")
    raise KeyError(f"{term!r} has several {language} wordings; say which kind: {', '.join(found.values())}.")
