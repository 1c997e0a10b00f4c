"""Which rows break a rule: pure functions from a frame to a mask of failing rows.

Every function here becomes an expectation of our own (`expectations/own.py`) under its name, its
keyword parameters become the expectation's options. `where` names a column of true and false
that limits a rule to some rows.
"""

import re
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]
Condition = Callable[..., Mask]

_OFFICIAL_CODE = re.compile(r"DG|[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}")


def expect_codes_to_be_official(frame: pd.DataFrame, *, code: str, where: str | None = None) -> Mask:
    """A region code is DG or text of 2, 3, 5 or 8 digits, leading zeros kept."""
    official = [value for value in frame[code].unique() if _is_official(value)]
    return ~_among(frame[code], official) & _chosen(frame, where)


def expect_number_only_with_status(
    frame: pd.DataFrame, *, value: str, status: str, with_number: list[str], where: str | None = None
) -> Mask:
    """A cell has a number if its status has one, and only then; no number is infinite."""
    has_number = frame[value].notna().to_numpy(dtype=bool)
    may_have = _among(frame[status], with_number)
    infinite = np.isinf(_numbers(frame[value]))
    unlike: Mask = np.logical_xor(has_number, may_have) | infinite
    return unlike & _chosen(frame, where)


def expect_counts_to_be_whole(
    frame: pd.DataFrame, *, value: str, unit: str, counted: list[str], where: str | None = None
) -> Mask:
    """A count of persons, pupils or schools is a whole number and not negative."""
    numbers = _numbers(frame[value])
    with np.errstate(invalid="ignore"):
        bad: Mask = ~np.isnan(numbers) & ((numbers < 0) | (numbers != np.floor(numbers)))
    return bad & _among(frame[unit], counted) & _chosen(frame, where)


def expect_cells_to_be_unique(frame: pd.DataFrame, *, columns: list[str], where: str | None = None) -> Mask:
    """No two rows are alike in all these columns; every one of the doubles is named."""
    return frame.duplicated(columns, keep=False).to_numpy(dtype=bool) & _chosen(frame, where)


def expect_words_to_be_among(
    frame: pd.DataFrame, *, column: str, words: list[str], where: str | None = None
) -> Mask:
    """Every word is one of a closed list; a missing one is none."""
    return ~_among(frame[column], words) & _chosen(frame, where)


def expect_column_to_be_true(frame: pd.DataFrame, *, column: str, where: str | None = None) -> Mask:
    """The statement in this column is true of every row."""
    return ~frame[column].astype(bool).to_numpy(dtype=bool) & _chosen(frame, where)


def expect_texts_to_be_written(frame: pd.DataFrame, *, column: str, where: str | None = None) -> Mask:
    """Something is written here: neither missing nor only blanks."""
    texts = frame[column]
    return (texts.isna() | (texts.astype(str).str.strip() == "")).to_numpy(dtype=bool) & _chosen(frame, where)


def expect_numbers_to_be_between(
    frame: pd.DataFrame,
    *,
    column: str,
    min_value: float | None = None,
    max_value: float | None = None,
    where: str | None = None,
) -> Mask:
    """A number is there and lies between the bounds, bounds included."""
    numbers = _numbers(frame[column])
    with np.errstate(invalid="ignore"):
        low = np.zeros(len(frame), dtype=bool) if min_value is None else numbers < min_value
        high = np.zeros(len(frame), dtype=bool) if max_value is None else numbers > max_value
    return (low | high | np.isnan(numbers)) & _chosen(frame, where)


CONDITIONS: dict[str, Condition] = {
    condition.__name__: condition
    for condition in (
        expect_codes_to_be_official,
        expect_number_only_with_status,
        expect_counts_to_be_whole,
        expect_cells_to_be_unique,
        expect_words_to_be_among,
        expect_column_to_be_true,
        expect_texts_to_be_written,
        expect_numbers_to_be_between,
    )
}


def _is_official(value: object) -> bool:
    return isinstance(value, str) and _OFFICIAL_CODE.fullmatch(value) is not None


def _among(column: pd.Series, values: list[str]) -> Mask:
    return column.isin(values).to_numpy(dtype=bool)


def _numbers(column: pd.Series) -> npt.NDArray[np.float64]:
    return pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan)


def _chosen(frame: pd.DataFrame, where: str | None) -> Mask:
    if where is None:
        return np.ones(len(frame), dtype=bool)
    return frame[where].astype(bool).to_numpy(dtype=bool)
