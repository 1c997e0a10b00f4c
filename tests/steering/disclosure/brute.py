"""The attacker with patience: tries every whole number, and so knows nothing of linear programs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from steering.disclosure.statements import Cell, Form, Statement

SLACK = 1e-6


def possible(form: Form, statements: Sequence[Statement], cells: Sequence[Cell], largest: int) -> set[float]:
    """The numbers that a sum of cells can still be, over all worlds that keep to the statements."""
    ordered = _in_order(statements, cells)
    worlds = np.zeros((1, 0))
    for number in range(1, len(ordered) + 1):
        tried = np.arange(largest + 1, dtype=np.float64)
        worlds = np.hstack([np.repeat(worlds, tried.size, axis=0), np.tile(tried, len(worlds))[:, None]])
        for statement in statements:
            if any(cell == ordered[number - 1] for cell, _ in statement.form):
                worlds = worlds[_may_hold(worlds, statement, ordered[:number], largest)]
    return set(_told(worlds, form, ordered).round(6).tolist())


def _in_order(statements: Sequence[Statement], cells: Sequence[Cell]) -> list[Cell]:
    """What is told outright first, then whatever stands in most statements with what is known."""
    known = [statement.form[0][0] for statement in statements if len(statement.form) == 1]
    ordered = list(dict.fromkeys(cell for cell in known if cell in cells))
    while len(ordered) < len(cells):
        left = [cell for cell in cells if cell not in ordered]
        ordered.append(min(left, key=lambda cell: _open(cell, statements, ordered)))
    return ordered


def _open(cell: Cell, statements: Sequence[Statement], ordered: Sequence[Cell]) -> int:
    """How many other cells are open in the statement about a cell that is nearest to be closed."""
    about = ([other for other, _ in each.form] for each in statements)
    return min((sum(other not in ordered for other in named) for named in about if cell in named), default=99)


def _told(worlds: NDArray[np.float64], form: Form, ordered: Sequence[Cell]) -> NDArray[np.float64]:
    total = np.zeros(len(worlds))
    for cell, factor in form:
        total += factor * worlds[:, ordered.index(cell)]
    return total


def _may_hold(
    worlds: NDArray[np.float64], statement: Statement, known: Sequence[Cell], largest: int
) -> NDArray[np.bool_]:
    """Whether some numbers from 0 to the largest for what is open make the statement true."""
    told = _told(worlds, tuple(pair for pair in statement.form if pair[0] in known), known)
    left = [factor * largest for cell, factor in statement.form if cell not in known]
    least, most = sum(min(0.0, each) for each in left), sum(max(0.0, each) for each in left)
    return (told + least <= statement.high + SLACK) & (told + most >= statement.low - SLACK)
