"""The signs of statistical offices: what a cell's text says, by the office's own dictionary."""

import math
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import compress

import numpy as np
import numpy.typing as npt
import pandas as pd

from models import ValueStatus
from steering.sources.words import Words

# A comma is the decimal sign. A point is none: 1.234 is refused, never read as 1234 or as 1,234. Only an
# English export, known by its words, has the point instead, and then the comma is none.
_LONGEST = 15
_NUMBERS = {
    sign: re.compile(
        r"(?P<open>\(\s*)?(?P<number>[+-]?[0-9]{1,15}"
        + (rf"(?:{re.escape(sign)}[0-9]{{1,9}})?" if sign else "")
        + r")(?P<close>\s*\))?(?:\s?(?P<mark>[A-Za-z]))?"
    )
    for sign in (",", ".", "")
}


@dataclass(frozen=True, kw_only=True)
class Signs:
    """One office's dictionary of signs (Zeichenerklärung)."""

    title: str
    zero: ValueStatus
    brackets: ValueStatus
    marks: tuple[str, ...]
    signs: dict[str, ValueStatus]


@cache
def dictionary(name: str) -> Signs:
    """The dictionary of an office by its name in symbols.toml."""
    text = files("steering.sources").joinpath("symbols.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(text)[name]
    return Signs(
        title=entry["title"],
        zero=ValueStatus(entry["zero"]),
        brackets=ValueStatus(entry["brackets"]),
        marks=tuple(entry["marks"]),
        signs={sign: ValueStatus(status) for sign, status in entry["signs"].items()},
    )


@dataclass(frozen=True, kw_only=True)
class Understood:
    """What texts of cells say, one by one: value, status ('' where the sign is unknown), and symbol."""

    numbers: npt.NDArray[np.float64] = field(repr=False)
    statuses: Words
    symbols: Words


def understand(texts: Iterable[str], signs: Signs, *, decimal: str = ",") -> pd.DataFrame:
    """Cell texts as `value`, `status` ('' where the sign is unknown) and `symbol` (no plain number)."""
    understood = understood_texts(list(texts), signs, decimal=decimal)
    return pd.DataFrame(
        {
            "value": understood.numbers,
            "status": np.array(understood.statuses.listed(), dtype=object),
            "symbol": np.array(understood.symbols.listed(), dtype=object),
        }
    )


def understood_texts(texts: Sequence[str], signs: Signs, *, decimal: str = ",") -> Understood:
    """Each text understood. Plain whole numbers, of which there are most, are read all at once."""
    is_plain = _plain_numbers(texts)
    numbers = np.full(len(texts), np.nan)
    numbers[is_plain] = np.fromiter(map(float, compress(texts, is_plain.tolist())), dtype=np.float64)
    statuses, symbols = np.zeros(len(texts), dtype=np.int32), np.zeros(len(texts), dtype=np.int32)
    known, shown = {ValueStatus.REPORTED.value: 0}, {"": 0}
    statuses[numbers == 0] = known.setdefault(signs.zero.value, len(known))
    for place in np.flatnonzero(~is_plain).tolist():
        numbers[place], status, symbol = _understood(texts[place], signs, decimal)
        statuses[place] = known.setdefault(status, len(known))
        symbols[place] = shown.setdefault(symbol, len(shown))
    return Understood(
        numbers=numbers,
        statuses=Words(statuses, tuple(known)),
        symbols=Words(symbols, tuple(shown)),
    )


def _plain_numbers(texts: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which texts are whole numbers in usual digits, none of them too long to be exact."""
    are_digits = list(map(str.isdigit, texts))
    digits = list(compress(texts, are_digits))
    if not "".join(digits).isascii() or max(map(len, digits), default=0) > _LONGEST:
        are_digits = [text.isdigit() and text.isascii() and len(text) <= _LONGEST for text in texts]
    return np.array(are_digits, dtype=bool)


def _understood(text: str, signs: Signs, decimal: str) -> tuple[float, str, str]:
    """One text as value, status and symbol."""
    found = _NUMBERS[decimal].fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]):
        return math.nan, _word(text, signs), text
    if found["mark"] and found["mark"] not in signs.marks:
        return math.nan, _word(text, signs), text
    value = float(found["number"].replace(decimal, ".") if decimal else found["number"])
    status = signs.zero if value == 0 else ValueStatus.REPORTED
    if found["open"]:
        status = signs.brackets
    return value, status.value, text if found["open"] or found["mark"] else ""


def _word(text: str, signs: Signs) -> str:
    status = signs.signs.get(text)
    return status.value if status is not None else ""
