"""The signs of statistical offices: what a cell's text says, by the office's own dictionary."""

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from models import WITH_NUMBER, ValueStatus
from steering.errors import NotThere
from steering.sources.words import Words

# A comma is the decimal sign. A point is none: 1.234 is refused, never read as 1234 or as 1,234. Only an
# English export, known by its words, has the point instead, and then the comma is none.
_REPORTED = ValueStatus.REPORTED.value
_ZEROS = (ValueStatus.TRUE_ZERO, ValueStatus.ROUNDED_TO_ZERO)
_NUMBERS = {
    sign: re.compile(
        r"(?P<open>\(\s*)?(?P<number>[+-]?[0-9]{1,15}"
        + (rf"(?:{re.escape(sign)}[0-9]{{1,15}})?" if sign else "")
        + r")(?P<close>\s*\))?(?:\s?(?P<mark>[A-Za-z]))?"
    )
    for sign in (",", ".", "")
}


@dataclass(frozen=True, kw_only=True)
class Signs:
    """One office's dictionary of signs (Zeichenerklärung) in one vintage."""

    title: str
    zero: ValueStatus
    brackets: ValueStatus
    marks: tuple[str, ...]
    signs: Mapping[str, ValueStatus]
    limiting: tuple[str, ...] = ()
    source: str = ""
    office: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    is_verified: bool = True


@cache
def _entries() -> Mapping[str, Any]:
    text = files("steering.sources").joinpath("symbols.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def names() -> tuple[str, ...]:
    """The dictionaries that a source or a mapping may choose."""
    return tuple(_entries())


@cache
def dictionary(name: str) -> Signs:
    """The dictionary of an office by its name in symbols.toml. Raises NotThere for an unknown one."""
    if name not in _entries():
        known = ", ".join(names())
        raise NotThere(
            f"No dictionary of signs {name!r}.", code="no_dictionary", dictionary=name, known=known
        )
    entry = _entries()[name]
    return Signs(
        **{
            **entry,
            "zero": ValueStatus(entry["zero"]),
            "brackets": ValueStatus(entry["brackets"]),
            "marks": tuple(entry["marks"]),
            "limiting": tuple(entry.get("limiting", ())),
            "signs": {sign: ValueStatus(status) for sign, status in entry["signs"].items()},
        }
    )


def of_office(office: str, day: date) -> Signs:
    """The dictionary that an office used on a day. Raises NotThere where that is not one and only one."""
    own = [name for name in names() if office in (name, dictionary(name).office)]
    fitting = [name for name in own if _is_used_on(dictionary(name), day)]
    if len(fitting) != 1:
        raise NotThere(
            f"{len(fitting)} dictionaries of {office!r} on {day}.",
            code="dictionary_unclear",
            office=office,
            day=day,
            known=", ".join(own or names()),
        )
    return dictionary(fitting[0])


def _is_used_on(signs: Signs, day: date) -> bool:
    begun = signs.valid_from is None or signs.valid_from <= day
    return begun and (signs.valid_to is None or day <= signs.valid_to)


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What texts of cells say, one by one: value, status ('' where the sign is unknown), and symbol."""

    numbers: npt.NDArray[np.float64] = field(repr=False)
    statuses: Words
    symbols: Words


def understand(texts: Iterable[str], signs: Signs, *, decimal: str = ",") -> pd.DataFrame:
    """Cell texts as `value`, `status` ('' where the sign is unknown) and `symbol` (no plain number)."""
    listed = tuple(texts)
    column = Words(np.arange(len(listed), dtype=np.int32), listed)
    understood = understood_texts(column, signs, decimal=decimal)
    return pd.DataFrame(
        {
            "value": understood.numbers,
            "status": np.array(understood.statuses.listed(), dtype=object),
            "symbol": np.array(understood.symbols.listed(), dtype=object),
        }
    )


def understood_texts(texts: Words, signs: Signs, *, decimal: str = ",") -> Understood:
    """Each different text understood. What the column already knows to be a whole number is one."""
    different = texts.texts
    numbers = np.full(len(different), np.nan) if texts.whole is None else texts.whole.copy()
    statuses, symbols = np.zeros(len(different), dtype=np.int32), np.zeros(len(different), dtype=np.int32)
    known, shown = {_REPORTED: 0}, {"": 0}
    # A zero may be more than a number.
    for place in np.flatnonzero(np.isnan(numbers) | (numbers == 0)).tolist():
        numbers[place], status, symbol = _understood(different[place], signs, decimal)
        statuses[place] = known.setdefault(status, len(known))
        symbols[place] = shown.setdefault(symbol, len(shown))
    return Understood(
        numbers=numbers,
        statuses=Words(statuses, tuple(known)).narrowed(),
        symbols=Words(symbols, tuple(shown)).narrowed(),
    )


def _understood(text: str, signs: Signs, decimal: str) -> tuple[float, str, str]:
    """One text as value, status and symbol."""
    found = _NUMBERS[decimal].fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return _word(text, signs)
    mark = found["mark"] or ""
    if mark and mark not in (*signs.marks, *signs.limiting):
        return _word(text, signs)
    value = float(found["number"].replace(decimal, ".") if decimal else found["number"])
    symbol = text if found["open"] or mark else ""
    if found["open"]:
        return value, signs.brackets.value, symbol
    if mark in signs.limiting and mark:
        return value, ValueStatus.LIMITED_RELIABILITY.value, symbol
    return _zero(value, symbol or text, signs, symbol) if value == 0 else (value, _REPORTED, symbol)


def _zero(value: float, text: str, signs: Signs, symbol: str = "") -> tuple[float, str, str]:
    """A printed zero. One that may hide a secret is no number, and its text is kept as a sign."""
    if signs.zero in WITH_NUMBER:
        return value, signs.zero.value, symbol
    return math.nan, signs.zero.value, text


def _word(text: str, signs: Signs) -> tuple[float, str, str]:
    """A sign that stands alone; one that says "zero, by rounding" is a zero."""
    status = signs.signs.get(text)
    if status is None:
        return math.nan, "", text
    return 0.0 if status in _ZEROS else math.nan, status.value, text
