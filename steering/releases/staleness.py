"""What rests on what: cells, values, findings, needs, evidence, drafts; and what a change makes stale.

A thing is stale if and only if one of the cells that it rests on changed materially. Why is told too: its own
cells changed, or only cells of those with which it is compared (the scatter of the counties, the Land, the
parts of a whole that are withheld together).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from models.staleness import Dependent, StaleReason


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a cell tells of: the identity of a cell across releases."""

    variable: str
    region_code: str
    period: str
    breakdown: str = ""


Node = tuple[Dependent, str]


@dataclass(frozen=True, kw_only=True)
class Dependencies:
    """Who rests on which cells, who on whom, and who is only compared with whom."""

    cells: Mapping[Node, frozenset[Place]] = field(default_factory=dict)
    rests_on: Mapping[Node, frozenset[Node]] = field(default_factory=dict)
    compared_with: Mapping[Node, frozenset[Node]] = field(default_factory=dict)


def stale(changed_cells: Collection[Place], dependencies: Dependencies) -> dict[Node, StaleReason]:
    """Everything that rests on a changed cell, directly or through others, with the reason."""
    changed = frozenset(changed_cells)
    own = {node for node, cells in dependencies.cells.items() if cells & changed}
    followers = _reversed(dependencies.rests_on)
    by_input = _reached(own, followers)
    compared = _others(by_input, _reversed(dependencies.compared_with))
    # What a value is compared with is numbers, not verdicts: a verdict that changed changes no other one.
    by_comparison = _reached(compared, followers) - by_input
    reasons = dict.fromkeys(by_comparison, StaleReason.COMPARISON)
    return reasons | dict.fromkeys(by_input, StaleReason.INPUT)


def changed_count(node: Node, changed_cells: Collection[Place], dependencies: Dependencies) -> int:
    """How many of its own cells changed."""
    return len(dependencies.cells.get(node, frozenset()) & frozenset(changed_cells))


def _reversed(edges: Mapping[Node, Iterable[Node]]) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = defaultdict(list)
    for node, others in edges.items():
        for other in others:
            found[other].append(node)
    return found


def _others(nodes: Iterable[Node], followers: Mapping[Node, Iterable[Node]]) -> set[Node]:
    return {follower for node in nodes for follower in followers.get(node, ())}


def _reached(nodes: Iterable[Node], followers: Mapping[Node, Iterable[Node]]) -> set[Node]:
    reached: set[Node] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += followers.get(node, ())
    return reached
