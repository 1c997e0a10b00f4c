"""The attack: what somebody can work out about a count from everything that is published.

Counts are whole and not below zero; everything else the attacker takes from the statements. First each
statement with one unknown cell tells that cell, then linear programs (HiGHS) give the smallest and the
largest number that a sum of cells can still be. The dual values name the statements that were needed.
"""

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from steering.disclosure.statements import EXACT, SLACK, Cell, Form, Interval, Statement, whole_interval

MOST_WHOLE = 400
"""Up to so many unknown cells the attacker also uses that each of them is a whole number."""
SECONDS = 5.0
# What HiGHS answers, in scipy's numbers.
STOPPED, UNBOUNDED, UNSETTLED = 1, 3, 4


@dataclass(frozen=True)
class _System:
    """The unknown cells that hang together, and the statements about them as rows."""

    places: dict[Cell, int]
    rows: list[int]
    matrix: Any
    low: np.ndarray[Any, np.dtype[np.float64]]
    high: np.ndarray[Any, np.dtype[np.float64]]


class Knowledge:
    """Everything that an attacker knows, ready to be asked about any sum of cells."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.statements: Sequence[Statement] = tuple(statements)
        self._telling: dict[Cell, list[int]] = defaultdict(list)
        for number, statement in enumerate(self.statements):
            for cell, _ in statement.form:
                self._telling[cell].append(number)
        self.known: dict[Cell, float] = {}
        self._why: dict[Cell, frozenset[int]] = {}
        self._systems: dict[Cell, _System] = {}
        self._work_out()

    def interval(self, form: Form, *, whole: bool = False) -> Interval:
        """The numbers that a sum of cells can still be; `whole` also uses that every cell is whole."""
        rest: dict[Cell, float] = {}
        number, used = 0.0, frozenset[int]()
        for cell, factor in form:
            if cell in self.known:
                number += factor * self.known[cell]
                used |= self._why[cell]
            else:
                rest[cell] = factor
        if not rest:
            return Interval(low=number, high=number, used=used)
        high, more = self._bound(rest, -1.0, whole=whole)
        if high == -math.inf:
            return Interval(low=-math.inf, high=math.inf, used=used | more)
        low, still_more = self._bound(rest, 1.0, whole=whole)
        found = Interval(low=number + low, high=number - high, used=used | more | still_more)
        return whole_interval(form, found)

    def unknown_with(self, form: Form) -> int:
        """How many unknown cells hang together with a sum."""
        return sum(len(self._system(cell).places) for cell, _ in form if cell not in self.known)

    def _work_out(self) -> None:
        """Cells that a statement tells because all its other cells are known, again and again."""
        missing = [len(statement.form) for statement in self.statements]
        waiting = deque(number for number, count in enumerate(missing) if count == 1)
        while waiting:
            number = waiting.popleft()
            told = self._told_by(number)
            if told is None:
                continue
            cell, value = told
            self.known[cell] = value
            self._why[cell] = self._reasons(number)
            for other in self._telling[cell]:
                missing[other] -= 1
                if missing[other] == 1:
                    waiting.append(other)

    def _told_by(self, number: int) -> tuple[Cell, float] | None:
        statement = self.statements[number]
        rest = [(cell, factor) for cell, factor in statement.form if cell not in self.known]
        if len(rest) != 1:
            return None
        cell, factor = rest[0]
        low, high = sorted(bound / factor for bound in self._bounds(number))
        if high - low <= EXACT:
            return cell, (low + high) / 2
        low, high = math.ceil(max(low, 0.0) - SLACK), math.floor(high + SLACK) if high < math.inf else high
        return (cell, float(low)) if low == high else None

    def _bounds(self, number: int) -> tuple[float, float]:
        """The two numbers of a statement, less what is known of it."""
        statement = self.statements[number]
        told = sum(factor * self.known[cell] for cell, factor in statement.form if cell in self.known)
        return statement.low - told, statement.high - told

    def _reasons(self, number: int) -> frozenset[int]:
        known = (cell for cell, _ in self.statements[number].form if cell in self._why)
        return frozenset({number}).union(*(self._why[cell] for cell in known))

    def _system(self, start: Cell) -> _System:
        if start in self._systems:
            return self._systems[start]
        cells, rows, waiting = {start: 0}, dict[int, None](), [start]
        while waiting:
            for number in self._telling[waiting.pop()]:
                if number in rows:
                    continue
                rows[number] = None
                for cell, _ in self.statements[number].form:
                    if cell not in cells and cell not in self.known:
                        cells[cell] = len(cells)
                        waiting.append(cell)
        made = self._laid_out(cells, list(rows))
        self._systems |= dict.fromkeys(cells, made)
        return made

    def _laid_out(self, places: dict[Cell, int], rows: list[int]) -> _System:
        from scipy.sparse import csr_array

        entries = [
            (row, places[cell], factor)
            for row, number in enumerate(rows)
            for cell, factor in self.statements[number].form
            if cell in places
        ]
        lines, columns, factors = zip(*entries, strict=True) if entries else ((), (), ())
        bounds = np.array([self._bounds(number) for number in rows], dtype=np.float64).reshape(-1, 2)
        return _System(
            places=places,
            rows=rows,
            matrix=csr_array((factors, (lines, columns)), shape=(len(rows), len(places)), dtype=np.float64),
            low=bounds[:, 0],
            high=bounds[:, 1],
        )

    def _bound(self, form: dict[Cell, float], sign: float, *, whole: bool) -> tuple[float, frozenset[int]]:
        """The smallest that sign·form can be over all its systems, and the statements needed for it."""
        systems: dict[int, tuple[_System, dict[Cell, float]]] = {}
        for cell, factor in form.items():
            system = self._system(cell)
            systems.setdefault(id(system), (system, {}))[1][cell] = sign * factor
        smallest, used = 0.0, frozenset[int]()
        for system, wanted in systems.values():
            is_whole = whole and len(system.places) <= MOST_WHOLE
            least, rows = (_smallest_whole if is_whole else _smallest)(system, wanted)
            smallest += least
            used = used.union(*(self._reasons(system.rows[row]) for row in rows))
        return smallest, used


def _objective(system: _System, wanted: dict[Cell, float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    made = np.zeros(len(system.places))
    for cell, factor in wanted.items():
        made[system.places[cell]] = factor
    return made


def _smallest(system: _System, wanted: dict[Cell, float]) -> tuple[float, list[int]]:
    """The smallest value by linear programming, with the rows whose dual value is not zero."""
    from scipy.optimize import linprog

    objective = _objective(system, wanted)
    if not system.rows:
        return (0.0 if (objective >= 0).all() else -math.inf), []
    same = system.high - system.low <= EXACT
    above, below = ~same & np.isfinite(system.low), ~same & np.isfinite(system.high)
    solved = linprog(
        objective,
        A_ub=_stacked(system.matrix[below], -system.matrix[above]),
        b_ub=np.concatenate([system.high[below], -system.low[above]]) if (above | below).any() else None,
        A_eq=system.matrix[same] if same.any() else None,
        b_eq=system.low[same] if same.any() else None,
        bounds=(0, None),
        method="highs",
    )
    if solved.status == UNBOUNDED:
        return -math.inf, []
    if solved.status != 0:
        # Statements that contradict each other protect nothing: whoever sees it knows that one is wrong.
        return math.inf, list(range(len(system.rows)))
    needed = [*np.flatnonzero(same)[np.abs(solved.eqlin.marginals) > EXACT]]
    both = np.concatenate([np.flatnonzero(below), np.flatnonzero(above)])
    if both.size:
        needed += [*both[np.abs(solved.ineqlin.marginals) > EXACT]]
    return float(solved.fun), sorted({int(row) for row in needed})


def _stacked(upper: Any, lower: Any) -> Any:
    from scipy.sparse import vstack

    return vstack([upper, lower], format="csr") if upper.shape[0] + lower.shape[0] else None


def _smallest_whole(system: _System, wanted: dict[Cell, float]) -> tuple[float, list[int]]:
    """The smallest value if every cell is a whole number; all rows may have been needed."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rows = list(range(len(system.rows)))
    objective = _objective(system, wanted)
    if not rows:
        return (0.0 if (objective >= 0).all() else -math.inf), []
    solved = milp(
        objective,
        constraints=LinearConstraint(system.matrix, system.low - SLACK, system.high + SLACK),
        integrality=np.ones(len(system.places)),
        bounds=Bounds(0, np.inf),
        options={"time_limit": SECONDS},
    )
    if solved.status == 0:
        return float(solved.fun), rows
    # Unbounded, or not settled in time: what linear programming gives is what is proven.
    return _smallest(system, wanted) if solved.status in {STOPPED, UNBOUNDED, UNSETTLED} else (math.inf, rows)
