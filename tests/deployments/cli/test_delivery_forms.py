"""`masterplan data template`: a form filled in, looked at and taken in; and a county's own mapping."""

import json
import shutil
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call

PROFILE = Path("deployments/regions/heidekreis")
MAPPING = """
[[mapping]]
key = "town"
title = "Zahlen der Stadt"
known_by = ["Jahr", "Schulen"]
separator = ","
region = "03358021"
period_column = "Jahr"
reference_time = "calendar_sum"
symbols = "full_count"

[[mapping.column]]
head = "Schulen"
variable = "schools"
"""


@pytest.mark.parametrize("name", ["form.csv", "form.xlsx"])
def test_a_form_is_written_once_and_never_over_another(call: Call, tmp_path: Path, name: str) -> None:
    place = tmp_path / name

    first = call("data", "template", "school_leavers", "--output", str(place))
    written = place.read_bytes()
    again = call("data", "template", "school_leavers", "--output", str(place))

    assert (first.exit_code, again.exit_code) == (0, 4)
    assert place.read_bytes() == written
    assert "nicht überschrieben" in again.stderr


def test_a_source_that_is_misspelt_is_told_what_is_meant(call: Call, tmp_path: Path) -> None:
    result = call("data", "template", "school_leaver", "--output", str(tmp_path / "form.csv"))

    assert result.exit_code == 3
    assert "school_leavers" in result.stderr


@pytest.mark.usefixtures("asked")
def test_a_filled_form_is_looked_at_and_taken_in(call: Call, tmp_path: Path) -> None:
    place = tmp_path / "form.csv"
    call("data", "template", "school_leavers", "--output", str(place))
    text = place.read_text(encoding="utf-8-sig")
    for number, variable in enumerate(
        ("lv", "lv_no", "lv_hsa", "lv_mid", "lv_fhr_school", "lv_fhr", "lv_ahr")
    ):
        text = text.replace(f"Heidekreis;;{variable};;;", f"Heidekreis;2024;{variable};;{number};")
    place.write_text(text, encoding="utf-8")

    shown = json.loads(call("data", "preview", str(place), "--json").stdout)
    result = call("data", "import", str(place), "--json")
    assert result.exit_code == 0, result.output
    taken = json.loads(result.stdout)

    assert (shown["layout"], shown["table"], shown["observations"]) == ("template", "21111-02-06-4", 7)
    assert shown["periods"] == ["2024"]
    assert [each["cells"] for each in taken["imported"]] == [7]


def test_a_mapping_of_the_profile_reads_a_file_that_nobody_foresaw(call: Call, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(PROFILE, own, ignore=shutil.ignore_patterns("deliveries"))
    with (own / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(MAPPING)
    figures = tmp_path / "town.csv"
    figures.write_text("Jahr,Schulen\n2023,11\n", encoding="utf-8")

    refused = call("data", "preview", str(figures))
    read = json.loads(call("data", "preview", str(figures), "--json", "--profile", str(own)).stdout)

    assert refused.exit_code == 1
    assert (read["layout"], read["observations"], read["regions"]) == ("mapped", 1, 1)
