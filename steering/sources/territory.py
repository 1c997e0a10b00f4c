"""When a region's official key was valid (Gebietsstand)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from models import ValueStatus
from steering.sources.periods import ends_on

_LAND = r"(?:0[1-9]|1[0-6])"
KEY = rf"DG|{_LAND}(?:[0-9]|[0-9]{{3}}|[0-9]{{6}})?"


@dataclass(frozen=True, kw_only=True)
class Span:
    """The time in which a key stood for a region, and where its area went."""

    title: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    divided_among: tuple[str, ...] = ()
    former_titles: tuple[str, ...] = ()
    renamed_on: date | None = None
    is_verified: bool = True


@cache
def spans() -> dict[str, Span]:
    """Every key whose beginning or end we know, from territory.toml."""
    text = files("steering.sources").joinpath("territory.toml").read_text(encoding="utf-8")
    return {code: _span(entry) for code, entry in tomllib.loads(text).items()}


def _span(entry: Mapping[str, Any]) -> Span:
    lists: dict[str, Any] = {
        name: tuple(entry[name]) for name in ("divided_among", "former_titles") if name in entry
    }
    return Span(**{**entry, **lists})


def absence(region_code: str, period: str) -> ValueStatus:
    """Why a region has nothing but "-" in a period."""
    span = spans().get(region_code)
    if span is None:
        return ValueStatus.NOTHING_OR_NOT_EXISTING
    last_day = ends_on(period)
    if span.valid_to is not None and span.valid_to < last_day:
        return ValueStatus.REGION_DISSOLVED
    if span.valid_from is not None and last_day < span.valid_from:
        return ValueStatus.REGION_NOT_YET_EXISTING
    return ValueStatus.NOTHING_OR_NOT_EXISTING


def is_valid_on(region_code: str, day: date) -> bool:
    """Whether a key stood for a region on a day, as far as we know its beginning and its end."""
    span = spans().get(region_code)
    if span is None:
        return True
    begun = span.valid_from is None or span.valid_from <= day
    return begun and (span.valid_to is None or day <= span.valid_to)


def is_one_key(code: str) -> bool:
    """Whether a text is the official key of Germany, a Land, a region, a county or a municipality."""
    return re.fullmatch(KEY, code) is not None


def is_key(codes: pd.Series) -> pd.Series:
    """Which texts are official keys of Germany, a Land, a region, a county or a municipality."""
    return codes.str.fullmatch(KEY)


def has_lost_zero(codes: pd.Series) -> pd.Series:
    """Which texts would be official keys if the zero in front were still there."""
    # Two digits are left out: "31" could be a lost "031", but never where the counties kept theirs.
    return codes.str.fullmatch(r"[0-9]|[0-9]{4}|[0-9]{7}") & is_key("0" + codes)
