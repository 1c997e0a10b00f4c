"""The attack: what somebody can work out about a count from everything that is published.

Counts are whole and not below zero; everything else the attacker takes from the statements. First each
statement with one unknown cell tells that cell, then linear programs (HiGHS) give the smallest and the
largest number that a sum of cells can still be. The dual values name the statements that were needed.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steering.disclosure.puzzle import Mask, Puzzle
from steering.disclosure.solving import Least, Numbers, Program
from steering.disclosure.statements import EXACT, SLACK, Cell, Form, Interval, Statement, whole_interval

MOST_WHOLE = 400
"""Up to so many unknown cells the attacker also uses that each of them is a whole number."""
NOBODY = -1


@dataclass(frozen=True)
class _System:
    """The unknown cells that hang together, and the told statements about them."""

    columns: NDArray[np.intp]
    rows: NDArray[np.intp]
    matrix: Any
    low: Numbers
    high: Numbers

    @cached_property
    def program(self) -> Program:
        """What the cells can be, as numbers."""
        return Program(self.matrix, self.low, self.high)

    @cached_property
    def whole_program(self) -> Program:
        """What the cells can be, as whole numbers."""
        return Program(self.matrix, self.low - SLACK, self.high + SLACK, is_whole=True)

    def least(self, wanted: Numbers, *, whole: bool) -> Least:
        """The least that a sum of its cells can be; nothing but the numbers not below zero without a row."""
        if not self.rows.size:
            return Least(number=0.0 if (wanted >= 0).all() else -math.inf)
        found = self.program.least(wanted)
        if not whole or len(self.columns) > MOST_WHOLE or found.world is None or self._is_whole(found.world):
            return found
        exact = self.whole_program.least(wanted)
        # Where it is not settled in time, what linear programming gives is what is proven.
        return exact if exact.is_proven and exact.number > -math.inf else found

    def _is_whole(self, world: Numbers) -> bool:
        """Whether a world of whole numbers was found without asking for one."""
        near = np.round(world)
        if np.abs(world - near).max() > SLACK:
            return False
        told = self.matrix @ near
        return bool(((told >= self.low - SLACK) & (told <= self.high + SLACK)).all())


class Knowledge:
    """Everything that an attacker knows, ready to be asked about any sum of cells."""

    def __init__(self, statements: Iterable[Statement] | Puzzle, told: Mask | None = None) -> None:
        self.puzzle = statements if isinstance(statements, Puzzle) else Puzzle(statements)
        self.statements = self.puzzle.statements
        self.told = self.puzzle.all() if told is None else told
        cells = len(self.puzzle.places)
        self._is_open = np.ones(cells, dtype=np.bool_)
        self._numbers = np.zeros(cells)
        self._why = np.full(cells, NOBODY, dtype=np.intp)
        self._systems: dict[int, _System] = {}
        self._work_out()

    @cached_property
    def known(self) -> dict[Cell, float]:
        """The cells that can be worked out one by one."""
        return {
            cell: float(self._numbers[place])
            for cell, place in self.puzzle.places.items()
            if not self._is_open[place]
        }

    def interval(self, form: Form, *, whole: bool = False) -> Interval:
        """The numbers that a sum of cells can still be; `whole` also uses that every cell is whole."""
        places = self.puzzle.places
        factors = {places[cell]: factor for cell, factor in form if cell in places}
        known = [place for place in factors if not self._is_open[place]]
        number = sum(factors[place] * float(self._numbers[place]) for place in known)
        rest = {place: factor for place, factor in factors.items() if self._is_open[place]}
        foreign = [factor for cell, factor in form if cell not in places]
        if not rest and not foreign:
            return Interval(low=number, high=number, used=self._reasons(known))
        high, above = self._bound(rest, -1.0, whole=whole)
        if high == -math.inf or any(factor > 0 for factor in foreign):
            return Interval(low=-math.inf, high=math.inf, used=self._reasons(known, above))
        low, below = self._bound(rest, 1.0, whole=whole)
        low = -math.inf if any(factor < 0 for factor in foreign) else low
        used = self._reasons(known, [*above, *below])
        return whole_interval(form, Interval(low=number + low, high=number - high, used=used))

    def unknown_with(self, form: Form) -> int:
        """How many unknown cells hang together with a sum."""
        places = (self.puzzle.places.get(cell) for cell, _ in form)
        return sum(
            1 if place is None else len(self._system(place).columns)
            for place in places
            if place is None or self._is_open[place]
        )

    def _work_out(self) -> None:
        """Cells that a statement tells because all its other cells are known, again and again."""
        puzzle, waiting = self.puzzle, self.told.copy()
        while True:
            is_open = self._is_open.astype(np.float64)
            rows = np.flatnonzero(waiting & (puzzle.pattern @ is_open == 1))
            if not rows.size:
                return
            waiting[rows] = False
            cells = np.rint((puzzle.numbered @ is_open)[rows]).astype(np.intp)
            factors, known = (puzzle.matrix @ is_open)[rows], (puzzle.matrix @ self._numbers)[rows]
            ends = np.stack([puzzle.low[rows] - known, puzzle.high[rows] - known]) / factors
            is_told, numbers = _told_numbers(ends.min(axis=0), ends.max(axis=0))
            # Of several statements that tell a cell the first counts: what everybody knows stands first.
            found, first = np.unique(cells[is_told], return_index=True)
            self._numbers[found] = numbers[is_told][first]
            self._why[found] = rows[is_told][first]
            self._is_open[found] = False

    def _reasons(self, cells: Iterable[int], rows: Iterable[int] = ()) -> frozenset[int]:
        """The statements behind cells that were worked out and behind rows, back to the first ones."""
        found: dict[int, None] = {}
        waiting = [*(int(self._why[cell]) for cell in cells), *rows]
        while waiting:
            row = waiting.pop()
            if row not in found:
                found[row] = None
                waiting += [int(self._why[cell]) for cell in self._cells_of(row) if self._why[cell] != NOBODY]
        return frozenset(found)

    def _cells_of(self, row: int) -> Iterator[int]:
        starts, columns = self.puzzle.matrix.indptr, self.puzzle.matrix.indices
        # The cell that a row told is no reason for it; its own row was followed already.
        return (int(cell) for cell in columns[starts[row] : starts[row + 1]] if self._why[cell] != row)

    def _system(self, place: int) -> _System:
        if place not in self._systems:
            made = self._laid_out(np.flatnonzero(self._hanging_together == self._hanging_together[place]))
            self._systems |= dict.fromkeys(made.columns.tolist(), made)
        return self._systems[place]

    @cached_property
    def _open_rows(self) -> NDArray[np.intp]:
        """The told statements with unknown cells."""
        return np.flatnonzero(self.told & (self.puzzle.pattern @ self._is_open.astype(np.float64) > 0))

    @cached_property
    def _hanging_together(self) -> NDArray[np.intp]:
        """For each unknown cell the number of its system; known ones are in none."""
        from scipy.sparse.csgraph import connected_components

        columns = np.flatnonzero(self._is_open)
        beside = self.puzzle.pattern[self._open_rows][:, columns]
        _, labels = connected_components(beside.T @ beside, directed=False)
        found = np.full(len(self._is_open), NOBODY, dtype=np.intp)
        found[columns] = labels
        return found

    def _laid_out(self, columns: NDArray[np.intp]) -> _System:
        puzzle = self.puzzle
        inside = np.zeros(len(self._is_open))
        inside[columns] = 1.0
        about = (puzzle.pattern @ inside)[self._open_rows] > 0
        rows = self._open_rows[about]
        known = (puzzle.matrix @ self._numbers)[rows]
        return _System(
            columns=columns,
            rows=rows,
            matrix=puzzle.matrix[rows][:, columns],
            low=puzzle.low[rows] - known,
            high=puzzle.high[rows] - known,
        )

    def _bound(self, form: dict[int, float], sign: float, *, whole: bool) -> tuple[float, list[int]]:
        """The smallest that sign·form can be over all its systems, and the statements needed for it."""
        systems = {int(self._hanging_together[place]): self._system(place) for place in form}
        smallest, rows = 0.0, list[int]()
        for system in systems.values():
            wanted = np.array([sign * form.get(int(place), 0.0) for place in system.columns])
            least = system.least(wanted, whole=whole)
            # Nothing protects where statements contradict each other, however open the others are.
            smallest = math.inf if math.inf in {smallest, least.number} else smallest + least.number
            rows += [int(system.rows[row]) for row in least.rows]
        return smallest, rows


def _told_numbers(low: Numbers, high: Numbers) -> tuple[Mask, Numbers]:
    """Which cells between two numbers are known by them: exactly, or as the only whole number there."""
    is_exact = high - low <= EXACT
    lowest, highest = np.ceil(np.maximum(low, 0.0) - SLACK), np.floor(high + SLACK)
    with np.errstate(invalid="ignore"):
        return is_exact | (lowest == highest), np.where(is_exact, (low + high) / 2, lowest)
