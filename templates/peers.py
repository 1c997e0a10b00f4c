"""Peer groups (Vergleichsgruppen) in words: what a group is called, and who made it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Protocol

from templates.paper import term

REGISTER_YEAR = 2023
"""The year of the register of counties (counties.toml)."""


class NamedGroup(Protocol):
    """A peer group as far as texts must know it."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def title_en(self) -> str: ...  # noqa: D102
    @property
    def typology(self) -> str: ...  # noqa: D102
    @property
    def typology_en(self) -> str: ...  # noqa: D102
    @property
    def year(self) -> int: ...  # noqa: D102


def group_named(group: NamedGroup, language: str = "de") -> str:
    """A group by its title and the year of its typology: Statistische Region Lüneburg (2023)."""
    return term("peer_group_titled", language).format(title=group_titled(group, language), year=group.year)


def group_titled(group: NamedGroup, language: str = "de") -> str:
    """A group by its title alone."""
    return group.title if language == "de" else group.title_en


def typology_named(group: NamedGroup, language: str = "de") -> str:
    """Who made a typology and what it is; in German where nobody has said it in English."""
    return group.typology if language == "de" else group.typology_en or group.typology


def division_named(code: str, language: str = "de") -> str:
    """What a division of a Land is called, by the first three digits of its counties' keys."""
    kind, name = _divisions().get(code, ("statistical_region", code))
    return term(f"region_kind_{kind}", language).format(name=name)


@cache
def _divisions() -> dict[str, tuple[str, str]]:
    text = files("templates").joinpath("documents/statistical_regions.toml").read_text(encoding="utf-8")
    return {
        code: (kind, str(name)) for kind, names in tomllib.loads(text).items() for code, name in names.items()
    }
