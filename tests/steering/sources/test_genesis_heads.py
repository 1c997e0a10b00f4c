"""Times, units, measures and limits in titles and heads."""

import pytest

from steering.errors import BadSource
from tests.steering.sources.tables import a_table, cell, leavers, read_text


def test_dates_over_the_columns_give_each_column_its_own_time() -> None:
    heads = (";;Stichtag;Stichtag", ";;31.12.2017;31.12.2018")

    reading = read_text(a_table("03358;Heidekreis;139755;140252", heads=heads, code="12411-0015"))

    assert reading.cells["period"].tolist() == ["2017-12-31", "2018-12-31"]
    assert set(reading.cells["variable"]) == {"pop_total"}
    assert set(reading.cells["reference_time"]) == {"date_31_12"}


def test_a_single_date_in_the_titles_counts_for_all() -> None:
    table = a_table(
        "03358;Heidekreis;unter 3 Jahre;12;5",
        "03358;Heidekreis;75 Jahre und mehr;8;4",
        "03358;Heidekreis;Insgesamt;20;9",
        titles=("Bevölkerung", "Fortschreibung", "Bevölkerungsstand (Anzahl)", "Stichtag: 31.12.2019"),
        code="12411-02-03-4",
    )

    cells = read_text(table).cells

    assert set(cells["period"]) == {"2019-12-31"}
    assert cells["breakdown"].tolist() == [
        "age=00-03", "age=00-03;sex=female", "age=75+", "age=75+;sex=female", "", "sex=female",
    ]  # fmt: skip


def test_several_years_lie_in_one_file() -> None:
    reading = read_text(leavers("2023;03358;Heidekreis;1477;70;5", "2022;03358;Heidekreis;1400;60;4"))

    assert cell(reading, variable="lv", period="2022")["value"] == 1400
    assert set(reading.cells["reference_time"]) == {"leaving_year"}


def test_an_unknown_column_keeps_its_labels() -> None:
    table = leavers("2023;03358;Heidekreis;1477;70;5").replace("ohne Ersten Schulabschluss", "mit Staunen")

    variables = set(read_text(table).cells["variable"])

    assert variables == {
        "lv",
        "lv_fhr",
        "Absolvierende/Abgehende | Absolvierende nach Abschluss | mit Staunen | weiblich",
    }


def test_units_stand_in_the_last_line_of_the_head() -> None:
    heads = (";;;Wärme;Strom", ";;;Tsd. MJ;Furlong")

    reading = read_text(a_table("2023;03358;Heidekreis;5;6", heads=heads, titles=("Titel", "Statistik")))

    assert reading.cells["unit"].tolist() == ["Tsd. MJ", "Furlong"]
    assert reading.cells["variable"].tolist() == ["Wärme", "Strom"]
    assert reading.title == "Titel"


def test_equal_heads_with_different_units_are_two_figures() -> None:
    heads = (";;;Wärme;Wärme", ";;;Anzahl;Prozent")

    reading = read_text(a_table("2023;03358;Heidekreis;5;6", heads=heads, titles=("Titel", "Statistik")))

    assert reading.cells["variable"].tolist() == ["Wärme (Anzahl)", "Wärme (Prozent)"]


def test_categories_that_nobody_knows_stay_apart_from_the_total() -> None:
    heads = (";;;;Schüler/-innen",)

    reading = read_text(
        a_table(
            "2023;03358;Heidekreis;Insgesamt;15716",
            "2023;03358;Heidekreis;Grundschulen;4800",
            "2023;03358;Heidekreis;Schulen; sonstige;=1;300".replace(
                "Schulen; sonstige;=1", '"Schulen; sonstige=1"'
            ),
            heads=heads,
        )
    )

    assert reading.cells["breakdown"].tolist() == ["", "item=Grundschulen", "item=Schulen, sonstige:1"]


def test_a_table_without_its_time_is_refused() -> None:
    with pytest.raises(BadSource) as refused:
        read_text(a_table("03358;Heidekreis;5;6", heads=(";;Insgesamt;weiblich",)))

    assert refused.value.code == "no_period"


def test_a_table_limited_to_women_is_not_taken_for_everybody() -> None:
    titles = (
        "Bevölkerung",
        "Fortschreibung",
        "Bevölkerungsstand (Anzahl)",
        "Geschlecht: weiblich",
        "Stichtag: 31.12.2019",
    )

    reading = read_text(
        a_table("03358;Heidekreis;9", titles=titles, heads=(";;Insgesamt",), code="12411-01-01-4")
    )

    found = reading.cells.iloc[0]
    assert (found["variable"], found["breakdown"], found["unit"]) == ("pop_total", "sex=female", "Anzahl")
    assert found["period"] == "2019-12-31"


def test_a_table_limited_to_something_unknown_keeps_the_limit_in_its_name() -> None:
    titles = ("Bevölkerung", "Fortschreibung", "Bevölkerungsstand (Anzahl)", "Herkunft: anderswo")

    reading = read_text(
        a_table("2019;03358;Heidekreis;9", titles=titles, heads=(";;;Insgesamt",), code="12411-01-01-4")
    )

    assert reading.cells["variable"].tolist() == ["Bevölkerungsstand | Insgesamt | Herkunft: anderswo"]


def test_a_table_of_the_nation_without_region_column_is_germanys() -> None:
    titles = (
        "Luftemissionen: Deutschland, Jahre,",
        "Art",
        "Luftemissionsrechnung",
        "Deutschland",
        "Luftemissionen (t)",
    )

    reading = read_text(
        a_table(
            "CPA-01;Kohle;5;6", "CPA-02;Holz;7;8", titles=titles, heads=(";;2019;2020",), code="85111-0001"
        )
    )

    cells = reading.cells
    assert set(cells["region_code"]) == {"DG"}
    assert cells["period"].tolist() == ["2019", "2020", "2019", "2020"]
    assert set(cells["unit"]) == {"t"}
    assert cells["breakdown"].iloc[0] == "item=CPA-01;item_2=Kohle"


def test_dates_without_a_caption_are_times_too() -> None:
    heads = (";;31.12.2015;31.12.2015", ";;Insgesamt;weiblich")

    reading = read_text(a_table("DG;Deutschland;82175684;41661561", heads=heads, code="12411-01-01-4"))

    assert set(reading.cells["period"]) == {"2015-12-31"}
    assert reading.cells["breakdown"].tolist() == ["", "sex=female"]


def test_a_statistic_whose_name_holds_a_colon_is_no_limit() -> None:
    titles = ("Einkommen", "VGR der Länder: Umverteilungsrechnung")
    heads = (";;;verfügbares Einkommen der privaten Haushalte", ";;;Tsd. EUR")

    reading = read_text(a_table("2021;03358;Heidekreis;5", titles=titles, heads=heads, code="82411-01-03-4"))

    assert reading.cells["variable"].tolist() == ["income_hh"]
    assert reading.title == "Einkommen"
