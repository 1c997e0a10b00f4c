"""One observation over regions and periods; where a table prints only its parts, the parts are added up."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from steering.cube.cube import Mask, Numbers
from steering.indicators.measuring.marks import ABSENT, IS_THERE, Marks, laid_over
from steering.indicators.measuring.observations import Layer, Places
from steering.sources.cells import pairs_of

_DEPTH = 2
"""A total of ages that a table prints by sex only is two sums deep."""
_SEXES = (("male", "female"), ("male", "female", "diverse"))


@dataclass(frozen=True, kw_only=True, eq=False)
class Plane:
    """An observation over [region, period]; `parts` stand in, with their signs, where `is_made` says so."""

    name: str
    periods: tuple[str, ...]
    numbers: Numbers
    marks: Marks
    rows: Places
    parts: tuple[tuple[int, "Plane"], ...] = ()
    is_made: Mask | None = None

    def cells(self, region: int, period: int) -> Iterator[tuple[int, str, int]]:
        """The cells behind one place: sign, name, and row in the table of cells."""
        row = int(self.rows[region, period])
        if row >= 0:
            yield 1, self.name, row
        elif self.is_made is not None and self.is_made[region, period]:
            for sign, part in self.parts:
                for inner, name, cell in part.cells(region, period):
                    yield sign * inner, name, cell


def plane(layer: Layer, breakdown: str, *, depth: int = _DEPTH) -> Plane:
    """The observation of a breakdown, its gaps filled from a complete set of parts where there is one."""
    own = _own(layer, breakdown)
    if depth == 0 or (layer.is_full and breakdown in layer.breakdowns):
        return own
    is_absent = (own.marks & IS_THERE) == 0
    if not is_absent.any():
        return own
    for combination in _combinations(breakdown, layer.breakdowns, is_top=depth == _DEPTH):
        parts = [(sign, plane(layer, each, depth=depth - 1)) for sign, each in combination]
        filled = _filled(own, parts, is_absent)
        if filled is not None:
            return filled
    return own


def _own(layer: Layer, breakdown: str) -> Plane:
    place = layer.breakdowns.get(breakdown)
    name = f"{layer.variable}[{breakdown}]" if breakdown else layer.variable
    shape = layer.numbers.shape[1:]
    if place is None:
        return Plane(
            name=name,
            periods=layer.periods,
            numbers=np.full(shape, np.nan),
            marks=np.full(shape, ABSENT, dtype=np.uint8),
            rows=np.full(shape, -1),
        )
    return Plane(
        name=name,
        periods=layer.periods,
        numbers=layer.numbers[place],
        marks=layer.marks[place],
        rows=layer.rows[place],
    )


def _filled(own: Plane, parts: Sequence[tuple[int, Plane]], is_absent: Mask) -> Plane | None:
    """The plane with its gaps filled where every part has a cell; None where that is nowhere."""
    are_there = np.logical_and.reduce([(part.marks & IS_THERE) != 0 for _, part in parts])
    is_made = is_absent & are_there
    if not is_made.any():
        return None
    total = np.add.reduce([sign * part.numbers for sign, part in parts])
    marks = laid_over([part.marks for _, part in parts])
    return Plane(
        name=own.name,
        periods=own.periods,
        numbers=np.where(is_made, total, own.numbers),
        marks=np.where(is_made, marks, own.marks),
        rows=own.rows,
        parts=tuple(parts),
        is_made=is_made,
    )


def _combinations(
    breakdown: str, known: Collection[str], *, is_top: bool
) -> Iterator[tuple[tuple[int, str], ...]]:
    """Sets of breakdowns that make up this one: total less the other, both sexes, all ages."""
    pairs = pairs_of(breakdown)
    if is_top and pairs.get("sex") == "male":
        # Tables of schools print the total and the girls; whoever is entered as diverse is among the boys.
        yield (1, _with(pairs, sex="")), (-1, _with(pairs, sex="female"))
    if is_top and pairs.get("nationality") == "german":
        yield (1, _with(pairs, nationality="")), (-1, _with(pairs, nationality="foreign"))
    told = [pairs_of(each) for each in known]
    if "sex" not in pairs:
        sexes = {each["sex"] for each in told if "sex" in each}
        yield from (
            tuple((1, _with(pairs, sex=sex)) for sex in every) for every in _SEXES if sexes == set(every)
        )
    if "age" not in pairs:
        ages = sorted({each["age"] for each in told if "age" in each})
        if _is_chain(ages):
            yield tuple((1, _with(pairs, age=age)) for age in ages)


def _with(pairs: dict[str, str], **changed: str) -> str:
    whole = {**pairs, **changed}
    return ";".join(f"{name}={word}" for name, word in sorted(whole.items()) if word)


def _is_chain(ages: Sequence[str]) -> bool:
    """Groups of ages that follow each other without gap or overlap, from birth to no end."""
    if not ages or not ages[0].startswith("00-") or not ages[-1].endswith("+"):
        return False
    ends = [age.partition("-")[2] for age in ages[:-1]]
    begins = [age[:-1] if age.endswith("+") else age.partition("-")[0] for age in ages[1:]]
    return ends == begins
