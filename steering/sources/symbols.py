"""The signs of statistical offices: what a cell's text says, by the office's own dictionary."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from models import ValueStatus

# A comma is the decimal sign. A point is none: 1.234 is refused, never read as 1234 or as 1,234.
_NUMBER = (
    r"^(?P<open>\(\s*)?(?P<number>[+-]?[0-9]{1,15}(?:,[0-9]{1,9})?)(?P<close>\s*\))?"
    r"(?:\s?(?P<mark>[A-Za-z]))?$"
)


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


def understand(texts: pd.Series, signs: Signs) -> pd.DataFrame:
    """Cell texts as `value`, `status` ('' where the sign is unknown) and `symbol` (no plain number)."""
    parts = texts.str.extract(_NUMBER)
    number, mark = parts["number"], parts["mark"]
    bracketed = parts["open"].notna()
    readable = number.notna() & (bracketed == parts["close"].notna()) & (mark.isna() | mark.isin(signs.marks))
    value = number.where(readable).str.replace(",", ".", regex=False).astype("float64")
    status = np.where(readable, ValueStatus.REPORTED.value, texts.map(_words(signs)).fillna(""))
    status = np.where(readable & (value == 0), signs.zero.value, status)
    status = np.where(readable & bracketed, signs.brackets.value, status)
    plain = readable & ~bracketed & mark.isna()
    return pd.DataFrame(
        {
            "value": value.to_numpy(dtype=np.float64),
            "status": status,
            "symbol": texts.mask(plain, "").to_numpy(dtype=object),
        }
    )


def _words(signs: Signs) -> dict[str, str]:
    return {sign: status.value for sign, status in signs.signs.items()}
