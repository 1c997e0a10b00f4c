"""The wheel holds everything, and works in a place where the checkout is not."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from email.parser import Parser
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.project.house import ROOMS, ROOT, ours

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    # What builds the wheel is among the developers' packages; where it is not, pip fetches the pinned one.
    here = ["--no-isolation"] if find_spec("hatchling") else []
    pins = str(ROOT / "constraints.txt")
    _run(
        [sys.executable, "-m", "build", "--wheel", *here, "--outdir", str(folder), "."],
        cwd=ROOT,
        env={
            "PIP_CONSTRAINT": os.path.relpath(pins, ROOT),
            "PIP_BUILD_CONSTRAINT": os.path.relpath(pins, ROOT),
        },
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel, and an empty folder to work in.

    The pinned packages are those that the tests run with, lent by a path file: to install them anew
    takes minutes and proves nothing about the wheel. A path file inside a lent folder is not read,
    so the checkout, which is lent to the tests by just such a file, is out of reach.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    venv = folder / "venv"
    _run([sys.executable, "-m", "venv", "--without-pip", str(venv)])
    python = str(venv / "bin" / "python")
    # Before the lending: pip would find the checkout's own entry and leave the wheel out.
    _run([sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", str(wheel)])
    (site,) = (venv / "lib").glob("python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (folder / "work").mkdir()
    return folder


def test_every_file_of_the_rooms_is_in_the_wheel(wheel: Path) -> None:
    files = {file.as_posix() for file in ours() if file.parts[0] in ROOMS and not file.name.startswith(".")}

    packed = set(zipfile.ZipFile(wheel).namelist())

    assert files - packed == set()


def test_the_wheel_brings_nothing_but_the_rooms_and_its_licence(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel)

    tops = {name.split("/")[0] for name in packed.namelist()}
    (notes,) = tops - set(ROOMS)
    told = Parser().parsestr(packed.read(f"{notes}/METADATA").decode())
    assert told["License-Expression"] == "EUPL-1.2"
    assert packed.read(f"{notes}/licenses/LICENSE").decode() == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_installed_rooms_are_not_those_of_the_checkout(elsewhere: Path) -> None:
    asked = f"import {', '.join(ROOMS)}; print(*(each.__file__ for each in ({', '.join(ROOMS)})))"

    places = _in(elsewhere, "python", "-c", asked).stdout.split()

    assert [place for place in places if not place.startswith(str(elsewhere))] == []


def test_the_command_says_what_it_can_do(elsewhere: Path) -> None:
    said = _in(elsewhere, "masterplan", "--help").stdout

    assert "demo" in said
    assert "check" in said


def test_the_profile_that_travels_with_the_wheel_is_sound(elsewhere: Path) -> None:
    asked = "from importlib.resources import files; print(files('deployments') / 'regions' / 'heidekreis')"
    profile = _in(elsewhere, "python", "-c", asked).stdout.strip()

    said = _in(elsewhere, "masterplan", "check", profile)

    assert profile.startswith(str(elsewhere))
    assert said.returncode == 0


def test_a_new_county_begins_from_the_templates_in_the_wheel(elsewhere: Path) -> None:
    _in(
        elsewhere,
        "masterplan",
        "init",
        "musterkreis",
        "--title",
        "Landkreis Musterkreis",
        "--region-code",
        "03999",
    )

    assert (elsewhere / "work" / "musterkreis" / "region.toml").is_file()


@pytest.mark.survival
def test_the_demonstration_runs_from_the_wheel(elsewhere: Path) -> None:
    said = _in(elsewhere, "masterplan", "--home", "demo", "demo").stdout

    assert said
    assert list((elsewhere / "work" / "demo" / "documents").iterdir())


def _in(place: Path, program: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": f"{place / 'venv' / 'bin'}:/usr/bin:/bin", "HOME": str(place), "LANG": "C.UTF-8"}
    return _run([str(place / "venv" / "bin" / program), *words], cwd=place / "work", env=env, is_clean=True)


def _run(
    words: list[str], *, cwd: Path | None = None, env: dict[str, str] | None = None, is_clean: bool = False
) -> subprocess.CompletedProcess[str]:
    surroundings = dict(env or {}) if is_clean else {**os.environ, **(env or {})}
    done = subprocess.run(
        words, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done
