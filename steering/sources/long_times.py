"""The time of each row of a long table; the month may stand in a dimension of its own."""

import re

from steering.sources import periods, words
from steering.sources.long_table import Block, LongTable
from steering.sources.refusals import refusal
from steering.sources.words import Words

_PART = re.compile(r"MONAT(0[1-9]|1[0-2])|QUART([1-4])", re.ASCII)
_VARIABLES = frozenset({"MONAT", "QUARTG"})


def understand_times(table: LongTable, dimensions: tuple[Block, ...]) -> tuple[Words, tuple[Block, ...]]:
    """The period of each row, and the dimensions that are left. Raises BadSource for what is no time."""
    unknown = table.time.first(lambda text: periods.period(text.strip()) is None)
    if unknown is not None:
        raise refusal(
            "unknown_period",
            table.file_name,
            table.line(unknown),
            table.time_place,
            symbol=table.time.text(unknown),
        )
    times = table.time.renamed(lambda text: str(periods.period(text.strip())))
    parts = next((block for block in dimensions if _is_part(block)), None)
    if parts is None or not all(map(periods.is_year, times.texts)):
        return times, dimensions
    return _within(times, parts), tuple(block for block in dimensions if block is not parts)


def _is_part(block: Block) -> bool:
    """Every row names a month or a quarter, and no total stands among them."""
    return {text.strip() for text in block.variable.texts} <= _VARIABLES and all(
        _PART.fullmatch(text.strip()) for text in block.code.texts
    )


def _within(years: Words, parts: Block) -> Words:
    codes, rows = words.grouped([years, parts.code])
    return Words(codes, tuple(f"{years.text(row)}-{_ending(parts.code.text(row))}" for row in rows.tolist()))


def _ending(code: str) -> str:
    """'03P1M' of "MONAT03", '07P3M' of "QUART3"."""
    found = _PART.fullmatch(code.strip())
    month, quarter = found.groups() if found else (None, None)
    return f"{month}P1M" if month else f"{int(quarter or 1) * 3 - 2:02}P3M"
