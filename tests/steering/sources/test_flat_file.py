"""Flat files of the portals: new and old columns, found by their names and by no position."""

import pytest

from steering.sources.reading import read
from tests.steering.sources.flat_tables import (
    ALL,
    MEN,
    NEW_HEAD,
    OLD_HEAD,
    WOMEN,
    new_file,
    new_row,
    old_file,
    old_row,
)
from tests.steering.sources.tables import a_table, cell, read_text

NAME = "12411-01-01-4_de_flat.csv"


def test_a_fact_of_the_new_form_has_its_value_and_its_place() -> None:
    reading = read_text(new_file(new_row("141627"), new_row("70148", sex=MEN)), encoding="utf-8-sig")

    found = cell(reading, region_code="03358")
    assert (reading.layout, reading.table_code, reading.title) == (
        "flat_file",
        "",
        "Fortschreibung des Bevölkerungsstandes",
    )
    assert (found["value"], found["period"], found["unit"], found["raw"]) == (
        141_627,
        "2023-12-31",
        "Anzahl",
        "141627",
    )
    assert (found["row_number"], found["column_number"]) == (2, 14)
    assert cell(reading, breakdown="sex=male")["row_number"] == 3


@pytest.mark.parametrize("file_name", [NAME, "irgendetwas.csv"])
def test_a_fact_is_the_same_in_the_classic_and_in_both_flat_forms(file_name: str) -> None:
    classic = a_table(
        "03358;  Heidekreis;141627;70148;71479",
        code="12411-01-01-4",
        titles=("Bevölkerung nach Geschlecht", "Fortschreibung", "Bevölkerungsstand (Anzahl)"),
        heads=(";;31.12.2023;31.12.2023;31.12.2023", ";;Insgesamt;männlich;weiblich"),
    )
    figures = (("141627", ALL), ("70148", MEN), ("71479", WOMEN))
    flat = new_file(*(new_row(value, sex=sex) for value, sex in figures))
    old = old_file(*(old_row(value, sex=sex) for value, sex in figures))

    facts = [
        read_text(text, encoding="utf-8", file_name=file_name)
        .cells[["variable", "region_code", "period", "reference_time", "breakdown", "value", "status"]]
        .astype(object)
        .to_numpy()
        .tolist()
        for text in (classic, flat, old)
    ]

    assert facts[0] == facts[1] == facts[2]
    assert facts[0][1][0] == "pop_total"


def test_the_table_is_known_only_where_the_file_name_says_it() -> None:
    content = new_file(new_row("5")).encode()

    assert read(content, file_name=NAME).table_code == "12411-01-01-4"
    assert read(content, file_name="21111-02-06-4.csv").table_code == ""
    assert read(content, file_name="12411.csv").table_code == ""


def test_several_measures_stand_side_by_side_in_the_old_form() -> None:
    head = OLD_HEAD + ";EKF002__Gesamtbetrag_der_Einkuenfte__Tsd._EUR"

    reading = read_text(old_file(old_row("5;7,5"), old_row("6;8,25", sex=MEN), head=head), encoding="utf-8")

    assert reading.cells["value"].tolist() == [5.0, 7.5, 6.0, 8.25]
    assert reading.cells["column_number"].tolist() == [14, 15, 14, 15]
    assert set(zip(reading.cells["variable"], reading.cells["unit"], strict=True)) == {
        ("pop_total", "Anzahl"),
        ("EKF002", "Tsd. EUR"),
    }


def test_columns_are_found_by_name_in_any_order() -> None:
    usual = new_file(new_row("5"), new_row("6", sex=MEN))
    turned = "\n".join(";".join(reversed(line.split(";"))) for line in usual.strip().split("\n"))

    columns = ["variable", "region_code", "period", "breakdown", "value", "status", "row_number"]
    assert read_text(turned).cells[columns].equals(read_text(usual).cells[columns])


def test_the_region_may_be_any_dimension() -> None:
    rows = new_file(new_row("5"), new_row("6", sex=MEN))
    swapped = rows.replace("1_variable", "9_variable").replace("2_variable", "1_variable")

    assert read_text(swapped).cells["region_code"].tolist() == ["03358", "03358"]
    assert read_text(swapped).cells["value"].tolist() == [5.0, 6.0]


