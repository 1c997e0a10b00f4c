"""Three years together (Σk/Σn), for shares of few cases: which years may be added up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from steering.indicators.answering.asking import Asked
from steering.indicators.answering.kept import kept, pair, whole
from steering.indicators.answering.series_years import Defined, events_of, first_years
from steering.indicators.defining.formula import Formula, Kind
from steering.indicators.defining.indicator import Indicator
from steering.indicators.statistics import Numbers, wilson
from steering.indicators.statistics.display import Display, display_of
from steering.indicators.statistics.pooling import YEARS, pool_labels, pooled
from steering.sources.periods import year_of


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The share of three years together, in the unit of the indicator; `label` names the years."""

    label: str
    value: float
    k: float
    n: float
    ci: tuple[float, float]

    def as_json(self) -> dict[str, Any]:
        """The pooled share for programs."""
        return {
            "years": self.label,
            "k": whole(self.k),
            "n": whole(self.n),
            "value": kept(self.value),
            "ci": pair(self.ci),
        }


@dataclass(frozen=True, kw_only=True)
class Definition:
    """An indicator with its own formula: what breaks and events are looked up by."""

    indicator: Indicator
    formula: Formula


def shown_as(n: float | None) -> Display:
    """How a share of n cases is shown."""
    found: Display = display_of(np.array([np.nan if n is None else n]))[0]
    return found


def pool_of(asked: Asked) -> Pool | None:
    """The pooled share of what was asked, where the share of the year rests on few cases."""
    measured, (row, place) = asked.measured, asked.at
    if shown_as(float(measured.n[row, place])) is Display.PLAIN:
        return None
    return pooled_at(
        measured,
        measured.regions[row],
        measured.periods[: place + 1],
        (measured.k[row, : place + 1], measured.n[row, : place + 1]),
    )


def pooled_at(
    defined: Defined, region: str, periods: Sequence[str], counts: tuple[Numbers, Numbers]
) -> Pool | None:
    """The last three of these periods together; None where they do not belong together.

    Only shares whose years do not overlap are added up, and never across a break of the series or a year that
    is known to mislead.
    """
    has_lags = any(term.lags != (0,) for term in defined.formula.terms)
    if defined.formula.kind is not Kind.SHARE or has_lags:
        return None
    times = np.array([year_of(each) for each in periods], dtype=np.float64)
    k, n = pooled(times, *counts)
    if not k.size or not np.isfinite(k[-1]) or shown_as(float(n[-1])) is Display.NONE:
        return None
    last = int(times[-1])
    window = range(last - YEARS + 1, last + 1)
    is_broken = any(window.start < first <= last for first in first_years(defined, region))
    if is_broken or any(events_of(defined, region, year) for year in window):
        return None
    factor = defined.indicator.factor
    low, high = wilson(k[-1:], n[-1:])
    return Pool(
        label=pool_labels(times)[-1],
        value=factor * float(k[-1] / n[-1]),
        k=float(k[-1]),
        n=float(n[-1]),
        ci=(factor * float(low[0]), factor * float(high[0])),
    )
