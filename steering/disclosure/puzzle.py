"""The puzzle that an attacker solves: statements as rows, cells as columns, laid out once for all attacks."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steering.disclosure.statements import Cell, Form, Statement

Mask = NDArray[np.bool_]


class Puzzle:
    """Statements as rows of numbers; which of them are told is said only when it is attacked."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.statements: Sequence[Statement] = tuple(statements)
        self.places: dict[Cell, int] = {}
        for statement in self.statements:
            for cell, _ in statement.form:
                self.places.setdefault(cell, len(self.places))
        self.low = np.array([each.low for each in self.statements], dtype=np.float64)
        self.high = np.array([each.high for each in self.statements], dtype=np.float64)
        self.matrix = self._laid_out()

    @cached_property
    def pattern(self) -> Any:
        """Which cells stand in which rows."""
        return self._like(np.ones(self.matrix.nnz))

    @cached_property
    def numbered(self) -> Any:
        """The cells of each row by their place: a row with one open cell tells which one that is."""
        return self._like(self.matrix.indices.astype(np.float64))

    def all(self) -> Mask:
        """Every statement is told."""
        return np.ones(len(self.statements), dtype=np.bool_)

    def objective(self, form: Form) -> NDArray[np.float64]:
        """The factors of a sum, cell by cell; cells that no statement names are not among them."""
        made = np.zeros(len(self.places))
        for cell, factor in form:
            if cell in self.places:
                made[self.places[cell]] += factor
        return made

    def _laid_out(self) -> Any:
        from scipy.sparse import csr_array

        lengths = [len(each.form) for each in self.statements]
        columns = [self.places[cell] for each in self.statements for cell, _ in each.form]
        factors = [factor for each in self.statements for _, factor in each.form]
        starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int32)]).astype(np.int32)
        shape = (len(self.statements), len(self.places))
        return csr_array(
            (np.array(factors, dtype=np.float64), np.array(columns, dtype=np.int32), starts), shape=shape
        )

    def _like(self, values: NDArray[np.float64]) -> Any:
        from scipy.sparse import csr_array

        return csr_array((values, self.matrix.indices, self.matrix.indptr), shape=self.matrix.shape)
