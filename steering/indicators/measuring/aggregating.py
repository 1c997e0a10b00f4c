"""Aggregates from aggregates: where a Land has no cell of its own, the sum of all its counties stands in.

Only a complete set of parts makes a whole. How many counties a Land had in a year is told by official files
(counties.toml); where one of them has no number, or nobody knows how many there were, there is no sum.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from steering.cube.cube import Mask
from steering.indicators.defining.formula import Formula, Kind
from steering.indicators.measuring.inputs import Inputs, Laid
from steering.indicators.measuring.marks import IS_THERE, MAY_EXIST, WITHOUT_NUMBER
from steering.sources.periods import year_of

FEDERATION_CODE = "DG"
LAENDER = tuple(f"{number:02}" for number in range(1, 17))
_COUNTY_DIGITS = 5


@cache
def _counties() -> tuple[int, int, Mapping[str, Sequence[Sequence[int]]]]:
    told = tomllib.loads(
        files("steering.indicators.measuring").joinpath("counties.toml").read_text(encoding="utf-8")
    )
    return told["first_year"], told["last_year"], told["counties"]


@cache
def counties_count(land_code: str, year: int) -> int:
    """How many counties a Land had at the end of a year; 0 where no file at hand tells it."""
    first, last, known = _counties()
    if not first <= year <= last:
        return 0
    counted = [count for begin, count in known.get(land_code, ()) if begin <= year]
    return counted[-1] if counted else 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Whole:
    """A region that may be added up: its row, and the rows of its parts."""

    code: str
    row: int
    parts: tuple[int, ...]

    def expected(self, year: int) -> int:
        """How many parts there must be."""
        return len(LAENDER) if self.code == FEDERATION_CODE else counties_count(self.code, year)


@lru_cache(maxsize=64)
def wholes(regions: tuple[str, ...]) -> tuple[Whole, ...]:
    """The Länder, then the federation, as far as they are among the regions."""
    place = {code: row for row, code in enumerate(regions)}
    counties: dict[str, list[int]] = {}
    for code, row in place.items():
        if len(code) == _COUNTY_DIGITS:
            counties.setdefault(code[:2], []).append(row)
    found = [
        Whole(code=land, row=place[land], parts=tuple(counties[land]))
        for land in LAENDER
        if land in place and land in counties
    ]
    if FEDERATION_CODE in place and all(land in place for land in LAENDER):
        parts = tuple(place[land] for land in LAENDER)
        found.append(Whole(code=FEDERATION_CODE, row=place[FEDERATION_CODE], parts=parts))
    return tuple(found)


def with_wholes(formula: Formula, inputs: Inputs, known: Sequence[Whole]) -> tuple[Inputs, Mask | None]:
    """The inputs with the sums of all counties where a Land has no cell, and where that was done."""
    if formula.kind is Kind.OFFICIAL or not known or not inputs.periods:
        return inputs, None
    years = np.array([year_of(period) for period in inputs.periods])
    is_summed = np.zeros((len(inputs.regions), len(inputs.periods)), dtype=np.bool_)
    laid = {name: _summed(each, known, years, is_summed) for name, each in inputs.laid.items()}
    if not is_summed.any():
        return inputs, None
    return replace(inputs, laid=laid), is_summed


def _summed(laid: Laid, known: Sequence[Whole], years: npt.NDArray[np.int64], is_summed: Mask) -> Laid:
    numbers, marks = laid.numbers, laid.marks
    is_own = True
    for whole in known:
        is_absent = (marks[whole.row] & IS_THERE) == 0
        if not is_absent.any():
            continue
        rows = list(whole.parts)
        has_number = (marks[rows] & WITHOUT_NUMBER) == 0
        is_complete = is_absent & (has_number.sum(axis=0) == _wanted(whole, years, laid.term.lags))
        if not is_complete.any():
            continue
        if is_own:
            numbers, marks, is_own = numbers.copy(), marks.copy(), False
        total = np.where(has_number, numbers[rows], 0.0).sum(axis=0)
        numbers[whole.row] = np.where(is_complete, total, numbers[whole.row])
        marks[whole.row] = np.where(is_complete, IS_THERE | MAY_EXIST, marks[whole.row])
        is_summed[whole.row] |= is_complete
    return replace(laid, numbers=numbers, marks=marks)


def _wanted(whole: Whole, years: npt.NDArray[np.int64], lags: Sequence[int]) -> npt.NDArray[np.int64]:
    """How many parts each period wants; -1 where that is not known or changed on the way."""
    counts = [{whole.expected(int(year) + lag) for lag in lags} for year in years]
    return np.array([max(each) if len(each) == 1 and max(each) else -1 for each in counts])
