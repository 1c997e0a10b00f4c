"""The catalogue of indicators: one file per life stage, one entry per indicator."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from steering.errors import BadProfile
from steering.indicators.formula import Formula, FormulaError, read_formula


class Direction(StrEnum):
    """Which way is better; neutral ones are described and never judged."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Principle(StrEnum):
    """Where people are counted. School figures follow the school, population the home."""

    PLACE_OF_SCHOOL = "place_of_school"
    PLACE_OF_RESIDENCE = "place_of_residence"
    MIXED = "mixed_principle"


class Join(StrEnum):
    """How periods of the inputs meet; nothing is joined by a year unless the entry says so."""

    SAME_PERIOD = "same_period"
    SAME_YEAR = "same_year"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: the question it answers, its formula, and what to keep in mind."""

    key: str
    version: int
    title: str
    title_en: str
    question: str
    formula: Formula
    unit: str
    factor: int
    digits: int
    direction: Direction
    life_stage: str
    focus_area_key: str
    table_codes: tuple[str, ...]
    reference_times: tuple[str, ...]
    join: Join
    principle: Principle
    caveat: str
    caveat_en: str
    statement: str
    statement_en: str
    statement_below: str
    statement_below_en: str
    minimum_count: int
    minimum_base: int
    expected_lag_days: int


LIFE_STAGES = (
    "early_childhood",
    "primary",
    "lower_secondary",
    "upper_secondary",
    "vocational_transition",
    "vocational_education",
    "higher_education",
    "continuing_education",
    "non_formal",
    "framework",
)
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
_TABLE_CODE = re.compile(r"\d{5}-\d{2}-\d{2}-[45B]")
_TEXTS = tuple(field.name for field in fields(Indicator) if field.type is str)
_NUMBERS = tuple(field.name for field in fields(Indicator) if field.type is int)
_DEFAULTS: Mapping[str, object] = {
    "join": "same_period",
    "minimum_count": 3,
    "minimum_base": 30,
    "version": 1,
    "statement_below": "",
    "statement_below_en": "",
}


def load_catalogue(folder: Traversable | None = None) -> dict[str, Indicator]:
    """All indicators by key, in the order of files and entries; refuses with every fault found."""
    place = folder or files("steering.indicators").joinpath("catalogue")
    found: dict[str, Indicator] = {}
    faults: list[str] = []
    for name, entry in _entries(place):
        where = f"{name}, entry {entry.get('key', '?')}"
        wrong = list(_faults(entry))
        if entry.get("key") in found:
            wrong.append("key: stands in the catalogue twice")
        faults += [f"{where}, field {fault}" for fault in wrong]
        if not wrong:
            found[str(entry["key"])] = _indicator(entry)
    if faults:
        raise BadProfile(f"The catalogue holds {len(faults)} fault(s): {'; '.join(faults)}", faults=faults)
    return found


def chosen(catalogue: Mapping[str, Indicator], keys: Sequence[str]) -> list[Indicator]:
    """The indicators that a region has chosen, in its order."""
    unknown = [key for key in keys if key not in catalogue]
    if unknown:
        raise BadProfile(
            f"No indicator {', '.join(unknown)}; the catalogue holds {', '.join(catalogue)}.", faults=unknown
        )
    return [catalogue[key] for key in keys]


def _entries(place: Traversable) -> Iterator[tuple[str, dict[str, object]]]:
    for file in sorted(place.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for entry in tomllib.loads(file.read_text(encoding="utf-8")).get("indicator", []):
            yield file.name, {**_DEFAULTS, **entry}


def _faults(entry: Mapping[str, object]) -> Iterator[str]:
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


def _list_faults(entry: Mapping[str, object], name: str, pattern: re.Pattern[str]) -> Iterator[str]:
    listed = entry.get(name, ["-"])
    if not isinstance(listed, list) or not listed:
        yield f"{name}: must be a list with at least one text"
        return
    if name in entry:
        yield from (f"{name}: {text!r} is unknown" for text in listed if not pattern.fullmatch(str(text)))


def _formula_faults(entry: Mapping[str, object]) -> Iterator[str]:
    formula = entry.get("formula", {})
    if not isinstance(formula, dict):
        yield "formula: must be a table such as { kind = 'share', numerator = 'lv_no', denominator = 'lv' }"
        return
    try:
        read_formula(formula)
    except FormulaError as fault:
        yield f"formula: {fault}"


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    """An entry that has no faults, as a frozen value."""
    changed: dict[str, Any] = {
        "formula": read_formula(entry["formula"]),
        "direction": Direction(str(entry["direction"])),
        "join": Join(str(entry["join"])),
        "principle": Principle(str(entry["principle"])),
        "table_codes": tuple(entry["table_codes"]),
        "reference_times": tuple(entry["reference_times"]),
    }
    return Indicator(**{**entry, **changed})
