"""What a check gives back: the cells that fail, and what people should know of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import numpy as np

from steering.cube.cube import Mask, Rows

Told = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, eq=False)
class Failing:
    """The places of the failing cells in the batch, how many places were looked at, and facts by name."""

    rows: Rows
    count: int
    facts: Mapping[str, Sequence[object]] = field(default_factory=dict)


class Gathered:
    """Failing cells of one check, gathered table by table."""

    def __init__(self) -> None:
        self._rows: list[Rows] = []
        self._facts: list[Mapping[str, Sequence[object]]] = []
        self._looked_at = 0

    def look(self, count: "int | np.integer[Any]") -> None:
        """So many more places were looked at."""
        self._looked_at += int(count)

    def add(self, rows: Rows, **facts: object) -> None:
        """Cells that fail; a fact is one for all of them, or an array with one for each."""
        rows = np.asarray(rows, dtype=np.int64).ravel()
        if not len(rows):
            return
        self._rows.append(rows)
        self._facts.append({name: _each(fact, len(rows)) for name, fact in facts.items()})

    def mark(self, rows: Rows, failing: Mask, **facts: object) -> None:
        """Places of a grid that fail; facts are alike, or grids of the same shape."""
        chosen = failing & (rows >= 0)
        if not chosen.any():
            return
        told = {name: fact[chosen] if isinstance(fact, np.ndarray) else fact for name, fact in facts.items()}
        self.add(rows[chosen], **told)

    def done(self) -> Failing:
        """All of them, in the order of the batch."""
        if not self._rows:
            return Failing(rows=np.empty(0, dtype=np.int64), count=self._looked_at)
        rows = np.concatenate(self._rows)
        order = np.argsort(rows, kind="stable")
        names = dict.fromkeys(chain.from_iterable(self._facts))
        facts = {
            name: [
                fact
                for told, part in zip(self._facts, self._rows, strict=True)
                for fact in told.get(name, [None] * len(part))
            ]
            for name in names
        }
        return Failing(
            rows=rows[order],
            count=self._looked_at,
            facts={name: [told[at] for at in order] for name, told in facts.items()},
        )


def first_of(rows: Rows) -> Rows:
    """The first cell of some places, to stand for all of them."""
    first: Rows = rows[rows >= 0][:1]
    return first


def _each(fact: object, count: int) -> Sequence[object]:
    if isinstance(fact, np.ndarray):
        told: list[object] = fact.tolist()
        return told
    return [fact] * count
