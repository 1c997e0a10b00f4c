"""What the quantities of official tables are called: „Bevölkerung, 15 bis unter 18 Jahre“."""

import re
import tomllib
from functools import cache
from importlib.resources import files

_NAME = re.compile(
    r"(?P<variable>[^\[\]]+?)(?:\[(?P<breakdown>[^\[\]t][^\[\]]*)\])?(?:\[t(?P<lag>[+-]\d+)\])?"
)
_MEAN = re.compile(r"mean\((?P<inner>[^()]+), (?P<first>-?\d+)\.\.(?P<last>-?\d+)\)")
_TOKEN = re.compile(r"[a-z][a-z0-9_]*(?:=[^;\]\s]+)?")
_AGES = re.compile(r"age=(?P<first>\d+)(?:(?:-|\.\.)(?P<end>\d*)|\+)")


@cache
def variable_names(language: str) -> dict[str, str]:
    """The names of variables, by the names that formulas use."""
    return {key: text for key, text in _wordings(language).items() if isinstance(text, str)}


@cache
def _breakdowns(language: str) -> dict[str, str]:
    found = _wordings(language)["breakdown"]
    return found if isinstance(found, dict) else {}


def _wordings(language: str) -> dict[str, str | dict[str, str]]:
    text = files("templates").joinpath(f"variables_{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def variable_named(name: str, language: str = "de") -> str:
    """A variable with its breakdown in words; what has no name is shown as it stands in the file."""
    mean = _MEAN.fullmatch(name)
    if mean is not None:
        years = int(mean["last"]) - int(mean["first"]) + 1
        return _wordings_of_periods(language)["mean"].format(
            name=variable_named(mean["inner"], language), years=years
        )
    found = _NAME.fullmatch(name)
    if found is None:
        return name
    named = variable_names(language).get(found["variable"], found["variable"])
    parts = [_part(part, language) for part in (found["breakdown"] or "").split(";") if part]
    if found["lag"]:
        parts.append(_period(int(found["lag"]), language))
    return ", ".join([named, *parts])


def _period(lag: int, language: str) -> str:
    way = "before" if lag < 0 else "after"
    words = _wordings_of_periods(language)
    return words[f"{way}_1"] if abs(lag) == 1 else words[way].format(years=abs(lag))


def _wordings_of_periods(language: str) -> dict[str, str]:
    """How another period than the indicator's own is told."""
    found = _wordings(language)["period"]
    return found if isinstance(found, dict) else {}


def breakdown_named(breakdown: str, language: str = "de") -> str:
    """A breakdown in words."""
    return ", ".join(_part(part, language) for part in breakdown.split(";") if part)


def equation_named(equation: str, language: str = "de") -> str:
    """An equation between variables („lv_no ≤ lv“) in words."""
    names, parts = variable_names(language), _breakdowns(language)

    def told(found: re.Match[str]) -> str:
        return names.get(found[0]) or (
            _part(found[0], language) if "=" in found[0] else parts.get(found[0], found[0])
        )

    return _TOKEN.sub(told, equation)


def _part(part: str, language: str) -> str:
    words, ages = _breakdowns(language), _AGES.fullmatch(part)
    if ages is None:
        return words.get(part, part)
    first, end = int(ages["first"]), ages["end"]
    return words["ages"].format(first=first, end=int(end)) if end else words["ages_from"].format(first=first)
