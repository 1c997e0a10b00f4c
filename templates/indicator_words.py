"""What units, formulas and flags of indicators are called."""

import re

from templates.paper import term_or_itself
from templates.tables import joined
from templates.variables import variable_named

_MEAN = re.compile(r"mean\((?P<inner>.+), (?P<first>-?\d+)\.\.(?P<last>-?\d+)\)")
_LAG = re.compile(r"(?P<inner>.+)\[t(?P<lag>[+-]\d+)\]")


def unit_named(unit: str, language: str = "de") -> str:
    """A unit in words; one that nobody has worded stays as it is."""
    known = joined("indicators", language)["unit"]
    return str(known.get(unit) or term_or_itself(unit, language))


def term_named(name: str, language: str = "de") -> str:
    """A term of a formula in words, with the year from which it is taken."""
    words = joined("indicators", language)["term"]
    mean, lag = _MEAN.fullmatch(name), _LAG.fullmatch(name)
    if mean is not None:
        years = words["years"].format(first=_year(mean["first"], words), last=_year(mean["last"], words))
        return str(words["mean"].format(what=variable_named(mean["inner"], language), years=years))
    if lag is not None:
        return str(
            words["lagged"].format(what=variable_named(lag["inner"], language), year=_year(lag["lag"], words))
        )
    return variable_named(name, language)


def _year(lag: str, words: dict[str, str]) -> str:
    number = int(lag)
    if number == 0:
        return words["same_year"]
    key = "year_before" if number < 0 else "year_after"
    return words[key if abs(number) == 1 else f"{key}s"].format(count=abs(number))


def flag_named(flag: str, language: str = "de") -> str:
    """A flag as a sentence; one that nobody has worded is the status of a cell."""
    from templates.words import word

    name, _, told = flag.partition("=")
    known = joined("indicators", language)["flag"]
    for key in (flag, name):
        if key in known:
            return str(known[key]).format(value=told.replace(".", ",") if language == "de" else told)
    try:
        said = word(told, language, kind="value_status") if told else name
    except KeyError:
        return flag
    return str(known["status"]).format(what=term_named(name, language), said=said)
