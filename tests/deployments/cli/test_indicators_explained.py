"""Indicators for people: how a number came about, beside whom it stands, and what would move it."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from deployments.cli.indicators_shown import p_text
from tests.deployments.cli.conftest import Call
from tests.deployments.cli.counting import DELIVERIES

NAME = "21111-02-06-4_2023.csv"
OURS = ("--region", "03358", "--period", "2023")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leavers of Lower Saxony."""
    place = tmp_path_factory.mktemp("leavers")
    shutil.copy(DELIVERIES / NAME, place)
    return place


def told(call: Call, command: str, key: str, folder: Path, *more: str) -> dict[str, Any]:
    result = call("indicators", command, key, "--data", str(folder), *OURS, "--json", *more)
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout))


def said(call: Call, command: str, key: str, folder: Path, *more: str) -> str:
    result = call("indicators", command, key, "--data", str(folder), *OURS, *more)
    assert result.exit_code == 0, result.stderr
    return result.stdout.replace("\u00a0", " ")


@pytest.mark.parametrize(("p", "told"), [(0.0341, "p = 0,034"), (0.001, "p = 0,001"), (3e-7, "p < 0,001")])
def test_a_p_value_is_never_zero(p: float, told: str) -> None:
    assert p_text(p, "de") == told


def test_a_number_is_led_back_to_the_very_text_of_its_file(call: Call, folder: Path) -> None:
    found = told(call, "explain", "D15", folder)

    lines = (folder / NAME).read_bytes().decode("cp1252").splitlines()
    assert [(cell["name"], cell["raw"], cell["value"]) for cell in found["cells"]] == [
        ("lv_no", "163", 163),
        ("lv", "1477", 1477),
    ]
    for cell in found["cells"]:
        line = lines[cell["row"] - 1]
        assert cell["line"] == line
        assert line.split(";")[cell["column"] - 1] == cell["raw"]


