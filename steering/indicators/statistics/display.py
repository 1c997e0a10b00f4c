"""How much may be said of a share, by the number of cases behind it."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from steering.indicators.statistics.arrays import Numbers

NO_SHARE_BELOW = 30
HINT_BELOW = 100


class Display(StrEnum):
    """What is shown: no share, a share with a hint (the pooled one is preferred), or a plain share."""

    NONE = "none"
    WITH_HINT = "with_hint"
    PLAIN = "plain"


def display_of(n: Numbers) -> NDArray[np.object_]:
    """How shares of n cases are shown, array of any shape; NaN shows none.

    Below 30 none, below 100 with interval and hint, from 100 on with interval.
    """
    with np.errstate(invalid="ignore"):
        places = np.where(n >= HINT_BELOW, 2, np.where(n >= NO_SHARE_BELOW, 1, 0))
    return np.array(list(Display), dtype=object)[places]
