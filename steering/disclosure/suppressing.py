"""Complementary suppression: the cheapest figures that must stay back so that no protected count is narrowed.

The more is withheld, the less an attacker knows. So each set of published figures that together give a
protected count away is a conflict: at least one of them must go. The cheapest choice that meets every
conflict is searched (a smallest hitting set, HiGHS), attacked again, and every new leak is a new conflict.
When none is left the choice is safe, and as all conflicts are real, no cheaper one is. Where that takes
too many rounds, the cheapest figure of each new conflict goes at once: not the fewest, but as safe.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from steering.disclosure.attack import MOST_WHOLE, Knowledge
from steering.disclosure.statements import EXACT, Form, Statement

MOST_ROUNDS = 25
MOST_CONFLICTS = 1500
MOST_SHRUNK = 40
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
    told: Sequence[Statement],
    weights: Mapping[Item, float],
    *,
    primary: Iterable[Item] = (),
    most_rounds: int = MOST_ROUNDS,
) -> Suppression:
    """The cheapest further figures to withhold; `told` is what each figure tells when it is published."""
    first = frozenset(primary)
    conflicts: dict[frozenset[Item], Conflict] = {}
    lost: dict[Hashable, None] = {}
    greedy: set[Item] = set()
    withheld, is_optimal, rounds = first, True, 0
    while True:
        leaks = list(_leaks(views, told, withheld, lost))
        if not leaks:
            break
        rounds += 1
        for leak in leaks:
            if leak.items:
                conflicts.setdefault(leak.items, leak)
            else:
                lost[leak.key] = None
        if rounds > most_rounds or len(conflicts) > MOST_CONFLICTS:
            is_optimal = False
            greedy |= {min(leak.items, key=_cheapest(weights)) for leak in leaks if leak.items}
        open_ones = [conflict.items for conflict in conflicts.values() if not conflict.items & greedy]
        chosen, is_smallest = hitting_set(open_ones, weights)
        is_optimal = is_optimal and is_smallest
        withheld = first | greedy | chosen
    return Suppression(
        withheld=withheld,
        because=_reasons(withheld - first, conflicts.values()),
        lost=tuple(lost),
        is_optimal=is_optimal,
    )


def leaks(views: Sequence[View], told: Sequence[Statement]) -> list[Hashable]:
    """The protected counts that everything told gives away: the attack alone."""
    return list(dict.fromkeys(leak.key for leak in _leaks(views, told, frozenset(), {})))


def _leaks(
    views: Sequence[View], told: Sequence[Statement], withheld: frozenset[Item], lost: Mapping[Hashable, None]
) -> Iterator[Conflict]:
    """Conflicts among what is still published; whole numbers are tried once nothing simpler leaks."""
    found = False
    open_ones = [
        (view, Knowledge([*view.known, *(each for each in told if each.owner not in withheld)]))
        for view in views
    ]
    for whole in (False, True):
        for view, knowledge in open_ones:
            for each in view.protected:
                if each.key in lost or (whole and knowledge.unknown_with(each.form) > MOST_WHOLE):
                    continue
                interval = knowledge.interval(each.form, whole=whole)
                if interval.width < each.width - EXACT:
                    found = True
                    used = [knowledge.statements[number] for number in sorted(interval.used)]
                    yield Conflict(items=_smallest_leak(each, used, whole=whole), key=each.key)
        if found:
            return


def _smallest_leak(target: Protected, used: list[Statement], *, whole: bool) -> frozenset[Item]:
    """The owners of a leak's statements, as few as still give the count away."""
    owners = list(dict.fromkeys(each.owner for each in used if each.owner is not None))
    if len(owners) > MOST_SHRUNK:
        return frozenset(owners)
    for owner in owners:
        fewer = [each for each in used if each.owner != owner]
        if Knowledge(fewer).interval(target.form, whole=whole).width < target.width - EXACT:
            used = fewer
    return frozenset(each.owner for each in used if each.owner is not None)


def hitting_set(
    conflicts: Sequence[frozenset[Item]], weights: Mapping[Item, float]
) -> tuple[frozenset[Item], bool]:
    """The cheapest items of which every conflict holds at least one, and whether that is proven."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    if not conflicts:
        return frozenset(), True
    items = list(dict.fromkeys(item for conflict in conflicts for item in sorted(conflict, key=repr)))
    places = {item: place for place, item in enumerate(items)}
    pairs = [(row, places[item]) for row, conflict in enumerate(conflicts) for item in conflict]
    lines, columns = zip(*pairs, strict=True)
    matrix = csr_array((np.ones(len(pairs)), (lines, columns)), shape=(len(conflicts), len(items)))
    solved = milp(
        np.array([weights.get(item, 1.0) for item in items]),
        constraints=LinearConstraint(matrix, 1, np.inf),
        integrality=np.ones(len(items)),
        bounds=Bounds(0, 1),
        options={"time_limit": 10.0},
    )
    if solved.x is None:
        return _greedy(conflicts, weights), False
    return frozenset(item for item in items if solved.x[places[item]] > 0.5), solved.status == 0  # noqa: PLR2004


def _greedy(conflicts: Sequence[frozenset[Item]], weights: Mapping[Item, float]) -> frozenset[Item]:
    """The item that meets most open conflicts for its price, again and again."""
    chosen: set[Item] = set()
    waiting = list(conflicts)
    while waiting:
        among = dict.fromkeys(item for conflict in waiting for item in sorted(conflict, key=repr))
        best = max(among, key=lambda item: sum(item in each for each in waiting) / weights.get(item, 1.0))
        chosen.add(best)
        waiting = [conflict for conflict in waiting if best not in conflict]
    return frozenset(chosen)


def _cheapest(weights: Mapping[Item, float]) -> Callable[[Item], tuple[float, str]]:
    return lambda item: (weights.get(item, 1.0), repr(item))


def _reasons(secondary: frozenset[Item], conflicts: Iterable[Conflict]) -> dict[Item, tuple[Hashable, ...]]:
    """For which protected counts each further figure stays back."""
    found: dict[Item, dict[Hashable, None]] = {item: {} for item in secondary}
    for conflict in conflicts:
        for item in conflict.items & secondary:
            found[item][conflict.key] = None
    return {item: tuple(keys) for item, keys in found.items()}
