"""Where a series stands against a target corridor, and when that may change its colour."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from steering.indicators.statistics.arrays import Limits, Mask

Codes = NDArray[np.int8]


class Standing(IntEnum):
    """How a value stands against a corridor. Only BETTER and WORSE have a colour.

    ON_TARGET: within the corridor, or not to be told apart from it by chance. NO_STATEMENT: no value, no
    interval, no corridor, or no direction in which better lies.
    """

    NO_STATEMENT = 0
    ON_TARGET = 1
    BETTER = 2
    WORSE = 3


@dataclass(frozen=True, kw_only=True)
class Standings:
    """What each year by itself says, what is shown, and where a change is waiting for a second year."""

    alone: Codes
    shown: Codes
    is_waiting: Mask


def standing(limits: Limits, corridor: Limits, *, higher_is_better: bool | None) -> Codes:
    """How values stand by themselves: coloured only if the whole interval lies outside the corridor.

    limits: interval of the values, any shape; corridor: lower and upper edge in the same unit, fitting
    that shape, -inf and inf for an edge that was not decided, NaN for no corridor. None for a neutral
    indicator, which has no colour.
    """
    low, high = limits
    floor, ceiling = corridor
    with np.errstate(invalid="ignore"):
        below, above = high < floor, low > ceiling
    known = ~(np.isnan(low) | np.isnan(high) | np.isnan(floor) | np.isnan(ceiling))
    if higher_is_better is None:
        return np.full(known.shape, Standing.NO_STATEMENT, dtype=np.int8)
    up, down = (Standing.BETTER, Standing.WORSE) if higher_is_better else (Standing.WORSE, Standing.BETTER)
    codes = np.where(above, up, np.where(below, down, Standing.ON_TARGET))
    return np.where(known, codes, Standing.NO_STATEMENT).astype(np.int8)


def standings(
    limits: Limits, wide_limits: Limits, corridor: Limits, *, higher_is_better: bool | None
) -> Standings:
    """How series [..., periods] stand, year after year, with hysteresis.

    limits: 95 % intervals; wide_limits: 99 % intervals. What is shown changes only when two years running
    say the same, or when one year alone says it at 99 %; until then a colour is not shown. A year without
    statement shows none (missing is not green); a second year must follow the first without a gap.
    """
    alone = standing(limits, corridor, higher_is_better=higher_is_better)
    strong = standing(wide_limits, corridor, higher_is_better=higher_is_better)
    shown = np.empty_like(alone)
    held = np.zeros(alone.shape[:-1], dtype=np.int8)
    before = np.zeros_like(held)
    for year in range(alone.shape[-1]):
        now = alone[..., year]
        is_sure = (now == before) | ((strong[..., year] == now) & (now >= Standing.BETTER))
        # Grey is no colour: to begin with it takes nothing back.
        is_sure |= (held == Standing.NO_STATEMENT) & (now == Standing.ON_TARGET)
        says = now != Standing.NO_STATEMENT
        held = np.where(says & is_sure, now, held)
        shown[..., year] = np.where(says, held, Standing.NO_STATEMENT)
        before = now
    waiting: Mask = (alone != shown) & (alone != Standing.NO_STATEMENT)
    return Standings(alone=alone, shown=shown, is_waiting=waiting)
