"""Plain checks of the cells: told at all, known words, official keys, numbers within bounds, each once."""

import re

import numpy as np

from expectations.sources.equations import COUNTED
from steering.cube.cube import Mask, Rows
from steering.figures.failing import Failing, Gathered, first_of
from steering.figures.figures import Figures

_AT_ONCE = 1 << 15
_OFFICIAL_KEY = re.compile(r"DG|[0-9]{2}|[0-9]{3}|[0-9]{5}|[0-9]{8}", re.ASCII)


def words_are_told(figures: Figures, *, column: str) -> Failing:
    """Something is written in every cell: neither missing nor only blanks."""
    coded = figures.column(column)
    blank = frozenset(word for word in coded.words if not word.strip())
    return _cells((coded.codes < 0) | coded.is_among(blank) if blank else coded.codes < 0)


def words_are_known(figures: Figures, *, column: str, words: list[str]) -> Failing:
    """Every word is one of a closed list; a missing one is none."""
    coded = figures.column(column)
    if set(coded.words) <= set(words):
        return _cells(coded.codes < 0)
    return _cells(~coded.is_among(frozenset(words)))


def keys_are_official(figures: Figures) -> Failing:
    """A region's key is DG or text of 2, 3, 5 or 8 digits, leading zeros kept."""
    coded = figures.column("region_code")
    strange = frozenset(word for word in coded.words if not _OFFICIAL_KEY.fullmatch(word))
    return _cells(coded.is_among(strange) | (coded.codes < 0) if strange else coded.codes < 0)


def values_are_there(figures: Figures) -> Failing:
    """Every cell has a number."""
    return _cells(np.isnan(figures.values))


def values_within(
    figures: Figures, *, at_least: float | None = None, at_most: float | None = None
) -> Failing:
    """Numbers lie between the bounds, bounds included."""
    values = figures.values
    failing = np.zeros(len(values), dtype=bool)
    with np.errstate(invalid="ignore"):
        if at_least is not None:
            failing |= values < at_least
        if at_most is not None:
            failing |= values > at_most
    return _cells(failing)


def numbers_go_with_statuses(figures: Figures, *, with_number: list[str]) -> Failing:
    """A cell has a number if its status has one, and only then; no number is infinite."""
    has_number = ~np.isnan(figures.values)
    may_have = figures.column("status").is_among(frozenset(with_number))
    return _cells((has_number != may_have) | np.isinf(figures.values))


def counts_are_whole(figures: Figures) -> Failing:
    """A count of persons, pupils or schools is a whole number and not negative."""
    failing = np.empty(len(figures.values), dtype=bool)
    # Bit by bit, so that what is worked out stays in the processor's own memory.
    for start in range(0, len(failing), _AT_ONCE):
        values = figures.values[start : start + _AT_ONCE]
        with np.errstate(invalid="ignore"):
            failing[start : start + _AT_ONCE] = (values < 0) | (np.floor(values) < values)
    counted = figures.column("unit").is_among(frozenset(COUNTED))
    return _cells(failing & counted)


def cells_are_unique(figures: Figures) -> Failing:
    """No two cells of a delivery tell of one figure, region and period; every one of the doubles is named."""
    found = Gathered()
    releases = figures.column("release_id")
    for cube in figures.releases:
        held = int(np.count_nonzero(cube.rows >= 0))
        mine = releases.codes[first_of(cube.rows.ravel())][0]
        rows = None if len(releases.words) == 1 else np.flatnonzero(releases.codes == mine)
        count = len(releases.codes) if rows is None else len(rows)
        found.look(count)
        if held != count:
            found.add(_doubles(figures, np.arange(count) if rows is None else rows))
    return found.done()


def _doubles(figures: Figures, rows: Rows) -> Rows:
    told = figures.cells.iloc[rows][["variable", "breakdown", "region_code", "period"]]
    doubled: Rows = rows[told.duplicated(keep=False).to_numpy()]
    return doubled


def _cells(failing: Mask) -> Failing:
    rows = np.flatnonzero(failing)
    return Failing(rows=rows, count=len(failing))
