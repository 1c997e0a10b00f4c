"""Which totals are the sums of which parts: what everybody knows who has read an official table.

Parts are variables (certificates of leavers), categories (female and male), regions (counties of a Land,
municipalities of a county) and those whom a part (darunter) leaves over. A sum that does not hold in the
figures, because an office rounds or corrects, is no help to an attacker and is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from expectations.sources.equations import Part, SameFact, SumOfCategories, SumOfVariables, all_of
from steering.disclosure.counts import Count
from steering.disclosure.rules import COUNTRY
from steering.disclosure.statements import Form, Statement, exactly

Entry = TypeVar("Entry")

_HOLDS = 1e-6
_CHILD_LENGTHS: Mapping[int, tuple[int, ...]] = {2: (3, 5), 3: (5,), 5: (8,)}
_LAND_LENGTH = 2
_NESTED_DIMENSIONS = frozenset({"age"})
"""Categories that may overlap: ages 0 to 18 hold those of 15 to 18. They are summed only as declared."""
OTHERS = "~others"
REST = "~rest"


@dataclass(frozen=True)
class Whole:
    """A total and its parts."""

    total: Count
    parts: tuple[Count, ...]


class Tables:
    """The sums that hold among counts.

    `numbers` gains what follows from all others of a sum, `left_over` what several parts without a number
    have together.
    """

    def __init__(self, numbers: Mapping[Count, float]) -> None:
        self.numbers = dict(numbers)
        self.left_over: dict[Form, float] = {}
        self._breakdowns: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._regions: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for variable, breakdown, region, period in numbers:
            self._breakdowns[variable, region, period].append(breakdown)
            self._regions[variable, breakdown, period].append(region)
        self._nested: dict[tuple[str, str, str], dict[str, list[Whole]]] = {}
        self._made: dict[Whole, Statement | None] = {}
        self._leaving: dict[Count, list[Statement]] = defaultdict(list)

    def about(self, count: Count) -> list[Statement]:
        """The sums in which a count is the total or a part."""
        made = (self._statement(whole) for whole in self._wholes(count))
        found = [statement for statement in made if statement is not None]
        # What is left over by a sum is in no table, so the sum itself remembers it.
        return [*found, *(each for each in self._leaving[count] if each not in found)]

    def _statement(self, whole: Whole) -> Statement | None:
        if whole not in self._made:
            self._made[whole] = self._checked(whole)
        return self._made[whole]

    def _checked(self, whole: Whole) -> Statement | None:
        total = self.numbers.get(whole.total)
        known = [part for part in whole.parts if part in self.numbers]
        if total is None or not known:
            return None
        missing = [part for part in whole.parts if part not in self.numbers]
        left = total - sum(self.numbers[part] for part in known)
        if left < -_HOLDS or (left > _HOLDS and not missing):
            return None
        if left <= _HOLDS:
            # Nothing is left for parts without a number; an attacker may know that they do not exist.
            missing = []
        if len(missing) == 1:
            self.numbers[missing[0]] = left
        elif missing:
            self.left_over[tuple((part, 1.0) for part in missing)] = left
        told = self._summed(whole.total, [*known, *missing])
        for part in missing:
            self._leaving[part].append(told)
        return told

    def _summed(self, total: Count, parts: Iterable[Count]) -> Statement:
        terms = [(total, -1.0), *((part, 1.0) for part in parts)]
        return exactly(tuple(terms), 0.0)

    def _wholes(self, count: Count) -> Iterator[Whole]:
        if count.breakdown.endswith(OTHERS) or count.region_code.endswith(REST):
            return
        yield from _of_variables(count)
        yield from self._of_categories(count)
        yield from self._of_regions(count)

    def _of_categories(self, count: Count) -> Iterator[Whole]:
        """The count as a category of each of its dimensions, and as the total of those below it."""
        pairs = [pair for pair in count.breakdown.split(";") if pair]
        totals = {";".join(other for other in pairs if other != pair): pair.split("=")[0] for pair in pairs}
        for rest, dimension in totals.items():
            yield from self._broken_down(count._replace(breakdown=rest), dimension)
        own = set(pairs)
        for breakdown in self._breakdowns[count.variable, count.region_code, count.period]:
            more = [pair for pair in breakdown.split(";") if pair and pair not in own]
            if len(more) == 1 and len(breakdown.split(";")) == len(own) + 1:
                yield from self._broken_down(count, more[0].split("=")[0])

    def _broken_down(self, total: Count, dimension: str) -> Iterator[Whole]:
        pairs = [pair for pair in total.breakdown.split(";") if pair]

        def part(category: str) -> Count:
            return total._replace(breakdown=";".join(sorted([*pairs, f"{dimension}={category}"])))

        declared = _categories(total.variable, dimension)
        if declared:
            yield Whole(total, tuple(part(category) for category in declared))
            return
        listed = self._breakdowns[total.variable, total.region_code, total.period]
        found = [
            total._replace(breakdown=each)
            for each in listed
            if len(more := set(each.split(";")) - {*pairs, ""}) == 1
            and len(each.split(";")) == len(pairs) + 1
            and more.pop().startswith(f"{dimension}=")
        ]
        adds_up = abs(sum(self.numbers[each] for each in found) - self.numbers.get(total, -1.0)) <= _HOLDS
        others = () if adds_up or dimension in _NESTED_DIMENSIONS else (part(OTHERS),)
        yield Whole(total, (*sorted(found), *others))

    def _of_regions(self, count: Count) -> list[Whole]:
        """The sums over regions in which a count is the whole or a part."""
        key = (count.variable, count.breakdown, count.period)
        if key not in self._nested:
            self._nested[key] = defaultdict(list)
            for whole in _nested(count, self._regions.get(key, [])):
                for each in (whole.total, *whole.parts):
                    self._nested[key][each.region_code].append(whole)
        return self._nested[key].get(count.region_code, [])


def _nested(count: Count, codes: Iterable[str]) -> Iterator[Whole]:
    """Every region with those right below it, and a rest for those without a number."""
    there = sorted(codes)
    for parent in there:
        is_country = parent == COUNTRY
        for length in (_LAND_LENGTH,) if is_country else _CHILD_LENGTHS.get(len(parent), ()):
            inside = [
                code
                for code in there
                if len(code) == length and code != COUNTRY and (is_country or code.startswith(parent))
            ]
            if inside:
                parts = [count._replace(region_code=code) for code in inside]
                rest = count._replace(region_code=f"{parent}/{length}{REST}")
                yield Whole(count._replace(region_code=parent), (*parts, rest))


@cache
def _declared(kind: type[Entry], variable: str) -> tuple[Entry, ...]:
    """The entries of a kind that speak of a variable."""
    return tuple(
        each
        for each in all_of(kind)
        if variable
        in {
            *vars(each).values(),
            *(name for told in vars(each).values() if isinstance(told, tuple) for name in told),
        }
    )


def _of_variables(count: Count) -> Iterator[Whole]:
    """Sums of variables, parts with those they leave over, and one fact under two names."""
    for equation in _declared(SumOfVariables, count.variable):
        if count.variable == equation.total or count.variable in equation.parts:
            yield Whole(
                count._replace(variable=equation.total),
                tuple(count._replace(variable=part) for part in equation.parts),
            )
    for entry in _declared(Part, count.variable):
        if count.variable in {entry.part, entry.whole}:
            others = f"{entry.whole} - {entry.part}"
            whole = count._replace(variable=entry.whole)
            yield Whole(whole, (count._replace(variable=entry.part), count._replace(variable=others)))
    for same in _declared(SameFact, count.variable):
        if (count.variable, count.breakdown) in {
            (same.one, same.one_breakdown),
            (same.other, same.other_breakdown),
        }:
            yield Whole(
                count._replace(variable=same.one, breakdown=same.one_breakdown),
                (count._replace(variable=same.other, breakdown=same.other_breakdown),),
            )


@cache
def _categories(variable: str, dimension: str) -> tuple[str, ...]:
    """The categories of a dimension that together are everybody, as declared for a variable."""
    for entry in all_of(SumOfCategories):
        if entry.dimension == dimension and (not entry.variables or variable in entry.variables):
            return entry.categories
    return ()


def around(
    start: Iterable[Count], tables: Tables, telling: Mapping[Count, list[Statement]]
) -> tuple[list[Statement], list[Statement]]:
    """Everything that hangs together with some counts: the sums that hold, and what figures tell."""
    seen = dict.fromkeys(start)
    waiting = list(seen)
    sums: dict[int, Statement] = {}
    told: dict[int, Statement] = {}
    while waiting:
        count = waiting.pop()
        for found, statements in ((sums, tables.about(count)), (told, telling.get(count, []))):
            for statement in statements:
                if id(statement) in found:
                    continue
                found[id(statement)] = statement
                for other, _ in statement.form:
                    if isinstance(other, Count) and other not in seen:
                        seen[other] = None
                        waiting.append(other)
    return list(sums.values()), list(told.values())
