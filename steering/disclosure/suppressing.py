"""Complementary suppression: the cheapest figures that must stay back so that no protected count is narrowed.

The more is withheld, the less an attacker knows. So each set of published figures that together give a
protected count away is a conflict: at least one of them must go. The cheapest choice that meets every
conflict is searched (a smallest hitting set, HiGHS), attacked again, and every new leak is a new conflict.
When none is left the choice is safe, and as all conflicts are real, no cheaper one is. Where that takes
too many rounds, the cheapest figure of each new conflict goes at once, and what turns out not to be needed
comes back: not the fewest, but as safe.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from steering.disclosure.attack import MOST_WHOLE, Knowledge
from steering.disclosure.covering import hitting_set
from steering.disclosure.statements import EXACT, Form, Statement

MOST_ROUNDS = 25
MOST_CONFLICTS = 1500
MOST_RELEASED_AGAIN = 60
MOST_SHRUNK = 6
"""Larger conflicts are taken as they are: a needlessly large one is still real."""

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

    def without(self, withheld: Collection[Item]) -> list[Statement]:
        """What is still told when some items stay back."""
        return [
            each
            for each in self.told
            if each.owner not in withheld and self.beside.get(each.owner) not in withheld
        ]

    def ways(self, items: Iterable[Item]) -> frozenset[Item]:
        """The items that break a conflict: its own, and those beside which they stand."""
        listed = frozenset(items)
        return listed | {self.beside[each] for each in listed if each in self.beside}


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """What must stay back, for which protected counts, and what cannot be saved by keeping anything back."""

    withheld: frozenset[Item]
    because: Mapping[Item, tuple[Hashable, ...]] = field(default_factory=dict)
    lost: tuple[Hashable, ...] = ()
    is_optimal: bool = True


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Figures that together give a protected count away."""

    items: frozenset[Item]
    key: Hashable


def suppress(
    views: Sequence[View],
    offer: Offer,
    *,
    primary: Iterable[Item] = (),
    most_rounds: int = MOST_ROUNDS,
) -> Suppression:
    """The cheapest further items to withhold, beside the `primary` ones."""
    first = frozenset(primary)
    conflicts: dict[frozenset[Item], Conflict] = {}
    lost: dict[Hashable, None] = {}
    greedy: set[Item] = set()
    withheld, is_optimal, rounds = first, True, 0
    while found := list(_leaks(views, offer, withheld, lost)):
        rounds += 1
        lost |= {leak.key: None for leak in found if not leak.items}
        new = [leak for leak in found if leak.items]
        conflicts |= {leak.items: leak for leak in new if leak.items not in conflicts}
        if rounds > most_rounds or len(conflicts) > MOST_CONFLICTS:
            is_optimal = False
            greedy |= {min(leak.items, key=_cheapest(offer)) for leak in new}
        waiting = [conflict.items for conflict in conflicts.values() if not conflict.items & greedy]
        chosen, is_smallest = hitting_set(waiting, offer.weights)
        is_optimal = is_optimal and is_smallest
        withheld = first | greedy | chosen
    if not is_optimal:
        withheld = _released_again(views, offer, withheld, first, lost)
    return Suppression(
        withheld=withheld,
        because=_reasons(withheld - first, conflicts.values()),
        lost=tuple(lost),
        is_optimal=is_optimal,
    )


def leaks(views: Sequence[View], told: Sequence[Statement]) -> list[Hashable]:
    """The protected counts that everything told gives away: the attack alone."""
    return list(dict.fromkeys(leak.key for leak in _leaks(views, Offer(told=told), frozenset(), {})))


def _leaks(
    views: Sequence[View], offer: Offer, withheld: frozenset[Item], lost: Collection[Hashable]
) -> Iterator[Conflict]:
    """Conflicts among what is still published; whole numbers are tried once nothing simpler leaks.

    Figures are attacked before the evidence beside them: what leaks from them alone is theirs to mend.
    """
    told = offer.without(withheld)
    figures = [each for each in told if each.owner not in offer.beside]
    steps = [(False, figures), (False, told), (True, told)]
    for whole, statements in steps if len(figures) < len(told) else steps[1:]:
        found = False
        for view in views:
            knowledge = Knowledge([*view.known, *statements])
            for each in view.protected:
                if each.key in lost or (whole and knowledge.unknown_with(each.form) > MOST_WHOLE):
                    continue
                interval = knowledge.interval(each.form, whole=whole)
                if interval.width < each.width - EXACT:
                    found = True
                    used = [knowledge.statements[number] for number in sorted(interval.used)]
                    items = _smallest_leak(each, used, offer, whole=whole)
                    yield Conflict(items=offer.ways(items), key=each.key)
        if found:
            return


def _smallest_leak(target: Protected, used: list[Statement], offer: Offer, *, whole: bool) -> frozenset[Item]:
    """The owners of a leak's statements, as few as still give the count away; cheap ones leave first."""
    owners = {each.owner for each in used if each.owner is not None}
    if len(owners) > MOST_SHRUNK:
        return frozenset(owners)
    for owner in sorted(owners, key=_cheapest(offer)):
        fewer = [each for each in used if each.owner != owner]
        interval = Knowledge(fewer).interval(target.form, whole=whole)
        if interval.width < target.width - EXACT:
            used = fewer
    return frozenset(each.owner for each in used if each.owner is not None)


def _released_again(
    views: Sequence[View],
    offer: Offer,
    withheld: frozenset[Item],
    first: frozenset[Item],
    lost: Collection[Hashable],
) -> frozenset[Item]:
    """What was withheld in haste comes back, dearest first, where nothing leaks without it."""
    kept = withheld
    for item in sorted(withheld - first, key=_cheapest(offer), reverse=True)[:MOST_RELEASED_AGAIN]:
        fewer = kept - {item}
        if next(_leaks(views, offer, fewer, lost), None) is None:
            kept = fewer
    return kept


def _cheapest(offer: Offer) -> Callable[[Item], tuple[float, str]]:
    return lambda item: (offer.weight(item), repr(item))


def _reasons(secondary: frozenset[Item], conflicts: Iterable[Conflict]) -> dict[Item, tuple[Hashable, ...]]:
    """For which protected counts each further figure stays back."""
    found: dict[Item, dict[Hashable, None]] = {item: {} for item in secondary}
    for conflict in conflicts:
        for item in conflict.items & secondary:
            found[item][conflict.key] = None
    return {item: tuple(keys) for item, keys in found.items()}
