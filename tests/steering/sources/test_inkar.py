"""Exports of INKAR (BBSR) with other indicators than the one that is at hand; written here."""

import pytest

from steering.errors import BadSource
from tests.steering.sources.tables import cell, read_text

HEAD = "Kennziffer;Raumeinheit;Aggregat;Haushaltseinkommen;Haushaltseinkommen;Ärzte\n;;;2016;2017;2017\n"
ROW = '"03358";"Heidekreis";"Landkreis";"1.698";"1.759";"837,9"\n'


def test_any_indicator_is_read_with_its_thousands() -> None:
    reading = read_text(HEAD + ROW, encoding="utf-8-sig")

    income = cell(reading, variable="Haushaltseinkommen", period="2017")
    assert (income["value"], income["raw"], income["row_number"], income["column_number"]) == (
        *(1759, "1.759"),
        *(3, 5),
    )
    assert cell(reading, variable="Ärzte")["value"] == 837.9


def test_planning_regions_are_no_parts_of_a_land() -> None:
    """INKAR numbers them with three digits; 101 lies in Schleswig-Holstein, not in the Saarland."""
    reading = read_text(HEAD + ROW + ROW.replace("03358", "101"), encoding="utf-8")

    assert [(row.row, row.column, row.reason) for row in reading.rejected] == [(4, 1, "unknown_region")]
    assert set(reading.cells["region_code"]) == {"03358"}


@pytest.mark.parametrize("damaged", ["1.75", "1,759.0", "1.7590"])
def test_a_thousands_sign_stands_before_three_digits(damaged: str) -> None:
    with pytest.raises(BadSource) as refused:
        read_text(HEAD + ROW.replace("1.759", damaged), encoding="utf-8")

    assert (refused.value.code, refused.value.facts["column"]) == ("unclear_number", 5)
