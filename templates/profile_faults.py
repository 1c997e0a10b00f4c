"""What `masterplan check` says about a fault in a region profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from templates.tables import joined

_SHOWN = 80


@dataclass(frozen=True, kw_only=True)
class FaultWords:
    """What is wrong, and what mends it, each a sentence or two."""

    what: str
    mend: str


@cache
def fault_texts(language: str) -> Mapping[str, Mapping[str, str]]:
    """All texts of one language by the code of the fault."""
    return joined("errors_profile", language)


def fault_words(code: str, facts: Mapping[str, object], language: str = "de") -> FaultWords:
    """The words for a fault. Raises KeyError for a code or a fact that nobody has given."""
    wording = fault_texts(language)[code]
    shown = {name: _shown(name, value) for name, value in facts.items()}
    return FaultWords(what=wording["what"].format_map(shown), mend=wording["mend"].format_map(shown))


def _shown(name: str, value: object) -> str:
    """A value as its author wrote it, cut short where somebody pasted a page."""
    if isinstance(value, bool):
        return str(value).lower()
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"{text[:_SHOWN]}…" if name == "value" and len(text) > _SHOWN else text
