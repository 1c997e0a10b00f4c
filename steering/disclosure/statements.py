"""What somebody knows about cells: a sum of cells lies between two numbers."""

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Cell = Hashable
"""What a count is the count of: variable, breakdown, region and period; here only its name matters."""

Form = tuple[tuple[Cell, float], ...]
"""A sum of cells, each with its factor: all pupils less the girls."""

EXACT = 1e-9
SLACK = 1e-6
"""By so much a bound may lie beside a whole number and still mean it."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sum of cells and the two numbers between which it is known to lie.

    `owner` is the figure that tells it when it is published; without one, everybody knows it:
    a total is the sum of its parts, whatever we publish.
    """

    form: Form
    low: float
    high: float
    owner: Hashable | None = None

    @property
    def interval(self) -> "Interval":
        """The numbers that it leaves."""
        return Interval(low=self.low, high=self.high)


@dataclass(frozen=True, kw_only=True)
class Interval:
    """The numbers that a count may still be, for somebody who knows certain statements."""

    low: float
    high: float
    used: frozenset[int] = frozenset()

    @property
    def width(self) -> float:
        """How far apart the smallest and the largest possible number are."""
        return self.high - self.low


def form_of(terms: Mapping[Cell, float] | Iterable[tuple[Cell, float]]) -> Form:
    """A sum in which each cell stands once, and none with the factor 0."""
    summed: dict[Cell, float] = {}
    for cell, factor in terms.items() if isinstance(terms, Mapping) else terms:
        summed[cell] = summed.get(cell, 0.0) + factor
    return tuple((cell, factor) for cell, factor in summed.items() if abs(factor) > EXACT)


def exactly(form: Form, number: float, *, owner: Hashable | None = None) -> Statement:
    """The statement that a sum is this number."""
    return Statement(form=form, low=number, high=number, owner=owner)


def whole_interval(form: Form, interval: Interval) -> Interval:
    """The interval of a sum of counts: only whole numbers are possible in it."""
    if any(abs(factor - round(factor)) > EXACT for _, factor in form):
        return interval
    low = math.ceil(interval.low - SLACK) if math.isfinite(interval.low) else interval.low
    high = math.floor(interval.high + SLACK) if math.isfinite(interval.high) else interval.high
    return Interval(low=low, high=high, used=interval.used)
