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
_STATUSES = [status.value for status in ValueStatus]


def give_meaning(cells: pd.DataFrame, known: Table, footnotes: str) -> pd.DataFrame:
    """The cells with each "-" and "." told apart by territory, table and footnote."""
    present = cells["status"].cat.categories
    rules = [rule for rule in known.not_recorded if _flat(rule.footnote) in _flat(footnotes)]
    is_clear = not {_DASH, ValueStatus.TRUE_ZERO.value} & set(present)
    if is_clear and (not rules or _SECRET not in present):
        return cells
    numbers = {status: number for number, status in enumerate(_STATUSES)}
    among = np.array([numbers[text] for text in present], dtype=np.int8)
    status = among[cells["status"].cat.codes.to_numpy()]
    dashes = status == numbers[_DASH]
    if dashes.any():
        _tell_dashes(cells, status, dashes, known)
    for rule in rules:
        secret = status == numbers[_SECRET]
        status[secret & _is_meant(cells, rule)] = numbers[ValueStatus.NOT_RECORDED.value]
    zero = status == numbers[ValueStatus.TRUE_ZERO.value]
    told = pd.Categorical.from_codes(status, categories=pd.Index(_STATUSES, dtype="str"))
    value = np.where(zero, 0.0, cells["value"].to_numpy())
    return cells.assign(status=told.remove_unused_categories(), value=value)


def _tell_dashes(
    cells: pd.DataFrame, status: npt.NDArray[np.int8], dashes: npt.NDArray[np.bool_], known: Table
) -> None:
    regions, periods = cells["region_code"].cat, cells["period"].cat
    width = len(periods.categories)
    when = periods.codes.to_numpy().astype(np.int64)
    place = regions.codes.to_numpy().astype(np.int64) * width + when
    size = len(regions.categories) * width
    is_empty = np.bincount(place, weights=~dashes, minlength=size) == 0
    reasons = np.full(size, _STATUSES.index(_DASH), dtype=np.int8)
    for group in np.flatnonzero(is_empty & (np.bincount(place, minlength=size) > 0)):
        region, period = divmod(int(group), width)
        reason = absence(regions.categories[region], periods.categories[period])
        reasons[group] = _STATUSES.index(reason.value)
    status[dashes] = reasons[place[dashes]]
    if known.dash != ValueStatus.TRUE_ZERO.value:
        return
    # A region without any number delivered nothing, and a column without any number has ended
    # or has not come yet: their "-" is no zero.
    has_number = cells["value"].notna().to_numpy()
    column = cells["variable"].cat.codes.to_numpy().astype(np.int64) * width + when
    alive = np.bincount(place, weights=has_number)[place] > 0
    counted = np.bincount(column, weights=has_number)[column] > 0
    status[dashes & alive & counted] = _STATUSES.index(ValueStatus.TRUE_ZERO.value)


def _is_meant(cells: pd.DataFrame, rule: NotRecorded) -> npt.NDArray[np.bool_]:
    regions = cells["region_code"].cat
    in_land = np.array([code.startswith(rule.regions) for code in regions.categories], dtype=bool)
    variables = cells["variable"].cat
    meant = np.asarray(variables.categories == rule.variable, dtype=bool)
    both: npt.NDArray[np.bool_] = in_land[regions.codes.to_numpy()] & meant[variables.codes.to_numpy()]
    return both


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()
