"""One indicator, measured over all regions and periods at once: arrays, no object per value.

For 400 counties over 20 years:

    observations = observed(cells, regions)          # once for all indicators; keys as categories are fast
    found = measure(indicator, observations, land_code="03", peers=counties)
    found.value, found.low, found.high               # [region, period], in the unit of the indicator
    found.z_adjusted, found.phi                      # [region, period], [period]

`found.rows()` makes objects of it, for records and texts; nobody needs them to reckon.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from models.indicator import Assessment
from steering.cube.cube import Mask, Numbers
from steering.indicators.defining.formula import Formula, Kind
from steering.indicators.defining.indicator import Direction, Indicator
from steering.indicators.measuring.aggregating import wholes, with_wholes
from steering.indicators.measuring.comparing import COMPARABLE, Comparison, compare
from steering.indicators.measuring.inputs import Inputs, lay_out
from steering.indicators.measuring.marks import COMPUTED, NOT_APPLICABLE, STATE_OF, TOO_SMALL
from steering.indicators.measuring.moves import grown_between, has_grown
from steering.indicators.measuring.observations import Observations
from steering.indicators.measuring.reckoning import Reckoned, reckon
from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics import Z_95
from steering.sources.periods import year_of

Codes = npt.NDArray[np.uint8]
ASSESSMENTS = tuple(Assessment)


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """One indicator and breakdown as arrays over [region, period]; NaN where there is no number.

    value, low and high stand in the unit of the indicator, k and n are cases. `states` are places in
    `marks.STATES`. `comparison` is over [peer, period] with the peers' rows in `peer_rows`; None where
    the kind of the indicator has no chance to judge by.
    """

    indicator: Indicator
    formula: Formula
    breakdown: str
    observations: Observations
    inputs: Inputs
    reckoned: Reckoned
    value: Numbers
    low: Numbers
    high: Numbers
    k: Numbers
    n: Numbers
    states: Codes
    is_publishable: Mask
    is_outside: Mask
    is_summed: Mask | None
    land_row: int
    peer_rows: npt.NDArray[np.int64]
    comparison: Comparison | None
    z_limit: float = Z_95

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions, in the order of the rows."""
        return self.inputs.regions

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods, in the order of the columns."""
        return self.inputs.periods

    @cached_property
    def z_adjusted(self) -> Numbers:
        """Distance to the Land over [region, period], the usual scatter taken out; NaN but for peers."""
        laid = np.full(self.value.shape, np.nan)
        if self.comparison is not None:
            laid[self.peer_rows] = self.comparison.z_adjusted
        return laid

    @property
    def phi(self) -> Numbers:
        """The usual scatter of the counties in each period."""
        return self.comparison.phi if self.comparison else np.full(len(self.periods), np.nan)

    @property
    def reference(self) -> Numbers:
        """The Land's value in each period."""
        reference: Numbers = self.value[self.land_row]
        return reference

    @cached_property
    def assessments(self) -> Codes:
        """Places in ASSESSMENTS: better or worse only outside the widened limits, if a direction is given."""
        nothing = ASSESSMENTS.index(Assessment.NO_STATEMENT)
        if self.indicator.direction is Direction.NEUTRAL:
            return np.full(self.value.shape, nothing, dtype=np.uint8)
        z = self.z_adjusted if self.indicator.direction is Direction.HIGHER else -self.z_adjusted
        judged = np.select(
            [np.isnan(z), z > self.z_limit, z < -self.z_limit],
            [nothing, ASSESSMENTS.index(Assessment.BETTER), ASSESSMENTS.index(Assessment.WORSE)],
            ASSESSMENTS.index(Assessment.USUAL),
        )
        return judged.astype(np.uint8)

    def rows(self) -> Iterator[ComputedValue]:
        """Every value as an object, region by region, with its reasons and the cells it rests on."""
        from steering.indicators.measuring.rows import rows_of

        return rows_of(self)


