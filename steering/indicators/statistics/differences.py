"""Differences of shares: between two groups, two years, a county and the rest, and of two changes."""

import numpy as np

from steering.indicators.statistics.arrays import Z_95, Limits, Numbers
from steering.indicators.statistics.combining import combined
from steering.indicators.statistics.shares import wilson

Pair = tuple[Numbers, Numbers]


def newcombe(k: Pair, n: Pair, *, z: Numbers | float = Z_95) -> Limits:
    """Interval of the difference k₁/n₁ - k₂/n₂ of two independent shares (hybrid score).

    Arrays of counts of any shape that fit each other; limits: differences between -1 and 1. NaN where a
    count is NaN or a base 0.

    low = d - sqrt((p₁-l₁)² + (u₂-p₂)²), high = d + sqrt((u₁-p₁)² + (p₂-l₂)²), l and u by Wilson.
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    return _hybrid(k, n, wilson(k[0], n[0], z=z), wilson(k[1], n[1], z=z))


def against_rest(
    k: Numbers,
    n: Numbers,
    whole_k: Numbers | float,
    whole_n: Numbers | float,
    *,
    z: float = Z_95,
    limits: Limits | None = None,
) -> Limits:
    """Difference of each county to the Land without it, as interval.

    The county is a part of the Land, so the plain comparison is partly with itself. The strict
    one takes its cases out: (k/n) - (K-k)/(N-n), interval by Newcombe. The Land's counts may be numbers or
    arrays that fit k and n. NaN where the county is all of the Land. `limits` are the counties' own limits
    by Wilson, where they are known already.
    """
    rest_k, rest_n = whole_k - k, whole_n - n
    own = wilson(k, n, z=z) if limits is None else limits
    return _hybrid((k, rest_k), (n, rest_n), own, wilson(rest_k, rest_n, z=z))


def _hybrid(k: Pair, n: Pair, first: Limits, second: Limits) -> Limits:
    with np.errstate(divide="ignore", invalid="ignore"):
        share, other = k[0] / n[0], k[1] / n[1]
        between = share - other
        low = between - np.sqrt((share - first[0]) ** 2 + (second[1] - other) ** 2)
        high = between + np.sqrt((first[1] - share) ** 2 + (other - second[0]) ** 2)
    return low, high


def share_of_rest(k: Numbers, n: Numbers, whole_k: Numbers | float, whole_n: Numbers | float) -> Numbers:
    """The share of the Land without the county: (K-k)/(N-n). NaN where nothing is left."""
    with np.errstate(divide="ignore", invalid="ignore"):
        rest: Numbers = (whole_k - k) / (whole_n - n)
    return np.where(np.isfinite(rest), rest, np.nan)


def difference_z(k: Pair, n: Pair) -> Numbers:
    """How many standard errors two independent shares lie apart under one common share; sign of p₁ - p₂.

    z = (p₁ - p₂) / sqrt(p(1-p)(1/n₁ + 1/n₂)), p = (k₁+k₂)/(n₁+n₂): Pearson's chi-square of the table of four
    cells as its signed root (Pearson 1900, Philosophical Magazine 50, 157-175). NaN where a base is 0, and
    where no case or only cases stand in both.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        common = (k[0] + k[1]) / (n[0] + n[1])
        error = np.sqrt(common * (1 - common) * (1 / n[0] + 1 / n[1]))
        z: Numbers = (k[0] / n[0] - k[1] / n[1]) / error
    return np.where(np.isfinite(z), z, np.nan)


def difference_in_differences(k: tuple[Pair, Pair], n: tuple[Pair, Pair]) -> tuple[Numbers, Numbers, Numbers]:
    """How much more a county's share has changed than that of its peers, with its 95 % interval.

    k and n: ((county before, county after), (peers before, peers after)), arrays of any one shape; the
    result in shares: the change of the county less the change of the peers. NaN where one of the four is.

    (p₁₂ - p₁₁) - (p₂₂ - p₂₁), interval as in `combining.combined` with Wilson's limits. It only describes: a
    county chosen because of an extreme year falls back by itself, and peers take out only what they share.
    """
    parts = [np.asarray(count, dtype=np.float64) for pair in k for count in pair]
    bases = [np.asarray(count, dtype=np.float64) for pair in n for count in pair]
    cases, base = np.stack(np.broadcast_arrays(*parts), -1), np.stack(np.broadcast_arrays(*bases), -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = cases / base
    return combined(np.array([-1.0, 1.0, 1.0, -1.0]), shares, wilson(cases, base))
