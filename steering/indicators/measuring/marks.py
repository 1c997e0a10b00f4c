"""What cells lack, as bits: laid over each other they tell why a formula has no number."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from models.indicator import IndicatorStatus
from models.source import ValueStatus

Marks = npt.NDArray[np.uint8]

WITHOUT_NUMBER = 1
SECRET = 2
MAY_EXIST = 4
"""The thing itself may exist there; where no input has this mark, there is nothing to count."""
IS_THERE = 8
"""A cell is there at all, with a number or a sign."""
DOUBLE = 16
"""The cell stands there twice."""
UNSURE = 32
"""Two files tell different things, and nothing says which is newer."""
ABSENT = WITHOUT_NUMBER | MAY_EXIST

CONFIDENTIAL = frozenset(
    {
        ValueStatus.CONFIDENTIAL,
        ValueStatus.UNKNOWN_OR_CONFIDENTIAL,
        ValueStatus.ZERO_POSSIBLY_CONFIDENTIAL,
    }
)
NOT_EXISTING = frozenset(
    {
        ValueStatus.NOT_APPLICABLE,
        ValueStatus.REGION_DISSOLVED,
        ValueStatus.REGION_NOT_YET_EXISTING,
        ValueStatus.NOTHING_OR_NOT_EXISTING,
    }
)

STATES: Sequence[IndicatorStatus] = tuple(IndicatorStatus)
COMPUTED = STATES.index(IndicatorStatus.COMPUTED)
NOT_APPLICABLE = STATES.index(IndicatorStatus.NOT_APPLICABLE)
TOO_SMALL = STATES.index(IndicatorStatus.TOO_SMALL)


def _state(marks: int) -> IndicatorStatus:
    if not marks & WITHOUT_NUMBER:
        return IndicatorStatus.COMPUTED
    if marks & SECRET:
        return IndicatorStatus.INPUT_CONFIDENTIAL
    # "-" for one input among numbers may be a true zero or a gap; only "-" throughout says that
    # the thing itself does not exist there.
    if not marks & MAY_EXIST:
        return IndicatorStatus.NOT_APPLICABLE
    return IndicatorStatus.INPUT_MISSING


STATE_OF = np.array([STATES.index(_state(marks)) for marks in range(256)], dtype=np.uint8)
"""The state of a value by the marks of all its inputs, laid over each other."""


def laid_over(marks: Collection[Marks]) -> Marks:
    """All marks of several inputs together."""
    first, *others = marks
    if not others:
        return first
    together = first | others[0]
    for each in others[1:]:
        together |= each
    return together
