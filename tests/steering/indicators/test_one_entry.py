"""Adding an indicator is one entry: it is listed, computed, broken down, told in a sentence and reported."""

from pathlib import Path

import pytest

from deployments.cli.indicators import catalogue_row
from models import IndicatorValue
from steering.documents.education import education_report
from steering.indicators.defining.breaking import breakdown_formulas, fitting
from steering.indicators.defining.catalogue import Indicator, load_catalogue
from steering.indicators.judging.findings import latest
from steering.indicators.judging.wording import headline
from steering.indicators.measuring.computing import compute
from tests.steering.documented.desk import a_desk, everything
from tests.steering.indicators.cells import COUNTIES, a_cell, a_land, cells, leavers

ENTRY = """
[every]
life_stage = "lower_secondary"
focus_area_key = "transitions"

[[indicator]]
key = "X1"
title = "Abgehende ohne Abschluss, zur Probe"
title_en = "Leavers without a certificate, tried out"
construct = "Abschlüsse"
construct_en = "Certificates"
question = "Wie viele gehen ohne Abschluss?"
question_en = "How many leave without a certificate?"
formula = { kind = "share", numerator = "lv_no", denominator = "lv" }
unit = "pct"
factor = 100
digits = 1
direction = "neutral"
table_codes = ["21111-02-06-4"]
reference_times = ["leaving_year"]
principle = "place_of_school"
breakdowns = ["sex"]
caveat = "Am Schulort."
caveat_en = "At the place of school."
statement = "{value} der Abgehenden {place} {ging|gingen} {period} ohne Abschluss"
statement_en = "{value} of leavers {place} left without a certificate {period}"
expected_lag_days = 450
"""


@pytest.fixture
def added(tmp_path: Path) -> Indicator:
    tmp_path.joinpath("own.toml").write_text(ENTRY, encoding="utf-8")
    return load_catalogue(tmp_path)["X1"]


def test_it_is_listed(added: Indicator) -> None:
    row = catalogue_row(added, "de")

    assert (row["indicator"], row["title"]) == ("X1", "Abgehende ohne Abschluss, zur Probe")
    assert row["formula"] == "100 * (lv_no / lv)"


def test_it_is_computed_and_told(added: Indicator) -> None:
    made = compute([added], a_land(leavers(163, 1477)), land_code="03", peers=COUNTIES)

    own = latest(made, "03358")["X1"]
    said = headline(added, own, None, names={"03358": "Heidekreis"})
    assert own.value == pytest.approx(100 * 163 / 1477)
    assert said.startswith("11,0\N{NO-BREAK SPACE}% der Abgehenden im Heidekreis gingen 2023 ohne Abschluss")


def test_it_is_broken_down(added: Indicator) -> None:
    formulas = breakdown_formulas(added)

    assert list(formulas) == ["", "sex=female", "sex=male"]
    assert [term.name for term in formulas["sex=female"].terms] == ["lv_no[sex=female]", "lv[sex=female]"]


def test_it_stands_in_the_report(added: Indicator) -> None:
    kept = everything()
    values = [each for each in kept if isinstance(each, IndicatorValue) and each.indicator_key == "D15"]
    copied = [
        IndicatorValue(**{**each.model_dump(), "id": f"{each.id}-x", "indicator_key": "X1"})
        for each in values
    ]

    facts = education_report(a_desk(records=[*kept, *copied], catalogue=(added,)))

    shown = [each for chapter in facts.chapters for each in chapter.indicators]
    assert [each.key for each in shown] == ["X1"]
    assert shown[0].title == "Abgehende ohne Abschluss, zur Probe"


def test_a_distribution_puts_each_category_over_the_same_whole() -> None:
    formulas = breakdown_formulas(load_catalogue()["D04"])

    assert "" not in formulas
    assert [term.name for term in formulas["school_type=gymnasium"].terms] == [
        "pup_g7[school_type=gymnasium]",
        "pup_g7",
    ]


def test_the_official_rate_stands_in_only_where_the_counts_are_missing() -> None:
    childcare = load_catalogue()["C02"]

    counted = fitting(childcare, {"kita_3_6", "pop", "ai_care_rate_3_6"})
    official = fitting(childcare, {"pop", "ai_care_rate_3_6"})

    assert (counted.formula, counted.factor) == (childcare.formula, 100)
    assert (official.formula, official.factor) == (childcare.fallback, 1)
    assert fitting(childcare, {"pop"}).formula == childcare.formula


def test_the_official_rate_keeps_its_own_unit() -> None:
    rows = [
        a_cell("ai_care_rate_3_6", 93.4, region_code=code, reference_time="date_01_03")
        for code in ("03358", "03", "DG")
    ]

    made = compute([load_catalogue()["C02"]], cells(rows), land_code="03", peers=["03358"])

    own = latest(made, "03358")["C02"]
    assert own.value == pytest.approx(93.4)
    assert "fallback" in own.remark.split(";")


def test_childcare_of_march_meets_the_population_of_the_december_before() -> None:
    rows = [
        a_cell("kita_u3", 1_200, period="2024", reference_time="date_01_03"),
        a_cell("pop", 3_000, period="2023-12-31", reference_time="date_31_12", breakdown="age=00-03"),
        a_cell("pop", 9_999, period="2024-12-31", reference_time="date_31_12", breakdown="age=00-03"),
    ]

    made = compute([load_catalogue()["C01"]], cells(rows), land_code="03", peers=["03358"])

    (own,) = [value for value in made if value.region_code == "03358" and value.period == "2024"]
    assert own.value == pytest.approx(100 * 1_200 / 3_000)


def test_more_children_than_live_there_make_a_rate_above_a_hundred() -> None:
    rows = [
        a_cell("kita_3_6", 4_100, period="2024", reference_time="date_01_03"),
        a_cell("pop", 4_000, period="2023-12-31", reference_time="date_31_12", breakdown="age=03-06"),
    ]

    made = compute([load_catalogue()["C02"]], cells(rows), land_code="03", peers=["03358"])

    (own,) = [value for value in made if value.region_code == "03358" and value.value is not None]
    assert own.value == pytest.approx(102.5)
