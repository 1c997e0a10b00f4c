"""The values of a region in the order of years, as numbers on a line of years."""

from collections.abc import Sequence

import numpy as np

from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics.arrays import Numbers
from steering.sources.periods import year_of as called_by


def year_of(value: ComputedValue) -> int:
    """The year by which the period of a value is called."""
    return called_by(value.period)


def years_of(series: Sequence[ComputedValue]) -> Numbers:
    """The years of a series."""
    return np.array([year_of(value) for value in series], dtype=np.float64)


def numbers_of(series: Sequence[ComputedValue]) -> Numbers:
    """The values of a series; NaN for none."""
    return floats([value.value for value in series])


def floats(numbers: Sequence[float | None]) -> Numbers:
    """Numbers of which some are missing, as an array; NaN for those."""
    return np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)


def on_every_year(series: Sequence[ComputedValue], numbers: Numbers) -> Numbers:
    """The numbers on a line of years without gaps; NaN in the years that the series lacks."""
    years = years_of(series).astype(np.int64)
    line = np.full(int(years[-1] - years[0]) + 1, np.nan)
    line[years - years[0]] = numbers
    return line
