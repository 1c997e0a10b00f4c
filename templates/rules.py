"""What a rule says to people when it does not hold, and where the fault lies, in their language."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PLACE = "place"


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """What is wrong, and how to mend it."""

    what: str
    mend: str


@cache
def rule_texts(language: str) -> Mapping[str, Mapping[str, str]]:
    """All wordings of a language: per rule `what` and `mend`, and under 'place' the names of columns."""
    text = files("templates").joinpath(f"rules_{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def rule_text(language: str, rule_key: str, facts: Mapping[str, object]) -> RuleText:
    """The rule's text with its facts filled in. Raises KeyError for a missing wording or fact."""
    wording = rule_texts(language)[rule_key]
    shown = {name: "–" if value is None else value for name, value in facts.items()}
    what, mend = (" ".join(wording[part].format(**shown).split()) for part in ("what", "mend"))
    return RuleText(what=what, mend=mend)


def place_text(language: str, columns: Sequence[str], facts: Mapping[str, object]) -> str:
    """The place in words: "Datei lv.csv, Zeile 12, Spalte 4"; columns without a name are left out."""
    names = rule_texts(language)[PLACE]
    told = ((names[column], facts.get(column)) for column in columns if column in names)
    return ", ".join(wording.format(value) for wording, value in told if value not in {None, ""})
