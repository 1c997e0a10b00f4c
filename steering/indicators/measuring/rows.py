"""Objects of measured arrays: each value with its reasons as stable words, and the cells it rests on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from models.indicator import IndicatorStatus
from models.source import WITH_NUMBER, ValueStatus
from steering.indicators.defining.formula import Kind
from steering.indicators.defining.indicator import Principle
from steering.indicators.measuring.comparing import Footing
from steering.indicators.measuring.marks import STATES, WITHOUT_NUMBER
from steering.indicators.measuring.moves import grown_between
from steering.indicators.measuring.observations import STATUSES
from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics.display import HINT_BELOW
from steering.sources.periods import year_of

if TYPE_CHECKING:  # The arrays make rows, so they import this module.
    from steering.indicators.measuring.measured import Measured

_PLAIN = (ValueStatus.REPORTED, ValueStatus.TRUE_ZERO)


def rows_of(measured: "Measured") -> Iterator[ComputedValue]:
    """Every value, region by region."""
    for region in range(len(measured.regions)):
        for period in range(len(measured.periods)):
            yield row_of(measured, region, period)


def row_of(measured: "Measured", region: int, period: int) -> ComputedValue:
    """One value as an object."""
    from steering.indicators.measuring.measured import ASSESSMENTS

    at = region, period
    state = STATES[measured.states[at]]
    is_computed = state is IndicatorStatus.COMPUTED
    z = maybe(measured.z_adjusted[at])
    return ComputedValue(
        indicator_key=measured.indicator.key,
        indicator_version=measured.indicator.version,
        region_code=measured.regions[region],
        period=measured.periods[period],
        value=maybe(measured.value[at]),
        numerator=maybe(measured.k[at]),
        denominator=maybe(measured.n[at]),
        ci_low=maybe(measured.low[at]),
        ci_high=maybe(measured.high[at]),
        method=_method(measured, region, period) if is_computed else "",
        status=state,
        assessment=ASSESSMENTS[measured.assessments[at]],
        z_adjusted=z,
        is_publishable=bool(measured.is_publishable[at]),
        remark=";".join(flags(measured, region, period)),
        inputs=tuple((int(measured.observations.ids[row]), name) for _, name, row in cells(measured, *at)),
    )


def maybe(number: float) -> float | None:
    """A number, or None where there is none."""
    return float(number) if np.isfinite(number) else None


def cells(measured: "Measured", region: int, period: int) -> Iterator[tuple[int, str, int]]:
    """The cells behind a value: sign inside its term, name, and row in the table of cells.

    A Land that was added up rests on the cells of its counties.
    """
    for laid in measured.inputs.laid.values():
        own = list(laid.cells(region, period))
        yield from own
        if not own and measured.is_summed is not None and measured.is_summed[region, period]:
            for part in parts_of(measured, region):
                yield from laid.cells(part, period)


def parts_of(measured: "Measured", region: int) -> Iterator[int]:
    """The counties that make up a region."""
    from steering.indicators.measuring.aggregating import FEDERATION_CODE, wholes

    county = 5
    code = measured.regions[region]
    for whole in wholes(measured.regions):
        if whole.code == code:
            for part in whole.parts:
                yield from [part] if len(measured.regions[part]) == county else parts_of(measured, part)
            if code == FEDERATION_CODE:
                return


def flags(measured: "Measured", region: int, period: int) -> list[str]:
    """What a reader must know beside the number, as stable words that texts are made from."""
    statuses = {name: _status(measured, name, region, period) for name in measured.inputs.laid}
    without = {name: status for name, status in statuses.items() if status not in WITH_NUMBER}
    state = STATES[measured.states[region, period]]
    if without:
        return [f"{name}={status.value}" for name, status in without.items()]
    grown = _grown(measured, region, period)
    if state is IndicatorStatus.NOT_APPLICABLE and grown:
        return [f"territory_changed={grown}"]
    if state is IndicatorStatus.NOT_APPLICABLE:
        return ["count_outside_base" if measured.is_outside[region, period] else "denominator=0"]
    if state is IndicatorStatus.TOO_SMALL:
        return [f"base_below={measured.indicator.minimum_base}"]
    marks = [f"{name}={status.value}" for name, status in statuses.items() if status not in _PLAIN]
    if measured.indicator.principle is Principle.MIXED:
        marks.append(Principle.MIXED.value)
    base = measured.reckoned.smallest_base
    if base is not None and base[region, period] < HINT_BELOW:
        marks.append(f"base_below={HINT_BELOW}")
    if measured.is_summed is not None and measured.is_summed[region, period]:
        marks.append(f"sum_of_counties={sum(1 for _ in parts_of(measured, region))}")
    return [*marks, *_compared(measured, region, period)]


def _grown(measured: "Measured", region: int, period: int) -> str:
    """What went into the region between the years of a change."""
    if measured.formula.kind is not Kind.CHANGE:
        return ""
    year = year_of(measured.periods[period])
    farthest = min(lag for term in measured.formula.terms for lag in term.lags)
    return grown_between(measured.regions[region], year + farthest, year)


def _status(measured: "Measured", name: str, region: int, period: int) -> ValueStatus:
    """The status of a term: that of its own cell, or of the first that has no number."""
    laid = measured.inputs.laid[name]
    told = measured.observations.statuses
    found: list[ValueStatus] = [STATUSES[told[row]] for _, _, row in laid.cells(region, period)]
    lacking = [status for status in found if status not in WITH_NUMBER]
    if lacking:
        return lacking[0]
    if laid.marks[region, period] & WITHOUT_NUMBER:
        # One of several years has no cell at all, or none of them has.
        return ValueStatus.MISSING_ROW
    marked = [status for status in found if status not in _PLAIN]
    return marked[0] if marked else ValueStatus.REPORTED


def _compared(measured: "Measured", region: int, period: int) -> list[str]:
    """On what a county's comparison rests, or why there is none."""
    comparison = measured.comparison
    is_peer = comparison is not None and region in measured.peer_rows
    if comparison is None or not is_peer or not np.isfinite(measured.value[region, period]):
        return []
    ground = Footing(int(comparison.grounds[period]))
    if ground is Footing.LAND_WITHOUT_VALUE:
        return ["land_without_value"]
    count = int(comparison.regions_count[period])
    if ground is Footing.TOO_FEW_REGIONS:
        return [f"too_few_regions={count}"]
    return [f"phi={comparison.phi[period]:.2f}", f"regions={count}"]


def _method(measured: "Measured", region: int, period: int) -> str:
    comparison = measured.comparison
    if comparison is None or region not in measured.peer_rows:
        return measured.reckoned.method
    if comparison.grounds[period] == Footing.LAND_WITHOUT_VALUE:
        return measured.reckoned.method
    return f"{measured.reckoned.method}+funnel"
