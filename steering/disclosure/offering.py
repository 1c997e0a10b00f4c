"""What is at stake: what must stay secret, who attacks it with what he knows, and what would be told."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from steering.disclosure.statements import Form, Statement

Item = Hashable


@dataclass(frozen=True, kw_only=True)
class Protected:
    """A count that nobody may work out, nor narrow to an interval below `width`."""

    key: Hashable
    form: Form
    width: float


@dataclass(frozen=True, kw_only=True)
class View:
    """One attacker: what he knows besides our figures, and what must be safe from him."""

    known: tuple[Statement, ...]
    protected: tuple[Protected, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What would be published: what each item tells, what it costs to withhold it, and what goes with it.

    An item that stands `beside` another in papers (the evidence of a figure) stays back when that one does.
    """

    told: Sequence[Statement]
    weights: Mapping[Item, float] = field(default_factory=dict)
    beside: Mapping[Item, Item] = field(default_factory=dict)

    def weight(self, item: Item) -> float:
        """What it costs to withhold an item."""
        return self.weights.get(item, 1.0)

    def price(self, item: Item) -> tuple[float, str]:
        """By what items are put in order, cheapest first, always alike."""
        return self.weight(item), repr(item)

    def ways(self, items: Iterable[Item]) -> frozenset[Item]:
        """The items that break a conflict: its own, and those beside which they stand."""
        listed = frozenset(items)
        return listed | {self.beside[each] for each in listed if each in self.beside}
