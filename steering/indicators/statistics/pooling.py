"""Several years together, where one year has too few cases."""

from collections.abc import Sequence

import numpy as np

from steering.indicators.statistics.arrays import Numbers

YEARS = 3


def pooled(times: Numbers, k: Numbers, n: Numbers, *, years: int = YEARS) -> tuple[Numbers, Numbers]:
    """Counts of each period and the years before it together: Σk and Σn, [..., periods].

    times: [periods]. NaN where one of the years has no count or no period of its own: a pool with a gap
    would be called by years that it does not hold. Windows overlap, so pooled values are not independent
    points and no trend is tested on them.
    """
    times = np.asarray(times, dtype=np.float64)
    k, n = np.broadcast_arrays(np.asarray(k, dtype=np.float64), np.asarray(n, dtype=np.float64))
    both = np.isnan(k) | np.isnan(n)
    return _windows(times, np.where(both, np.nan, k), years), _windows(
        times, np.where(both, np.nan, n), years
    )


def pool_labels(times: Sequence[float] | Numbers, *, years: int = YEARS) -> list[str]:
    """What a pooled value is called: "2021–2023", the years that it holds."""
    return [f"{int(time) - years + 1}–{int(time)}" for time in times]


def _windows(times: Numbers, counts: Numbers, years: int) -> Numbers:
    total = np.full(counts.shape, np.nan)
    if counts.shape[-1] < years:
        return total
    windows = np.lib.stride_tricks.sliding_window_view(counts, years, axis=-1).sum(axis=-1)
    whole = times[years - 1 :] - times[: len(times) - years + 1] == years - 1
    total[..., years - 1 :] = np.where(whole, windows, np.nan)
    return total
