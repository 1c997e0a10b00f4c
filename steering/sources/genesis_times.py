"""Months and quarters: the office writes the year in one column or line, and the month in the next."""

from collections.abc import Sequence
from dataclasses import replace

from steering.sources import periods, words
from steering.sources.genesis_sheet import Sheet
from steering.sources.words import Words


def with_whole_times(sheet: Sheet) -> Sheet:
    """The columns before the figures without blanks around; year and month in one, where both are there."""
    columns = [column.stripped() for column in sheet.columns]
    if len(columns) > 1 and are_parts(columns[0].texts, columns[1].texts):
        rest = range(2, len(columns))
        return replace(
            sheet,
            columns=(_joined(columns[0], columns[1]), *columns[2:]),
            places=(sheet.place(0), *map(sheet.place, rest)),
        )
    return replace(sheet, columns=tuple(columns))


def are_parts(years: Sequence[str], parts: Sequence[str]) -> bool:
    """The first are bare years, the second months, quarters or halves."""
    return all(map(periods.is_year, years)) and all(periods.part_of_year(part) for part in parts)


def _joined(years: Words, parts: Words) -> Words:
    codes, rows = words.grouped([years, parts])
    return Words(codes, tuple(periods.within(years.text(row), parts.text(row)) for row in rows.tolist()))
