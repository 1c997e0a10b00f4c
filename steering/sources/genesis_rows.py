"""What the first columns of a table export say: region, time and breakdown of each row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from steering.sources import laender, periods, words
from steering.sources.cells import RejectedCell
from steering.sources.genesis_breakdowns import breakdowns, parted_measures
from steering.sources.genesis_repeats import told_apart
from steering.sources.genesis_sheet import Sheet
from steering.sources.genesis_times import with_whole_times
from steering.sources.genesis_titles import NATIONS
from steering.sources.long_regions import short_key
from steering.sources.refusals import refusal
from steering.sources.territory import KEY
from steering.sources.words import Words

_KEY = re.compile(KEY)
_PLAUSIBLE_YEAR = re.compile(r"(?:18|19|20)[0-9]{2}")
# Two digits are left out: "31" could be a lost "031", but never where the counties kept theirs.
_LOST_ZERO = re.compile(r"[0-9]|[0-9]{4}|[0-9]{7}")
# Digits that belong to no Land, or to an association of municipalities (9, 12 digits), are kept
# aside with a reason; anything else is a shifted row.
_ASIDE = re.compile(r"[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}|[0-9]{9}|[0-9]{12}")
_DIGITS = re.compile(r"[0-9]+|DG")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True)
class Stub:
    """The rows that are kept, and what each is about; its measure and unit, where no head says them."""

    kept: npt.NDArray[np.bool_] = field(repr=False)
    region_codes: Words = field(repr=False)
    region_names: Words = field(repr=False)
    periods: Words | None = field(repr=False)
    breakdowns: Words = field(repr=False)
    rejected: tuple[RejectedCell, ...]
    measures: Words | None = field(default=None, repr=False)
    units: Words | None = field(default=None, repr=False)


def understand_rows(
    sheet: Sheet, *, are_regions_in_heads: bool = False, are_measures_in_rows: bool = False
) -> Stub:
    """Region, time and breakdown of every row; refuses lost zeros, shifts and doubles."""
    sheet = with_whole_times(sheet)
    # The tables of the census write municipalities with the key of their association, in 12 digits.
    columns = [*(column.renamed(short_key) for column in sheet.columns[:2]), *sheet.columns[2:]]
    nation = next((title for title in sheet.titles if title in NATIONS), None)
    if are_regions_in_heads:
        return _without_region(columns, sheet, "")
    if nation and not any(column.where(_is_key).any() for column in columns):
        return _without_region(columns, sheet, nation)
    for place, column in enumerate(columns[:2]):
        if laender.are_laender(column.texts) and not any(map(_is_key, columns[0].texts)):
            return _of_laender(columns, place, sheet)
    key_place = _key_place(columns, sheet)
    codes = columns[key_place]
    named = _periods(columns[0], sheet) if key_place else None
    _refuse_broken_keys(codes, key_place, sheet)
    names = columns[key_place + 1]
    _refuse_shifted(names, key_place + 1, sheet)
    for place, detail in enumerate(columns[key_place + 2 :], start=key_place + 2):
        _refuse_shifted(detail, place, sheet, figures_too=False)
    keys = [codes, *([named] if named is not None else [])]
    details = told_apart(keys, columns[key_place + 2 :])
    _refuse_doubles([*keys, *details], key_place, sheet)
    kept = codes.where(_is_key)
    rows = np.flatnonzero(kept)
    details, measures, units = parted_measures(details) if are_measures_in_rows else (details, None, None)
    return Stub(
        kept=kept,
        region_codes=codes.chosen(rows),
        region_names=names.chosen(rows),
        periods=None if named is None else named.chosen(rows),
        breakdowns=breakdowns(details, len(codes)).chosen(rows),
        rejected=_rejected(codes, key_place, sheet, kept),
        measures=None if measures is None else measures.chosen(rows),
        units=None if units is None else units.chosen(rows),
    )


def has_regions(sheet: Sheet) -> bool:
    """Some of the columns before the figures hold keys or names of regions, or the titles name the nation."""
    is_nation = any(title in NATIONS for title in sheet.titles)
    columns = [column.stripped() for column in sheet.columns]
    return is_nation or any(
        laender.are_laender(column.texts) or any(map(_is_key, column.texts)) for column in columns
    )


def _without_region(columns: list[Words], sheet: Sheet, nation: str) -> Stub:
    """Rows that name no region: every one is the nation's, or the heads name the Land of each column."""
    is_dated = all(periods.period(text) is not None for text in columns[0].texts)
    named = _periods(columns[0], sheet) if is_dated else None
    details = told_apart(columns[:1], columns[1:]) if is_dated else columns
    _refuse_doubles([*columns[:1], *details] if is_dated else columns, 0, sheet)
    count = len(columns[0])
    return Stub(
        kept=np.ones(count, dtype=bool),
        region_codes=words.constant("DG", count),
        region_names=words.constant(nation, count),
        periods=named,
        breakdowns=breakdowns(details, count),
        rejected=(),
    )


