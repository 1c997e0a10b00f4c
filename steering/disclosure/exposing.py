"""How exposed the protected counts are to one attacker when some items stay back: wholly, or in part."""

import math
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from steering.disclosure.attack import MOST_WHOLE, Knowledge
from steering.disclosure.offering import Item, Offer, Protected, View
from steering.disclosure.puzzle import Mask, Puzzle
from steering.disclosure.solving import Program
from steering.disclosure.statements import EXACT, SLACK

MOST_SHRUNK, MOST_SHRUNK_WHOLE = 6, 40
"""Larger conflicts are taken as they are: a needlessly large one is still real."""
WHOLLY = 1 - 1e-7


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Items that together give a protected count away; without any, everybody knows it anyway."""

    items: frozenset[Item]
    protected: Protected


class Exposure:
    """One attacker before one offer, laid out once, whatever of it stays back."""

    def __init__(self, view: View, offer: Offer) -> None:
        self.protected = view.protected
        self._offer = offer
        self._puzzle = Puzzle([*view.known, *offer.told])
        owners = [None] * len(view.known) + [each.owner for each in offer.told]
        self._owners: list[Item | None] = owners
        beside = [None if owner is None else offer.beside.get(owner) for owner in owners]
        self._places: dict[Item, int] = {}
        for item in (*owners, *beside):
            if item is not None:
                self._places.setdefault(item, len(self._places))
        self._own, self._beside = self._placed(owners), self._placed(beside)
        self._last: Knowledge | None = None
        self._is_evidence = np.array([item is not None for item in beside], dtype=np.bool_)

    def leaks(
        self, withheld: Collection[Item], spared: Collection[Hashable] = (), *, evidence: bool, whole: bool
    ) -> Iterator[Conflict]:
        """What leaks while some items stay back; with the evidence beside figures, in whole numbers."""
        knowledge = self._knowledge(withheld, evidence=evidence)
        for each in self.protected:
            if each.key in spared or (whole and knowledge.unknown_with(each.form) > MOST_WHOLE):
                continue
            interval = knowledge.interval(each.form, whole=whole)
            if interval.width < each.width - EXACT:
                yield Conflict(items=self._fewest(each, interval.used, whole=whole), protected=each)

    def leaks_in_part(self, shares: Mapping[Item, float], wanted: Iterable[Protected]) -> Iterator[Conflict]:
        """What still leaks if items stay back in part: each opens its statements by its share of the width.

        What follows from the statements with a dual value follows all the more when none of them is open.
        """
        opened = np.array([shares.get(item, 0.0) for item in self._places] + [0.0])
        share = np.minimum(opened[self._own] + opened[self._beside], 1.0)
        at_width: dict[float, list[Protected]] = {}
        for each in wanted:
            at_width.setdefault(each.width, []).append(each)
        for width, listed in at_width.items():
            open_by = np.where(share >= WHOLLY, np.inf, width * share)
            self._program.rebound(self._puzzle.low - open_by, self._puzzle.high + open_by)
            for each in listed:
                rows = self._narrowed_by(each)
                if rows is not None:
                    yield Conflict(items=self._items(rows), protected=each)

    @cached_property
    def _program(self) -> Program:
        return Program(self._puzzle.matrix, self._puzzle.low, self._puzzle.high)

    def _narrowed_by(self, each: Protected) -> list[int] | None:
        """The statements by which a count is narrowed too far, by linear programming alone."""
        if any(cell not in self._puzzle.places for cell, _ in each.form):
            return None
        wanted = self._puzzle.objective(each.form)
        high = self._program.least(-wanted)
        if high.number == -math.inf:
            return None
        low = self._program.least(wanted)
        # What contradicts itself is left to the attack with whole items.
        if math.inf in {high.number, low.number} or -high.number - low.number >= each.width - SLACK:
            return None
        return [*high.rows, *low.rows]

    def _knowledge(self, withheld: Collection[Item], *, evidence: bool) -> Knowledge:
        """What the attacker knows while some items stay back; the last one is kept for the next question."""
        kept = np.array([item in withheld for item in self._places] + [False])
        told: Mask = ~(kept[self._own] | kept[self._beside])
        if not evidence:
            told &= ~self._is_evidence
        if self._last is None or (self._last.told != told).any():
            self._last = Knowledge(self._puzzle, told)
        return self._last

    def _placed(self, items: Iterable[Item | None]) -> NDArray[np.intp]:
        none = len(self._places)
        places = [none if item is None else self._places[item] for item in items]
        return np.array(places, dtype=np.intp)

    def _items(self, rows: Iterable[int]) -> frozenset[Item]:
        """The items that break a conflict between rows."""
        owners = (self._owners[row] for row in rows)
        return self._offer.ways(owner for owner in owners if owner is not None)

    def _fewest(self, target: Protected, used: Iterable[int], *, whole: bool) -> frozenset[Item]:
        """The owners of a leak's statements, as few as still give it away; cheap ones leave first."""
        rows = sorted(used)
        owners = {owner for row in rows if (owner := self._owners[row]) is not None}
        if len(owners) > (MOST_SHRUNK_WHOLE if whole else MOST_SHRUNK):
            return self._items(rows)
        for owner in sorted(owners, key=self._offer.price):
            fewer = [row for row in rows if self._owners[row] != owner]
            told: Mask = np.zeros(len(self._owners), dtype=np.bool_)
            told[fewer] = True
            if Knowledge(self._puzzle, told).interval(target.form, whole=whole).width < target.width - EXACT:
                rows = fewer
        return self._items(rows)
