"""Cubes of GENESIS: codes and figures without words; what is not understood is refused."""

import pytest

from steering.errors import BadSource
from tests.steering.sources.flat_tables import CUBE_ABOVE, a_cube
from tests.steering.sources.tables import cell, read_text

MEN = "D;03358;GESM;31.12.2023;70148;e"
TWO = ("D;BEVSTD;Anzahl;GANZ;N;0", "D;QUOTE1;Prozent;FEST;N;1")


def test_a_cube_gives_the_facts_of_the_classic_table() -> None:
    reading = read_text(a_cube(MEN, "D;03358;GESW;31.12.2023;71479;e", "D;03;GESM;31.12.2023;0;."))

    found = cell(reading, region_code="03358", breakdown="sex=male")
    assert (reading.layout, reading.table_code) == ("cube_file", "12411KJ001")
    assert (found["variable"], found["value"], found["period"]) == ("pop_total", 70_148, "2023-12-31")
    assert (found["row_number"], found["column_number"], found["symbol"]) == (14, 5, "e")
    secret = cell(reading, region_code="03", breakdown="sex=male")
    assert (secret["status"], secret["raw"], secret["symbol"]) == ("unknown_or_confidential", "0", ".")


@pytest.mark.parametrize("values", ["WERT;QUALITAET", "WERT;QUALITAET;WERT;QUALITAET"])
def test_several_measures_follow_each_other_in_a_line(values: str) -> None:
    reading = read_text(
        a_cube("D;03358;GESM;2023;5;e;12,5;e", "D;03358;GESW;2023;6;e;0;-", measures=TWO, values=values)
    )

    assert reading.cells["variable"].tolist() == ["pop_total", "QUOTE1 (%)", "pop_total", "QUOTE1 (%)"]
    assert reading.cells["column_number"].tolist() == [5, 7, 5, 7]
    assert reading.cells["value"].tolist()[:3] == [5.0, 12.5, 6.0]


def test_an_older_cube_says_besides_what_is_locked() -> None:
    values = "WERT;QUALITAET;GESPERRT;WERT-VERFAELSCHT"

    assert read_text(a_cube(MEN + ";;", values=values)).cells["value"].tolist() == [70_148]


@pytest.mark.parametrize(
    ("code", "row", "text"),
    [
        ("no_rows", 13, a_cube()),
        ("cube_not_understood", 13, a_cube(MEN, values="WERT;SONSTWAS")),
        ("cube_not_understood", 1, a_cube(MEN, above=CUBE_ABOVE[:2] + CUBE_ABOVE[4:])),
        ("cube_not_understood", 15, a_cube(MEN, "K;ZUSATZ;NAME;A;B;C")),
        ("cube_not_understood", 14, a_cube(MEN + ";J;", values="WERT;QUALITAET;GESPERRT;WERT-VERFAELSCHT")),
        ("ragged_row", 14, a_cube("D;03358;GESM;31.12.2023;70148")),
        ("unclear_number", 14, a_cube(MEN.replace("70148", "70.148"))),
        ("unclear_number", 14, a_cube(MEN.replace("70148", "7,5"))),
        ("contradicting_quality", 14, a_cube(MEN.replace(";e", ";."))),
        ("lost_leading_zero", 14, a_cube(MEN.replace("03358", "3358"))),
        ("duplicate_observation", 15, a_cube(MEN, MEN)),
    ],
)
def test_a_cube_that_is_not_understood_is_refused(code: str, row: int, text: str) -> None:
    with pytest.raises(BadSource) as refused:
        read_text(text)

    assert (refused.value.code, refused.value.facts["row"]) == (code, row)
