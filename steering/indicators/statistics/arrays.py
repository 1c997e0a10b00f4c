"""What the formulas work on: arrays of numbers, and the normal quantiles that they share."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
Limits = tuple[Numbers, Numbers]
"""The lower and the upper limit of an interval, each in the shape of what it belongs to."""

Z_95 = 1.959963984540054
Z_99 = 2.5758293035489004
Z_998 = 3.090232306167813
"""Two-sided limits of the standard normal law at 95 %, 99 % and 99.8 %."""
