"""Computing indicators: from the cells of the releases to values with uncertainty and reasons."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from models.indicator import IndicatorStatus
from models.source import WITH_NUMBER, ValueStatus
from steering.disclosure.gate import withhold_remainders
from steering.errors import NotThere
from steering.indicators.catalogue import Indicator, Principle
from steering.indicators.comparing import assess, compare
from steering.indicators.formula import Kind
from steering.indicators.inputs import Grid, lay_out, reason_without_number
from steering.indicators.reckoning import Reckoned, reckon
from steering.indicators.values import ComputedValue

__all__ = ["FEDERATION_CODE", "ComputedValue", "compute"]

FEDERATION_CODE = "DG"
WIDE_BELOW = 100
"""Shares of fewer cases are shown with a hint that chance moves them much (DOMAIN 6.2)."""


def compute(
    indicators: Iterable[Indicator], cells: pd.DataFrame, *, land_code: str, peers: Sequence[str]
) -> list[ComputedValue]:
    """All indicators for the peers, the Land and the federation, for each period in the cells.

    `peers` are the counties whose scatter is the yardstick, the own county among them. The
    cells hold one release of each table; a cell that stands there twice is refused.
    """
    if land_code in peers:
        raise NotThere(f"The Land {land_code!r} cannot be one of its own counties.", region_code=land_code)
    regions = list(dict.fromkeys([*peers, land_code, FEDERATION_CODE]))
    made: list[ComputedValue] = []
    chosen = {indicator.key: indicator for indicator in indicators}
    for indicator in chosen.values():
        values = _values(indicator, lay_out(indicator, cells, regions))
        made += _compared(indicator, values, land_code=land_code, peers=frozenset(peers))
    return withhold_remainders(made, chosen)


def _values(indicator: Indicator, grid: Grid) -> list[ComputedValue]:
    reckoned = reckon(indicator.formula, grid)
    return [_value(indicator, grid, reckoned, row) for row in range(len(grid.regions))]


def _value(indicator: Indicator, grid: Grid, reckoned: Reckoned, row: int) -> ComputedValue:
    bare = ComputedValue(
        indicator_key=indicator.key,
        indicator_version=indicator.version,
        region_code=grid.regions[row],
        period=grid.periods[row],
        inputs=_inputs(grid, row),
    )
    statuses = {name: ValueStatus(laid.statuses[row]) for name, laid in grid.laid.items()}
    without = {name: status for name, status in statuses.items() if status not in WITH_NUMBER}
    if without:
        reason = ";".join(f"{name}={status.value}" for name, status in without.items())
        return replace(bare, status=reason_without_number(list(statuses.values())), remark=reason)
    if not np.isfinite(reckoned.value[row]):
        return replace(bare, status=IndicatorStatus.NOT_APPLICABLE, remark="denominator=0")
    if reckoned.smallest_count[row] < 0:
        # Rounded or subtracted cells can contradict each other; a share above 100 % is no share.
        return replace(bare, status=IndicatorStatus.NOT_APPLICABLE, remark="count_outside_base")
    counted = replace(bare, numerator=_maybe(reckoned.k[row]), denominator=_maybe(reckoned.n[row]))
    if reckoned.smallest_base[row] < indicator.minimum_base:
        small = f"base_below={indicator.minimum_base}"
        return replace(counted, status=IndicatorStatus.TOO_SMALL, is_publishable=False, remark=small)
    return replace(
        counted,
        value=float(reckoned.value[row]) * indicator.factor,
        ci_low=_maybe(reckoned.low[row], indicator.factor),
        ci_high=_maybe(reckoned.high[row], indicator.factor),
        method=reckoned.method,
        is_publishable=not reckoned.smallest_count[row] < indicator.minimum_count,
        remark=_remark(indicator, statuses, float(reckoned.smallest_base[row])),
    )


def _inputs(grid: Grid, row: int) -> tuple[tuple[int, str], ...]:
    return tuple((int(laid.ids[row]), name) for name, laid in grid.laid.items() if laid.ids[row] >= 0)


def _maybe(number: float, factor: int = 1) -> float | None:
    return float(number) * factor if np.isfinite(number) else None


def _remark(indicator: Indicator, statuses: dict[str, ValueStatus], base: float) -> str:
    """What a reader must know beside the number, as stable words that texts are made from."""
    plain = (ValueStatus.REPORTED, ValueStatus.TRUE_ZERO)
    marks = [f"{name}={status.value}" for name, status in statuses.items() if status not in plain]
    if indicator.principle is Principle.MIXED:
        marks.append(Principle.MIXED.value)
    if base < WIDE_BELOW:
        marks.append(f"base_below={WIDE_BELOW}")
    return ";".join(marks)


def _compared(
    indicator: Indicator, values: list[ComputedValue], *, land_code: str, peers: frozenset[str]
) -> Iterator[ComputedValue]:
    """The values, those of the counties with their distance to the Land."""
    lands = {value.period: value for value in values if value.region_code == land_code}
    by_period: dict[str, list[ComputedValue]] = {}
    for value in values:
        if indicator.formula.kind is Kind.SHARE and value.region_code in peers and value.value is not None:
            by_period.setdefault(value.period, []).append(value)
    judged: dict[tuple[str, str], ComputedValue] = {}
    for period, counties in by_period.items():
        for value in _judged(indicator, counties, lands[period]):
            judged[value.region_code, period] = value
    for value in values:
        yield judged.get((value.region_code, value.period), value)


def _judged(indicator: Indicator, counties: list[ComputedValue], land: ComputedValue) -> list[ComputedValue]:
    if land.value is None:
        return [_remarked(value, "land_without_value") for value in counties]
    k = np.array([value.numerator for value in counties], dtype=np.float64)
    n = np.array([value.denominator for value in counties], dtype=np.float64)
    comparison = compare(k, n, (land.numerator or 0.0) / (land.denominator or np.nan))
    return [
        _remarked(
            replace(value, z_adjusted=z, assessment=assess(z, indicator.direction), method="wilson95+funnel"),
            comparison.remark,
        )
        for value, z in zip(counties, map(_maybe, comparison.z_adjusted), strict=True)
    ]


def _remarked(value: ComputedValue, remark: str) -> ComputedValue:
    return replace(value, remark=";".join(part for part in (value.remark, remark) if part))
