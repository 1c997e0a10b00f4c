"""Complementary suppression: the cheapest figures that must stay back so that no protected count is narrowed.

The more is withheld, the less an attacker knows. So each set of published figures that together give a
protected count away is a conflict: at least one of them must go. The cheapest choice that meets every
conflict is searched (a smallest hitting set, HiGHS), attacked again, and every new leak is a new conflict.
When none is left the choice is safe, and as all conflicts are real, no cheaper one is. Where that takes
too many rounds, the cheapest figure of each new conflict goes at once, and what turns out not to be needed
comes back: not the fewest, but as safe.

Most conflicts are found beforehand, where figures stay back in part: as the cheapest shares cost no more
than the cheapest choice, few rounds with whole figures are left (Fischetti and Salazar, Solving the Cell
Suppression Problem on Tabular Data with Linear Constraints, 2001, cut in the same way).
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from steering.disclosure.covering import Cover
from steering.disclosure.exposing import Conflict, Exposure
from steering.disclosure.offering import Item, Offer, Protected, View
from steering.disclosure.statements import Statement

MOST_ROUNDS = 80
MOST_ROUNDS_IN_PART = 400
MOST_CONFLICTS = 3000
MOST_RELEASED_AGAIN = 60
MOST_LOOKED_AHEAD = 3

Conflicts = dict[frozenset[Item], Conflict]


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """What must stay back, for which protected counts, and what cannot be saved by keeping anything back."""

    withheld: frozenset[Item]
    because: Mapping[Item, tuple[Hashable, ...]] = field(default_factory=dict)
    lost: tuple[Hashable, ...] = ()
    is_optimal: bool = True


def suppress(
    views: Sequence[View],
    offer: Offer,
    *,
    primary: Iterable[Item] = (),
    most_rounds: int = MOST_ROUNDS,
) -> Suppression:
    """The cheapest further items to withhold, beside the `primary` ones."""
    first = frozenset(primary)
    exposures = [Exposure(view, offer) for view in views]
    lost = dict.fromkeys(_lost(exposures, offer))
    cover = Cover(offer)
    conflicts = _foreseen(exposures, cover, first, lost, {}) if most_rounds else {}
    greedy: set[Item] = set()
    chosen, is_optimal = cover.choice()
    withheld, rounds = first | chosen, 0
    while found := list(_leaks(exposures, withheld, lost)):
        rounds += 1
        lost |= {leak.protected.key: None for leak in found if not leak.items}
        seen = [leak for leak in found if leak.items]
        if rounds > most_rounds or len(conflicts) > MOST_CONFLICTS:
            is_optimal = False
            greedy |= {min(leak.items, key=offer.price) for leak in seen}
        more = [*seen, *_one_step_on(exposures, withheld, seen)]
        new = {leak.items: leak for leak in more if leak.items and leak.items not in conflicts}
        conflicts |= new
        cover.add(new)
        if not greedy:
            conflicts |= _foreseen(exposures, cover, first, lost, conflicts)
        chosen, is_smallest = cover.choice(greedy)
        is_optimal = is_optimal and is_smallest
        withheld = first | greedy | chosen
    if not is_optimal:
        withheld = _released_again(exposures, offer, withheld, first, lost)
    return Suppression(
        withheld=withheld,
        because=_reasons(withheld - first, conflicts.values()),
        lost=tuple(lost),
        is_optimal=is_optimal,
    )


def leaks(views: Sequence[View], told: Sequence[Statement]) -> list[Hashable]:
    """The protected counts that everything told gives away: the attack alone."""
    exposures = [Exposure(view, Offer(told=told)) for view in views]
    return list(dict.fromkeys(leak.protected.key for leak in _leaks(exposures, frozenset(), ())))


def _leaks(
    exposures: Sequence[Exposure], withheld: Collection[Item], lost: Collection[Hashable]
) -> Iterator[Conflict]:
    """Conflicts among what is still published; whole numbers are tried once nothing simpler leaks.

    Figures are attacked before the evidence beside them: what leaks from them alone is theirs to mend.
    """
    for evidence, whole in ((False, False), (True, False), (True, True)):
        found = False
        for exposure in exposures:
            for leak in exposure.leaks(withheld, lost, evidence=evidence, whole=whole):
                found = True
                yield leak
        if found:
            return


def _lost(exposures: Sequence[Exposure], offer: Offer) -> list[Hashable]:
    """What everybody knows whatever stays back."""
    everything = frozenset(each.owner for each in offer.told if each.owner is not None)
    return [leak.protected.key for leak in _leaks(exposures, everything, ())]


def _one_step_on(
    exposures: Sequence[Exposure], withheld: frozenset[Item], found: Sequence[Conflict]
) -> Iterator[Conflict]:
    """What would still leak if one more item of a conflict stayed back, whichever it is.

    Counties are much alike: otherwise each of them would be tried in a round of its own.
    """
    for leak in sorted(found, key=lambda each: len(each.items))[:MOST_LOOKED_AHEAD]:
        for item in sorted(leak.items, key=repr):
            shares = dict.fromkeys((*withheld, item), 1.0)
            for exposure in exposures:
                yield from exposure.leaks_in_part(shares, [leak.protected])


def _foreseen(
    exposures: Sequence[Exposure],
    cover: Cover,
    first: Collection[Item],
    lost: Collection[Hashable],
    before: Conflicts,
) -> Conflicts:
    """Conflicts that show when items stay back in part, at the least price that meets all others.

    What leaked last is attacked first; when it is safe, everything is attacked once more.
    """
    everything = [[each for each in exposure.protected if each.key not in lost] for exposure in exposures]
    found = dict(before)
    shares: dict[Item, float] = cover.shares() | dict.fromkeys(first, 1.0)
    waiting: list[list[Protected]] = everything
    for _ in range(MOST_ROUNDS_IN_PART):
        new: Conflicts = {}
        leaking: list[list[Protected]] = []
        for exposure, listed in zip(exposures, waiting, strict=True):
            leaked = [each for each in exposure.leaks_in_part(shares, listed) if each.items not in found]
            new |= {each.items: each for each in leaked if each.items}
            leaking.append([each.protected for each in leaked if each.items])
        if not new and waiting is everything:
            break
        found |= new
        waiting = leaking if new else everything
        cover.add(new)
        shares = cover.shares() | dict.fromkeys(first, 1.0)
    return found


def _released_again(
    exposures: Sequence[Exposure],
    offer: Offer,
    withheld: frozenset[Item],
    first: frozenset[Item],
    lost: Collection[Hashable],
) -> frozenset[Item]:
    """What was withheld in haste comes back, dearest first, where nothing leaks without it."""
    kept = withheld
    for item in sorted(withheld - first, key=offer.price, reverse=True)[:MOST_RELEASED_AGAIN]:
        fewer = kept - {item}
        if next(_leaks(exposures, fewer, lost), None) is None:
            kept = fewer
    return kept


def _reasons(secondary: frozenset[Item], conflicts: Iterable[Conflict]) -> dict[Item, tuple[Hashable, ...]]:
    """For which protected counts each further figure stays back."""
    found: dict[Item, dict[Hashable, None]] = {item: {} for item in secondary}
    for conflict in conflicts:
        for item in conflict.items & secondary:
            found[item][conflict.protected.key] = None
    return {item: tuple(keys) for item, keys in found.items()}
