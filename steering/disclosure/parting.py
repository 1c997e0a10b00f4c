"""Parting a round into what hangs together: the years of a table are attacked one by one."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from steering.disclosure.offering import Offer, Protected, View
from steering.disclosure.statements import Cell, Form, Statement


class _Together:
    """Cells that hang together, by one of them."""

    def __init__(self) -> None:
        self._above: dict[Cell, Cell] = {}

    def root(self, cell: Cell) -> Cell:
        """The cell that stands for all that hang together with this one."""
        above = self._above.setdefault(cell, cell)
        while above != self._above[above]:
            self._above[above] = self._above[self._above[above]]
            above = self._above[above]
        self._above[cell] = above
        return above

    def join(self, cells: Iterable[Cell]) -> None:
        """These cells hang together."""
        first, *others = cells
        for other in others:
            self._above[self.root(other)] = self.root(first)


def parts_of(views: Sequence[View], offer: Offer) -> list[tuple[list[View], Offer]]:
    """Views and offer in parts that tell nothing about each other, those with something to protect."""
    together = _Together()
    by_owner: dict[Hashable, list[Cell]] = defaultdict(list)
    known = dict.fromkeys(statement for view in views for statement in view.known)
    for statement in (*known, *offer.told):
        together.join(cell for cell, _ in statement.form)
        if statement.owner is not None:
            # A figure and the evidence beside it stay back together.
            by_owner[offer.beside.get(statement.owner, statement.owner)].append(statement.form[0][0])
    for form in (each.form for view in views for each in view.protected):
        together.join(cell for cell, _ in form)
    for cells in by_owner.values():
        together.join(cells)

    def root(form: Form) -> Cell:
        return together.root(form[0][0])

    told: dict[Cell, list[Statement]] = defaultdict(list)
    for statement in offer.told:
        told[root(statement.form)].append(statement)
    roots = dict.fromkeys(root(each.form) for view in views for each in view.protected)
    seen = [_by_root(view, root) for view in views]
    return [
        (
            [View(known=tuple(known_of[each]), protected=tuple(guarded[each])) for known_of, guarded in seen],
            Offer(told=told[each], weights=offer.weights, beside=offer.beside),
        )
        for each in roots
    ]


def _by_root(
    view: View, root: Callable[[Form], Cell]
) -> tuple[dict[Cell, list[Statement]], dict[Cell, list[Protected]]]:
    known: dict[Cell, list[Statement]] = defaultdict(list)
    guarded: dict[Cell, list[Protected]] = defaultdict(list)
    for statement in view.known:
        known[root(statement.form)].append(statement)
    for each in view.protected:
        guarded[root(each.form)].append(each)
    return known, guarded
