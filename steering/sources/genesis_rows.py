"""What the first columns of a table export say: region, time and breakdown of each row."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from steering.sources import periods
from steering.sources.cells import RejectedCell
from steering.sources.genesis_breakdowns import breakdowns
from steering.sources.genesis_sheet import Sheet
from steering.sources.genesis_titles import NATION
from steering.sources.refusals import refusal
from steering.sources.territory import has_lost_zero, is_key

_PLAUSIBLE_YEAR = r"(?:18|19|20)[0-9]{2}"


@dataclass(frozen=True, kw_only=True)
class Stub:
    """The rows that are kept, and what each is about."""

    kept: npt.NDArray[Any] = field(repr=False)
    region_codes: pd.Series = field(repr=False)
    region_names: pd.Series = field(repr=False)
    periods: pd.Series | None = field(repr=False)
    breakdowns: pd.Series = field(repr=False)
    rejected: tuple[RejectedCell, ...]


def understand_rows(sheet: Sheet) -> Stub:
    """Region, time and breakdown of every row; refuses lost zeros, shifts and doubles."""
    columns = [pd.Series(sheet.rows[:, place], dtype="str").str.strip() for place in range(sheet.stub_width)]
    if NATION in sheet.titles and not any(is_key(column).any() for column in columns):
        return _nation(columns, sheet)
    key_place = _key_place(columns, sheet)
    codes = columns[key_place]
    named = _periods(columns[0], sheet) if key_place else None
    _refuse_broken_keys(codes, key_place, sheet)
    names = columns[key_place + 1]
    _refuse_shifted(names, key_place + 1, sheet)
    details = columns[key_place + 2 :]
    for place, detail in enumerate(details, start=key_place + 2):
        _refuse_shifted(detail, place, sheet, figures_too=False)
    _refuse_doubles([codes, *([named] if named is not None else []), *details], key_place, sheet)
    kept = is_key(codes).to_numpy(dtype=bool)
    return Stub(
        kept=kept,
        region_codes=codes[kept].reset_index(drop=True),
        region_names=names[kept].reset_index(drop=True),
        periods=None if named is None else named[kept].reset_index(drop=True),
        breakdowns=breakdowns(details, len(codes))[kept].reset_index(drop=True),
        rejected=_rejected(codes, key_place, sheet, kept),
    )


def _nation(columns: list[pd.Series], sheet: Sheet) -> Stub:
    """A table whose titles say "Deutschland" has no column for the region: every row is the nation's."""
    is_dated = columns[0].map(periods.period).notna().all()
    named = _periods(columns[0], sheet) if is_dated else None
    details = columns[1:] if is_dated else columns
    _refuse_doubles(columns, 0, sheet)
    count = len(columns[0])
    return Stub(
        kept=np.ones(count, dtype=bool),
        region_codes=pd.Series(["DG"] * count, dtype="str"),
        region_names=pd.Series([NATION] * count, dtype="str"),
        periods=named,
        breakdowns=breakdowns(details, count),
        rejected=(),
    )


def _key_place(columns: list[pd.Series], sheet: Sheet) -> int:
    """Which column holds the official keys: the first or, behind the time, the second."""
    keys = [is_key(column) for column in columns[:2]]
    # Where rows slipped to the side, the first row of figures decides.
    likely = [(float(found.mean()), bool(found[0])) for found in keys]
    place = likely.index(max(likely))
    if keys[place].any() and len(columns) > place + 1:
        return place
    first_row = int(sheet.row_numbers[0])
    if any(_mostly_keys(column) for column in columns[2:]):
        raise refusal("unclear_columns", sheet.file_name, first_row)
    if columns[0].str.fullmatch(_PLAUSIBLE_YEAR).all() and not _mostly_digits(columns[1:2]):
        raise refusal("no_region_column", sheet.file_name, first_row)
    for place, column in enumerate(columns[:2]):
        lost = has_lost_zero(column)
        if place + 1 < len(columns) and lost.mean() > 1 / 2:
            _refuse_lost_zero(column, lost, place, sheet)
    raise refusal("no_region_column", sheet.file_name, first_row)


def _mostly_keys(column: pd.Series) -> bool:
    # A year is never an official key (no key has four digits), so the two cannot be mixed up.
    return bool(is_key(column).mean() > 1 / 2)


def _mostly_digits(columns: list[pd.Series]) -> bool:
    return any(bool(column.str.fullmatch(r"[0-9]+|DG").mean() > 1 / 2) for column in columns)


def _periods(column: pd.Series, sheet: Sheet) -> pd.Series:
    names = {text: periods.period(text) for text in column.unique()}
    named = column.map(names)
    unknown = named.isna().to_numpy()
    if unknown.any():
        row = int(np.argmax(unknown))
        raise refusal("unknown_period", sheet.file_name, int(sheet.row_numbers[row]), 1, symbol=column[row])
    return named


def _refuse_broken_keys(codes: pd.Series, place: int, sheet: Sheet) -> None:
    lost = has_lost_zero(codes)
    if lost.any():
        _refuse_lost_zero(codes, lost, place, sheet)
    # Digits that belong to no Land, or to an association of municipalities (9, 12 digits), are kept
    # aside with a reason; anything else is a shifted row.
    broken = ~is_key(codes) & ~codes.str.fullmatch(r"[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}|[0-9]{9}|[0-9]{12}")
    if broken.any():
        row = int(np.argmax(broken.to_numpy()))
        number = int(sheet.row_numbers[row])
        raise refusal("bad_region_key", sheet.file_name, number, place + 1, symbol=codes[row])


def _refuse_lost_zero(codes: pd.Series, lost: pd.Series, place: int, sheet: Sheet) -> None:
    row = int(np.argmax(lost.to_numpy()))
    number = int(sheet.row_numbers[row])
    raise refusal(
        "lost_leading_zero", sheet.file_name, number, place + 1, symbol=codes[row], expected="0" + codes[row]
    )


def _refuse_shifted(column: pd.Series, place: int, sheet: Sheet, *, figures_too: bool = True) -> None:
    """A name that is empty or a figure stands there because the row slipped to the side."""
    shifted = column.eq("")
    if figures_too:
        shifted |= ~column.str.contains(r"[^\W\d_]", regex=True)
    if shifted.any():
        row = int(np.argmax(shifted.to_numpy()))
        number = int(sheet.row_numbers[row])
        raise refusal("shifted_row", sheet.file_name, number, place + 1, symbol=column[row])


def _refuse_doubles(keys: list[pd.Series], place: int, sheet: Sheet) -> None:
    table = pd.concat(keys, axis="columns", ignore_index=True)
    again = table.duplicated().to_numpy()
    if not again.any():
        return
    row = int(np.argmax(again))
    first = int(np.argmax((table == table.loc[row]).all(axis="columns").to_numpy()))
    raise refusal(
        "duplicate_key",
        sheet.file_name,
        int(sheet.row_numbers[row]),
        place + 1,
        other_row=int(sheet.row_numbers[first]),
        symbol=" ".join(str(part) for part in table.loc[row]),
    )


def _rejected(codes: pd.Series, place: int, sheet: Sheet, kept: npt.NDArray[Any]) -> tuple[RejectedCell, ...]:
    return tuple(
        RejectedCell(
            row=int(sheet.row_numbers[row]),
            column=place + 1,
            reason="unknown_region",
            mend="unknown_region",
            symbol=str(codes[row]),
        )
        for row in np.flatnonzero(~kept)
    )
