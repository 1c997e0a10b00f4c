"""How good the data are, one score per dimension of quality: pure arithmetic over the results of rules."""

from collections.abc import Iterable

from expectations.check import Dimension, RuleResult
from models import Severity

__all__ = ["Dimension", "score"]

# A critical rule speaks of figures that must not be used, a note of something worth knowing.
_WEIGHTS = {Severity.CRITICAL: 3, Severity.WARNING: 2, Severity.NOTE: 1}
# One wrong total among a million cells must not vanish behind the decimal point.
_AT_MOST_IF_BROKEN = {Severity.CRITICAL: 0.5, Severity.WARNING: 0.9, Severity.NOTE: 1.0}


def score(results: Iterable[RuleResult]) -> dict[Dimension, float]:
    """The score of each dimension that a rule spoke of, from 0 (nothing holds) to 1 (all rules hold).

    A rule earns the share of its rows that hold; a broken critical rule earns at most half, a broken
    warning at most nine tenths. A dimension is the mean of its rules, critical ones counting three
    times and warnings twice. A dimension that no rule spoke of is absent: not tested is not good.
    """
    earned: dict[Dimension, float] = {}
    possible: dict[Dimension, int] = {}
    for result in results:
        if result.dimension is None:
            continue
        weight = _WEIGHTS[result.severity]
        earned[result.dimension] = earned.get(result.dimension, 0.0) + weight * _kept(result)
        possible[result.dimension] = possible.get(result.dimension, 0) + weight
    return {each: earned[each] / possible[each] for each in Dimension if each in possible}


def _kept(result: RuleResult) -> float:
    """The share of rows that hold, capped where the rule is broken at all."""
    if not result.failing_count:
        return 1.0
    share = max(0.0, 1 - result.failing_count / max(result.rows_count, 1))
    return min(share, _AT_MOST_IF_BROKEN[result.severity])