def _of_laender(columns: list[Words], place: int, sheet: Sheet) -> Stub:
    """A table of Länder without their keys: the names stand for them."""
    names = columns[place]
    codes = names.renamed(laender.keys().__getitem__)
    named = _periods(columns[0], sheet) if place else None
    for column, detail in enumerate(columns[place + 1 :], start=place + 1):
        _refuse_shifted(detail, column, sheet, figures_too=False)
    keys = [codes, *([named] if named is not None else [])]
    details = told_apart(keys, columns[place + 1 :])
    _refuse_doubles([*keys, *details], place, sheet)
    return Stub(
        kept=np.ones(len(names), dtype=bool),
        region_codes=codes,
        region_names=names,
        periods=named,
        breakdowns=breakdowns(details, len(names)),
        rejected=(),
    )


def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def _has_lost_zero(text: str) -> bool:
    return _LOST_ZERO.fullmatch(text) is not None and _is_key("0" + text)


def _key_place(columns: list[Words], sheet: Sheet) -> int:
    """Which column holds the official keys: the first or, behind the time, the second."""
    keys = [column.where(_is_key) for column in columns[:2]]
    # Where rows slipped to the side, the first row of figures decides.
    likely = [(float(found.mean()), bool(found[0])) for found in keys]
    place = likely.index(max(likely))
    if keys[place].any() and len(columns) > place + 1:
        return place
    first_row = int(sheet.row_numbers[0])
    if any(_mostly(column, _is_key) for column in columns[2:]):
        # A year is never an official key (no key has four digits), so the two cannot be mixed up.
        raise refusal("unclear_columns", sheet.file_name, first_row)
    if all(map(_PLAUSIBLE_YEAR.fullmatch, columns[0].texts)) and not any(
        _mostly(column, lambda text: _DIGITS.fullmatch(text) is not None) for column in columns[1:2]
    ):
        raise refusal("no_region_column", sheet.file_name, first_row)
    for place, column in enumerate(columns[:2]):
        if place + 1 < len(columns) and _mostly(column, _has_lost_zero):
            _refuse_lost_zero(column, place, sheet)
    raise refusal("no_region_column", sheet.file_name, first_row)


def _mostly(column: Words, judge: words.Judge) -> bool:
    return bool(column.where(judge).mean() > 1 / 2)


def _periods(column: Words, sheet: Sheet) -> Words:
    unknown = column.first(lambda text: periods.period(text) is None)
    if unknown is not None:
        number = int(sheet.row_numbers[unknown])
        raise refusal("unknown_period", sheet.file_name, number, sheet.place(0), symbol=column.text(unknown))
    return column.renamed(lambda text: str(periods.period(text)))


def _refuse_broken_keys(codes: Words, place: int, sheet: Sheet) -> None:
    if codes.first(_has_lost_zero) is not None:
        _refuse_lost_zero(codes, place, sheet)
    broken = codes.first(lambda text: not _is_key(text) and _ASIDE.fullmatch(text) is None)
    if broken is not None:
        number = int(sheet.row_numbers[broken])
        raise refusal(
            "bad_region_key", sheet.file_name, number, sheet.place(place), symbol=codes.text(broken)
        )


def _refuse_lost_zero(codes: Words, place: int, sheet: Sheet) -> None:
    row = codes.first(_has_lost_zero) or 0
    number, text = int(sheet.row_numbers[row]), codes.text(row)
    raise refusal(
        "lost_leading_zero", sheet.file_name, number, sheet.place(place), symbol=text, expected="0" + text
    )


def _refuse_shifted(column: Words, place: int, sheet: Sheet, *, figures_too: bool = True) -> None:
    """A name that is empty or a figure stands there because the row slipped to the side."""
    row = column.first(lambda text: not text or (figures_too and _LETTER.search(text) is None))
    if row is not None:
        number = int(sheet.row_numbers[row])
        raise refusal("shifted_row", sheet.file_name, number, sheet.place(place), symbol=column.text(row))


def _refuse_doubles(keys: Sequence[Words], place: int, sheet: Sheet) -> None:
    if words.are_rows_different(keys):
        return
    codes, _ = words.grouped(keys)
    # The first row that repeats an earlier one.
    _, firsts = np.unique(codes, return_index=True)
    again = np.ones(len(codes), dtype=bool)
    again[firsts] = False
    row = int(np.argmax(again))
    first = int(np.argmax(codes == codes[row]))
    raise refusal(
        "duplicate_key",
        sheet.file_name,
        int(sheet.row_numbers[row]),
        sheet.place(place),
        other_row=int(sheet.row_numbers[first]),
        symbol=" ".join(key.text(row) for key in keys),
    )


def _rejected(
    codes: Words, place: int, sheet: Sheet, kept: npt.NDArray[np.bool_]
) -> tuple[RejectedCell, ...]:
    return tuple(
        RejectedCell(
            row=int(sheet.row_numbers[row]),
            column=sheet.place(place),
            reason="unknown_region",
            mend="unknown_region",
            symbol=codes.text(int(row)),
        )
        for row in np.flatnonzero(~kept)
    )
