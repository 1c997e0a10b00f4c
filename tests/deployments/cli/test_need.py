"""The coordinator works on the needs of the real figures, as the internal steering group has told."""

import json
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call, Result
from tests.deployments.cli.test_releases import revised  # noqa: F401 - a fixture

REASON = ("--reason", "Dieselben Jugendlichen.")
SEAT = ("--seat", "internal_steering_group/01")


def told(call: Call, *arguments: str) -> dict:
    result = call(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def done(result: Result) -> str:
    assert result.exit_code == 0, result.stderr
    return result.stdout.replace("\u00a0", " ")


@pytest.mark.slow
def test_the_needs_of_the_county_are_read_worked_on_and_acknowledged(
    call: Call,
    analysed: Path,
    revised: Path,  # noqa: F811
) -> None:
    first = done(call("need", "list"))
    assert "1. Mehr Jugendliche zum Schulabschluss führen [vorgeschlagen, Fassung 1]" in first
    assert (
        "   - D15: 11,04 % der Schulabgängerinnen und Schulabgänger im Landkreis Heidekreis verließen 2023 "
        "die Schule ohne Hauptschulabschluss (Niedersachsen: 7,67 %); das ist auffällig hoch, liegt aber "
        "noch am Rand der üblichen Streuung der Kreise" in first
    )

    assert (
        "   - E03: Abgehende beruflicher Schulen mit Hochschul- oder Fachhochschulreife: Der Wert betrug im "
        "Landkreis Heidekreis 2023 bei Jungen und Männern 26,18 % und bei Mädchen und Frauen 39,93 %; dieser "
        "Abstand von rund 13,7 Prozentpunkten ist größer, als die zufällige Schwankung kleiner Fallzahlen "
        "erklärt.\n" in first
    )

    # A look at the letters changes nothing.
    edit = ("need", "edit", "1", "--title", "Abschlüsse sichern", "--reason", "Kürzer und klarer.")
    assert "Es ist nichts geschehen" in done(call(*edit, "--dry-run")).replace("es ist", "Es ist")
    assert told(call, "need", "show", "1")["need"]["version"] == 1

    assert "1. Abschlüsse sichern [vorgeschlagen, Fassung 2]" in done(call(*edit))
    again = call(*edit)
    assert (again.exit_code, "es ist nichts geschehen" in again.stderr) == (0, True)
    shown = done(call("need", "show", "1"))
    assert "geändert (Koordination): Abschlüsse sichern\n      Begründung: Kürzer und klarer." in shown

    # Whoever had the old version says so, or is asked which one.
    assert call("need", "acknowledge", *SEAT).exit_code == 2
    assert call("need", "acknowledge", *SEAT, "--version", "1").exit_code == 4
    assert "hat anerkannt" in done(call("need", "acknowledge", *SEAT, "--version", "2"))

    assert "Enthält jetzt 2." in done(call("need", "merge", "1", "--with", "2", *REASON))
    assert "[abgelehnt, Fassung 2]" in done(call("need", "reject", "3", *REASON))
    assert call("need", "edit", "2", "--text", "x", *REASON).exit_code == 4
    assert "Den Handlungsbedarf 9 gibt es" in call("need", "edit", "9", "--text", "x", *REASON).stderr
    assert "Es fehlt eine Begründung." in call("need", "reject", "1", "--reason", " ").stderr
    assert call("need", "edit", "1", *REASON).exit_code == 2

    needs = told(call, "need", "list", "--all")["needs"]
    assert [(need["number"], need["state"]) for need in needs] == [
        (1, "proposed"),
        (2, "replaced"),
        (3, "rejected"),
    ]
    assert (needs[1]["went_into"], needs[0]["came_from"]) == ([1], [2])

    assert call("data", "import", str(revised)).exit_code == 0
    (stale,) = [n for n in told(call, "need", "list")["needs"] if n["is_stale"]]
    assert [f["indicator"] for f in stale["findings"] if f["is_stale"]] == ["D15"]
    assert "(Beruht auf geändertem Wert.)" in done(call("need", "show", "1"))


def test_without_an_analysis_there_are_no_needs(call: Call, asked: Path) -> None:
    assert "Es gibt noch keine Handlungsbedarfe." in done(call("need", "list"))
    assert "liegen gerade keine Handlungsbedarfe vor" in call("need", "reject", "1", *REASON).stderr
    assert call("need", "show", "1").exit_code == 3
