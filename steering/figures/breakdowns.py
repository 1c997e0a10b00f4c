"""Breakdowns as sets of pairs: taking one category out, finding the dimensions of a table."""

from collections.abc import Iterable, Mapping

from steering.cube.cube import Cube, Key
from steering.sources.cells import pairs_of


def without(breakdown: str, dimension: str) -> str:
    """The breakdown without one dimension."""
    start = f"{dimension}="
    return ";".join(pair for pair in breakdown.split(";") if pair and not pair.startswith(start))


def by_rest(cube: Cube, dimension: str) -> Mapping[Key, Mapping[str, int]]:
    """Per figure without this dimension: the places of its categories."""
    if dimension not in cube.rests:
        cube.rests[dimension] = _by_rest(cube, dimension)
    return cube.rests[dimension]


def _by_rest(cube: Cube, dimension: str) -> Mapping[Key, Mapping[str, int]]:
    found: dict[Key, dict[str, int]] = {}
    for place, key in enumerate(cube.keys):
        category = pairs_of(key.breakdown).get(dimension)
        if category is not None:
            rest = Key(key.variable, without(key.breakdown, dimension))
            found.setdefault(rest, {})[category] = place
    return found


def dimensions_of(keys: Iterable[Key]) -> dict[str, dict[str, None]]:
    """Every dimension with its categories, in the order in which they come."""
    found: dict[str, dict[str, None]] = {}
    for key in keys:
        for dimension, category in pairs_of(key.breakdown).items():
            found.setdefault(dimension, {})[category] = None
    return found


def with_breakdown(name: str, breakdown: str) -> str:
    """A figure and its breakdown, as equations write it."""
    return f"{name} [{breakdown}]" if breakdown else name
