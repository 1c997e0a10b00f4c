"""Cells that stand together in a file, told as one line: a sum of age groups fills no page."""

from collections.abc import Iterable, Sequence

from models import ValueStatus
from steering.disclosure.rules import few
from steering.indicators.defining.indicator import Indicator
from templates.document_facts import CellFacts, PlaceFacts
from templates.variables import variable_named

FIELDS = ("numerator", "denominator", "less_numerator", "less_denominator")


def places_of(
    cells: Sequence[tuple[str, CellFacts]], indicator: Indicator | None, language: str
) -> tuple[PlaceFacts, ...]:
    """The cells of one value by figure and file; `cells` come with the names that the formula uses."""
    groups: dict[tuple[int, str, bool, str], list[tuple[str, CellFacts]]] = {}
    for name, cell in cells:
        variable = name.partition("[")[0]
        group = (_part(indicator, name), variable, "[" in name, cell.sha256)
        groups.setdefault(group, []).append((name, cell))
    return tuple(_place(group, language) for _, group in sorted(groups.items(), key=lambda pair: pair[0]))


def _part(indicator: Indicator | None, name: str) -> int:
    """Where in the formula a figure stands: what is summed in one place is summed here, too."""
    if indicator is None:
        return len(FIELDS)
    for place, field in enumerate(FIELDS):
        if any(term.name == name for term in getattr(indicator.formula, field)):
            return place
    return len(FIELDS)


def _place(group: Sequence[tuple[str, CellFacts]], language: str) -> PlaceFacts:
    name, first = group[0]
    cells = [cell for _, cell in group]
    is_one = len(cells) == 1
    without = next((cell for cell in cells if cell.value is None), None)
    total = None if without is not None else sum(cell.value or 0.0 for cell in cells)
    is_small = total is not None and float(total).is_integer() and few(total)
    return PlaceFacts(
        name=first.name if is_one else variable_named(name.partition("[")[0], language),
        count=len(cells),
        value=total,
        status=without.status if without is not None else ValueStatus.REPORTED,
        symbol=without.symbol if without is not None else "",
        rows=stretches(cell.row_number for cell in cells),
        columns=stretches(cell.column_number for cell in cells),
        sha256=first.sha256,
        table_code=first.table_code,
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
