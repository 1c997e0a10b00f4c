"""The patterns in which a value can stand out by itself, each looked for by its own rule."""

from collections.abc import Sequence

import numpy as np

from models.indicator import Assessment
from models.need import Pattern
from steering.indicators.defining.formula import Kind
from steering.indicators.defining.indicator import Direction, Indicator
from steering.indicators.judging.conspicuity import Conspicuity, Gap, Group, Looked
from steering.indicators.judging.known_years import KnownYears
from steering.indicators.judging.yearly import numbers_of, on_every_year, year_of, years_of
from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics.arrays import Z_95
from steering.indicators.statistics.differences import difference_z, newcombe
from steering.indicators.statistics.laws import distance_of, two_sided_p
from steering.indicators.statistics.outliers import CUT, jump_z
from steering.indicators.statistics.trending import POINTS_FOR_A_STATEMENT, trend

_JUDGED = (Assessment.BETTER, Assessment.WORSE)


def level(value: ComputedValue, reference: ComputedValue | None) -> Looked | None:
    """Off the Land by more than the usual scatter of the counties explains."""
    if value.assessment is Assessment.NO_STATEMENT or value.z_adjusted is None:
        return None
    p = _p_of(value.z_adjusted)
    if value.assessment not in _JUDGED:
        return Looked(p_value=p)
    found = Conspicuity(
        indicator_key=value.indicator_key,
        value=value,
        reference=reference,
        pattern=Pattern.LEVEL,
        strength=abs(value.z_adjusted),
        assessment=value.assessment,
        p_value=p,
    )
    return Looked(p_value=p, found=found)


def moving(
    indicator: Indicator,
    series: Sequence[ComputedValue],
    reference: ComputedValue | None,
    known: KnownYears,
) -> Looked | None:
    """A trend: from eight values since the last break on; years with artefacts are left out and named."""
    times, values = years_of(series), numbers_of(series)
    moved = trend(times, values, breaks=known.breaks, excluded=known.artefacts)
    if moved is None or moved.points < POINTS_FOR_A_STATEMENT:
        return None
    if not moved.is_statement:
        return Looked(p_value=moved.p_value)
    found = Conspicuity(
        indicator_key=indicator.key,
        value=series[-1],
        reference=reference,
        pattern=Pattern.TREND,
        strength=float(distance_of(np.asarray(moved.p_value))),
        assessment=_judged(indicator, upwards=moved.slope > 0),
        first=next(value for value in series if year_of(value) == moved.since),
        trend=moved,
        p_value=moved.p_value,
    )
    return Looked(p_value=moved.p_value, found=found)


def apart(indicator: Indicator, value: ComputedValue, groups: Sequence[tuple[Group, Group]]) -> list[Looked]:
    """Two groups apart by more than chance: by the indicator itself, or by its breakdowns."""
    looked = [_between(indicator, value, first, second) for first, second in groups]
    if indicator.formula.kind is Kind.DIFFERENCE and value.ci_low is not None and value.ci_high is not None:
        gap = Gap(difference=value.value or 0.0, low=value.ci_low, high=value.ci_high)
        # The interval is not symmetric; its side towards zero tells how many standard errors zero is off.
        side = gap.difference - gap.low if gap.difference > 0 else gap.high - gap.difference
        looked.append(_gap(indicator, value, gap, Z_95 * abs(gap.difference) / side if side > 0 else 0.0))
    return looked


def _between(indicator: Indicator, value: ComputedValue, first: Group, second: Group) -> Looked:
    k = np.array([first.numerator]), np.array([second.numerator])
    n = np.array([first.denominator]), np.array([second.denominator])
    low, high = newcombe(k, n)
    difference = k[0] / n[0] - k[1] / n[1]
    gap = Gap(
        difference=float(difference[0]) * indicator.factor,
        low=float(low[0]) * indicator.factor,
        high=float(high[0]) * indicator.factor,
        first=first,
        second=second,
    )
    return _gap(indicator, value, gap, float(difference_z(k, n)[0]))


def _gap(indicator: Indicator, value: ComputedValue, gap: Gap, z: float) -> Looked:
    if not np.isfinite(z):
        return Looked(p_value=None)
    p = _p_of(z)
    if gap.low <= 0 <= gap.high:
        return Looked(p_value=p)
    is_judged = indicator.direction is not Direction.NEUTRAL
    found = Conspicuity(
        indicator_key=indicator.key,
        value=value,
        reference=None,
        pattern=Pattern.GAP,
        strength=abs(z),
        assessment=Assessment.WORSE if is_judged else Assessment.NO_STATEMENT,
        gap=gap,
        p_value=p,
    )
    return Looked(p_value=p, found=found)


def jumping(
    indicator: Indicator,
    series: Sequence[ComputedValue],
    reference: ComputedValue | None,
    known: KnownYears,
) -> Looked | None:
    """A jump of the latest year that neither the usual changes, nor chance, nor a known event explains."""
    if len(series) < 2 or year_of(series[-1]) - year_of(series[-2]) != 1:  # noqa: PLR2004
        return None
    before, value = series[-2], series[-1]
    if known.explain(year_of(before), year_of(value)):
        return None
    z = float(jump_z(on_every_year(series, numbers_of(series)))[-1])
    if not np.isfinite(z):
        return None
    p = _p_of(z)
    if abs(z) <= CUT or not _is_more_than_chance(before, value):
        return Looked(p_value=p)
    found = Conspicuity(
        indicator_key=indicator.key,
        value=value,
        reference=reference,
        pattern=Pattern.BREAK,
        strength=abs(z),
        assessment=_judged(indicator, upwards=z > 0),
        before=before,
        p_value=p,
    )
    return Looked(p_value=p, found=found)


def _is_more_than_chance(before: ComputedValue, value: ComputedValue) -> bool:
    """Whether two values differ by more than chance; taken as given where there are no cases to judge by."""
    counts = [before.numerator, value.numerator, before.denominator, value.denominator]
    if any(count is None for count in counts) or value.ci_low is None:
        return True
    k_before, k, n_before, n = (np.array([count], dtype=np.float64) for count in counts)
    low, high = newcombe((k, k_before), (n, n_before))
    return not low[0] <= 0 <= high[0]


def _judged(indicator: Indicator, *, upwards: bool) -> Assessment:
    if indicator.direction is Direction.NEUTRAL:
        return Assessment.NO_STATEMENT
    return Assessment.BETTER if upwards == (indicator.direction is Direction.HIGHER) else Assessment.WORSE


def _p_of(z: float) -> float:
    return float(two_sided_p(np.asarray(z)))
