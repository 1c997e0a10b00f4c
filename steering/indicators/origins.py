"""Where figures come from that no official table of the counties carries: whom to ask, for what, when."""

from collections.abc import Mapping
from dataclasses import field
from functools import cache
from importlib.resources import files

from steering.profile.kinds import Count, Flag, Key, TableCode, Text, declared
from steering.profile.mappings import ReferenceTime
from steering.reference.entries import read_entries

FILE = "origins.toml"


@declared
class Figure:
    """One figure that is asked for: its name in formulas, its unit, and what it is broken down by."""

    key: Key
    unit: Key
    breakdown: dict[Key, Text] = field(default_factory=dict)


@declared
class Origin:
    """A source of figures outside the official county tables.

    `table_code` names its delivery form. `is_own` says that the county itself has the figures; of the
    others an office must be asked. `is_verified` is false where no document at hand says that the office
    publishes the figures for counties.
    """

    key: Key
    table_code: TableCode
    title: Text
    title_en: Text
    is_own: Flag
    publisher: Text
    publisher_en: Text
    published: Text
    published_en: Text
    ask: Text
    ask_en: Text
    reference_time: ReferenceTime
    principle: Text
    expected_lag_days: Count
    is_verified: Flag = True
    figure: tuple[Figure, ...]


@declared
class Origins:
    """origins.toml: the sources, and how the units of their figures are written in a form."""

    origin: tuple[Origin, ...]
    unit_words: dict[Key, dict[Key, Text]]


@cache
def _shipped() -> Origins:
    content = files("steering.indicators").joinpath(FILE).read_bytes()
    return read_entries(Origins, FILE, content)


@cache
def origins() -> Mapping[str, Origin]:
    """All sources outside the official tables, by key."""
    return {origin.key: origin for origin in _shipped().origin}


def of_table(code: str) -> Origin | None:
    """The source whose delivery form has this code."""
    return next((origin for origin in origins().values() if origin.table_code == code), None)


def unit_words(unit: str, language: str = "de") -> str:
    """A unit as a form writes it: persons are „Personen“."""
    return _shipped().unit_words[unit][language]
