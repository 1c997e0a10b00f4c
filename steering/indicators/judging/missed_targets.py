"""A target missed: a value that stays outside its corridor."""

from collections.abc import Sequence

import numpy as np

from models.indicator import Assessment
from models.need import Pattern
from steering.indicators.defining.formula import Kind
from steering.indicators.defining.indicator import Direction, Indicator
from steering.indicators.defining.targets import Target, target_of
from steering.indicators.judging.conspicuity import Conspicuity, Looked
from steering.indicators.judging.yearly import floats, numbers_of, on_every_year
from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics.arrays import Z_95, Z_99, Limits
from steering.indicators.statistics.shares import wilson
from steering.indicators.statistics.targets import Standing, Standings, standings


def standing_of(
    indicator: Indicator, series: Sequence[ComputedValue], targets: Sequence[Target]
) -> Standings:
    """How a region's series stands against its corridors, for every year from its first to its last.

    Each year is held against the corridor that judges it. The last place is the latest value's.
    """
    judging = [target_of(targets, indicator.key, value.period) for value in series]
    floor = np.array([_edge(each, each.low if each else None, -np.inf) for each in judging])
    ceiling = np.array([_edge(each, each.high if each else None, np.inf) for each in judging])
    is_neutral = indicator.direction is Direction.NEUTRAL
    return standings(
        _on_line(series, _limits(indicator, series, Z_95)),
        _on_line(series, _limits(indicator, series, Z_99)),
        _on_line(series, (floor, ceiling)),
        higher_is_better=None if is_neutral else indicator.direction is Direction.HIGHER,
    )


def missed(
    indicator: Indicator,
    series: Sequence[ComputedValue],
    reference: ComputedValue | None,
    targets: Sequence[Target],
) -> Looked | None:
    """A target missed: outside its corridor for two years running, or in one that is sure at 99 %."""
    value = series[-1]
    target = target_of(targets, indicator.key, value.period)
    if target is None:
        return None
    if standing_of(indicator, series, targets).shown[-1] != Standing.WORSE:
        return Looked(p_value=None)
    found = Conspicuity(
        indicator_key=indicator.key,
        value=value,
        reference=reference,
        pattern=Pattern.TARGET,
        strength=_errors_off(value, target),
        assessment=Assessment.WORSE,
        target=target,
    )
    return Looked(p_value=None, found=found)


def _errors_off(value: ComputedValue, target: Target) -> float:
    """How many standard errors a value lies beside the nearer edge, by the side of its interval facing it."""
    number, low, high = value.value or 0.0, value.ci_low or 0.0, value.ci_high or 0.0
    if target.high is not None and number > target.high:
        off, side = number - target.high, number - low
    else:
        off, side = (number if target.low is None else target.low) - number, high - number
    return Z_95 * off / side if side > 0 else 0.0


def _edge(target: Target | None, limit: float | None, none: float) -> float:
    """An edge of the corridor: open where none was decided, not known where no corridor judges the year."""
    if target is None:
        return float("nan")
    return none if limit is None else limit


def _limits(indicator: Indicator, series: Sequence[ComputedValue], z: float) -> Limits:
    """The intervals of a series at another confidence: Wilson's own for shares, stretched for others."""
    values = numbers_of(series)
    below = values - floats([value.ci_low for value in series])
    above = floats([value.ci_high for value in series]) - values
    low, high = values - below * z / Z_95, values + above * z / Z_95
    if indicator.formula.kind is not Kind.SHARE:
        return low, high
    k, n = floats([value.numerator for value in series]), floats([value.denominator for value in series])
    own_low, own_high = wilson(k, n, z=z)
    factor = indicator.factor
    return np.where(np.isnan(own_low), low, own_low * factor), np.where(
        np.isnan(own_high), high, own_high * factor
    )


def _on_line(series: Sequence[ComputedValue], pair: Limits) -> Limits:
    return on_every_year(series, pair[0]), on_every_year(series, pair[1])
