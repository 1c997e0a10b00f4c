"""What a formula gives on a grid of inputs: numbers with intervals, one rule per kind."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from steering.indicators.formula import Formula, Kind
from steering.indicators.inputs import Grid
from steering.indicators.statistics import Numbers, newcombe, wilson


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What a formula gives on a grid, before anything is said about single values."""

    value: Numbers
    k: Numbers
    n: Numbers
    low: Numbers
    high: Numbers
    smallest_base: Numbers
    smallest_count: Numbers
    method: str


def _official(formula: Formula, grid: Grid) -> Reckoned:
    """A figure taken as it was published: there are no cases to judge its chance by."""
    value = grid.total(formula.numerator)
    return _without_interval(value, np.full_like(value, np.nan), np.full_like(value, np.nan), "official")


def _ratio(formula: Formula, grid: Grid) -> Reckoned:
    k, n = grid.total(formula.numerator), grid.total(formula.denominator)
    return _without_interval(k / n, k, n, "ratio")


def _without_interval(value: Numbers, k: Numbers, n: Numbers, method: str) -> Reckoned:
    nothing = np.full_like(value, np.nan)
    return Reckoned(
        value=value,
        k=k,
        n=n,
        low=nothing,
        high=nothing,
        smallest_base=np.where(np.isnan(n), np.inf, n),
        smallest_count=np.where(np.isnan(k), np.inf, k),
        method=method,
    )


def _share(formula: Formula, grid: Grid) -> Reckoned:
    k, n = grid.total(formula.numerator), grid.total(formula.denominator)
    low, high = wilson(k, n)
    return Reckoned(
        value=k / n,
        k=k,
        n=n,
        low=low,
        high=high,
        smallest_base=n,
        smallest_count=np.minimum(k, n - k),
        method="wilson95",
    )


def _difference(formula: Formula, grid: Grid) -> Reckoned:
    k, n = grid.total(formula.numerator), grid.total(formula.denominator)
    less_k, less_n = grid.total(formula.less_numerator), grid.total(formula.less_denominator)
    low, high = newcombe((k, less_k), (n, less_n))
    counts = np.minimum.reduce([k, n - k, less_k, less_n - less_k])
    nothing = np.full_like(k, np.nan)
    return Reckoned(
        value=k / n - less_k / less_n,
        k=nothing,
        n=nothing,
        low=low,
        high=high,
        smallest_base=np.minimum(n, less_n),
        smallest_count=counts,
        method="newcombe95",
    )


_BY_KIND: dict[Kind, Callable[[Formula, Grid], Reckoned]] = {
    Kind.OFFICIAL: _official,
    Kind.COUNT: _official,
    Kind.RATE: _ratio,
    Kind.RATIO: _ratio,
    Kind.SHARE: _share,
    Kind.DIFFERENCE: _difference,
}


def reckon(formula: Formula, grid: Grid) -> Reckoned:
    """The formula over the whole grid; NaN where an input has no number or a base is 0."""
    if formula.kind not in _BY_KIND:
        nothing = np.full_like(grid.total(formula.numerator), np.nan)
        return _without_interval(nothing, nothing, nothing, formula.kind)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _BY_KIND[formula.kind](formula, grid)
