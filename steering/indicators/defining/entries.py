"""What an entry of the catalogue must hold: every fault is named with its field."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from steering.indicators.defining.breaking import DIMENSIONS
from steering.indicators.defining.indicator import LIFE_STAGES, Direction, Indicator, Join, Principle, Supply
from steering.indicators.defining.meaning import UNITS, formula_faults
from steering.indicators.defining.origins import origins
from templates.statements import statement_faults

_READ = {"formula", "fallback", "variants", "is_confirmed"}
_FIELDS = {name: kind for name, kind in Indicator.__annotations__.items() if name not in _READ}
_AMONG: Mapping[str, tuple[str, ...]] = {
    "unit": UNITS,
    "direction": tuple(Direction),
    "life_stage": LIFE_STAGES,
    "until_stage": ("", *LIFE_STAGES),
    "focus_area_key": ("framework", "transitions", "digitalisation", "integration_language"),
    "join": tuple(Join),
    "principle": tuple(Principle),
    "supply": tuple(Supply),
}
REFERENCE_TIMES = (
    "date_31_12",
    "date_01_03",
    "date_30_06",
    "date_30_09",
    "school_year_begin",
    "leaving_year",
    "school_year",
    "school_entry_year",
    "winter_term",
    "calendar_sum",
    "annual_mean",
    # A table that mixes statistics of several days, and names none.
    "unstated",
)
_TABLE_CODE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
_ATTRIBUTE = re.compile(r"(?:AI\d{4})?")
_LISTS: Mapping[str, tuple[re.Pattern[str], bool]] = {
    "table_codes": (_TABLE_CODE, True),
    "reference_times": (re.compile("|".join(REFERENCE_TIMES)), True),
    "breakdowns": (re.compile("|".join(DIMENSIONS)), False),
}


def faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is wrong with an entry, each as `field: what`."""
    wanted = [*_FIELDS, "formula", "fallback", "variants"]
    yield from (f"{name}: is missing" for name in wanted if name not in entry)
    yield from (f"{name}: is unknown" for name in entry if name not in wanted)
    yield from _kind_faults(entry)
    for name, choices in _AMONG.items():
        if name in entry and entry[name] not in choices:
            yield f"{name}: {entry[name]!r} is none of {', '.join(choices)}"
    for name, (pattern, is_needed) in _LISTS.items():
        yield from _list_faults(entry, name, pattern, is_needed=is_needed)
    yield from (f"excluded_by: {key!r} is no event of events.toml" for key in _unknown_events(entry))
    yield from formula_faults(entry)
    yield from _version_faults(entry)
    yield from _supply_faults(entry)
    yield from _statement_faults(entry)
    yield from _concern_faults(entry)


@cache
def _events() -> frozenset[str]:
    # Read as plain text: the forms of the reference files wake much, and the catalogue must wake fast.
    text = files("steering.reference").joinpath("events.toml").read_text(encoding="utf-8")
    return frozenset(event["key"] for event in tomllib.loads(text)["event"])


def _unknown_events(entry: Mapping[str, Any]) -> list[str]:
    listed = entry.get("excluded_by")
    return [str(key) for key in listed if key not in _events()] if isinstance(listed, list) else []


def _kind_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for name, kind in _FIELDS.items():
        value = entry.get(name)
        if kind is str and not isinstance(entry.get(name, ""), str):
            yield f"{name}: must be text"
        if kind is bool and not isinstance(entry.get(name, False), bool):
            yield f"{name}: must be true or false"
        is_whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if kind is int and name in entry and not is_whole:
            yield f"{name}: must be a whole number from 0"


def _list_faults(
    entry: Mapping[str, object], name: str, pattern: re.Pattern[str], *, is_needed: bool
) -> Iterator[str]:
    listed = entry.get(name, ["-"])
    if not isinstance(listed, list) or (is_needed and not listed):
        yield f"{name}: must be a list with at least one text"
        return
    if name in entry:
        yield from (f"{name}: {text!r} is unknown" for text in listed if not pattern.fullmatch(str(text)))


def _version_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """A version says since when it holds, and from the second on what is otherwise than before."""
    try:
        date.fromisoformat(str(entry.get("valid_from", "")))
    except ValueError:
        yield f"valid_from: {entry.get('valid_from')!r} is no day such as 2026-01-01"
    if entry.get("version") == 0:
        yield "version: must be 1 or more"
    if isinstance(entry.get("version"), int) and entry["version"] > 1:
        yield from (
            f"{name}: is missing; say what is otherwise than in the version before"
            for name in ("version_note", "version_note_en")
            if not entry.get(name)
        )


def _supply_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """Figures outside the official tables have a source entry, and a form that is among the tables."""
    if not _ATTRIBUTE.fullmatch(str(entry.get("cross_check", ""))):
        yield f"cross_check: {entry['cross_check']!r} is no attribute such as AI0306"
    named = entry.get("source_entry", "")
    asked = entry.get("supply") in (Supply.LAND, Supply.LABOUR, Supply.COUNTY)
    if asked and not named:
        yield "source_entry: is missing; origins.toml says whom to ask"
    if not named:
        return
    origin = origins().get(str(named))
    if origin is None:
        yield f"source_entry: {named!r} is none of {', '.join(origins())}"
        return
    if asked and origin.is_own != (entry["supply"] == Supply.COUNTY):
        yield f"source_entry: {named!r} is {'' if origin.is_own else 'not '}the county's own"
    if origin.table_code not in (entry.get("table_codes") or ()):
        yield f"table_codes: {origin.table_code}, the form of {named}, is not among them"


def _statement_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for name in ("statement", "statement_en", "statement_below", "statement_below_en"):
        text = str(entry.get(name, ""))
        if text or not name.startswith("statement_below"):
            yield from (f"{name}: {fault}" for fault in statement_faults(text))


def _concern_faults(entry: Mapping[str, Any]) -> Iterator[str]:
    """What can stand out becomes a need for action, and a need wants a name that people would say."""
    if entry.get("direction") != Direction.NEUTRAL:
        yield from (f"{name}: is missing" for name in ("concern", "concern_en") if not entry.get(name))
    elif entry.get("concern") or entry.get("concern_en"):
        yield "concern: a neutral indicator is never judged, so nothing is to be done about it"
