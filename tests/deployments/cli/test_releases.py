"""Files come in twice, revised, and back again: what changed, and what rested on it."""

import json
import shutil
from pathlib import Path

import pytest

from models import Staleness
from steering.office.clock import StandingClock
from steering.office.opening import open_office
from steering.office.settings import Settings
from tests.deployments.cli.conftest import NOW, Call
from tests.deployments.cli.counting import DELIVERIES

NAME = "21111-02-06-4_2023.csv"
OURS = b"03358"


@pytest.fixture
def revised(tmp_path: Path) -> Path:
    """The leavers of our county, two more of them without a certificate and two fewer with the lowest."""
    lines = (DELIVERIES / NAME).read_bytes().splitlines(keepends=True)
    mine = next(place for place, line in enumerate(lines) if OURS in line)
    assert b";163;" in lines[mine]
    assert b";191;" in lines[mine]
    lines[mine] = lines[mine].replace(b";163;", b";195;", 1).replace(b";191;", b";159;", 1)
    place = tmp_path / "revised.csv"
    place.write_bytes(b"".join(lines))
    return place


def told(call: Call, *arguments: str) -> dict:
    result = call(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_revision_is_foreseen_taken_in_and_marked_and_goes_when_the_figures_are_back(
    call: Call, analysed: Path, revised: Path, tmp_path: Path
) -> None:
    assert told(call, "cycle", "status")["stale"]["count"] == 0

    foreseen = told(call, "data", "import", str(revised), "--dry-run")["imported"][0]
    assert told(call, "cycle", "status")["stale"]["count"] == 0
    assert foreseen["changes"]["counts"]["changed_value"] == 2
    taken = told(call, "data", "import", str(revised))["imported"][0]

    assert {**taken, "file": ""} == {**foreseen, "file": ""}
    assert taken["stale_count"] > 0
    diff = told(call, "data", "diff", "revised.csv")
    assert [cell["region_code"] for cell in diff["cells"]] == ["03358", "03358"]
    assert {cell["value_after"] for cell in diff["cells"]} == {195.0, 159.0}
    assert diff["against"] == [{"release": taken["supersedes"], "file": NAME}]
    by_input = {each["id"] for each in diff["stale"] if each["reason"] == "input"}
    values = {each.rsplit("/", maxsplit=3)[1] for each in by_input if each.endswith("/03358/2023")}
    assert "D15" in values
    share = next(each for each in diff["stale"] if each["id"].endswith("/D15/03358/2023"))
    assert share["value_before"] == pytest.approx(100 * 163 / 1477)
    assert share["value_after"] == pytest.approx(100 * 195 / 1477)
    assert told(call, "cycle", "status")["stale"]["count"] == len(diff["stale"])
    spoken = call("cycle", "status").stdout
    assert "data diff" in spoken
    assert "163" in call("data", "trace", share["id"]).stdout

    back = tmp_path / "back.csv"
    back.write_bytes((DELIVERIES / NAME).read_bytes().rstrip(b"\n"))
    told(call, "data", "import", str(back))

    assert told(call, "cycle", "status")["stale"]["count"] == 0
    with open_office(Settings(home=analysed, now=None), clock=StandingClock(at=NOW)) as office:
        assert {each.value for each in office.archive.table(Staleness)["reason"]} >= {"input", "restored"}


def test_a_finding_about_women_and_men_is_marked_when_only_the_women_were_revised(
    call: Call, analysed: Path, tmp_path: Path
) -> None:
    lines = (DELIVERIES / NAME).read_bytes().splitlines(keepends=True)
    mine = next(place for place, line in enumerate(lines) if OURS in line)
    assert lines[mine].count(b";248") == 1
    lines[mine] = lines[mine].replace(b";248", b";252")
    women = tmp_path / "women.csv"
    women.write_bytes(b"".join(lines))

    told(call, "data", "import", str(women))

    stale = {each["id"] for each in told(call, "data", "diff", "women.csv")["stale"]}
    assert any(each.endswith("/finding/D19/2023/gap") for each in stale)
    assert not any(each.endswith("/D19/03358/2023") for each in stale)
    assert analysed.is_dir()


def test_every_changed_cell_is_a_line(call: Call, asked: Path, revised: Path) -> None:
    told(call, "data", "import", str(revised))

    rows = [json.loads(line) for line in call("data", "diff", "--rows").stdout.splitlines()]

    assert [(row["value_before"], row["value_after"]) for row in rows] == [(163.0, 195.0), (191.0, 159.0)]
    assert asked.is_dir()


def test_a_dry_run_on_an_empty_home_makes_no_folder(call: Call, home: Path) -> None:
    foreseen = told(call, "data", "import", str(DELIVERIES / NAME), "--dry-run")

    assert foreseen["is_dry_run"]
    assert foreseen["imported"][0]["cells"] > 0
    assert foreseen["imported"][0]["changes"] is None
    assert not home.exists()


def test_a_release_that_nobody_knows_is_refused_and_a_name_with_two_files_asks_for_the_hash(
    call: Call, asked: Path, revised: Path
) -> None:
    twin = revised.with_name(NAME)
    shutil.move(revised, twin)
    told(call, "data", "import", str(twin))

    assert call("data", "diff", "nothing.csv").exit_code == 3
    unclear = call("data", "diff", NAME)
    assert unclear.exit_code == 2
    assert "SHA-256" in unclear.stderr
    assert asked.is_dir()
