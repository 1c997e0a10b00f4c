"""Short ways to write down arrays, and counts that can stand together."""

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

few = settings(max_examples=40)
"""For properties whose examples are whole tables, or whose second opinion is slow."""

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
"""k of n."""


def of(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)


def years(size: int, first: int = 2010) -> np.ndarray:
    return np.arange(first, first + size, dtype=np.float64)
