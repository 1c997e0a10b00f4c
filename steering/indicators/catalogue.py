"""The catalogue of indicators: one file per life stage, one entry per indicator."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from steering.errors import BadProfile
from steering.indicators.entries import faults
from steering.indicators.formula import read_formula
from steering.indicators.indicator import Direction, Indicator, Join, Principle

__all__ = ["Direction", "Indicator", "Join", "Principle", "chosen", "load_catalogue"]

_DEFAULTS: Mapping[str, object] = {
    "join": "same_period",
    "minimum_count": 3,
    "minimum_base": 30,
    "version": 1,
    "concern": "",
    "concern_en": "",
    "statement_below": "",
    "statement_below_en": "",
}


def load_catalogue(folder: Traversable | None = None) -> dict[str, Indicator]:
    """All indicators by key, in the order of files and entries; refuses with every fault found."""
    place = folder or files("steering.indicators").joinpath("catalogue")
    found: dict[str, Indicator] = {}
    wrong: list[str] = []
    for name, entry in _entries(place):
        where = f"{name}, entry {entry.get('key', '?')}"
        own = list(faults(entry))
        if entry.get("key") in found:
            own.append("key: stands in the catalogue twice")
        wrong += [f"{where}, field {fault}" for fault in own]
        if not own:
            found[str(entry["key"])] = _indicator(entry)
    if wrong:
        raise BadProfile(f"The catalogue holds {len(wrong)} fault(s): {'; '.join(wrong)}", faults=wrong)
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
