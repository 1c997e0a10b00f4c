"""Where figures come from that no official table of the counties carries: whom to ask, for what, when.

The entries are plain values read without the forms of a profile: the catalogue must wake fast.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure that is asked for: its name in formulas, its unit, and what it is broken down by."""

    key: str
    unit: str
    breakdown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A source of figures outside the official county tables.

    `table_code` names its delivery form. `is_own` says that the county itself has the figures; of the
    others an office must be asked. `is_verified` is false where no document at hand says that the office
    publishes the figures for counties.
    """

    key: str
    table_code: str
    title: str
    title_en: str
    is_own: bool
    publisher: str
    publisher_en: str
    published: str
    published_en: str
    ask: str
    ask_en: str
    reference_time: str
    principle: str
    expected_lag_days: int
    is_verified: bool = True
    figures: tuple[Figure, ...]


@cache
def _shipped() -> Mapping[str, Any]:
    return tomllib.loads(
        files("steering.indicators.defining").joinpath("origins.toml").read_text(encoding="utf-8")
    )


@cache
def origins() -> Mapping[str, Origin]:
    """All sources outside the official tables, by key."""
    return {
        entry["key"]: Origin(
            figures=tuple(Figure(**figure) for figure in entry["figure"]),
            **{name: value for name, value in entry.items() if name != "figure"},
        )
        for entry in _shipped()["origin"]
    }


def of_table(code: str) -> Origin | None:
    """The source whose delivery form has this code."""
    return next((origin for origin in origins().values() if origin.table_code == code), None)


def unit_words(unit: str, language: str = "de") -> str:
    """A unit as a form writes it: persons are „Personen“."""
    words: str = _shipped()["unit_words"][unit][language]
    return words
