"""Computing indicators: from the cells of the releases to values with uncertainty and reasons."""

from collections.abc import Iterable, Sequence

import pandas as pd

from steering.disclosure.gate import withhold_remainders
from steering.errors import NotThere
from steering.indicators.aggregating import FEDERATION_CODE
from steering.indicators.breaking import fitting
from steering.indicators.catalogue import Indicator
from steering.indicators.measured import measure
from steering.indicators.observations import observed
from steering.indicators.values import ComputedValue

__all__ = ["FEDERATION_CODE", "ComputedValue", "compute", "withhold_remainders"]


def compute(
    indicators: Iterable[Indicator], cells: pd.DataFrame, *, land_code: str, peers: Sequence[str]
) -> list[ComputedValue]:
    """All indicators for the peers, the Land and the federation, for each period in the cells.

    `peers` are the counties whose scatter is the yardstick, the own county among them. The
    cells hold one release of each table; a cell that stands there twice is refused.
    """
    if land_code in peers:
        raise NotThere(f"The Land {land_code!r} cannot be one of its own counties.", region_code=land_code)
    told = set(cells["variable"].unique())
    # A distribution as a whole is no number; its categories are measured one by one.
    chosen = {
        indicator.key: fitting(indicator, told)
        for indicator in indicators
        if not indicator.formula.is_distribution
    }
    variables = {term.variable for indicator in chosen.values() for term in indicator.formula.terms}
    regions = list(dict.fromkeys([*peers, land_code, FEDERATION_CODE]))
    observations = observed(cells, regions, variables=variables)
    made: list[ComputedValue] = []
    for indicator in chosen.values():
        made += measure(indicator, observations, land_code=land_code, peers=peers).rows()
    return withhold_remainders(made, chosen)
