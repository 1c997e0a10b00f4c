"""The known values of the Heidekreis, from the official files."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.indicator import Assessment, IndicatorStatus
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.judging.findings import find_conspicuous, latest, needs_from
from steering.indicators.judging.wording import finding_headline, headline, need_headline
from steering.indicators.measuring.computing import ComputedValue, compute
from steering.indicators.statistics import Z_95, Z_998, funnel_z
from steering.sources.reading import read

FOLDER = Path(__file__).parents[4] / "shared/data/public/genesis_table_csv"
FILES = (
    "21111-02-06-4_2023.csv",
    "21121-02-02-4_2023.csv",
    "13211-02-05-4_2025.csv",
    "82411-01-03-4_2021.csv",
    "12411-02-03-4_2019.csv",
)
NAMES = {"03358": "Heidekreis", "03": "Niedersachsen", "DG": "Deutschland"}
CATALOGUE = load_catalogue()

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the official files are not at ../shared/data/public"
)


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    readings = [read(FOLDER.joinpath(name).read_bytes(), file_name=name).cells for name in FILES]
    parts = [cells.assign(release_id=name) for name, cells in zip(FILES, readings, strict=True)]
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(id=range(1, len(whole) + 1))


@pytest.fixture(scope="module")
def values(table: pd.DataFrame) -> list[ComputedValue]:
    codes = table["region_code"].astype(str).unique()
    peers = sorted(code for code in codes if code.startswith("03") and len(code) == 5)
    return compute(CATALOGUE.values(), table, land_code="03", peers=peers)


def one(values: list[ComputedValue], key: str, region_code: str) -> ComputedValue:
    return latest([value for value in values if value.indicator_key == key], region_code)[key]


@pytest.mark.parametrize(
    ("key", "period", "digits", "known"),
    [
        ("D15", "2023", 2, [11.04, 7.67, 7.12]),
        ("D19", "2023", 2, [28.71, 32.26, 33.13]),
        ("A11", "2025", 1, [6.5, 6.1, 6.3]),
        ("E09", "2025", 1, [7.4, 5.7, 5.7]),
        ("A12", "2025", 1, [50.1, 37.5, 35.1]),
        ("A13", "2021", 0, [22313, 23375, 24415]),
        ("A03", "2019-12-31", 2, [16.91, 16.66, 16.45]),
    ],
)
def test_the_known_values_come_out(
    values: list[ComputedValue], key: str, period: str, digits: int, known: list[float]
) -> None:
    found = [one(values, key, code) for code in ("03358", "03", "DG")]

    assert [round(value.value or 0, digits) for value in found] == known
    assert {value.period for value in found} == {period}


@pytest.mark.parametrize(
    ("key", "k", "n", "low", "high"),
    [("D15", 163, 1477, 9.54, 12.74), ("D19", 424, 1477, 26.46, 31.07), ("D17", 191, 1477, 11.32, 14.74)],
)
def test_the_known_intervals_come_out(
    values: list[ComputedValue], key: str, k: int, n: int, low: float, high: float
) -> None:
    value = one(values, key, "03358")

    assert (value.numerator, value.denominator) == (k, n)
    assert (round(value.ci_low or 0, 2), round(value.ci_high or 0, 2)) == (low, high)


def test_over_dispersion_brings_the_distance_from_five_to_two(values: list[ComputedValue]) -> None:
    value = one(values, "D15", "03358")

    assert round(value.z_adjusted or 0, 2) == 1.96
    assert "phi=6.13;regions=45" in value.remark
    assert value.assessment is Assessment.WORSE


def test_without_that_correction_every_third_county_would_raise_an_alarm(values: list[ComputedValue]) -> None:
    land = one(values, "D15", "03")
    counties = [v for v in values if v.indicator_key == "D15" and v.z_adjusted is not None]
    k = np.array([value.numerator for value in counties])
    n = np.array([value.denominator for value in counties])

    z = np.abs(funnel_z(k, n, (land.numerator or 0) / (land.denominator or 1)))

    assert ((z > Z_95).sum(), (z > Z_998).sum()) == (19, 13)
    assert sum(value.assessment is not Assessment.USUAL for value in counties) <= 5


def test_the_gap_of_the_sexes_is_the_known_one(values: list[ComputedValue]) -> None:
    assert round(one(values, "D20", "03358").value or 0, 2) == round(12.52 - 9.54, 2)


def test_dissolved_counties_have_no_value_and_do_not_widen_the_funnel(values: list[ComputedValue]) -> None:
    assert {one(values, "D15", code).status for code in ("03152", "03156")} == {
        IndicatorStatus.NOT_APPLICABLE
    }


def test_population_of_another_year_makes_no_rate(values: list[ComputedValue]) -> None:
    assert one(values, "E10", "03358").status is IndicatorStatus.INPUT_MISSING


def test_every_input_is_a_cell_that_holds_the_number(
    values: list[ComputedValue], table: pd.DataFrame
) -> None:
    value = one(values, "D15", "03358")

    rows = table.set_index("id").loc[[cell for cell, _ in value.inputs]]
    assert list(rows["value"]) == [163, 1477]
    assert list(rows["row_number"]) == [59, 59]


def test_the_council_reads_a_sentence(values: list[ComputedValue]) -> None:
    own, land = one(values, "D15", "03358"), one(values, "D15", "03")

    sentence = headline(CATALOGUE["D15"], own, land, names=NAMES)

    assert sentence.replace("\u00a0", " ") == (
        "11,04 % der Schulabgängerinnen und Schulabgänger im Heidekreis verließen 2023 die Schule ohne "
        "Hauptschulabschluss (Niedersachsen: 7,67 %); das ist auffällig hoch, liegt aber noch am Rand der "
        "üblichen Streuung der Kreise."
    )


def test_the_findings_and_needs_of_the_heidekreis(values: list[ComputedValue]) -> None:
    findings = find_conspicuous(values, CATALOGUE, region_code="03358", land_code="03")
    needs = needs_from(findings, CATALOGUE)

    assert [finding.indicator_key for finding in findings] == ["A12", "D15", "E03"]
    assert [(need.number, need_headline(need, CATALOGUE)) for need in needs] == [
        (1, "Mehr Jugendliche zum Schulabschluss führen"),
        (2, "Wege zur Hochschulreife an beruflichen Schulen stärken"),
        (3, "Langzeitarbeitslosigkeit verringern"),
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_value_has_a_sentence_in_both_languages(values: list[ComputedValue], language: str) -> None:
    for key, value in latest(values, "03358").items():
        sentence = headline(CATALOGUE[key], value, one(values, key, "03"), names=NAMES, language=language)

        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert "  " not in sentence


def test_every_finding_has_a_sentence(values: list[ComputedValue]) -> None:
    for finding in find_conspicuous(values, CATALOGUE, region_code="03358", land_code="03"):
        sentence = finding_headline(CATALOGUE[finding.indicator_key], finding, names=NAMES)

        assert "auffällig" in sentence
