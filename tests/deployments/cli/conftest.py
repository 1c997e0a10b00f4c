"""A home of its own for every test, and the command line called as a person would."""

import io
import json
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from deployments.cli.door import language
from deployments.cli.main import build
from flows.anatomy import walk
from steering.office.clock import StandingClock
from steering.office.inbox import deliver
from steering.office.opening import open_office
from steering.office.settings import Settings
from tests.deployments.cli.counting import DELIVERIES, shut


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a call left on both streams, and how it ended."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


Call = Callable[..., Result]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@cache
def built(spoken: str) -> Any:
    """The command line in one language: what takes a third of a second is the same every time."""
    return build(spoken)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("REGION", "PROFILE", "MEMBERS", "DATABASE_URL", "MAIL_URL", "LANGUAGE"):
        monkeypatch.delenv(f"MASTERPLAN_{name}", raising=False)
    monkeypatch.setenv("MASTERPLAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MASTERPLAN_NOW", NOW.isoformat())
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def call(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:
    """The command line in this process, without a terminal."""

    def called(*arguments: str) -> Result:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO())
        with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
            built(language())(list(arguments), prog_name="masterplan")
        return Result(exit_code=int(end.value.code or 0), stdout=out.getvalue(), stderr=err.getvalue())

    yield called
    shut(home)


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the first committee has been asked, made once and copied."""
    from steering.office import cycles

    with warnings.catch_warnings():
        # Great Expectations imports what Python is about to drop; that is not ours to mend.
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations  # noqa: F401 - so that it is here before warnings are errors
    place = tmp_path_factory.mktemp("walked") / "home"
    settings = Settings(
        home=place, region="heidekreis", profile=None, members=None, database_url=None, mail_url=None
    )
    with open_office(settings, clock=StandingClock(at=NOW)) as office:
        office.archive.prepare()
        cycle = cycles.start(office)
        walk(office, cycle)
        for file in sorted(DELIVERIES.glob("*.csv")):
            deliver(office, file)
        walk(office, cycle)
    shut(place)
    return place


@pytest.fixture
def asked(walked: Path, home: Path) -> Path:
    """A copy of that home."""
    shutil.copytree(walked, home)
    return home


@pytest.fixture(scope="session")
def analysed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test that needs an analysis leaves it for the others."""
    return tmp_path_factory.mktemp("analysed") / "home"


@pytest.fixture
def analysed(call: Call, walked: Path, analysed_once: Path, home: Path) -> Path:
    """The quality release is given, and the indicators are computed."""
    if analysed_once.exists():
        shutil.copytree(analysed_once, home)
        return home
    shutil.copytree(walked, home)
    gates = json.loads(call("gate", "list", "--json").stdout)["gates"]
    for number in range(1, gates[0]["expected_count"] + 1):
        seat = f"internal_steering_group/{number:02}"
        assert call("gate", "answer", "quality_release", "--seat", seat, "--all", "yes").exit_code == 0
    with open_office(Settings(home=home, now=None), clock=StandingClock(at=NOW)) as office:
        walk(office, office.archive.latest_cycle(office.region_key))
    shut(home)
    shutil.copytree(home, analysed_once)
    return home