def test_the_steps_are_told_in_the_order_in_which_a_person_checks_them(call: Call, folder: Path) -> None:
    text = said(call, "explain", "D15", folder)

    wanted = [
        "1. Was gefragt wird",
        "Formel: 100 × ([Abgehende ohne Hauptschulabschluss]",
        "2. Die Zahlen in den Dateien",
        f"163 ({NAME}, Zeile ",
        "3. Die Rechnung",
        "Zähler : Nenner × 100 = 11,04 %",
        "4. Der Zufall",
        "9,54 % bis 12,74 % (Wilson-Intervall)",
        "5. Der Vergleich",
        "Dort stehen 5.895 zu 76.856.",
        "allein nach dem Zufall: 4,86 Standardfehler",
        "(φ = 6,13). Mit dieser üblichen Streuung bleibt ein Abstand von 1,96.",
        "Urteil: auffällig schlechter.",
        "6. Die Entwicklung",
        "7. Zu beachten",
        "8. Der Satz",
        "11,04 % der Schulabgängerinnen und Schulabgänger im Heidekreis verließen 2023",
    ]
    places = [text.find(each) for each in wanted]
    assert -1 not in places, [each for each, place in zip(wanted, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_a_sign_of_the_file_is_told_with_what_it_means(call: Call, folder: Path, tmp_path: Path) -> None:
    whole = (folder / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(whole.replace(b"Heidekreis;1477;734;163;", b"Heidekreis;1477;734;.;"))

    text = said(call, "explain", "D15", tmp_path)

    assert "„.“, das heißt: unbekannt oder geheim" in text
    assert "Es gibt keinen Wert: Ausgangswerte sind geheim." in text


def test_boys_are_explained_as_the_total_less_the_girls(call: Call, folder: Path) -> None:
    text = said(call, "explain", "D15", folder, "--breakdown", "sex=male")

    assert "  − Abgehende ohne Hauptschulabschluss, weiblich, 03358, 2023: 70" in text
    assert "diese ist die Differenz" in text
    assert "Zähler: 93" in text
    assert "Nenner: 743" in text


@pytest.mark.parametrize("spoken", ["de", "en"])
@pytest.mark.parametrize("command", ["compute", "explain", "compare"])
def test_nothing_is_left_in_the_words_of_the_program(
    call: Call, folder: Path, command: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERPLAN_LANGUAGE", spoken)

    text = said(call, command, "D15", folder)

    assert "lv_no" not in text
    assert "{" not in text
    assert "nan" not in text.lower().split()


def test_a_county_stands_beside_the_land_without_it_and_has_no_bare_rank(call: Call, folder: Path) -> None:
    found = told(call, "compare", "D15", folder)["comparison"]

    areas = {each["key"]: each for each in found["areas"]}
    assert (areas["own"]["k"], areas["own"]["n"]) == (163, 1477)
    assert (areas["land"]["k"], areas["land"]["n"]) == (5895, 76856)
    assert (areas["rest"]["k"], areas["rest"]["n"]) == (5895 - 163, 76856 - 1477)
    assert found["difference_to_rest"] == pytest.approx(100 * (163 / 1477 - 5732 / 75379))
    assert found["difference_ci"][0] < found["difference_to_rest"] < found["difference_ci"][1]
    rank = found["rank"]
    assert rank["best"] <= rank["rank"] <= rank["worst"] <= rank["of"] == 45
    # The value drawn to the middle, for screening only.
    assert round(found["screening"]["value"], 2) == 10.56
    text = said(call, "compare", "D15", folder)
    assert "zwischen Rang" in text
    assert "Nur zum Sichten, nie zum Veröffentlichen" in text


def test_a_published_rate_has_neither_rank_nor_rest(call: Call, tmp_path: Path) -> None:
    shutil.copy(DELIVERIES / "13211-02-05-4_2025.csv", tmp_path)

    result = call(
        *("indicators", "compare", "A11", "--data", str(tmp_path)),
        *("--region", "03358", "--period", "2025", "--json"),
    )

    found = json.loads(result.stdout)["comparison"]
    assert (found["rank"], found["difference_to_rest"], found["screening"]) == (None, None, None)
    assert [each["key"] for each in found["areas"]] == ["own", "land", "federation"]


def test_what_if_shows_both_and_keeps_nothing(call: Call, folder: Path, home: Path) -> None:
    before_bytes = (folder / NAME).read_bytes()

    found = told(call, "what-if", "D15", folder, "--set", "lv_no=150", "--minimum-base", "10")

    assert (found["before"]["k"], found["after"]["k"]) == (163, 150)
    assert found["after"]["value"] == pytest.approx(100 * 150 / 1477)
    assert found["after"]["reference"] == found["before"]["reference"]
    assert found["after"]["status"] == "on_target"
    assert (folder / NAME).read_bytes() == before_bytes
    assert not home.exists()


def test_what_if_changes_rules_as_well(call: Call, folder: Path) -> None:
    wide = told(call, "what-if", "D15", folder, "--z", "2.576")
    strict = told(call, "what-if", "D15", folder, "--minimum-base", "2000")
    many = told(call, "what-if", "D15", folder, "--minimum-count", "200")

    assert wide["after"]["ci"][0] < wide["before"]["ci"][0]
    assert (wide["before"]["status"], wide["after"]["status"]) == ("worse", "on_target")
    assert wide["after"]["method"].startswith("wilson99")
    assert (strict["after"]["status"], strict["after"]["value"]) == ("too_small", None)
    assert (many["before"]["publishable"], many["after"]["publishable"]) == (True, False)


@pytest.mark.parametrize(
    ("more", "told_so"),
    [
        ((), "nichts angegeben"),
        (("--set", "lv_no"), "ändert keine Zahl"),
        (("--set", "lv_no=viele"), "ändert keine Zahl"),
        (("--set", "pop=3"), "Ändern lassen sich: lv_no, lv"),
    ],
)
def test_a_what_if_that_changes_nothing_is_refused(
    call: Call, folder: Path, more: tuple[str, ...], told_so: str
) -> None:
    result = call("indicators", "what-if", "D15", "--data", str(folder), *OURS, *more)

    assert result.exit_code == 2
    assert told_so in result.stderr


def test_the_catalogue_is_listed_with_what_can_be_computed(call: Call) -> None:
    rows = json.loads(call("indicators", "list", "--json").stdout)["indicators"]
    stage = json.loads(call("indicators", "list", "--stage", "lower_secondary", "--json").stdout)

    by_key = {row["indicator"]: row for row in rows}
    assert len(rows) == 76
    assert by_key["D15"]["computability"] == "computed"
    assert by_key["C09"]["computability"] == "own_delivery"
    assert by_key["E04"]["computability"] == "other_office"
    assert {row["life_stage"] for row in stage["indicators"]} == {"lower_secondary"}
    assert "Abgehende ohne Hauptschulabschluss" in call("indicators", "list").stdout


def test_every_kind_of_indicator_can_be_shown_in_both_languages(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, spoken in zip(KINDS, ("de", "en") * len(KINDS), strict=False):
        monkeypatch.setenv("MASTERPLAN_LANGUAGE", spoken)
        result = call("indicators", "show", key)
        assert result.exit_code == 0, result.stderr
        assert len(result.stdout.splitlines()) >= 8


# One of each kind of formula, and one of each who has figures.
KINDS = ("A01", "A02", "A06", "A11", "B04", "C02", "D01", "D04", "D07", "D15", "D20", "E04")


def test_figures_of_other_offices_are_asked_for_there(call: Call, folder: Path) -> None:
    own = call("indicators", "compute", "C09", "--data", str(folder), *OURS)
    other = call("indicators", "compute", "E04", "--data", str(folder), *OURS)

    for result in (own, other):
        assert result.exit_code == 4
        assert "masterplan data template" in result.stderr
        assert result.stdout == ""
