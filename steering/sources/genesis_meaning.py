"""What "-" and "." mean in their place: a zero, a dissolved county, a figure nobody collects."""

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from models import ValueStatus
from steering.sources.territory import absence
from steering.sources.vocabulary import NotRecorded, Table

_DASH = ValueStatus.NOTHING_OR_NOT_EXISTING.value
_SECRET = ValueStatus.UNKNOWN_OR_CONFIDENTIAL.value


def give_meaning(cells: pd.DataFrame, known: Table, footnotes: str) -> pd.DataFrame:
    """The cells with each "-" and "." told apart by territory, table and footnote."""
    status = cells["status"].to_numpy(dtype=object).copy()
    dashes = status == _DASH
    if dashes.any():
        _tell_dashes(cells, status, dashes, known)
    for rule in known.not_recorded:
        if _flat(rule.footnote) in _flat(footnotes):
            status[_is_meant(cells, rule) & (status == _SECRET)] = ValueStatus.NOT_RECORDED.value
    zero = status == ValueStatus.TRUE_ZERO.value
    return cells.assign(status=pd.Categorical(status), value=cells["value"].mask(zero, 0.0))


def _tell_dashes(
    cells: pd.DataFrame, status: npt.NDArray[np.object_], dashes: npt.NDArray[np.bool_], known: Table
) -> None:
    periods, regions = cells["period"].cat.codes.to_numpy(), cells["region_code"].cat.codes.to_numpy()
    place = regions.astype(np.int64) * len(cells["period"].cat.categories) + periods
    is_empty = np.bincount(place, weights=~dashes) == 0
    for group in np.flatnonzero(is_empty & (np.bincount(place) > 0)):
        region, period = divmod(int(group), len(cells["period"].cat.categories))
        reason = absence(cells["region_code"].cat.categories[region], cells["period"].cat.categories[period])
        status[place == group] = reason.value
    if known.dash != ValueStatus.TRUE_ZERO.value:
        return
    # A region without any number delivered nothing, and a column without any number has ended
    # or has not come yet: their "-" is no zero.
    has_number = cells["value"].notna().to_numpy()
    column = (
        cells["variable"].cat.codes.to_numpy().astype(np.int64) * len(cells["period"].cat.categories)
        + periods
    )
    alive = np.bincount(place, weights=has_number)[place] > 0
    counted = np.bincount(column, weights=has_number)[column] > 0
    status[dashes & alive & counted] = ValueStatus.TRUE_ZERO.value


def _is_meant(cells: pd.DataFrame, rule: NotRecorded) -> npt.NDArray[np.bool_]:
    regions = cells["region_code"].cat
    in_land = np.array([code.startswith(rule.regions) for code in regions.categories], dtype=bool)
    variables = cells["variable"].cat
    meant = np.asarray(variables.categories == rule.variable, dtype=bool)
    both: npt.NDArray[np.bool_] = in_land[regions.codes.to_numpy()] & meant[variables.codes.to_numpy()]
    return both


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()
