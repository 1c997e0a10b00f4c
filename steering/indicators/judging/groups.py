"""Groups of people within an indicator (sexes, nationalities), paired so that a gap between them shows."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from steering.indicators.defining.breaking import breakdown_formulas
from steering.indicators.defining.formula import Kind
from steering.indicators.defining.indicator import Indicator
from steering.indicators.judging.conspicuity import Group, Pair
from steering.indicators.measuring.measured import Measured, measure
from steering.indicators.measuring.observations import Observations
from steering.indicators.measuring.rows import cells

PAIRS: Mapping[str, tuple[str, str]] = {"sex": ("male", "female"), "nationality": ("foreign", "german")}
"""Dimensions of which two categories are held against each other."""


def groups_of(
    indicators: Iterable[Indicator], observations: Observations, *, region_code: str, land_code: str
) -> dict[str, list[Pair]]:
    """The pairs of groups of each share in the latest year in which the region has the share itself.

    A pair stands there only if both groups have cases, may be published, and no cell is lacking: what is
    left of a year is not held against what is whole.
    """
    found: dict[str, list[Pair]] = {}
    for indicator in indicators:
        formulas = breakdown_formulas(indicator)
        if indicator.formula.kind is not Kind.SHARE or "" not in formulas:
            continue
        whole = measure(indicator, observations, land_code=land_code, peers=())
        row = observations.place_of[region_code]
        places = np.flatnonzero(np.isfinite(whole.value[row]) & whole.is_publishable[row])
        if not places.size:
            continue
        at = row, int(places[-1])
        for dimension in indicator.breakdowns:
            groups = [
                _group(
                    measure(
                        indicator,
                        observations,
                        land_code=land_code,
                        peers=(),
                        formula=formulas[name],
                        breakdown=name,
                        periods=whole.periods,
                    ),
                    at,
                )
                for name in (f"{dimension}={category}" for category in PAIRS.get(dimension, ()))
            ]
            found.setdefault(indicator.key, []).extend(_paired(groups))
    return {key: pairs for key, pairs in found.items() if pairs}


def _group(measured: Measured, at: tuple[int, int]) -> Group | None:
    if not np.isfinite(measured.value[at]) or not measured.is_publishable[at]:
        return None
    return Group(
        breakdown=measured.breakdown,
        numerator=float(measured.k[at]),
        denominator=float(measured.n[at]),
        inputs=tuple((int(measured.observations.ids[row]), name) for _, name, row in cells(measured, *at)),
    )


def _paired(groups: Sequence[Group | None]) -> list[Pair]:
    known = [group for group in groups if group is not None]
    return [(known[0], known[1])] if len(known) == len(groups) == 2 else []  # noqa: PLR2004
