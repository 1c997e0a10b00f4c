"""Asking HiGHS: the least that a sum can be, over all worlds that keep to some rows.

A program is laid out once and asked many times; each answer is the start for the next one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steering.disclosure.statements import EXACT, SLACK

MOST_NODES = 5000
"""So many branches of a search for whole numbers are tried; with a limit in seconds, chance would decide."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Least:
    """The least that a sum can be: minus infinity without a limit, infinity where rows contradict each other.

    `rows` are those that were needed for it, by their dual values; `world` is one in which it is so.
    """

    number: float
    rows: Sequence[int] = ()
    world: Numbers | None = field(default=None, repr=False)
    is_proven: bool = True


class Program:
    """Numbers within bounds, and rows between which sums of them lie."""

    def __init__(
        self, matrix: Any, low: Numbers, high: Numbers, *, most: float = math.inf, is_whole: bool = False
    ) -> None:
        self._rows, self._columns = matrix.shape
        self._solver = _solver(matrix, low, high, most)
        self._every = np.arange(self._columns, dtype=np.int32)
        if is_whole:
            kinds = np.ones(self._columns, dtype=np.uint8)
            self._solver.changeColsIntegrality(self._columns, self._every, kinds)
        self._is_whole = is_whole

    def rebound(self, low: Numbers, high: Numbers) -> None:
        """Let the rows lie between other numbers from now on."""
        rows = np.arange(self._rows, dtype=np.int32)
        self._solver.changeRowsBounds(self._rows, rows, low, high)

    def add(self, columns: NDArray[np.int32]) -> None:
        """One more row: these numbers together are at least one."""
        self._solver.addRow(1.0, np.inf, len(columns), columns, np.ones(len(columns)))
        self._rows += 1

    def least(self, wanted: Numbers) -> Least:
        """The least that a sum, given by its factors, can be."""
        from highspy import HighsModelStatus, HighsStatus

        self._solver.changeColsCost(self._columns, self._every, wanted)
        if self._solver.run() is HighsStatus.kError:
            return Least(number=math.inf, rows=range(self._rows), is_proven=False)
        status = self._solver.getModelStatus()
        if status == HighsModelStatus.kUnbounded:
            return Least(number=-math.inf)
        solution = self._solver.getSolution()
        is_optimal = status == HighsModelStatus.kOptimal
        world = np.asarray(solution.col_value) if is_optimal or self._has_world() else None
        if not is_optimal:
            # Statements that contradict each other protect nothing: whoever sees it knows that one is wrong.
            is_wrong = status == HighsModelStatus.kInfeasible
            return Least(number=math.inf, rows=range(self._rows), world=world, is_proven=is_wrong)
        found = float(self._solver.getInfo().objective_function_value)
        if self._is_whole:
            return Least(number=found, rows=range(self._rows), world=world)
        needed = np.flatnonzero(np.abs(np.asarray(solution.row_dual)) > EXACT)
        return Least(number=found, rows=needed.tolist(), world=world)

    def _has_world(self) -> bool:
        from highspy import SolutionStatus

        status = self._solver.getInfo().primal_solution_status
        return bool(status == SolutionStatus.kSolutionStatusFeasible.value)


def _solver(matrix: Any, low: Numbers, high: Numbers, most: float) -> Any:
    import highspy
    from highspy._core import _Highs

    rows, columns = matrix.shape
    laid_out = highspy.HighsLp()
    laid_out.num_row_, laid_out.num_col_ = rows, columns
    laid_out.col_cost_ = np.zeros(columns)
    laid_out.col_lower_, laid_out.col_upper_ = np.zeros(columns), np.full(columns, most)
    laid_out.row_lower_, laid_out.row_upper_ = low, high
    laid_out.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    laid_out.a_matrix_.start_ = matrix.indptr
    laid_out.a_matrix_.index_ = matrix.indices
    laid_out.a_matrix_.value_ = matrix.data
    # The bare solver: the one with callbacks for Python says its name aloud whenever it is made.
    solver = _Highs()
    options: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1, "presolve": "off"}
    options |= {"mip_rel_gap": 0.0, "mip_abs_gap": SLACK, "mip_max_nodes": MOST_NODES}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(laid_out)
    return solver
