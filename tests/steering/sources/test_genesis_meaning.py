"""What "-", "." and "0" mean in their place."""

import math

from tests.steering.sources.tables import a_table, cell, leavers, read_text


def test_a_figure_that_lower_saxony_does_not_collect_is_not_taken_for_a_secret() -> None:
    reading = read_text(
        leavers("2023;03358;  Heidekreis;1477;70;.", "2023;05111;  Düsseldorf;9;3;.", "2023;08;  B;1;1;2")
    )

    ours = cell(reading, variable="lv_fhr", region_code="03358")
    theirs = cell(reading, variable="lv_fhr", region_code="05111")
    assert ours["status"] == "not_recorded"
    assert theirs["status"] == "unknown_or_confidential"
    assert math.isnan(ours["value"])


def test_without_the_footnote_a_dot_stays_unknown_or_confidential() -> None:
    reading = read_text(leavers("2023;03358;  Heidekreis;1477;70;.", notes="Etwas anderes."))

    assert cell(reading, variable="lv_fhr", region_code="03358")["status"] == "unknown_or_confidential"


def test_a_county_that_is_gone_has_no_zeros() -> None:
    reading = read_text(leavers("2023;03152;  Göttingen;-;-;-", "2023;03159;  Göttingen;2582;78;3"))

    gone = reading.cells[reading.cells["region_code"] == "03152"]
    assert set(gone["status"]) == {"region_dissolved"}
    assert gone["value"].isna().all()
    assert set(gone["symbol"]) == {"-"}


def test_a_county_that_is_not_there_yet_has_no_zeros() -> None:
    reading = read_text(leavers("2010;03159;  Göttingen;-;-;-", "2010;03152;  Göttingen;7;7;7"))

    assert set(reading.cells["status"][reading.cells["region_code"] == "03159"]) == {
        "region_not_yet_existing"
    }


def test_an_empty_row_of_a_living_county_is_not_zero_either() -> None:
    reading = read_text(leavers("2023;03358;  Heidekreis;-;-;-", "2023;03;  Niedersachsen;9;9;9"))

    assert set(reading.cells["status"][reading.cells["region_code"] == "03358"]) == {
        "nothing_or_not_existing"
    }


def test_a_dash_beside_figures_is_exactly_zero_where_every_school_is_counted() -> None:
    reading = read_text(leavers("2023;03358;  Heidekreis;1477;-;3", "2023;03351;  Celle;9;4;3"))

    none = cell(reading, variable="lv_no", region_code="03358", breakdown="sex=female")
    assert (none["status"], none["value"], none["symbol"]) == ("true_zero", 0.0, "-")


def test_a_dash_in_a_column_without_any_figure_is_no_zero() -> None:
    reading = read_text(leavers("2023;03358;  Heidekreis;1477;70;-", "2023;03351;  Celle;9;3;-"))

    assert cell(reading, variable="lv_fhr", region_code="03358")["status"] == "nothing_or_not_existing"


def test_a_dash_in_a_table_that_nobody_has_judged_is_no_zero() -> None:
    reading = read_text(a_table("2023;03358;Heidekreis;5;-"))

    assert reading.cells["status"].tolist() == ["reported", "nothing_or_not_existing"]


def test_a_printed_zero_is_a_rounded_one() -> None:
    reading = read_text(a_table("2023;03358;Heidekreis;0;0,0"))

    assert reading.cells["status"].tolist() == ["rounded_to_zero"] * 2
    assert reading.cells["value"].tolist() == [0.0, 0.0]
