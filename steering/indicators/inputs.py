"""Inputs of indicators: named cells laid out over regions and periods, with what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.indicator import IndicatorStatus
from models.source import WITH_NUMBER, ValueStatus
from steering.errors import ChecksFailed
from steering.indicators.catalogue import Indicator, Join
from steering.indicators.formula import Sum, Term

CONFIDENTIAL = frozenset(
    {
        ValueStatus.CONFIDENTIAL,
        ValueStatus.UNKNOWN_OR_CONFIDENTIAL,
        ValueStatus.ZERO_POSSIBLY_CONFIDENTIAL,
    }
)
NOT_EXISTING = frozenset(
    {
        ValueStatus.NOT_APPLICABLE,
        ValueStatus.REGION_DISSOLVED,
        ValueStatus.REGION_NOT_YET_EXISTING,
        ValueStatus.NOTHING_OR_NOT_EXISTING,
    }
)
_CELL_KEY = ["variable", "region_code", "period", "breakdown"]


@dataclass(frozen=True, kw_only=True)
class Laid:
    """One observation over the grid of regions and periods: numbers, statuses, cell numbers."""

    numbers: NDArray[np.float64]
    statuses: NDArray[np.object_]
    ids: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The inputs of one indicator for every region and period, as flat rows."""

    regions: tuple[str, ...]
    periods: tuple[str, ...]
    laid: dict[str, Laid]

    def total(self, terms: Sum) -> NDArray[np.float64]:
        """A sum of terms; NaN where one of them has no number."""
        summed = np.zeros(len(self.regions))
        for term in terms:
            summed += term.sign * self.laid[term.name].numbers
        return summed


def select(indicator: Indicator, cells: pd.DataFrame, regions: Sequence[str]) -> pd.DataFrame:
    """The cells that the indicator's formula names; refuses a cell that stands there twice."""
    variables = {term.variable for term in indicator.formula.terms}
    named = (
        cells["variable"].isin(variables)
        & cells["region_code"].isin(regions)
        & cells["reference_time"].isin(indicator.reference_times)
    )
    wanted = {(term.variable, term.breakdown) for term in indicator.formula.terms}
    found = cells.loc[named]
    pairs = pd.MultiIndex.from_arrays([found["variable"], found["breakdown"]])
    found = found.loc[pairs.isin(list(wanted))].copy()
    # Readers may hand in categories; the few chosen cells are compared as plain text.
    found = found.astype(dict.fromkeys([*_CELL_KEY, "status"], object))
    if indicator.join is Join.SAME_YEAR:
        found["period"] = found["period"].str.slice(0, 4)
    _refuse_doubles(indicator, found)
    return found


def _refuse_doubles(indicator: Indicator, found: pd.DataFrame) -> None:
    twice = found[found.duplicated(_CELL_KEY, keep=False)]
    if twice.empty:
        return
    first = twice.iloc[0]
    releases = sorted(set(twice["release_id"].astype(str)))
    raise ChecksFailed(
        f"Indicator {indicator.key}: {first['variable']!r} for region {first['region_code']}, "
        f"period {first['period']}, breakdown {first['breakdown']!r} stands in several cells "
        f"(releases {', '.join(releases)}). Give one release of each table.",
        code="ambiguous_cells",
        indicator_key=indicator.key,
        releases=releases,
    )


def lay_out(indicator: Indicator, cells: pd.DataFrame, regions: Sequence[str]) -> Grid:
    """Every observation of the formula over all regions and the periods of its first one."""
    found = select(indicator, cells, regions)
    lead = indicator.formula.terms[0].variable
    periods = sorted(set(found.loc[found["variable"] == lead, "period"]))
    rows = pd.MultiIndex.from_product([list(regions), periods], names=["region_code", "period"])
    laid = {term.name: _lay(term, found, rows) for term in indicator.formula.terms}
    return Grid(
        regions=tuple(rows.get_level_values(0)),
        periods=tuple(rows.get_level_values(1)),
        laid=laid,
    )


def _lay(term: Term, found: pd.DataFrame, rows: pd.MultiIndex) -> Laid:
    own = found[(found["variable"] == term.variable) & (found["breakdown"] == term.breakdown)]
    if term.lags != (0,):  # Cells of other periods are not laid out here, and none is taken for another.
        own = own.iloc[:0]
    placed = own.set_index(["region_code", "period"]).reindex(rows)
    statuses = placed["status"].where(placed["status"].notna(), ValueStatus.MISSING_ROW.value)
    values = pd.to_numeric(placed["value"]).to_numpy(dtype=np.float64, na_value=np.nan)
    carries = statuses.isin([status.value for status in WITH_NUMBER]).to_numpy()
    return Laid(
        numbers=np.where(carries, values, np.nan),
        statuses=statuses.to_numpy(dtype=object),
        ids=_ids(own, rows),
    )


def _ids(own: pd.DataFrame, rows: pd.MultiIndex) -> NDArray[np.int64]:
    """The number of each cell, -1 where there is none; never by way of a float, which cannot hold them."""
    places = pd.MultiIndex.from_frame(own[["region_code", "period"]]).get_indexer(rows)
    known = np.append(own["id"].to_numpy(dtype=np.int64), np.int64(-1))
    return np.asarray(known[places], dtype=np.int64)


def reason_without_number(statuses: Sequence[ValueStatus]) -> IndicatorStatus:
    """Why inputs of which at least one has no number make no value.

    `statuses` are those of all inputs, the ones with a number included.
    """
    if any(status in CONFIDENTIAL for status in statuses):
        return IndicatorStatus.INPUT_CONFIDENTIAL
    # "-" for one input among numbers may be a true zero or a gap; only "-" throughout says that
    # the thing itself does not exist there.
    if all(status in NOT_EXISTING for status in statuses):
        return IndicatorStatus.NOT_APPLICABLE
    return IndicatorStatus.INPUT_MISSING
