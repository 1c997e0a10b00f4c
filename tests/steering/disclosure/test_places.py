"""Cells that are told as one sum hide no less than each of them alone."""

import pytest

from models import ValueStatus
from steering.documents.evidence_places import places_of
from templates.document_facts import CellFacts


def a_cell(row: int, value: float, *, is_hidden: bool = False) -> tuple[str, CellFacts]:
    """A cell of an age group, under the name that it has in the formula."""
    name = f"pop_total[age={row}]"
    cell = CellFacts(
        name=name,
        value=value,
        status=ValueStatus.REPORTED,
        symbol="",
        row_number=row,
        column_number=2,
        file_name="a.csv",
        sha256="ab" * 32,
        table_code="12411",
        is_hidden=is_hidden,
    )
    return name, cell


@pytest.mark.parametrize(
    ("values", "hidden", "is_told"),
    [
        ((40.0, 60.0), (), True),
        ((40.0, 60.0), (1,), False),
        ((2.0, 60.0), (0,), False),
        ((2.0, 0.0), (), False),
    ],
)
def test_a_sum_is_told_only_if_each_of_its_cells_may_be(
    values: tuple[float, ...], hidden: tuple[int, ...], *, is_told: bool
) -> None:
    cells = [a_cell(row, value, is_hidden=row in hidden) for row, value in enumerate(values)]

    (place,) = places_of(cells, None, "de")

    assert place.count == len(values)
    assert place.is_hidden is not is_told
