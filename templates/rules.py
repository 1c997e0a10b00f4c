"""What a rule says to people when it does not hold, and where the fault lies, in their language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter

from templates.environment import number
from templates.periods import written
from templates.tables import joined
from templates.variables import breakdown_named, equation_named, variable_named
from templates.words import word

PLACE = "place"
LATENESS = "lateness"
_MONTH, _YEAR = 30, 365
_MONTHS_FROM_DAYS, _YEARS_FROM_DAYS = 60, 365


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """What is wrong, and how to mend it."""

    what: str
    mend: str


@cache
def rule_texts(language: str) -> Mapping[str, Mapping[str, str]]:
    """All wordings of a language: per rule `what` and `mend`, besides names of columns and spans."""
    return joined("rules", language)


def rule_text(language: str, rule_key: str, facts: Mapping[str, object]) -> RuleText:
    """The rule's text with its facts filled in. Raises KeyError for a missing wording or fact."""
    wording = rule_texts(language)[rule_key]
    shown = {name: told(name, value, language) for name, value in facts.items()}
    what, mend = (" ".join(wording[part].format(**shown).split()) for part in ("what", "mend"))
    return RuleText(what=what, mend=mend)


# Words for places; a wording that shows nothing else cannot give away a figure that is kept secret.
_PLACES = frozenset(
    {"source_key", "title", "file_name", "row_number", "first_row", "column_number", "variable", "symbol"}
    | {"region_code", "period", "newest_period", "equation", "breakdown", "days_late", "rejected_count"}
    | {"missing_variables", "strange_variables", "missing_regions", "missing_years", "strange_units"}
    | {"count"}
)


def shows_only_places(rule_key: str, language: str = "de") -> bool:
    """Whether the wording of a rule names places and counts alone, and no figure of a table."""
    named = {name for _, name, _, _ in Formatter().parse(rule_texts(language)[rule_key]["what"])}
    return {name for name in named if name is not None} <= _PLACES


def place_text(language: str, columns: Sequence[str], facts: Mapping[str, object]) -> str:
    """The place in words: "Datei lv.csv, Zeile 12, Spalte 4"; columns without a name are left out."""
    names = rule_texts(language)[PLACE]
    # A source is named by its title; the title is not said twice.
    named = [each for each in columns if each in names and not (each == "title" and "source_key" in columns)]
    parts = (
        (names[each], told(each, facts[each], language))
        for each in named
        if facts.get(each) not in {None, ""}
    )
    return ", ".join(wording.format(value.removeprefix(", ")) for wording, value in parts)


def told(name: str, value: object, language: str) -> str:
    """A fact as people say it: days and variables in words, never a key or a machine's date."""
    if value is None:
        return "–"
    telling = _TELLING.get(name)
    return telling(str(value), language) if telling else str(value)


def _period(value: str, language: str) -> str:
    return written(value, language) if value[:4].isdigit() else value


def _breakdown(value: str, language: str) -> str:
    return f", {breakdown_named(value, language)}" if value else ""


def _figure(value: str, language: str) -> str:
    """A variable with its breakdown behind it."""
    name, _, breakdown = value.removesuffix("]").partition(" [")
    named = variable_named(name, language)
    return f"{named}, {breakdown_named(breakdown, language)}" if breakdown else named


def _event(value: str, language: str) -> str:
    """A known event, which is told in both languages, in the one that is read."""
    german, _, english = value.partition(" ‖ ")
    return english if english and language == "en" else german


def _amount(value: str, language: str) -> str:
    amount = float(value)
    return number(amount, 0 if amount.is_integer() else 1, language=language)


def _lateness(value: str, language: str) -> str:
    """How long ago figures were due, as exactly as it helps: 20 days, 5 months, more than 3 years."""
    words, days = rule_texts(language)[LATENESS], int(float(value))
    if days < _MONTHS_FROM_DAYS:
        return words["days"].format(days)
    if days < _YEARS_FROM_DAYS:
        return words["months"].format(days // _MONTH)
    years = days // _YEAR
    return words["year"] if years == 1 else words["years"].format(words.get(str(years), years))


_AMOUNTS = (
    *("value_before", "value_after", "one_value", "other_value", "observed_rate", "own_rate", "ratio"),
    *("change_pct", "gap_points"),
)


def _variables(value: str, language: str) -> str:
    return ", ".join(variable_named(each, language) for each in value.split(", ") if each)


def _levels(value: str, language: str) -> str:
    return ", ".join(word(each, language, kind="region_level") for each in value.split(", ") if each)


_TELLING: Mapping[str, Callable[[str, str], str]] = {
    "period": _period,
    "newest_period": _period,
    "on_date": _period,
    "variable": variable_named,
    "breakdown": _breakdown,
    "equation": equation_named,
    "days_late": _lateness,
    "period_before": _period,
    "first_period": _period,
    "last_period": _period,
    "figure": _figure,
    "missing": equation_named,
    "event": _event,
    **dict.fromkeys(_AMOUNTS, _amount),
    "missing_variables": _variables,
    "strange_variables": _variables,
    "missing_regions": _levels,
}
