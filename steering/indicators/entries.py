"""What an entry of the catalogue must hold: every fault is named with its field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from steering.indicators.formula import Formula, FormulaError, read_formula
from steering.indicators.indicator import LIFE_STAGES, Direction, Indicator, Join, Principle
from steering.sources import vocabulary
from templates.statements import statement_faults

_AMONG: Mapping[str, tuple[str, ...]] = {
    "unit": ("pct", "pct_points", "per_100", "per_1000", "eur"),
    "direction": tuple(Direction),
    "life_stage": LIFE_STAGES,
    "focus_area_key": ("framework", "transitions", "digitalisation", "integration_language"),
    "join": tuple(Join),
    "principle": tuple(Principle),
}
_REFERENCE_TIMES = (
    "date_31_12",
    "date_01_03",
    "date_30_06",
    "date_30_09",
    "school_year_begin",
    "leaving_year",
    "winter_term",
    "calendar_sum",
    "annual_mean",
)
_TABLE_CODE = re.compile(r"\d{5}-[0-9A-Z-]+")
_TEXTS = tuple(field.name for field in fields(Indicator) if field.type is str)
_NUMBERS = tuple(field.name for field in fields(Indicator) if field.type is int)


def faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is wrong with an entry, each as `field: what`."""
    wanted = [field.name for field in fields(Indicator)]
    yield from (f"{name}: is missing" for name in wanted if name not in entry)
    yield from (f"{name}: is unknown" for name in entry if name not in wanted)
    yield from (f"{name}: must be text" for name in _TEXTS if not isinstance(entry.get(name, ""), str))
    for name in _NUMBERS:
        number = entry.get(name, 0)
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            yield f"{name}: must be a whole number from 0"
    for name, choices in _AMONG.items():
        if name in entry and entry[name] not in choices:
            yield f"{name}: {entry[name]!r} is none of {', '.join(choices)}"
    yield from _list_faults(entry, "table_codes", _TABLE_CODE)
    yield from _list_faults(entry, "reference_times", re.compile("|".join(_REFERENCE_TIMES)))
    yield from _formula_faults(entry)
    yield from _time_faults(entry)
    yield from _statement_faults(entry)
    yield from _concern_faults(entry)


def _list_faults(entry: Mapping[str, object], name: str, pattern: re.Pattern[str]) -> Iterator[str]:
    listed = entry.get(name, ["-"])
    if not isinstance(listed, list) or not listed:
        yield f"{name}: must be a list with at least one text"
        return
    if name in entry:
        yield from (f"{name}: {text!r} is unknown" for text in listed if not pattern.fullmatch(str(text)))


def _concern_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """What can stand out becomes a need for action, and a need wants a name that people would say."""
    if entry.get("direction") != Direction.NEUTRAL:
        yield from (f"{name}: is missing" for name in ("concern", "concern_en") if not entry.get(name))


def _listed(entry: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a list; none where the entry holds no list, which is a fault of its own."""
    listed = entry.get(name)
    return [str(text) for text in listed] if isinstance(listed, list) else []


def _formula_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    formula = entry.get("formula")
    if not isinstance(formula, dict):
        yield "formula: must be a table such as { kind = 'share', numerator = 'lv_no', denominator = 'lv' }"
        return
    try:
        read = read_formula(formula)
    except FormulaError as fault:
        yield f"formula: {fault}"
        return
    yield from _name_faults(read, _listed(entry, "table_codes"))


def _name_faults(formula: Formula, table_codes: list[str]) -> Iterator[str]:
    """Names that no table of the entry holds: mistyped, or not yet in the vocabulary."""
    known = {column.variable for code in table_codes for column in vocabulary.table(code).columns}
    for name in dict.fromkeys(term.variable for term in formula.terms):
        if name not in known:
            tables = ", ".join(table_codes)
            yield (
                f"formula: {name!r} is no observation of {tables} (known: {', '.join(sorted(known))}); "
                "correct it, or name the column in steering/sources/vocabulary.toml"
            )


def _time_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for code in _listed(entry, "table_codes"):
        usual = vocabulary.usual_reference_time(code)
        if usual not in _listed(entry, "reference_times"):
            yield f"reference_times: {code} is dated by {usual}, which is not among them"


def _statement_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for name in ("statement", "statement_en", "statement_below", "statement_below_en"):
        text = str(entry.get(name, ""))
        if text or not name.startswith("statement_below"):
            yield from (f"{name}: {fault}" for fault in statement_faults(text))
