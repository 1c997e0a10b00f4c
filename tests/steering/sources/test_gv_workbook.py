"""Workbooks of the register: heads found by their words, totals by the Land above them."""

import pytest

from steering.errors import BadSource
from steering.sources import gv_workbook
from steering.sources.cells import Delivery, Reading, Workbook, Worksheet
from tests.steering.sources.tables import PUBLIC, cell, real_file

COUNTIES = "regions/04-kreise_2018.xlsx"
MUNICIPALITIES = "regions/AuszugGV2QAktuell.xlsx"
_WIDTH = 9
HEAD = [
    ["Kreisfreie Städte und Landkreise"],
    ["Gebietsstand: 31.12.2018"],
    [
        "Schlüssel-nummer",
        "Regionale Bezeichnung",
        "Kreisfreie Stadt",
        "NUTS3",
        "Fläche in km2",
        "Bevölkerung2)",
    ],
    ["", "", "Kreis", "", "", "insgesamt", "männlich", "weiblich", "je km2"],
    ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
]
LAND = ["03", "Niedersachsen"]
COUNTY = ["03358", "Landkreis", "Heidekreis", "DE938", "1881,45", "139755", "69757", "69998", "74"]
TOTAL = ["", "", "Insgesamt", "", "47709,51", "7982448", "3943243", "4039205", "167"]
NATION = ["", "Deutschland", "Insgesamt", "", "357574,84", "83019213", "40966691", "42052522", "232"]
END = ["Quelle: Gemeindeverzeichnis"]


def _read(*rows: list[str], is_hidden: bool = False) -> Reading:
    filled = [tuple((row + [""] * _WIDTH)[:_WIDTH]) for row in rows]
    sheet = Worksheet(title="Kreise", rows=tuple(filled), is_hidden=is_hidden)
    cover = Worksheet(title="Deckblatt", rows=(("Statistisches Bundesamt",),))
    return gv_workbook.read(
        Delivery(text="", encoding="xlsx", file_name="k.xlsx", workbook=Workbook(sheets=(cover, sheet)))
    )


def test_a_county_and_the_total_of_its_land() -> None:
    reading = _read(*HEAD, LAND, COUNTY, TOTAL, NATION, END)

    assert cell(reading, region_code="03358", variable="pop_total")["value"] == 139_755
    assert cell(reading, region_code="03358", variable="pop_total", breakdown="sex=female")["value"] == 69_998
    assert cell(reading, region_code="03", variable="area_km2")["value"] == 47_709.51
    assert cell(reading, region_code="03", variable="area_km2")["region_name"] == "Niedersachsen"
    assert cell(reading, region_code="DG", variable="pop_total")["value"] == 83_019_213
    assert set(reading.cells["period"]) == {"2018-12-31"}


@pytest.mark.parametrize(
    ("code", "row", "rows"),
    [
        ("lost_leading_zero", 6, [*HEAD, ["3358", *COUNTY[1:]], END]),
        ("bad_region_key", 6, [*HEAD, ["99358", *COUNTY[1:]], END]),
        ("shifted_row", 6, [*HEAD, ["", *COUNTY[1:]], END]),
        ("shifted_row", 6, [*HEAD, TOTAL, END]),
        ("empty_cell", 7, [*HEAD, LAND, [*COUNTY[:5], "", *COUNTY[6:]], END]),
        ("unknown_symbol", 7, [*HEAD, LAND, [*COUNTY[:5], "viele", *COUNTY[6:]], END]),
        ("unclear_number", 7, [*HEAD, LAND, [*COUNTY[:5], "139.755", *COUNTY[6:]], END]),
        ("duplicate_observation", 8, [*HEAD, LAND, COUNTY, COUNTY, END]),
        ("cut_off", 7, [*HEAD, LAND, COUNTY]),
        ("no_rows", 7, [*HEAD, LAND, END]),
        ("no_period", None, [HEAD[0], ["ohne Tag"], *HEAD[2:], LAND, COUNTY, END]),
    ],
)
def test_a_broken_workbook_is_refused_with_its_row(code: str, row: int | None, rows: list[list[str]]) -> None:
    with pytest.raises(BadSource) as refused:
        _read(*rows)

    assert (refused.value.code, refused.value.facts["row"]) == (code, row)


def test_a_hidden_sheet_is_not_read() -> None:
    with pytest.raises(BadSource, match="not_a_table"):
        _read(*HEAD, LAND, COUNTY, END, is_hidden=True)


@pytest.mark.skipif(not (PUBLIC / COUNTIES).is_file(), reason="the workbook is not at hand")
def test_the_counties_of_2018_are_read_whole() -> None:
    reading = real_file(COUNTIES)

    assert (reading.layout, len(reading.cells)) == ("gv_workbook", 416 * 5)
    assert cell(reading, region_code="03358", variable="area_km2")["value"] == 1_881.45
    assert cell(reading, region_code="03358", variable="pop_total")["value"] == 139_755
    assert cell(reading, region_code="DG", variable="pop_total")["value"] == 83_019_213
    assert cell(reading, region_code="08", variable="pop_total")["value"] == 11_069_533


@pytest.mark.skipif(not (PUBLIC / MUNICIPALITIES).is_file(), reason="the workbook is not at hand")
def test_the_municipalities_of_2024_are_read_whole() -> None:
    reading = real_file(MUNICIPALITIES)

    people = reading.cells[(reading.cells["variable"] == "pop_total") & (reading.cells["breakdown"] == "")]
    assert (len(people), people["value"].sum()) == (10_959, 84_349_751)
    assert set(reading.cells["period"]) == {"2022-12-31"}
    assert reading.stand == "2024-06-30"
    assert (
        cell(reading, region_code="03358021", variable="pop_total", breakdown="sex=male")["value"] == 10_660
    )
