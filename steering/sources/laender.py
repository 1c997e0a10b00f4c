"""The keys of Germany and the Länder by their names, for tables that print no keys."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

_NATION = "DG"


@cache
def keys() -> Mapping[str, str]:
    """Key by name, from laender.toml."""
    text = files("steering.sources").joinpath("laender.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)
    return found


def are_laender(texts: Iterable[str]) -> bool:
    """Every text is the name of a Land or of the nation, and at least one is a Land's."""
    named = {keys().get(text) for text in texts}
    return None not in named and bool(named - {_NATION})
