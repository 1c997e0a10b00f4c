"""What codes and words of flat files and cube files mean: language, regions, categories, names of facts."""

import tomllib
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from steering.sources import vocabulary


@cache
def _known() -> Mapping[str, Any]:
    return tomllib.loads(files("steering.sources").joinpath("flat.toml").read_text(encoding="utf-8"))


def is_regional(variable_code: str) -> bool:
    """The categories of the variable are official keys of regions."""
    return any(fnmatchcase(variable_code, known) for known in _known()["regional"])


def decimal_sign(found: Iterable[str]) -> str:
    """The decimal sign by the language of the words; '' where it is not certain."""
    here = set(found)
    spoken = [
        language["decimal"] for language in _known()["languages"].values() if here & set(language["words"])
    ]
    return str(spoken[0]) if len(spoken) == 1 else ""


def is_total(code: str, label: str) -> bool:
    """Nothing is broken down: the code is empty or says so, and so do the words where there are any."""
    return code in _known()["totals"] and (vocabulary.is_total(label) or (not label and bool(code)))


def category(code: str, label: str) -> str:
    """The canonical 'dimension=category'; '' where neither words nor code are known."""
    return vocabulary.category(label) or str(_known()["codes"].get(code, ""))


def fact(statistic: str, measure: str, dimensions: frozenset[str]) -> str:
    """The name of a figure in our formulas; '' where it has none."""
    for known in _known()["facts"]:
        if (known["statistic"], known["measure"]) == (statistic, measure) and dimensions == set(
            known["dimensions"]
        ):
            return str(known["variable"])
    return ""
