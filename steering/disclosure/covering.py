"""Smallest hitting sets: the cheapest items of which every conflict holds at least one."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np

SECONDS = 10.0
_CHOSEN = 0.5


def hitting_set(
    conflicts: Sequence[frozenset[Hashable]], weights: Mapping[Hashable, float]
) -> tuple[frozenset[Hashable], bool]:
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
        options={"time_limit": SECONDS},
    )
    if solved.x is None:
        return greedily(conflicts, weights), False
    return frozenset(item for item in items if solved.x[places[item]] > _CHOSEN), solved.status == 0


def greedily(
    conflicts: Sequence[frozenset[Hashable]], weights: Mapping[Hashable, float]
) -> frozenset[Hashable]:
    """The item that meets most open conflicts for its price, again and again: safe, not always cheapest."""
    chosen: set[Hashable] = set()
    waiting = list(conflicts)
    while waiting:
        among = dict.fromkeys(item for conflict in waiting for item in sorted(conflict, key=repr))
        best = max(among, key=lambda item: sum(item in each for each in waiting) / weights.get(item, 1.0))
        chosen.add(best)
        waiting = [conflict for conflict in waiting if best not in conflict]
    return frozenset(chosen)
