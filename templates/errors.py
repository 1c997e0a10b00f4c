"""What people read when something is refused: what happened, and what to do.

The texts stand in `errors_<language>.toml` and, by subject, in `errors_<subject>_<language>.toml`:

    [moved_meanwhile]
    what = "Der Schritt „{stage}“ wurde inzwischen weiterbewegt."
    mend = "Sehen Sie sich den Stand an und versuchen Sie es dann noch einmal."
    plain = "..."   # optional: instead of `what` where a fact is missing
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Protocol, runtime_checkable

from templates.environment import day, number
from templates.tables import by_file
from templates.words import LANGUAGES, word

# Facts that name a value of the records, and the table of words that words it; stages stand in none.
WORDED_FACTS: dict[str, str | None] = {
    "kind": "record",
    "state": "stage_state",
    "event": "event",
    "stage": None,
}


# Codes of one subject are looked up in its own file first: a profile and a statistical office mean
# different things by "not a table".
SUBJECTS = {"bad_profile": "profile", "bad_source": "sources"}
# Beyond it a float no longer counts single units; it is shown as it is.
LARGEST_COUNTED = 1e15


@dataclass(frozen=True, kw_only=True)
class ErrorText:
    """What happened and what mends it; `details` are single lines, one per fault."""

    what: str
    mend: str
    details: tuple[str, ...] = ()


@runtime_checkable
class Fault(Protocol):
    """One of many faults in a file: a code of its own, and the facts with its place."""

    @property
    def code(self) -> str:
        """The code of its text."""

    @property
    def all_facts(self) -> dict[str, object]:
        """The facts of its text."""


def error_text(
    code: str,
    facts: Mapping[str, object] | None = None,
    language: str = "de",
    *,
    general: str = "refused",
    detail: str = "",
) -> ErrorText:
    """The text of an error.

    `general` is the code of the error's class: it speaks where the code itself has no text, and
    `detail`, the developer's message, is then shown as well. Never raises: an error about an
    error helps nobody.
    """
    language = language if language in LANGUAGES else LANGUAGES[0]
    given = facts or {}
    shown = {name: _shown(name, fact, language) for name, fact in given.items()}
    details = tuple(_fault_lines(given.get("faults"), language))
    exact = _filled(code, shown, language, subject=SUBJECTS.get(general, ""))
    if exact is not None:
        return ErrorText(what=exact[0], mend=exact[1], details=details)
    what, mend = _filled(general, shown, language) or _filled("refused", {}, language) or ("", "")
    return ErrorText(what=f"{what} ({detail})" if detail else what, mend=mend, details=details)


def texts_by_file(language: str) -> dict[str, dict[str, dict[str, str]]]:
    """Every error text, by the file in which it stands."""
    return {name: _parts_by_code(texts) for name, texts in by_file("errors", language).items()}


def _parts_by_code(read: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Take both ways of writing: a table per code, and flat keys such as "empty_file.what"."""
    by_code: dict[str, dict[str, str]] = {}
    for name, entry in read.items():
        code, _, part = name.rpartition(".")
        told = {part: entry} if not isinstance(entry, Mapping) else entry
        by_code.setdefault(code or name, {}).update({key: str(text) for key, text in told.items()})
    return by_code


@cache
def _texts(language: str, subject: str = "") -> dict[str, dict[str, str]]:
    by_file = texts_by_file(language)
    own = by_file.get(f"errors_{subject}_{language}.toml", {})
    return {code: parts for texts in by_file.values() for code, parts in texts.items()} | own


def _filled(
    code: str, shown: Mapping[str, str], language: str, *, subject: str = ""
) -> tuple[str, str] | None:
    parts = _texts(language, subject).get(code, {})
    for what in ("what", "plain"):
        try:
            return parts[what].format_map(shown), parts["mend"].format_map(shown)
        except KeyError:
            continue
    return None


def _shown(name: str, fact: object, language: str) -> str:
    if name in WORDED_FACTS:
        return _worded(str(fact), language, table=WORDED_FACTS[name])
    if isinstance(fact, Enum):
        return _worded(fact, language)
    if isinstance(fact, date):
        return day(fact, language=language)
    if isinstance(fact, float) and abs(fact) < LARGEST_COUNTED:
        return number(fact, 0 if fact.is_integer() else 2, language=language)
    if isinstance(fact, (list, tuple, set, frozenset)):
        return ", ".join(_shown("", part, language) for part in fact)
    return "–" if fact is None else str(fact)


def _worded(term: "str | Enum", language: str, *, table: str | None = None) -> str:
    try:
        return word(term, language, kind=table)  # type: ignore[arg-type]
    except KeyError:
        return str(term)


def _fault_lines(faults: object, language: str) -> Iterable[str]:
    if not isinstance(faults, (list, tuple)):
        return
    for fault in faults:
        if not isinstance(fault, Fault):
            yield str(fault)
            continue
        text = error_text(fault.code, fault.all_facts, language, general="bad_profile", detail=fault.code)
        place = _filled("fault_place", {name: str(told) for name, told in fault.all_facts.items()}, language)
        yield f"{place[0] if place else ''}{text.what} {text.mend}".strip()
