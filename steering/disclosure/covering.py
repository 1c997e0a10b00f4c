"""Smallest hitting sets: the cheapest items of which every conflict holds at least one."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from steering.disclosure.offering import Item, Offer
from steering.disclosure.solving import Program

_CHOSEN = 0.5
Places = NDArray[np.int32]


class Cover:
    """Conflicts, of each of which at least one item must go; every further one is reckoned with at once."""

    def __init__(self, offer: Offer) -> None:
        told = (each.owner for each in offer.told if each.owner is not None)
        listed: dict[Hashable, None] = {}
        for item in told:
            listed |= dict.fromkeys((item, offer.beside.get(item, item)))
        self._items = sorted(listed, key=offer.price)
        self._places = {item: place for place, item in enumerate(self._items)}
        self._weights = np.array([offer.weight(item) for item in self._items])
        self._conflicts: list[Places] = []
        self._in_part = Program(*_rows([], len(self._items)), most=1.0)

    def add(self, conflicts: Iterable[Collection[Item]]) -> None:
        """Some more conflicts."""
        for conflict in conflicts:
            places = np.array(sorted(self._places[item] for item in conflict), dtype=np.int32)
            self._conflicts.append(places)
            self._in_part.add(places)

    def shares(self) -> dict[Item, float]:
        """The cheapest shares of items that together make at least one whole in every conflict."""
        found = self._in_part.least(self._weights)
        if found.world is None:
            return {}
        return {self._items[place]: float(found.world[place]) for place in np.flatnonzero(found.world)}

    def choice(self, settled: Collection[Item] = ()) -> tuple[frozenset[Item], bool]:
        """The cheapest whole items where the settled ones go anyway, and whether that is proven."""
        gone = {self._places[item] for item in settled}
        open_ones = [each for each in self._conflicts if gone.isdisjoint(each.tolist())]
        if not open_ones:
            return frozenset(), True
        program = Program(*_rows(open_ones, len(self._items)), most=1.0, is_whole=True)
        found = program.least(self._weights)
        if found.world is None:
            return self._greedily(open_ones), False
        chosen = np.flatnonzero(found.world > _CHOSEN)
        return frozenset(self._items[place] for place in chosen), found.is_proven

    def _greedily(self, conflicts: Sequence[Places]) -> frozenset[Item]:
        """The item that meets most open conflicts for its price, again and again: not always the cheapest."""
        chosen: set[Item] = set()
        waiting = list(conflicts)
        while waiting:
            met = np.bincount(np.concatenate(waiting), minlength=len(self._items))
            best = int(np.argmax(met / self._weights))
            chosen.add(self._items[best])
            waiting = [each for each in waiting if best not in each]
        return frozenset(chosen)


def _rows(conflicts: Sequence[Places], width: int) -> tuple[Any, NDArray[np.float64], NDArray[np.float64]]:
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *(len(each) for each in conflicts)], dtype=np.int32)
    columns = np.concatenate([np.zeros(0, dtype=np.int32), *conflicts])
    matrix = csr_array((np.ones(len(columns)), columns, starts), shape=(len(conflicts), width))
    return matrix, np.ones(len(conflicts)), np.full(len(conflicts), np.inf)
