"""Computing indicators: from the cells of the releases to values with uncertainty and reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from steering.disclosure.gate import withhold_remainders
from steering.errors import NotThere
from steering.indicators.defining.breaking import fitting
from steering.indicators.defining.catalogue import Indicator
from steering.indicators.measuring.aggregating import FEDERATION_CODE
from steering.indicators.measuring.measured import measure
from steering.indicators.measuring.observations import observed
from steering.indicators.measuring.values import ComputedValue

__all__ = ["FEDERATION_CODE", "ComputedValue", "compute"]

STANDS_IN = "fallback"


def compute(
    indicators: Iterable[Indicator],
    cells: pd.DataFrame,
    *,
    land_code: str,
    peers: Sequence[str],
    others: Sequence[str] = (),
) -> list[ComputedValue]:
    """All indicators for the peers, the Land and the federation, for each period in the cells.

    `peers` are the counties whose scatter is the yardstick, the own county among them; `others` are further
    counties that nobody is measured by. The cells hold one release of each table; a cell that stands there
    twice is refused.
    """
    if land_code in peers:
        raise NotThere(f"The Land {land_code!r} cannot be one of its own counties.", region_code=land_code)
    # A distribution as a whole is no number; its categories are measured one by one.
    asked = {each.key: each for each in indicators if not each.formula.is_distribution}
    told = set(cells["variable"].unique())
    chosen = {key: fitting(indicator, told) for key, indicator in asked.items()}
    variables = {term.variable for indicator in chosen.values() for term in indicator.formula.terms}
    regions = list(dict.fromkeys([*peers, land_code, FEDERATION_CODE, *others]))
    observations = observed(cells, regions, variables=variables)
    made: list[ComputedValue] = []
    for key, indicator in chosen.items():
        rows = measure(indicator, observations, land_code=land_code, peers=peers).rows()
        made += rows if indicator is asked[key] else map(_standing_in, rows)
    return withhold_remainders(made, chosen)


def _standing_in(value: ComputedValue) -> ComputedValue:
    """An official figure that stands in for the formula says so wherever it is shown."""
    return replace(value, remark=";".join(part for part in (value.remark, STANDS_IN) if part))
