"""The coordinator works on the needs of the real figures, as the internal steering group has told."""

import json
import shutil
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.test_releases import analysed, revised  # noqa: F401 - fixtures


def test_play(call: Call, analysed: Path, revised: Path) -> None:  # noqa: F811
    def show(*a: str) -> None:
        r = call(*a)
        print("$", *a, "->", r.exit_code)
        print(r.stdout, r.stderr)

    show("need", "list")
    show("need", "show", "1")
    show(
        "need",
        "edit",
        "1",
        "--title",
        "Jugendlichen zu einem Abschluss verhelfen",
        "--reason",
        "Kürzer und klarer",
        "--dry-run",
    )
    show(
        "need",
        "edit",
        "1",
        "--title",
        "Jugendlichen zu einem Abschluss verhelfen",
        "--reason",
        "Kürzer und klarer",
    )
    show("need", "acknowledge", "--seat", "internal_steering_group/01")
    show("need", "acknowledge", "--seat", "internal_steering_group/01", "--version", "2")
    show("need", "merge", "1", "--with", "2", "--reason", "Dieselben Jugendlichen.")
    show("need", "reject", "3", "--reason", "Der Landkreis kann das nicht beeinflussen.")
    show(
        "need",
        "add",
        "--title",
        "Sprachförderung in Kitas ausbauen",
        "--station",
        "early_childhood",
        "--focus-area",
        "integration_language",
        "--evidence",
        "Schuleingangsuntersuchung 2026, Bericht vom 3. März 2026",
        "--reason",
        "Kein Indikator bildet das ab.",
    )
    show("need", "list")
    show("need", "list", "--all")
    show("need", "show", "2")
    show("need", "edit", "2", "--title", "x", "--reason", "y")
    show("need", "edit", "9", "--title", "x", "--reason", "y")
    show("need", "edit", "1", "--title", "x", "--reason", "")
    show("need", "edit", "1", "--reason", "y")
    show("gate", "show", "report")
    show("data", "import", str(revised))
    show("need", "list")
    show("need", "merge", "--help")
    show("need", "--help")
    show("need", "list", "--json")
