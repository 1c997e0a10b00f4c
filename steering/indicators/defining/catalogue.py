"""The catalogue of indicators: one file per life stage, one entry per indicator."""

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from steering.errors import BadProfile
from steering.indicators.defining.entries import faults
from steering.indicators.defining.formula import read_formula
from steering.indicators.defining.indicator import (
    Computability,
    Direction,
    Indicator,
    Join,
    Principle,
    Supply,
)
from steering.indicators.defining.observed import is_confirmed

__all__ = [
    "Computability",
    "Direction",
    "Indicator",
    "Join",
    "Principle",
    "Supply",
    "chosen",
    "load_catalogue",
]

DEFAULTS: Mapping[str, object] = {
    "join": "same_period",
    "minimum_count": 3,
    "minimum_base": 30,
    "is_public": True,
    "version": 1,
    "valid_from": "2026-01-01",
    "version_note": "",
    "version_note_en": "",
    "until_stage": "",
    "supply": "R",
    "source_entry": "",
    "cross_check": "",
    "fallback": None,
    "variants": {},
    "breakdowns": [],
    "excluded_by": [],
    "concern": "",
    "concern_en": "",
    "statement_below": "",
    "statement_below_en": "",
}
"""What holds for an entry that does not say it."""
_LISTED = ("table_codes", "reference_times", "breakdowns", "excluded_by")
EVERY = "every"
"""The table of a file whose values hold for each of its entries that says nothing else."""


def load_catalogue(folder: Traversable | None = None) -> dict[str, Indicator]:
    """All indicators by key, in the order of their keys; refuses with every fault found."""
    if folder is None:
        return dict(_our_own())
    return _loaded(folder)


@cache
def _our_own() -> Mapping[str, Indicator]:
    """The catalogue that travels with the program; it is asked for at every step and never changes."""
    return _loaded(files("steering.indicators").joinpath("catalogue"))


def _loaded(place: Traversable) -> dict[str, Indicator]:
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
    return {key: found[key] for key in sorted(found)}


def chosen(catalogue: Mapping[str, Indicator], keys: Sequence[str]) -> list[Indicator]:
    """The indicators that a region has chosen, in its order."""
    unknown = [key for key in keys if key not in catalogue]
    if unknown:
        near = [
            key for name in unknown for key in difflib.get_close_matches(name, catalogue, n=2, cutoff=0.5)
        ]
        raise BadProfile(
            f"No indicator {', '.join(unknown)}; the catalogue holds {len(catalogue)}, "
            f"near it {', '.join(near) or 'none'}.",
            faults=unknown,
        )
    return [catalogue[key] for key in keys]


def _entries(place: Traversable) -> Iterator[tuple[str, dict[str, object]]]:
    for file in sorted(place.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        read = tomllib.loads(file.read_text(encoding="utf-8"))
        for entry in read.get("indicator", []):
            yield file.name, {**DEFAULTS, **read.get(EVERY, {}), **entry}


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    """An entry that has no faults, as a frozen value."""
    codes = tuple(entry["table_codes"])
    changed: dict[str, Any] = {
        "formula": read_formula(entry["formula"]),
        "fallback": read_formula(entry["fallback"]) if entry["fallback"] else None,
        "variants": tuple((name, read_formula(text)) for name, text in entry["variants"].items()),
        "is_confirmed": all(is_confirmed(code) for code in codes),
        "direction": Direction(str(entry["direction"])),
        "supply": Supply(str(entry["supply"])),
        "join": Join(str(entry["join"])),
        "principle": Principle(str(entry["principle"])),
        **{name: tuple(entry[name]) for name in _LISTED},
    }
    return Indicator(**{**entry, **changed})