@pytest.mark.parametrize(
    ("level", "region", "expected"),
    [
        ("DINSG;Deutschland", "DG", "DG"),
        ("DLAND;Bundesländer", "03", "03"),
        ("REGBEZ;Regierungsbezirke", "033", "033"),
        ("GEMEIN;Gemeinden", "03358024", "03358024"),
        ("GEOGM4;Gemeinden", "033580000024", "03358024"),
        ("FGEMEIN;Gemeinden", "03358024", "03358024"),
        ("NEUREG;Ein neues Regionalmerkmal", "03358", "03358"),
    ],
)
def test_the_level_is_known_by_the_code_of_its_variable(level: str, region: str, expected: str) -> None:
    reading = read_text(new_file(new_row("5", region=region, name="Ort", level=level)))

    assert reading.cells["region_code"].tolist() == [expected]


@pytest.mark.parametrize("total", [";Insgesamt", "INSGESAMT;Insgesamt", ";Total"])
def test_a_total_is_broken_down_by_nothing(total: str) -> None:
    assert read_text(new_file(new_row("5", sex=total))).cells["breakdown"].tolist() == [""]


def test_words_that_we_do_not_know_keep_their_dimension() -> None:
    rows = [new_row("5", sex="A1;mit = Zeichen")]

    assert read_text(new_file(*rows)).cells["breakdown"].tolist() == ["GES=mit : Zeichen"]


def test_known_and_unknown_words_of_one_dimension_are_not_mixed() -> None:
    reading = read_text(new_file(new_row("5", sex=MEN), new_row("6", sex="GESX;ohne Angabe")))

    assert reading.cells["breakdown"].tolist() == ["GES=männlich", "GES=ohne Angabe"]


@pytest.mark.parametrize(
    ("figure", "quality", "value", "status", "symbol"),
    [
        ("12", "", 12.0, "reported", ""),
        ("12", "e", 12.0, "reported", "e"),
        ("12", "p", 12.0, "reported", "p"),
        ("12,5", "()", 12.5, "limited_reliability", "()"),
        ("(12)", "", 12.0, "limited_reliability", "(12)"),
        ("/", "", None, "too_uncertain", "/"),
        ("", "/", None, "too_uncertain", "/"),
        ("0", ".", None, "unknown_or_confidential", "."),
        (".", "", None, "unknown_or_confidential", "."),
        (".", ".", None, "unknown_or_confidential", "."),
        ("...", "", None, "not_yet_available", "..."),
        ("x", "", None, "not_applicable", "x"),
        ("0", "e", 0.0, "rounded_to_zero", "e"),
    ],
)
def test_figure_and_quality_are_typed_together(
    figure: str, quality: str, value: float | None, status: str, symbol: str
) -> None:
    rows = new_file(new_row(figure) + f";{quality}", new_row("1", sex=MEN) + ";e", head=NEW_HEAD + ";value_q")

    found = read_text(rows).cells.iloc[0]

    assert (found["status"], found["symbol"], found["raw"]) == (status, symbol, figure)
    assert found["value"] == value if value is not None else found["value"] != found["value"]


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2023-12-31", "2023-12-31"),
        ("31.12.2023", "2023-12-31"),
        ("2023", "2023"),
        ("2022/23", "2022/23"),
        ("2023-10P6M", "2023-10P6M"),
        ("2023-04P3M", "2023-04P3M"),
        ("2023-02P1M", "2023-02P1M"),
        ("02/2023", "2023-02P1M"),
    ],
)
def test_times_of_every_form_are_read(written: str, period: str) -> None:
    assert read_text(new_file(new_row("5", time=written))).cells["period"].tolist() == [period]


def test_an_english_file_has_a_decimal_point() -> None:
    text = (
        new_file(new_row("14.1", sex=";Total"), new_row("7.25", sex="GESM;male"))
        .replace("Stichtag", "Reference date")
        .replace("Geschlecht", "Sex")
        .replace("Kreise und kreisfreie Städte", "Administrative districts")
        .replace("Anzahl", "number")
    )

    reading = read_text(text, encoding="utf-8")

    assert reading.cells["value"].tolist() == [14.1, 7.25]
    assert reading.cells["breakdown"].tolist() == ["", "sex=male"]


