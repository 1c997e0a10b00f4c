"""Indicators of a folder of official files: the known values, values of others by hand, and every refusal."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.deployments.cli.conftest import Call, Result
from tests.deployments.cli.counting import DELIVERIES

OFFICIAL = Path(__file__).parents[4] / "shared/data/public"
TABLES = OFFICIAL / "genesis_table_csv"
NAMES = (
    "21111-02-06-4_2023.csv",
    "21121-02-02-4_2023.csv",
    "13211-02-05-4_2025.csv",
    "82411-01-03-4_2021.csv",
    "12411-02-03-4_2019.csv",
)
official = pytest.mark.skipif(
    not TABLES.is_dir(), reason="the official files are not at ../shared/data/public"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The official tables, as somebody would download them into one folder."""
    place = tmp_path_factory.mktemp("files")
    for name in NAMES:
        shutil.copy(TABLES / name, place)
    return place


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extracts for Lower Saxony that come with the product."""
    place = tmp_path_factory.mktemp("ours")
    for file in DELIVERIES.glob("*.csv"):
        shutil.copy(file, place)
    return place


def asked(call: Call, folder: Path, key: str, region: str, period: str, *more: str) -> Result:
    return call(
        "indicators", "compute", key, "--data", str(folder), "--region", region, "--period", period, *more
    )


def told(call: Call, folder: Path, key: str, region: str, period: str, *more: str) -> dict[str, Any]:
    result = asked(call, folder, key, region, period, "--json", *more)
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))


@official
@pytest.mark.parametrize(
    "known",
    [
        ("D15", "2023", "", 163, 1477, 11.04, 7.67),
        ("D15", "2023", "sex=male", 93, 743, 12.52, 9.06),
        ("D15", "2023", "sex=female", 70, 734, 9.54, 6.20),
        ("D17", "2023", "", 191, 1477, 12.93, 13.87),
        ("D18", "2023", "", 699, 1477, 47.33, 46.21),
        ("D19", "2023", "", 424, 1477, 28.71, 32.26),
        ("A11", "2025", "", None, None, 6.5, 6.1),
        ("A11", "2025", "nationality=foreign", None, None, 17.2, 16.9),
        ("E09", "2025", "", None, None, 7.4, 5.7),
        ("A12", "2025", "", 2590, 5166, 50.14, 37.55),
        ("A13", "2021", "", None, None, 22313, 23375),
        ("A03", "2019", "", 23790, 140673, 16.91, 16.66),
    ],
)
def test_the_known_values_of_the_heidekreis_come_out(
    call: Call, folder: Path, known: tuple[Any, ...]
) -> None:
    key, period, more, k, n, value, land = known

    found = told(call, folder, key, "03358", period, *(["--breakdown", more] if more else []))

    assert (found["k"], found["n"]) == (k, n)
    assert round(found["value"], 2) == value
    assert (found["reference"]["region"], round(found["reference"]["value"], 2)) == ("03", land)
    assert found["region_name"] == "Heidekreis" or found["region_name"].startswith("Heidekreis,")


@official
def test_the_known_interval_distance_and_scatter_come_out(call: Call, folder: Path) -> None:
    found = told(call, folder, "D15", "03358", "2023")

    assert [round(limit, 2) for limit in found["ci"]] == [9.54, 12.74]
    assert (round(found["z_adj"], 2), round(found["phi"], 2)) == (1.96, 6.13)
    assert (found["status"], found["publishable"]) == ("worse", True)
    assert (found["indicator"], found["indicator_version"]) == ("D15", 1)
    assert (found["trend"]["n"], found["trend"]["p"]) == (1, None)


@official
@pytest.mark.parametrize(("region", "value"), [("DG", 7.12), ("03", 7.67)])
def test_a_land_and_germany_are_regions_like_any_other(
    call: Call, folder: Path, region: str, value: float
) -> None:
    found = told(call, folder, "D15", region, "2023")

    assert round(found["value"], 2) == value
    assert found["z_adj"] is None
    assert (found["reference"] is None) == (region == "DG")


# k and n are read off the lines of the files by eye; the file and its line stand beside each.
BY_HAND = [
    ("D15", "08111", "2023", "", 334, 5138),  # 21111, line 217: Stuttgart
    ("D15", "09471", "2023", "", 64, 751),  # 21111, line 318: Bamberg, Landkreis
    ("D15", "05513", "2023", "", 370, 2845),  # 21111, line 117: Gelsenkirchen, rounded to 5
    ("D15", "15082", "2023", "", 213, 1269),  # 21111, line 487: Anhalt-Bitterfeld, rounded to 3
    ("D17", "01001", "2023", "", 147, 1059),  # 21111, line 12: Flensburg
    ("D19", "12054", "2023", "", 1267, 2184),  # 21111, line 393: Potsdam
    ("D15", "14612", "2023", "sex=female", 151, 2196),  # 21111, line 473: Dresden
    ("D15", "14612", "2023", "sex=male", 371 - 151, 4581 - 2196),  # the same line
    ("D15", "02000", "2023", "", 1061, 16611),  # 21111: Hamburg stands there as 02
    ("A12", "05513", "2025", "", 9089, 20770),  # 13211, line 117: Gelsenkirchen
    ("A12", "12073", "2025", "", 3591, 6650),  # 13211, line 407: Uckermark
    # 12411-02-03-4, lines 404 to 408 and 421: Wolfsburg, and 6902 to 6906 and 6919: Potsdam
    ("A03", "03103", "2019", "", 3937 + 3898 + 4482 + 5296 + 3180, 124371),
    ("A03", "12054", "2019", "", 5911 + 5782 + 7347 + 8388 + 4486, 180334),
]


@official
@pytest.mark.parametrize("known", BY_HAND, ids=lambda known: "-".join(map(str, known[:4])))
def test_values_of_other_counties_are_those_that_a_person_reads_off_the_lines(
    call: Call, folder: Path, known: tuple[Any, ...]
) -> None:
    key, region, period, more, k, n = known

    found = told(call, folder, key, region, period, *(["--breakdown", more] if more else []))

    assert (found["k"], found["n"]) == (k, n)
    assert found["value"] == pytest.approx(100 * k / n, abs=1e-6)
    assert found["ci"][0] < found["value"] < found["ci"][1]


@official
@pytest.mark.parametrize(
    ("key", "region", "period", "value"),
    [
        ("A11", "12073", "2025", 11.5),  # 13211, line 407: Uckermark
        ("A11", "05513", "2025", 15.2),  # 13211, line 117: Gelsenkirchen
        ("A13", "03241", "2021", 23178),  # 82411, line 41: Region Hannover
        ("A13", "14612", "2021", 22009),  # 82411, line 471: Dresden
    ],
)
def test_published_rates_are_taken_as_they_stand(
    call: Call, folder: Path, key: str, region: str, period: str, value: float
) -> None:
    assert told(call, folder, key, region, period)["value"] == value


@official
def test_rounded_figures_are_marked(call: Call, folder: Path) -> None:
    assert "rounded_to=5" in told(call, folder, "D15", "05513", "2023")["flags"]
    assert "rounded_to=3" in told(call, folder, "D15", "15082", "2023")["flags"]
    assert not [flag for flag in told(call, folder, "D15", "03358", "2023")["flags"] if "rounded" in flag]


@official
def test_people_without_a_total_in_the_file_and_a_land_without_a_line_are_added_up(
    call: Call, tmp_path: Path
) -> None:
    # Flensburg, 31.12.2015: 17 ages of men, then of women, as the line of the file has them.
    line = (
        "1143;1130;1388;1744;1213;1004;3905;4181;2962;2589;2374;3268;3240;2725;2308;4042;3551;"
        "1121;1110;1280;1606;1102;1035;4202;3336;2406;2197;2329;3028;3089;2864;2487;4570;5413"
    )
    people = [int(figure) for figure in line.split(";")]
    shutil.copy(TABLES / "12411-0018_2015-2020.csv", tmp_path)

    found = told(call, tmp_path, "A03", "01001", "2015")

    assert found["k"] == sum(people[:5]) + sum(people[17:22])
    assert found["n"] == sum(people)
    assert found["reference"]["value"] == pytest.approx(16.4, abs=0.5)
    assert "table=12411-0018" in found["flags"]


@official
def test_a_year_with_two_vintages_counts_the_newer_one_and_says_so(call: Call, tmp_path: Path) -> None:
    shutil.copy(TABLES / "12411-02-03-4_2019.csv", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_bytes().decode("cp1252")
    newer = text.replace(
        "03358;      Heidekreis, Landkreis;unter 3 Jahre;",
        "03358;      Heidekreis, Landkreis;unter 3 Jahre;1",
    )
    assert newer != text
    newer = newer.replace("Stand: 02.02.2021", "Stand: 02.02.2024")
    (tmp_path / "b.csv").write_bytes(newer.encode("cp1252"))

    found = told(call, tmp_path, "A03", "03358", "2019")

    assert found["k"] == 23790 + 10_000
    assert "older_figures_differ" in found["flags"]


def test_the_files_of_the_product_are_enough(call: Call, ours: Path) -> None:
    found = told(call, ours, "D15", "03358", "2023")

    assert (found["k"], found["n"], found["status"]) == (163, 1477, "worse")


def test_the_public_learns_no_scatter_from_which_a_withheld_county_would_follow(
    call: Call, ours: Path
) -> None:
    public = json.loads(asked(call, ours, "D15", "03358", "2023", "--json", "--public").stdout)

    assert (public["value"], public["phi"], public["z_adj"]) == (pytest.approx(11.0359, abs=1e-4), None, None)
    assert not [flag for flag in public["flags"] if flag.startswith("phi=")]
    assert "φ" in asked(call, ours, "D15", "03358", "2023").stdout
    assert "φ" not in asked(call, ours, "D15", "03358", "2023", "--public").stdout


def test_what_may_not_be_published_is_marked_at_the_desk_and_gone_in_public(call: Call, ours: Path) -> None:
    inside = asked(call, ours, "E03", "03154", "2023", "--json")
    public = asked(call, ours, "E03", "03154", "2023", "--json", "--public")

    desk, outside = json.loads(inside.stdout), json.loads(public.stdout)
    assert (desk["k"], desk["n"], desk["publishable"]) == (0, 89, False)
    assert "nicht veröffentlicht werden" in inside.stderr
    assert [outside[name] for name in ("k", "n", "value", "ci", "z_adj", "trend")] == [None] * 6
    assert (outside["publishable"], outside["flags"]) == (False, ["withheld"])


def test_too_few_people_make_no_share(call: Call, ours: Path) -> None:
    lines = (ours / "21111-02-06-4_2023.csv").read_bytes()
    place = ours.parent / "few"
    place.mkdir(exist_ok=True)
    (place / "few.csv").write_bytes(lines.replace(b"Heidekreis;1477;734;163;", b"Heidekreis;29;10;5;"))

    found = told(call, place, "D15", "03358", "2023")

    assert (found["status"], found["value"], found["k"], found["n"]) == ("too_small", None, 5, 29)


def test_a_secret_cell_makes_no_number_and_says_why(call: Call, ours: Path) -> None:
    lines = (ours / "21111-02-06-4_2023.csv").read_bytes()
    place = ours.parent / "secret"
    place.mkdir(exist_ok=True)
    (place / "secret.csv").write_bytes(lines.replace(b"Heidekreis;1477;734;163;", b"Heidekreis;1477;734;.;"))

    found = told(call, place, "D15", "03358", "2023")

    assert (found["status"], found["value"], found["k"]) == ("input_confidential", None, None)
    assert found["flags"][0].startswith("lv_no=")
    assert found["text_key"] == "no_value.input_confidential"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("D99", "03358", "2023"), 3, "Einen Indikator „D99“ gibt es nicht"),
        (("D15", "03999", "2023"), 3, "Das Gebiet 03999 kommt in den Dateien für D15 nicht vor"),
        (("D15", "3358", "2023"), 2, "„3358“ ist kein amtlicher Schlüssel"),
        (("D15", "03358", "2019"), 3, "keinen Zeitraum 2019"),
        (("D15", "03358", "letztes Jahr"), 3, "keinen Zeitraum letztes Jahr"),
        (("D15", "03358", "2023", "--breakdown", "weiblich"), 2, "keine Untergliederung"),
        (("D20", "03358", "2023", "--breakdown", "sex=female"), 2, "nutzt die Formel schon selbst: sex"),
    ],
)
def test_a_refusal_names_what_is_missing_and_what_there_is(
    call: Call, ours: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = asked(call, ours, *arguments)  # type: ignore[arg-type]

    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""


def test_a_missing_table_is_named_with_those_that_are_there(call: Call, ours: Path, tmp_path: Path) -> None:
    shutil.copy(ours / "13211-02-05-4_2025.csv", tmp_path)

    result = asked(call, tmp_path, "E10", "03358", "2025")

    assert result.exit_code == 3
    assert "12411-02-03-4" in result.stderr
    assert "Im Ordner liegen: 13211-02-05-4" in result.stderr


def test_population_of_another_year_makes_no_rate(call: Call, ours: Path) -> None:
    found = told(call, ours, "E10", "03358", "2025")

    assert (found["status"], found["value"]) == ("input_missing", None)
    assert found["flags"][0] == "pop[age=15-18]=missing_row"


def test_a_file_that_cannot_be_read_is_named_and_hinders_nobody(
    call: Call, ours: Path, tmp_path: Path
) -> None:
    shutil.copy(ours / "21111-02-06-4_2023.csv", tmp_path)
    (tmp_path / "Notizen.md").write_text("# Notizen\n", encoding="utf-8")
    (tmp_path / "kaputt.xlsx").write_bytes(b"PK\x03\x04kaputt")

    result = asked(call, tmp_path, "D15", "03358", "2023", "--json")

    assert result.exit_code == 0
    assert "Notizen.md" in result.stderr
    assert "kaputt.xlsx" in result.stderr
    assert json.loads(result.stdout)["k"] == 163


def test_a_folder_without_tables_or_none_at_all_is_told(call: Call, tmp_path: Path) -> None:
    assert "keine Datei" in asked(call, tmp_path, "D15", "03358", "2023").stderr
    assert "gibt es nicht" in asked(call, tmp_path / "nowhere", "D15", "03358", "2023").stderr


def test_nothing_is_kept_and_no_home_is_made(call: Call, ours: Path, home: Path) -> None:
    told(call, ours, "D15", "03358", "2023")

    assert not home.exists()


def test_two_files_that_contradict_each_other_make_no_number(call: Call, ours: Path, tmp_path: Path) -> None:
    whole = (ours / "21111-02-06-4_2023.csv").read_bytes()
    undated = b"\n".join(line for line in whole.split(b"\n") if b"Stand: " not in line)
    (tmp_path / "a.csv").write_bytes(undated)
    (tmp_path / "b.csv").write_bytes(
        undated.replace(b"Heidekreis;1477;734;163;", b"Heidekreis;1477;734;170;")
    )

    result = asked(call, tmp_path, "D15", "03358", "2023")

    assert result.exit_code == 1
    assert "a.csv, b.csv" in result.stderr
    assert result.stdout == ""
    assert told(call, tmp_path, "D15", "03351", "2023")["flags"][-1] == "unsure_peers=1"
