"""The signs of statistical offices: what a cell's text says, by the office's own dictionary."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from models import WITH_NUMBER, ValueStatus
from steering.errors import NotThere

# A comma is the decimal sign. A point is none: 1.234 is refused, never read as 1234 or as 1,234.
_NUMBER = (
    r"^(?P<open>\(\s*)?(?P<number>[+-]?[0-9]{1,15}(?:,[0-9]{1,9})?)(?P<close>\s*\))?"
    r"(?:\s?(?P<mark>[A-Za-z]))?$"
)
_NUMBERED = frozenset(status.value for status in WITH_NUMBER)
_ZEROS = frozenset({ValueStatus.TRUE_ZERO.value, ValueStatus.ROUNDED_TO_ZERO.value})


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
    is_verified: bool = field(default=True)


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


def understand(texts: pd.Series, signs: Signs) -> pd.DataFrame:
    """Cell texts as `value`, `status` ('' where the sign is unknown) and `symbol` (no plain number)."""
    parts = texts.str.extract(_NUMBER)
    number, mark = parts["number"], parts["mark"]
    bracketed, limited = parts["open"].notna(), mark.isin(signs.limiting)
    is_marked = mark.isin((*signs.marks, *signs.limiting))
    readable = number.notna() & (bracketed == parts["close"].notna()) & (mark.isna() | is_marked)
    value = number.where(readable).str.replace(",", ".", regex=False).astype("float64")
    words = texts.map(_words(signs)).fillna("")
    status = np.where(readable, ValueStatus.REPORTED.value, words)
    status = np.where(readable & (value == 0), signs.zero.value, status)
    status = np.where(readable & bracketed, signs.brackets.value, status)
    status = np.where(readable & limited, ValueStatus.LIMITED_RELIABILITY.value, status)
    has_number = pd.Series(status, index=texts.index).isin(_NUMBERED)
    # A sign that says "zero, by rounding" is a zero; a zero that may hide a secret is no number.
    value = value.mask(~readable & pd.Series(status, index=texts.index).isin(_ZEROS), 0.0).where(has_number)
    plain = readable & ~bracketed & mark.isna() & has_number
    return pd.DataFrame(
        {
            "value": value.to_numpy(dtype=np.float64),
            "status": status,
            "symbol": texts.mask(plain, "").to_numpy(dtype=object),
        }
    )


def _words(signs: Signs) -> dict[str, str]:
    return {sign: status.value for sign, status in signs.signs.items()}