def test_an_old_english_header_repeats_its_numbers() -> None:
    head = (
        OLD_HEAD.replace("Statistik_", "Statistics_")
        .replace("Zeit_", "Time_")
        .replace("Zeit", "Time")
        .replace("Merkmal_", "variable_")
        .replace("Auspraegung_", "variable_attribute_")
        .replace("2_v", "1_v")
        .replace("Bevoelkerungsstand__Anzahl", "Population__number")
    )
    rows = [old_row("5", time="2023-12-31", sex=";Total"), old_row("6", time="2023-12-31", sex="GESW;female")]

    reading = read_text(old_file(*rows, head=head).replace("Stichtag", "Reference date"), encoding="utf-8")

    assert reading.cells["breakdown"].tolist() == ["", "sex=female"]
    assert reading.cells["region_name"].tolist() == ["Heidekreis, Landkreis"] * 2


def test_a_share_and_a_number_of_one_measure_are_two_variables() -> None:
    reading = read_text(
        new_file(new_row("5", measure="Anzahl;PRS018;Personen"), new_row("3,1", measure="%;PRS018;Personen"))
    )

    assert reading.cells["variable"].tolist() == ["PRS018", "PRS018 (%)"]


def test_a_copy_saved_by_a_spreadsheet_is_read_all_the_same() -> None:
    plain = new_file(new_row("5"), new_row("6", sex=MEN))
    saved = "\r\n".join(line + ";;" for line in plain.strip().split("\n")) + "\r\n"
    quoted = "\n".join(
        ",".join(f'"{part}"' for part in line.split(";")) for line in plain.strip().split("\n")
    )

    for copy in (saved, quoted, "sep=;\n" + plain):
        assert read_text(copy).cells["value"].tolist() == [5.0, 6.0]
    assert read_text("sep=;\n" + plain).cells["row_number"].tolist() == [3, 4]


def test_lines_are_counted_behind_a_quoted_line_break() -> None:
    text = new_file(new_row("5", name='"Heide\nkreis"'), new_row("6", sex=MEN))

    assert read_text(text).cells["row_number"].tolist() == [2, 4]


def test_associations_of_municipalities_are_set_aside() -> None:
    rows = [new_row("5"), new_row("6", region="033585401", name="Samtgemeinde", level="GEOVB4;Verbände")]

    reading = read_text(new_file(*rows))

    assert len(reading.cells) == 1
    assert [(one.row, one.column, one.reason) for one in reading.rejected] == [(3, 8, "unknown_region")]


def test_a_federal_table_without_regions_is_about_germany() -> None:
    text = new_file(
        new_row("5").replace("KREISE;Kreise und kreisfreie Städte;03358;Heidekreis", "ALT;Alter;A1;1 Jahr")
    )

    reading = read_text(text, file_name="12411-0005_de_flat.csv")

    assert reading.cells["region_code"].tolist() == ["DG"]
    assert reading.cells["breakdown"].tolist() == ["ALT=1 Jahr"]


def test_a_total_of_regions_is_germany_only_where_the_words_say_so() -> None:
    level = "DLAND;Bundesländer"
    rows = [new_row("5", region="03", name="Niedersachsen", level=level)]
    rows.append(new_row("9", region="", name="Deutschland", level=level))
    rows.append(new_row("8", region="", name="Insgesamt", level=level))

    reading = read_text(new_file(*rows))

    assert reading.cells["region_code"].tolist() == ["03", "DG"]
    assert [(one.row, one.symbol) for one in reading.rejected] == [(4, "Insgesamt")]


def test_a_measure_that_is_not_broken_down_leaves_its_dimension_empty() -> None:
    plain = new_row("7").replace("GES;Geschlecht;;Insgesamt", ";;;").replace("BEVSTD", "FLC006")

    reading = read_text(new_file(new_row("5", sex=MEN), plain))

    assert reading.cells["breakdown"].tolist() == ["sex=male", ""]
