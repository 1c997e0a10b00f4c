"""Values of other counties, reckoned by hand from lines of the official files.

Each line was read by eye; the arithmetic stands beside it, so that nobody has to trust our own code.
"""

from pathlib import Path

import pandas as pd
import pytest

from models.indicator import IndicatorStatus
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.judging.findings import latest
from steering.indicators.measuring.computing import ComputedValue, compute
from steering.sources.reading import read
from tests.steering.indicators.cells import a_cell, cells

PUBLIC = Path(__file__).parents[4] / "shared/data/public"
FILES = (
    "genesis_table_csv/11111-01-01-4_2018.csv",
    "genesis_table_csv/12411-01-01-4_2018.csv",
    "genesis_table_csv/12411-02-03-4_2019.csv",
    "genesis_table_csv/13211-02-05-4_2025.csv",
    "genesis_table_csv/21111-02-06-4_2023.csv",
    "genesis_table_csv/21121-02-02-4_2023.csv",
    "ffcsv_new/12411-01-01-4_20231231_zensus2022_de.csv",
    "ffcsv_new/21311-01-01-4-B_WS2023.zip",
)
CATALOGUE = load_catalogue()
COUNTIES = {"03": ["03351", "03358"], "05": ["05315"], "14": ["14612"], "09": ["09162"]}

needs_files = pytest.mark.skipif(
    not PUBLIC.is_dir(), reason="the official files are not at ../shared/data/public"
)


@pytest.fixture(scope="module")
def values() -> dict[str, list[ComputedValue]]:
    parts = []
    for name in FILES:
        found = read((PUBLIC / name).read_bytes(), file_name=Path(name).name).cells
        own = found[found["region_code"].isin([code for codes in COUNTIES.values() for code in codes])]
        parts.append(own.assign(release_id=name))
    whole = pd.concat(parts, ignore_index=True)
    whole = whole.assign(id=range(1, len(whole) + 1))
    return {
        land: compute(CATALOGUE.values(), whole, land_code=land, peers=peers)
        for land, peers in COUNTIES.items()
    }


@needs_files
@pytest.mark.parametrize(
    ("key", "county", "period", "value"),
    [
        # 11111: square kilometres of Celle, Köln, Dresden and München; 12411: people at the end of 2018.
        ("A01", "03351", "2018", 178_936 / 1550.82),
        ("A01", "05315", "2018", 1_085_664 / 405.01),
        ("A01", "14612", "2018", 554_649 / 328.48),
        ("A01", "09162", "2018", 1_471_508 / 310.70),
        # 12411: 31.12.2018 and 31.12.2023.
        ("A02", "03351", "2023", 100 * (172_871 / 178_936 - 1)),
        ("A02", "05315", "2023", 100 * (1_024_408 / 1_085_664 - 1)),
        ("A02", "14612", "2023", 100 * (563_019 / 554_649 - 1)),
        # 12411-02-03, 31.12.2019: under 18 are the first five groups.
        ("A03", "03351", "2019-12-31", 100 * (5025 + 5229 + 6600 + 8534 + 5507) / 179_011),
        ("A03", "05315", "2019-12-31", 100 * (33_253 + 31_528 + 37_827 + 46_132 + 26_596) / 1_087_863),
        # 13211, 2025: official rates as printed; long-term by all.
        ("A11", "03351", "2025", 6.1),
        ("A11", "05315", "2025", 9.1),
        ("A12", "03351", "2025", 100 * 1883 / 5835),
        ("A12", "09162", "2025", 100 * 11_691 / 49_405),
        ("E09", "03351", "2025", 7.5),
        ("E09", "14612", "2025", 6.5),
        # 21111-02-06, 2023.
        ("D15", "03351", "2023", 100 * 152 / 1664),
        ("D15", "14612", "2023", 100 * 371 / 4581),
        ("D15", "05315", "2023", 100 * 605 / 10_380),
        ("D17", "03351", "2023", 100 * 271 / 1664),
        ("D18", "09162", "2023", 100 * 5069 / 12_030),
        ("D19", "14612", "2023", 100 * 1881 / 4581),
        # Boys are the total less the girls: 152 - 63 of 1664 - 836.
        ("D20", "03351", "2023", 100 * (89 / 828 - 63 / 836)),
        # 21121-02-02, 2023: both entrance qualifications together.
        ("E03", "03351", "2023", 100 * (249 + 110) / 778),
        ("E03", "05315", "2023", 100 * (450 + 515) / 2850),
        # 21311, winter term 2023/24, and people at the end of 2023.
        ("F01", "05315", "2023", 1000 * 97_647 / 1_024_408),
        ("F01", "14612", "2023", 1000 * 36_029 / 563_019),
        ("F01", "09162", "2023", 1000 * 108_490 / 1_488_719),
    ],
)
def test_a_value_is_what_the_hand_reckons(
    values: dict[str, list[ComputedValue]], key: str, county: str, period: str, value: float
) -> None:
    (found,) = [
        each
        for each in values[county[:2]]
        if (each.indicator_key, each.region_code, each.period) == (key, county, period)
    ]

    assert found.status is IndicatorStatus.COMPUTED
    assert found.value == pytest.approx(value, abs=1e-9)


