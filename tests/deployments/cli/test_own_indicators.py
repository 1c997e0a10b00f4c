"""Figures that no official table carries: a form is filled in, laid beside the tables, and computed."""

import json
import shutil
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call

DELIVERIES = Path("deployments/regions/heidekreis/deliveries")
AGES, TOTALS = "12411-02-03-4_2019.csv", "12411-01-01-4_2021.csv"
PEOPLE_2021, UNDER_25_2019, UNDER_18_2019 = 142_912, 34_541, 23_790


def filled(call: Call, folder: Path, indicator: str, period: str, figures: dict[str, str]) -> Path:
    """The form of an indicator with these figures; rows without one are deleted, as the form asks."""
    place = folder / f"{indicator}.csv"
    call("data", "template", indicator, "--output", str(place))
    written = []
    for line in place.read_text(encoding="utf-8-sig").splitlines():
        cells = line.split(";")
        if cells[0] != "03358":
            written.append(line)
            continue
        name = f"{cells[3]}[{cells[4]}]" if cells[4] else cells[3]
        if name in figures:
            written.append(";".join([*cells[:2], period, *cells[3:5], figures[name], ""]))
    place.write_text("\n".join(written) + "\n", encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("indicator", "period", "figures", "beside", "value"),
    [
        ("B01", "2025", {"fte_monitoring": "0,75", "fte_management": "1,5"}, (), 2.25),
        (
            "B02",
            "2025",
            {"fte_monitoring": "0,75", "fte_management": "1,25", "fte_permanent": "0,75"},
            (),
            37.5,
        ),
        ("B03", "2025", {"measures_done": "11", "measures_all": "18"}, (), 100 * 11 / 18),
        ("B04", "2025", {"sg_present": "58", "sg_seats": "92"}, (), 100 * 58 / 92),
        ("B05", "2019", {"edu_spending": "34108000,5"}, (AGES,), 34_108_000.5 / UNDER_25_2019),
        ("C09", "2024", {"sef_lang": "312", "sef_n": "1248"}, (), 25.0),
        ("G01", "2021", {"vhs_hours": "21500"}, (TOTALS,), 1000 * 21_500 / PEOPLE_2021),
        ("G02", "2021", {"vhs_enrol": "7000"}, (TOTALS,), 1000 * 7_000 / PEOPLE_2021),
        ("G04", "2021", {"literacy_hours": "640"}, (), 640.0),
        ("H02", "2019", {"music_pupils": "1190"}, (AGES,), 1000 * 1_190 / UNDER_18_2019),
        ("I01", "2025", {"navigator_verified": "171", "navigator_published": "190"}, (), 90.0),
        ("I02", "2025", {"advice_cases": "412"}, (), 412.0),
        ("D11", "2024", {"repeaters": "210", "pup_1_10": "14000"}, (), 1.5),
        ("E05", "2025", {"applicants_unserved": "44", "applicants": "880"}, (), 5.0),
        ("H04", "2023", {"youth_offers": "96"}, (), 96.0),
    ],
)
def test_a_filled_form_is_computed_like_an_official_table(
    call: Call,
    tmp_path: Path,
    *,
    indicator: str,
    period: str,
    figures: dict[str, str],
    beside: tuple[str, ...],
    value: float,
) -> None:
    place = filled(call, tmp_path, indicator, period, figures)
    for name in beside:
        shutil.copy(DELIVERIES / name, tmp_path)

    told = json.loads(call("data", "preview", str(place), "--json").stdout)
    computed = json.loads(
        call(
            "indicators", "compute", indicator, "--data", str(tmp_path), "--region", "03358", "--json"
        ).stdout
    )

    assert told["observations"] == len(figures)
    assert computed["value"] == pytest.approx(value)
    assert computed["period"] == period
    assert computed["region"] == "03358"


def test_a_distribution_and_a_further_reading_have_names_of_their_own(call: Call, tmp_path: Path) -> None:
    filled(
        call,
        tmp_path,
        "D09",
        "2024",
        {
            "trans_5": "1200",
            "trans_5[Gymnasien]": "456",
            "moves_up": "30",
            "moves_down": "60",
            "pup_7_9": "4000",
        },
    )

    def asked(*words: str) -> dict[str, object]:
        answer = call("indicators", "compute", *words, "--data", str(tmp_path), "--region", "03358", "--json")
        found: dict[str, object] = json.loads(answer.stdout)
        return found

    assert asked("D09", "--breakdown", "school_type=gymnasium")["value"] == pytest.approx(38.0)
    assert asked("D10")["value"] == pytest.approx(1.5)
    assert asked("D10", "--breakdown", "move=up")["value"] == pytest.approx(0.75)


def test_a_distribution_as_a_whole_is_no_number(call: Call, tmp_path: Path) -> None:
    filled(call, tmp_path, "D09", "2024", {"trans_5": "1200"})

    answer = call("indicators", "compute", "D09", "--data", str(tmp_path), "--region", "03358")

    assert answer.exit_code != 0
    assert "school_type=gymnasium" in answer.stderr


def test_who_has_the_figures_is_told_where_no_form_came(call: Call, tmp_path: Path) -> None:
    shutil.copy(DELIVERIES / TOTALS, tmp_path)

    answer = call("indicators", "compute", "G01", "--data", str(tmp_path), "--region", "03358")

    assert answer.exit_code == 4
    assert "Bitten Sie die Volkshochschule um ihre Meldung zur VHS-Statistik." in answer.stderr
    assert "masterplan data template adult_education_centre" in answer.stderr


def test_a_missing_official_table_is_named_where_the_form_came(call: Call, tmp_path: Path) -> None:
    filled(call, tmp_path, "G01", "2021", {"vhs_hours": "21500"})

    answer = call("indicators", "compute", "G01", "--data", str(tmp_path), "--region", "03358")

    assert "12411-01-01-4" in answer.stderr


def test_an_indicator_of_official_tables_needs_no_form(call: Call, tmp_path: Path) -> None:
    answer = call("data", "template", "A06", "--output", str(tmp_path / "form.csv"))

    assert answer.exit_code == 3
    assert "12612-91-01-4" in answer.stderr
    assert not (tmp_path / "form.csv").exists()


@pytest.mark.usefixtures("asked")
def test_a_year_stands_in_the_form_and_what_the_record_does_not_know_stays_open(
    call: Call, tmp_path: Path
) -> None:
    place = tmp_path / "form.csv"

    call("data", "template", "B03", "--year", "2025", "--output", str(place))

    rows = [line for line in place.read_text(encoding="utf-8-sig").splitlines() if line.startswith("03358")]
    assert [line.split(";")[2:6] for line in rows] == [
        ["2025", "measures_done", "", ""],
        ["2025", "measures_all", "", ""],
    ]
