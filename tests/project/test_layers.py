"""The layers hold, and each contract would catch what it forbids."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.house import ROOMS, ROOT, declared

# A module of the house, and an import that it must never have.
BREAKS = {
    "Imports run downhill": [
        ("models/region.py", "import steering.cycle"),
        ("templates/words.py", "import expectations.suite"),
        ("steering/deadlines.py", "import flows.opening"),
        ("flows/reconcile.py", "import deployments.cli"),
    ],
    "The office stands above the rules": [
        ("steering/stages/collect_data.py", "import steering.office.clock")
    ],
    "No stage imports a stage": [("steering/stages/collect_data.py", "import steering.stages.draft_plan")],
    "Prefect is spoken in flows and by the office's engine": [("steering/deadlines.py", "import prefect")],
    "Great Expectations is spoken in expectations": [("flows/opening.py", "import great_expectations")],
    "Jinja2, Typst and python-docx are spoken in templates": [
        ("steering/deadlines.py", "import jinja2"),
        ("steering/office/papers.py", "import typst"),
        ("deployments/cli/documents.py", "import docx"),
    ],
    "Apprise is spoken by the post": [("steering/office/gates.py", "import apprise")],
    "The table of public holidays is read in one place": [("steering/deadlines.py", "import holidays")],
    "iCalendar is spoken by the calendar files": [("steering/calendar/event.py", "import icalendar")],
    "The laws of chance are asked in one place": [
        ("steering/indicators/measuring/comparing.py", "import scipy.stats")
    ],
    "An indicator is defined, then measured, then judged, then asked for": [
        ("steering/indicators/defining/formula.py", "import steering.indicators.judging.findings"),
    ],
    "Rules do not open the database": [
        ("flows/opening.py", "import sqlmodel"),
        ("templates/words.py", "import sqlalchemy"),
    ],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=_all_but_modules)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _all_but_modules(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if Path(folder, name).is_file() and not name.endswith(".py")} | {
        "__pycache__"
    }


def test_every_contract_is_broken_once() -> None:
    contracts = declared()["tool"]["importlinter"]["contracts"]  # type: ignore[index]

    assert {contract["name"] for contract in contracts} == set(BREAKS)


def test_the_house_keeps_its_contracts(copy: Path) -> None:
    said = _lint(copy)

    assert said.returncode == 0, said.stdout
    assert "0 broken" in said.stdout


@pytest.mark.parametrize(
    ("contract", "module", "forbidden"),
    [(contract, *each) for contract, breaks in BREAKS.items() for each in breaks],
)
def test_a_contract_catches_what_it_forbids(copy: Path, contract: str, module: str, forbidden: str) -> None:
    kept = (copy / module).read_text(encoding="utf-8")
    (copy / module).write_text(f"{kept}\n{forbidden}\n", encoding="utf-8")

    said = _lint(copy)

    (copy / module).write_text(kept, encoding="utf-8")
    assert said.returncode == 1
    assert f"{contract} BROKEN" in said.stdout


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