@needs_files
def test_where_no_university_is_there_is_no_value(values: dict[str, list[ComputedValue]]) -> None:
    found = latest([each for each in values["03"] if each.indicator_key == "F01"], "03358")["F01"]

    assert found.value is None
    assert found.status is not IndicatorStatus.COMPUTED


@needs_files
def test_the_entrance_qualification_that_a_land_does_not_record_makes_no_value(
    values: dict[str, list[ComputedValue]],
) -> None:
    found = [each for each in values["03"] if each.indicator_key == "F02" and each.value is not None]

    assert found == []


def pupils(
    variable: str, value: float, school_type: str = "", region_code: str = "03358"
) -> dict[str, object]:
    return a_cell(
        variable,
        value,
        region_code=region_code,
        reference_time="school_year_begin",
        breakdown=f"school_type={school_type}" if school_type else "",
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("D01", 15_716),
        ("D03", 100 * 1931 / 15_716),  # 12,29 %
        ("D05", 100 * 532 / 1374),  # 38,72 %
        ("D06", 100 * 380 / 15_716),  # 2,42 %
        ("D07", (290 / 3800) / (1931 / 15_716)),
        ("D08", 5200 / 26),
    ],
)
def test_pupils_of_the_heidekreis_in_2023(key: str, value: float) -> None:
    table = cells(
        [
            pupils("pup", 15_716),
            pupils("pup_for", 1931),
            pupils("pup_g7", 1374),
            pupils("pup_g7", 532, "gymnasium"),
            pupils("pup", 380, "special_needs"),
            pupils("pup", 3800, "gymnasium"),
            pupils("pup_for", 290, "gymnasium"),
            pupils("pup", 5200, "primary"),
            pupils("schools", 26, "primary"),
        ]
    )

    made = compute([CATALOGUE[key]], table, land_code="03", peers=["03358"])

    assert latest(made, "03358")[key].value == pytest.approx(value)


def test_the_cohort_is_the_mean_of_two_years_of_age() -> None:
    rows = [
        a_cell("lv_no", 163),
        a_cell("pop_single", 1400, period="2023-12-31", reference_time="date_31_12", breakdown="age=15-16"),
        a_cell("pop_single", 1440, period="2023-12-31", reference_time="date_31_12", breakdown="age=16-17"),
    ]

    made = compute([CATALOGUE["D16"]], cells(rows), land_code="03", peers=["03358"])

    own = latest(made, "03358")["D16"]
    assert own.value == pytest.approx(100 * 163 / 1420)
    assert "mixed_principle" in own.remark


def test_births_are_related_to_the_mean_of_two_year_ends() -> None:
    people = [
        a_cell("pop_total", value, period=f"{year}-12-31", reference_time="date_31_12")
        for year, value in ((2022, 141_000), (2023, 141_627))
    ]
    births = a_cell("births", 1190, reference_time="calendar_sum")

    made = compute([CATALOGUE["A06"]], cells([births, *people]), land_code="03", peers=["03358"])

    assert latest(made, "03358")["A06"].value == pytest.approx(1000 * 1190 / 141_313.5)


@pytest.mark.parametrize(("departures", "value"), [(900, 20.0), (1300, -20.0)])
def test_young_people_won_and_lost(departures: int, value: float) -> None:
    people = [
        a_cell("pop", number, period=f"{year}-12-31", reference_time="date_31_12", breakdown=f"age={age}")
        for year, age, number in (
            (2022, "18-20", 2900),
            (2022, "20-25", 7100),
            (2023, "18-20", 3000),
            (2023, "20-25", 7000),
        )
    ]
    moved = [
        a_cell(name, number, reference_time="calendar_sum", breakdown="age=18-25")
        for name, number in (("mig_in", 1100), ("mig_out", departures))
    ]

    made = compute([CATALOGUE["A07"]], cells([*moved, *people]), land_code="03", peers=["03358"])

    assert latest(made, "03358")["A07"].value == pytest.approx(value)


def test_certificates_gained_later_are_the_mean_of_three_years() -> None:
    rows = [a_cell("lv_no", 160, period="2021")] + [
        a_cell("vlv_hsa", number, period=year) for year, number in (("2021", 90), ("2022", 96), ("2023", 102))
    ]

    made = compute([CATALOGUE["D21"]], cells(rows), land_code="03", peers=["03358"])

    (found,) = [each for each in made if each.region_code == "03358" and each.value is not None]
    assert (found.period, found.value) == ("2021", pytest.approx(60.0))
