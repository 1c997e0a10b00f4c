"""Cells that are told as one sum: each sum of the formula, by its name, hiding no less than its cells."""

from itertools import count

import pytest

from models import ValueStatus
from steering.documents.evidence_places import UsedCell, places_of
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.terms import age_groups
from steering.sources.cells import pairs_of
from templates.document_facts import CellFacts, PlaceFacts

ROWS = count(1)
CATALOGUE = load_catalogue()


def a_cell(
    name: str, value: float, *, region: str = "03358", year: str = "2020", is_hidden: bool = False
) -> UsedCell:
    """A cell under the name that it has in the formula."""
    facts = CellFacts(
        name=name,
        value=value,
        status=ValueStatus.REPORTED,
        symbol="",
        row_number=next(ROWS),
        column_number=2,
        file_name="a.csv",
        sha256="ab" * 32,
        table_code="12411",
        is_hidden=is_hidden,
    )
    variable, _, breakdown = name.partition("[")
    return UsedCell(
        variable=variable,
        breakdown=pairs_of(breakdown.rstrip("]")),
        region_code=region,
        year=year,
        facts=facts,
    )


def by_age_and_sex(region: str = "03358") -> list[UsedCell]:
    """A table that prints no totals: ten people in each of 17 age groups and both sexes."""
    return [
        a_cell(f"pop[age={age};sex={sex}]", 10, region=region)
        for age in age_groups(0, -1)
        for sex in ("female", "male")
    ]


def told(places: tuple[PlaceFacts, ...]) -> list[tuple[str, int, float | None]]:
    """What a reader sees of each line."""
    return [(place.name, place.count, place.value) for place in places]


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
    cells = [a_cell(f"pop[age={row}]", value, is_hidden=row in hidden) for row, value in enumerate(values)]

    (place,) = places_of(cells, None, "de")

    assert place.count == len(values)
    assert place.is_hidden is not is_told


def test_a_cell_that_stands_in_two_sums_is_told_in_both() -> None:
    places = places_of(by_age_and_sex(), CATALOGUE["A03"], "de")

    assert told(places) == [("Bevölkerung, 0 bis unter 18 Jahre", 10, 100.0), ("Bevölkerung", 34, 340.0)]


def test_a_printed_total_is_told_by_itself() -> None:
    cells = [a_cell(f"pop[age={age}]", 20) for age in age_groups(0, 18)]

    places = places_of([*cells, a_cell("pop", 340)], CATALOGUE["A03"], "de")

    assert told(places) == [("Bevölkerung, 0 bis unter 18 Jahre", 5, 100.0), ("Bevölkerung", 1, 340.0)]


def test_a_land_may_rest_on_counties_with_and_without_totals() -> None:
    without = by_age_and_sex("03357")
    with_total = [a_cell(f"pop[age={age}]", 20) for age in age_groups(0, 18)]

    places = places_of([*without, *with_total, a_cell("pop", 340)], CATALOGUE["A03"], "de")

    assert told(places) == [("Bevölkerung, 0 bis unter 18 Jahre", 15, 200.0), ("Bevölkerung", 35, 680.0)]


def test_two_years_of_one_figure_are_not_added_up() -> None:
    cells = [a_cell("pop_total", 136, year="2015"), a_cell("pop_total", 139, year="2020")]

    places = places_of(cells, CATALOGUE["A02"], "de")

    assert told(places) == [
        ("Bevölkerung insgesamt", 1, 139.0),
        ("Bevölkerung insgesamt, Stand 5 Jahre davor", 1, 136.0),
    ]


def test_what_may_be_summed_in_two_ways_is_named_by_its_figure_only() -> None:
    halves = [a_cell(f"pop[sex={sex}]", 170) for sex in ("female", "male")]
    cells = [*halves, *(a_cell(f"pop[age={age}]", 20) for age in age_groups(0, 18))]

    places = places_of(cells, CATALOGUE["A03"], "de")

    assert told(places) == [("Bevölkerung, 0 bis unter 18 Jahre", 5, 100.0), ("Bevölkerung", 2, 340.0)]
