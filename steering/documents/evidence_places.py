"""Cells that stand together in a file, told as one line: a sum of age groups fills no page.

A cell may stand in two sums of a formula: the children of a county are cases, and people like all others.
It is told in both, so that either sum can be added up anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models import ValueStatus
from steering.disclosure.rules import few
from steering.indicators.defining.formula import Formula
from steering.indicators.defining.indicator import Indicator
from steering.indicators.defining.terms import Term, neighbours
from steering.sources.cells import pairs_of
from templates.document_facts import CellFacts, PlaceFacts
from templates.variables import variable_named

FIELDS = ("numerator", "denominator", "less_numerator", "less_denominator")


@dataclass(frozen=True, kw_only=True, eq=False)
class UsedCell:
    """A cell behind a value: the observation, its breakdown by dimension, and its facts."""

    variable: str
    breakdown: Mapping[str, str]
    region_code: str
    year: str
    facts: CellFacts


def places_of(
    cells: Sequence[UsedCell], indicator: Indicator | None, language: str
) -> tuple[PlaceFacts, ...]:
    """The cells of one value by sum of the formula and by file."""
    told: list[PlaceFacts] = []
    named: set[UsedCell] = set()
    for name, group in _sums(cells, indicator.formula, language) if indicator else ():
        told += (_place(name, part) for part in _by_file(group))
        named.update(group)
    # What a table does not print is reckoned from other cells: boys are all pupils less the girls.
    reckoned: dict[tuple[str, bool], list[UsedCell]] = defaultdict(list)
    for each in cells:
        if each not in named:
            reckoned[each.variable, bool(each.breakdown)].append(each)
    for (variable, _), group in sorted(reckoned.items()):
        for part in _by_file(group):
            told.append(_place(part[0].name if len(part) == 1 else variable_named(variable, language), part))
    return tuple(told)


def _sums(cells: Sequence[UsedCell], formula: Formula, language: str) -> Iterator[tuple[str, list[UsedCell]]]:
    """The sums of a formula in words, each with its cells; one that is not clear is left out."""
    every = [term for field in FIELDS for term in getattr(formula, field)]
    for field in FIELDS:
        for terms, breakdown in neighbours(getattr(formula, field)):
            found = [_cells_of(term, _in_time(term, every, cells)) for term in terms]
            if all(found):
                yield _named(terms[0], breakdown, language), [cell for each in found for cell in each]


def _in_time(term: Term, every: Sequence[Term], cells: Sequence[UsedCell]) -> list[UsedCell]:
    """The cells of a term's observation from the periods that it means: the first is the earliest."""
    own = [cell for cell in cells if cell.variable == term.variable]
    lags = sorted({lag for each in every if each.variable == term.variable for lag in each.lags})
    years = sorted({cell.year for cell in own})
    if len(lags) != len(years):
        return []
    meant = {year for lag, year in zip(lags, years, strict=True) if lag in term.lags}
    return [cell for cell in own if cell.year in meant]


def _cells_of(term: Term, cells: Sequence[UsedCell]) -> list[UsedCell]:
    """The cells of a term; where the table of a region prints parts only, all parts of one kind."""
    wanted = pairs_of(term.breakdown)
    kinds: dict[str, dict[frozenset[str], list[UsedCell]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells:
        if wanted.items() <= cell.breakdown.items():
            kinds[cell.region_code][frozenset(cell.breakdown.keys() - wanted.keys())].append(cell)
    found: list[UsedCell] = []
    for parted in kinds.values():
        whole = parted.get(frozenset())
        if whole is None and len(parted) > 1:
            return []
        found += whole or next(iter(parted.values()))
    return found


def _named(term: Term, breakdown: str, language: str) -> str:
    """A sum in words; the cells of a mean are added up like others and keep their name."""
    lag = f"[t{term.lags[0]:+d}]" if term.lags != (0,) and len(term.lags) == 1 else ""
    written = f"{term.variable}[{breakdown}]" if breakdown else term.variable
    return variable_named(f"{written}{lag}", language)


def _by_file(cells: Sequence[UsedCell]) -> Iterator[list[CellFacts]]:
    files: dict[str, list[CellFacts]] = defaultdict(list)
    for each in cells:
        files[each.facts.sha256].append(each.facts)
    yield from (files[sha256] for sha256 in sorted(files))


def _place(name: str, cells: Sequence[CellFacts]) -> PlaceFacts:
    without = next((cell for cell in cells if cell.value is None), None)
    total = None if without is not None else sum(cell.value or 0.0 for cell in cells)
    is_small = total is not None and float(total).is_integer() and few(total)
    return PlaceFacts(
        name=name,
        count=len(cells),
        value=total,
        status=without.status if without is not None else ValueStatus.REPORTED,
        symbol=without.symbol if without is not None else "",
        rows=stretches(cell.row_number for cell in cells),
        columns=stretches(cell.column_number for cell in cells),
        sha256=cells[0].sha256,
        table_code=cells[0].table_code,
        is_hidden=is_small or any(cell.is_hidden for cell in cells),
    )


def stretches(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Numbers as stretches without gaps: 4, 5, 6, 9 are 4 to 6, and 9."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
            continue
        found.append((number, number))
    return tuple(found)
