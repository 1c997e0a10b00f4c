"""A county beside its peer groups on the command line, and shares of few cases."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.test_indicators import TABLES, official
from tests.steering.profile.a_profile import REGIONS

GROUP = """
[[peer_group]]
key = "rural_north"
title = "Ländliche Kreise im Norden"
title_en = "Rural counties in the north"
typology = "Einteilung eines Instituts"
year = 2021
members = ["03351", "03357", "03358", "03360", "01051"]
source = "example.org, Tabelle 2"
"""

pytestmark = official


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("files")
    for name in ("21111-02-06-4_2023.csv", "21121-02-02-4_2023.csv"):
        shutil.copy(TABLES / name, place)
    return place


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The profile of the Heidekreis with a peer group that reaches into another Land."""
    place = tmp_path_factory.mktemp("profiles") / "heidekreis"
    shutil.copytree(REGIONS / "heidekreis", place)
    with (place / "region.toml").open("a", encoding="utf-8") as file:
        file.write(GROUP)
    return place


def compared(call: Call, folder: Path, *more: str) -> dict[str, Any]:
    asked = ("--data", str(folder), "--region", "03358", "--period", "2023", "--json")
    result = call("indicators", "compare", "D15", *asked, *more)
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))


def test_the_heidekreis_stands_beside_the_ten_others_of_its_statistical_region(
    call: Call, folder: Path
) -> None:
    found = compared(call, folder)

    (group,) = found["comparison"]["peer_groups"]
    assert (group["key"], group["title"], group["year"]) == ("033", "Statistische Region Lüneburg", 2023)
    # The sum of the ten counties in lines 52 to 62 of the file, the Heidekreis left out.
    assert (group["k"], group["n"], round(group["value"], 2)) == (1065, 15139, 7.03)
    assert (group["counted"], group["of"], group["missing"]) == (10, 10, {})
    assert [round(each, 2) for each in group["difference_ci"]] == [2.45, 5.75]
    assert (round(group["z"], 2), round(group["z_adj"], 2)) == (5.61, 2.27)
    assert found["result"]["peers"] == [group]


def test_a_group_of_the_profile_reaches_into_another_land(call: Call, folder: Path, profile: Path) -> None:
    found = compared(call, folder, "--profile", str(profile), "--with", "rural_north")

    (group,) = found["comparison"]["peer_groups"]
    # Lines 52, 58, 61 and 16 of the file: 152/1664, 158/1698, 60/856, 135/1170.
    assert (group["k"], group["n"], group["year"], group["of"]) == (505, 5388, 2021, 4)


def test_the_group_is_told_with_typology_year_source_and_members(
    call: Call, folder: Path, profile: Path
) -> None:
    asked = ("--data", str(folder), "--region", "03358", "--profile", str(profile))
    told = call("indicators", "compare", "D15", *asked).stdout

    assert "Vergleichsgruppe: Ländliche Kreise im Norden (2021)" in told
    assert "4 von 4 Kreisen mit Wert. Einteilung eines Instituts, Stand 2021." in told
    assert "Quelle: example.org, Tabelle 2." in told


def test_a_group_that_does_not_exist_is_refused_with_those_that_do(call: Call, folder: Path) -> None:
    result = call(
        "indicators", "compare", "D15", "--data", str(folder), "--region", "03358", "--with", "nowhere"
    )

    assert result.exit_code == 3
    assert "Bekannt sind: 033." in result.stderr


def test_a_land_without_regions_has_no_group(call: Call, folder: Path) -> None:
    told = call("indicators", "compute", "D15", "--data", str(folder), "--region", "01053", "--json").stdout

    assert json.loads(told)["peers"] == []


def test_the_public_is_told_no_sums_over_peers(call: Call, folder: Path) -> None:
    asked = ("--data", str(folder), "--region", "03358", "--json", "--public")
    told = json.loads(call("indicators", "compute", "D15", *asked).stdout)

    assert (told["peers"], told["pooled"]) == ([], None)


@pytest.mark.parametrize(
    ("region", "display", "told"),
    [
        ("09278", "none", "Gezählt: 10 von 26; zu wenige Fälle für einen Anteil"),
        ("09176", "with_hint", "42 von 78"),
        ("03358", "plain", "179 von 543"),
    ],
)
def test_few_cases_are_told_as_cases(call: Call, folder: Path, region: str, display: str, told: str) -> None:
    asked = ("indicators", "compute", "E03", "--data", str(folder), "--region", region)

    assert told in call(*asked).stdout
    assert "Gezählt" not in call(*asked, "--public").stdout
    assert json.loads(call(*asked, "--json").stdout)["display"] == display
