"""A revision that is killed at step after step comes to the same as one that is left in peace.

SURVIVAL_STRIDE says after how many steps a worker dies at the latest; 2 kills at every step.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from tests.a_revision import THE_END, a_profile
from tests.databases import an_address
from tests.survival.comparing import differences, faults
from tests.survival.dying import settings_of

pytestmark = pytest.mark.survival

ROOT = Path(__file__).parents[2]
STRIDE = int(os.environ.get("SURVIVAL_STRIDE", "20"))
FEWEST_KILLS = 200
# On PostgreSQL the first weeks are enough: what differs is the database, not the stage.
FIRST_WEEKS = date(2027, 1, 29)
FEWEST_KILLS_ON_POSTGRESQL = 30
KINDS = (
    "cycle.start",
    "stage.open",
    "data.import",
    "quality.run",
    "stage.submit",
    "gate.open",
    "gate.answer",
    "gate.close",
    "gate.escalate",
    "stage.return",
    "measure.review",
    "measure.sheet",
    "draft.comment",
    "meeting.report",
    "message.end",
    "message.remind",
    "stage.accept",
)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an undisturbed revision and one that was killed hundreds of times."""
    folder = tmp_path_factory.mktemp("survival")
    die(folder, stride=STRIDE)
    return folder


def kills_in(folder: Path) -> dict[str, int]:
    kinds: dict[str, int] = json.loads((folder / "kinds.json").read_text(encoding="utf-8"))
    return kinds


def die(
    folder: Path,
    *,
    stride: int,
    until: date = THE_END,
    mistake: str = "",
    addresses: Mapping[str, str] | None = None,
) -> None:
    a_profile(folder / "profile")
    words = [str(folder), str(stride), until.isoformat(), mistake, json.dumps(addresses or {})]
    subprocess.run([sys.executable, "-m", "tests.survival.dying", *words], cwd=ROOT, check=True)


def test_a_revision_survives_hundreds_of_kills_and_comes_to_the_same(killed: Path) -> None:
    kills = kills_in(killed)

    assert sum(kills.values()) >= FEWEST_KILLS
    assert differences(settings_of(killed, "undisturbed"), settings_of(killed, "killed")) == []


def test_no_letter_is_lost_and_no_copy_is_one_too_many(killed: Path) -> None:
    nothing_logged = killed / "profile"

    assert faults(settings_of(killed, "undisturbed"), nothing_logged) == []
    assert faults(settings_of(killed, "killed"), killed) == []


def test_every_kind_of_step_has_killed_somebody(killed: Path) -> None:
    kinds = set(kills_in(killed))

    for act in KINDS:
        for moment in ("before", "after"):
            assert any(kind.startswith(f"{moment} commit") and act in kind for kind in kinds), (moment, act)
    assert any(kind.startswith("before handing over") for kind in kinds)
    assert any(kind.startswith("after handing over") for kind in kinds)


def test_a_revision_on_postgresql_survives_its_kills_too(tmp_path: Path) -> None:
    with ExitStack() as databases:
        addresses = {
            name: databases.enter_context(an_address("postgresql", tmp_path))
            for name in ("undisturbed", "killed")
        }
        die(tmp_path, stride=STRIDE, until=FIRST_WEEKS, addresses=addresses)
        undisturbed, killed = (settings_of(tmp_path, name, addresses) for name in addresses)

        assert sum(kills_in(tmp_path).values()) >= FEWEST_KILLS_ON_POSTGRESQL
        assert differences(undisturbed, killed) == []
        assert faults(undisturbed, tmp_path / "profile") == []
        assert faults(killed, tmp_path) == []


@pytest.mark.parametrize(
    ("mistake", "complaint"),
    [
        ("send_twice", "was handed over 2 times"),
        ("lose_letters", "no letter lies in the folder"),
        ("tear_letters", "no letter lies in the folder"),
        ("lose_votes", "ballot, only undisturbed"),
    ],
)
def test_a_planted_mistake_is_noticed(tmp_path: Path, mistake: str, complaint: str) -> None:
    # The last day of the play on which the first gate is open; later on, answers that were lost are given
    # again and refused.
    die(tmp_path, stride=60, until=date(2027, 2, 17), mistake=mistake)

    complaints = [
        *differences(settings_of(tmp_path, "undisturbed"), settings_of(tmp_path, "killed")),
        *faults(settings_of(tmp_path, "killed"), tmp_path),
    ]

    assert any(complaint in each for each in complaints)
