"""What stands out: one value of one indicator, in one pattern, with how sure that is."""

from dataclasses import dataclass, field

from models.indicator import Assessment
from models.need import Pattern
from steering.indicators.defining.targets import Target
from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics.trending import Trend


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group of people within a value: its breakdown ("sex=female"), its cases and its base.

    `inputs` are the cells from which they were counted, by the names that they have in the formula.
    """

    breakdown: str
    numerator: float
    denominator: float
    inputs: tuple[tuple[int, str], ...] = field(default=(), compare=False)


Pair = tuple[Group, Group]
"""Two groups that are held against each other."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How far two groups lie apart, with the 95 % interval, in the unit of the indicator.

    Without groups it is the gap that the indicator itself measures.
    """

    difference: float
    low: float
    high: float
    first: Group | None = None
    second: Group | None = None


@dataclass(frozen=True, kw_only=True)
class Conspicuity:
    """A value that stands out: off the usual scatter, moving, torn apart, jumping, or beside its target.

    `strength` is comparable between patterns: a distance in standard errors. `p_value` is how likely chance
    alone goes so far; a target has none. `adjusted_p` is the same among the `screened_count` figures that
    were looked at, and `withstands` says whether it still stands out among so many.
    """

    indicator_key: str
    value: ComputedValue
    reference: ComputedValue | None
    pattern: Pattern
    strength: float
    assessment: Assessment
    first: ComputedValue | None = None
    trend: Trend | None = None
    gap: Gap | None = None
    before: ComputedValue | None = None
    target: Target | None = None
    p_value: float | None = None
    adjusted_p: float | None = None
    screened_count: int = 0
    withstands: bool = True


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A figure that was looked at for one pattern: how likely it is by chance, and whether it stands out."""

    p_value: float | None
    found: Conspicuity | None = None
