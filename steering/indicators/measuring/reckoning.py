"""What a formula gives on its inputs: numbers with intervals, one rule per kind."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from steering.indicators.defining.formula import Formula, Kind, Sum
from steering.indicators.measuring.inputs import Inputs
from steering.indicators.statistics import Z_95, Numbers, newcombe, rate_interval, share_ratio, wilson


@dataclass(frozen=True, kw_only=True, eq=False)
class Reckoned:
    """What a formula gives over [region, period], before anything is said about single values.

    Numbers are bare (a share is 0.11): the unit comes later. `smallest_base` is what a rate must rest on,
    `smallest_count` the fewest cases that it would give away; None where there is no such thing.
    """

    value: Numbers
    method: str
    k: Numbers | None = None
    n: Numbers | None = None
    low: Numbers | None = None
    high: Numbers | None = None
    smallest_base: Numbers | None = None
    smallest_count: Numbers | None = None


def _official(formula: Formula, inputs: Inputs, _z: float) -> Reckoned:
    """A figure taken as it was published: there are no cases to judge its chance by."""
    return Reckoned(value=inputs.total(formula.numerator), method="official")


def _count(formula: Formula, inputs: Inputs, _z: float) -> Reckoned:
    """How many there are. A complete count of what stands there is not a draw: it has no interval."""
    k = inputs.total(formula.numerator)
    return Reckoned(value=k, k=k, smallest_count=k, method="count")


def _ratio(formula: Formula, inputs: Inputs, _z: float) -> Reckoned:
    """Two amounts set against each other; of a balance neither gains nor losses may be few."""
    k, n = inputs.total(formula.numerator), inputs.total(formula.denominator)
    few = k
    if formula.is_balance:
        few = np.minimum.reduce(
            [np.abs(inputs.total(_of_sign(formula.numerator, sign=sign))) for sign in (1, -1)]
        )
    return Reckoned(value=k / n, k=k, n=n, smallest_base=n, smallest_count=few, method="ratio")


def _of_sign(terms: Sum, *, sign: int) -> Sum:
    return tuple(term for term in terms if (term.sign > 0) == (sign > 0))


def _change(formula: Formula, inputs: Inputs, _z: float) -> Reckoned:
    """An amount against an earlier one, as part of the earlier one."""
    k, n = inputs.total(formula.numerator), inputs.total(formula.denominator)
    return Reckoned(
        value=k / n - 1, k=k, n=n, smallest_base=n, smallest_count=np.minimum(k, n), method="change"
    )


def _share(formula: Formula, inputs: Inputs, z: float) -> Reckoned:
    k, n = inputs.total(formula.numerator), inputs.total(formula.denominator)
    low, high = wilson(k, n, z=z)
    return Reckoned(
        value=k / n,
        k=k,
        n=n,
        low=low,
        high=high,
        smallest_base=n,
        smallest_count=np.minimum(k, n - k),
        method=f"wilson{level_name(z)}",
    )


def _rate(formula: Formula, inputs: Inputs, z: float) -> Reckoned:
    """Events for a base to which they need not belong: more events than base is a number, too."""
    k, n = inputs.total(formula.numerator), inputs.total(formula.denominator)
    low, high = rate_interval(k, n, level=_level(z))
    return Reckoned(
        value=k / n,
        k=k,
        n=n,
        low=low,
        high=high,
        smallest_base=n,
        smallest_count=k,
        method=f"poisson{level_name(z)}",
    )


def _difference(formula: Formula, inputs: Inputs, z: float) -> Reckoned:
    k, n, less_k, less_n = _two_shares(formula, inputs)
    low, high = newcombe((k, less_k), (n, less_n), z=z)
    return Reckoned(
        value=k / n - less_k / less_n,
        low=low,
        high=high,
        smallest_base=np.minimum(n, less_n),
        smallest_count=np.minimum.reduce([k, n - k, less_k, less_n - less_k]),
        method=f"newcombe{level_name(z)}",
    )


def _index(formula: Formula, inputs: Inputs, z: float) -> Reckoned:
    """A share divided by another; with nobody counted in one of them there is no interval."""
    k, n, less_k, less_n = _two_shares(formula, inputs)
    low, high = share_ratio((k, less_k), (n, less_n), z=z)
    return Reckoned(
        value=(k / n) / (less_k / less_n),
        low=low,
        high=high,
        smallest_base=np.minimum(n, less_n),
        smallest_count=np.minimum.reduce([k, n - k, less_k, less_n - less_k]),
        method=f"log_ratio{level_name(z)}",
    )


def _two_shares(formula: Formula, inputs: Inputs) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    k, n = inputs.total(formula.numerator), inputs.total(formula.denominator)
    return k, n, inputs.total(formula.less_numerator), inputs.total(formula.less_denominator)


_BY_KIND: dict[Kind, Callable[[Formula, Inputs, float], Reckoned]] = {
    Kind.OFFICIAL: _official,
    Kind.COUNT: _count,
    Kind.RATIO: _ratio,
    Kind.CHANGE: _change,
    Kind.SHARE: _share,
    Kind.RATE: _rate,
    Kind.DIFFERENCE: _difference,
    Kind.INDEX: _index,
}


def reckon(formula: Formula, inputs: Inputs, *, z: float = Z_95) -> Reckoned:
    """The formula over all regions and periods; NaN where an input has no number or a base is 0.

    `z` is how wide the intervals are, in standard errors of the normal law.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return _BY_KIND[formula.kind](formula, inputs, z)


def level_name(z: float) -> str:
    """What an interval of this width is called: 95 at 1.96 standard errors."""
    return f"{100 * _level(z):.1f}".removesuffix(".0")


def _level(z: float) -> float:
    return 2 * NormalDist().cdf(z) - 1
