"""Names of formulas for official columns."""

import pytest

from models import ValueStatus
from steering.sources.vocabulary import (
    category,
    named,
    reference_time_types,
    table,
    usual_reference_time,
)
from tests.steering.sources.tables import a_table, cell, read_text


@pytest.mark.parametrize("wording", ["ohne Hauptschulabschluss", "ohne Ersten Schulabschluss"])
@pytest.mark.parametrize(
    "span", ["Absolventen/Abgänger", "Absolvierende/Abgehende allgemeinbildender Schulen"]
)
def test_a_column_is_known_in_the_wording_of_every_year(wording: str, span: str) -> None:
    found = named((span, wording, "weiblich"), "", table("21111-02-06-4"))

    assert (found.variable, found.breakdown) == ("lv_no", ("sex=female",))


def test_a_new_column_is_not_taken_for_the_total() -> None:
    found = named(("Absolvierende", "mit neuem Abschluss", "Insgesamt"), "", table("21111-02-06-4"))

    assert found.variable == "Absolvierende | mit neuem Abschluss | Insgesamt"


@pytest.mark.parametrize(
    ("label", "pair"),
    [
        ("unter 3 Jahre", "age=00-03"),
        ("3 bis unter 6 Jahre", "age=03-06"),
        ("75 Jahre und mehr", "age=75+"),
        ("männlich", "sex=male"),
        ("Insgesamt", ""),
        ("Kartoffeln", ""),
    ],
)
def test_a_label_has_its_category(label: str, pair: str) -> None:
    assert category(label) == pair


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("21111-02-06-4", "leaving_year"),
        ("21111-01-03-4", "school_year_begin"),
        ("13211-02-05-4", "annual_mean"),
        ("82411-01-03-4", "calendar_sum"),
        ("99999-01-01-4", "unstated"),
    ],
)
def test_a_year_means_what_its_table_says(code: str, kind: str) -> None:
    assert usual_reference_time(code) == kind


def test_the_level_of_a_table_does_not_change_its_words() -> None:
    assert table("12411-01-01-5").title == table("12411-01-01-4").title != ""
    assert table("12411-01-0199-4").title == ""


def test_only_full_counts_take_a_dash_for_zero() -> None:
    judged = {
        code
        for code in ("21111-02-06-4", "21121-02-02-4", "13211-02-05-4", "12411-01-01-4")
        if table(code).dash
    }

    assert judged == {"21111-02-06-4", "21121-02-02-4"}
    assert {table(code).dash for code in judged} == {ValueStatus.TRUE_ZERO.value}


SCHOOLS = a_table(
    "2023;03358;  Heidekreis;Gymnasien;7;4200;2200;190;532;410",
    "2023;03358;  Heidekreis;Realschulen;-;-;-;-;-;x",
    "2023;03358;  Heidekreis;Insgesamt;x;15716;7700;1931;1374;512",
    code="21111-01-03-4",
    titles=("Schulen, Schülerinnen und Schüler nach Schularten", "Statistik der allgemeinbildenden Schulen"),
    heads=(
        ";;;;Allgemeinbildende Schulen" + ";Schülerinnen und Schüler an allgemeinbildenden Schulen" * 5,
        ";;;;;Geschlecht;Geschlecht;Nationalität" + ";Klassenstufe / Jahrgangsstufe / Schulbesuchsjahr" * 2,
        ";;;;;Insgesamt;weiblich;ausländisch;7. Klassenstufe;11. Jahrgangsstufe / Einführungsphase",
        ";;;;" + ";".join(["Anzahl"] * 6),
    ),
)


@pytest.mark.parametrize(
    ("variable", "breakdown", "value"),
    [
        ("schools", "school_type=gymnasium", 7),
        ("schools", "school_type=realschule", 0),
        ("pup", "", 15716),
        ("pup", "school_type=gymnasium;sex=female", 2200),
        ("pup_for", "", 1931),
        ("pup_g7", "school_type=gymnasium", 532),
        ("pup_g11", "", 512),
    ],
)
def test_schools_and_pupils_are_named_by_their_heads(variable: str, breakdown: str, value: float) -> None:
    found = cell(read_text(SCHOOLS), variable=variable, breakdown=breakdown)

    assert found["value"] == value
    assert found["reference_time"] == "school_year_begin"


@pytest.mark.parametrize(
    ("code", "period", "expected"),
    [
        ("22541-01-04-4", "2007", "date_15_03"),
        ("22541-01-04-4", "2009", "date_01_03"),
        ("22543-03-01-4", "2008", "date_15_03"),
        ("22543-03-01-4", "2017", "date_01_03"),
        ("22543-03-01-4", "", "date_01_03"),
        ("21311-01-01-4", "2023-10P6M", "winter_term"),
        ("99999-01", "2023", "unstated"),
    ],
)
def test_a_year_means_what_the_statistic_counted_on(code: str, period: str, expected: str) -> None:
    assert usual_reference_time(code, period) == expected
    assert expected in reference_time_types()


@pytest.mark.parametrize(
    ("code", "labels", "variable", "breakdown"),
    [
        ("12411-04-02-4", ("unter 1 Jahr", "Insgesamt"), "pop_single", ("age=00-01",)),
        ("12411-04-02-4", ("15 bis unter 16 Jahre", "weiblich"), "pop_single", ("age=15-16", "sex=female")),
        ("12411-03-03-4", ("Ausländer", "Insgesamt"), "pop_nat", ("nationality=foreign",)),
        ("12711-04-02-4", ("18 bis unter 25 Jahre", "Zuzüge"), "mig_in", ("age=18-25",)),
        ("13111-06-02-4", ("unter 20 Jahre", "männlich"), "emp_res_age", ("age=00-20", "sex=male")),
        (
            "13111-12-03-4",
            ("ohne beruflichen Ausbildungsabschluss", "Insgesamt"),
            "emp_res_qual",
            ("qualification=none",),
        ),
        ("22543-01-03-4", ("Kindertagespflege",), "kita_u3_care", ("care_type=daycare",)),
        (
            "21121-01-05-4",
            ("Schüler/-innen an beruflichen Schulen", "ausländisch"),
            "vpup_for",
            (),
        ),
    ],
)
def test_a_table_that_nobody_has_seen_is_read_by_the_words_of_the_offices(
    code: str, labels: tuple[str, ...], variable: str, breakdown: tuple[str, ...]
) -> None:
    found = named(labels, "", table(code))

    assert (found.variable, found.breakdown) == (variable, breakdown)
    assert not table(code).is_confirmed


def test_a_head_that_is_worded_otherwise_is_taken_for_nothing_known() -> None:
    found = named(("Wegzüge", "Insgesamt"), "", table("12711-04-02-4"))

    assert found.variable == "Wegzüge | Insgesamt"


def test_tables_that_were_read_are_confirmed() -> None:
    assert table("21111-02-06-4").is_confirmed
    assert table("12411-02-03-4").is_confirmed


def test_no_two_tables_of_people_call_different_figures_alike() -> None:
    # Cells meet by their names: a total of one table must not stand for a total of another.
    names = {
        code: {column.variable for column in table(code).columns}
        for code in ("12411-02-03-4", "12411-03-03-4", "12411-04-02-4", "13111-02-02-4", "13111-06-02-4")
    }

    everything = [name for found in names.values() for name in found]
    assert len(set(everything)) == len(everything)
