"""The attack laid out plainly: one program of all statements for each question, by scipy, anew."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from steering.disclosure.statements import Form, Statement, whole_interval
from steering.disclosure.statements import Interval as Found


def plain_interval(form: Form, statements: Sequence[Statement], *, whole: bool) -> tuple[float, float]:
    """The numbers that a sum of cells can still be."""
    cells = list(dict.fromkeys(cell for each in statements for cell, _ in each.form))
    matrix = np.zeros((len(statements), len(cells)))
    for row, statement in enumerate(statements):
        for cell, factor in statement.form:
            matrix[row, cells.index(cell)] += factor
    wanted = np.array([dict(form).get(cell, 0.0) for cell in cells])
    ends = []
    for sign in (1.0, -1.0):
        solved = milp(
            sign * wanted,
            constraints=LinearConstraint(
                matrix, [each.low for each in statements], [each.high for each in statements]
            ),
            integrality=np.full(len(cells), int(whole)),
            bounds=Bounds(0, np.inf),
        )
        ends.append(sign * solved.fun if solved.status == 0 else -sign * np.inf)
    found = whole_interval(form, Found(low=ends[0], high=ends[1]))
    return (found.low, found.high) if np.isfinite(found.high) else (-np.inf, np.inf)