def measure(
    indicator: Indicator,
    observations: Observations,
    *,
    land_code: str,
    peers: Sequence[str],
    formula: Formula | None = None,
    breakdown: str = "",
    periods: Sequence[str] | None = None,
    z: float = Z_95,
) -> Measured:
    """The indicator for all regions of the observations; `formula` is that of a breakdown.

    `peers` are the counties whose scatter is the yardstick; they and the Land must be among the regions.
    """
    meant = formula or indicator.formula
    laid = lay_out(indicator, meant, observations, periods=periods)
    inputs, is_summed = with_wholes(meant, laid, wholes(observations.regions))
    reckoned = reckon(meant, inputs, z=z)
    states, is_outside = _states(indicator, meant, inputs, reckoned)
    is_computed = states == COMPUTED
    is_small = states == TOO_SMALL
    is_counted = is_computed | is_small
    is_few = np.zeros(is_computed.shape, dtype=np.bool_)
    if reckoned.smallest_count is not None:
        is_few = is_computed & (reckoned.smallest_count < indicator.minimum_count)
    k, n = _where(is_counted, reckoned.k), _where(is_counted, reckoned.n)
    rows = _rows_of(observations.regions, tuple(peers))
    land_row = observations.place_of[land_code]
    return Measured(
        indicator=indicator,
        formula=meant,
        breakdown=breakdown,
        observations=observations,
        inputs=inputs,
        reckoned=reckoned,
        value=_where(is_computed, reckoned.value, indicator.factor),
        low=_where(is_computed, reckoned.low, indicator.factor),
        high=_where(is_computed, reckoned.high, indicator.factor),
        k=k,
        n=n,
        states=states,
        is_publishable=~(is_few | is_small),
        is_outside=is_outside,
        is_summed=is_summed,
        land_row=land_row,
        peer_rows=rows,
        comparison=_compared(meant, (k, n), is_computed, rows, land_row),
        z_limit=z,
    )


@lru_cache(maxsize=64)
def _rows_of(regions: tuple[str, ...], chosen: tuple[str, ...]) -> npt.NDArray[np.int64]:
    place = {code: row for row, code in enumerate(regions)}
    return np.array([place[code] for code in chosen], dtype=np.int64)


def _states(indicator: Indicator, formula: Formula, inputs: Inputs, reckoned: Reckoned) -> tuple[Codes, Mask]:
    """Whether each value exists, and if not, why; and where counts contradict each other."""
    states = STATE_OF[inputs.marks]
    is_open = states == COMPUTED
    is_outside = np.zeros(is_open.shape, dtype=np.bool_)
    if reckoned.smallest_count is not None and not formula.is_balance:
        # Rounded or subtracted cells can contradict each other; a share above 100 % is no share.
        is_outside = is_open & (reckoned.smallest_count < 0)
    is_undefined = is_outside | (is_open & ~np.isfinite(reckoned.value))
    if formula.kind is Kind.CHANGE:
        is_undefined |= is_open & _has_grown(formula, inputs)
    states = np.where(is_undefined, NOT_APPLICABLE, states)
    if reckoned.smallest_base is not None:
        is_small = is_open & ~is_undefined & (reckoned.smallest_base < indicator.minimum_base)
        states = np.where(is_small, TOO_SMALL, states)
    return states.astype(np.uint8), is_outside & np.isfinite(reckoned.value)


def _has_grown(formula: Formula, inputs: Inputs) -> Mask:
    """Where a region took in a neighbour between the two years: the change would be one of area."""
    farthest = min(lag for term in formula.terms for lag in term.lags)
    years = [year_of(period) for period in inputs.periods]
    grown = np.zeros((len(inputs.regions), len(years)), dtype=np.bool_)
    for row, region in enumerate(inputs.regions):
        if has_grown(region):
            grown[row] = [bool(grown_between(region, year + farthest, year)) for year in years]
    return grown


def _where(is_kept: Mask, numbers: Numbers | None, factor: int = 1) -> Numbers:
    if numbers is None:
        return np.full(is_kept.shape, np.nan)
    if is_kept.all():
        return numbers if factor == 1 else numbers * factor
    return np.where(is_kept, numbers if factor == 1 else numbers * factor, np.nan)


def _compared(
    formula: Formula,
    counts: tuple[Numbers, Numbers],
    is_computed: Mask,
    rows: npt.NDArray[np.int64],
    land_row: int,
) -> Comparison | None:
    if formula.kind not in COMPARABLE:
        return None
    k, n = counts if is_computed.all() else (np.where(is_computed, each, np.nan) for each in counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        target = k[land_row] / n[land_row]
    return compare(k[rows], n[rows], target, kind=formula.kind)
