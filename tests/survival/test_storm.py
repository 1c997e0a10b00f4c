"""Every stage through a storm of deaths and moody mail servers, seed by seed.

SURVIVAL_CYCLES says how many storms are braved, a sixth of them in each stage.
"""

import os
import shutil
from pathlib import Path

import pytest

from steering.cycle import CYCLE
from steering.errors import NotAllowedNow
from tests.survival.planted import MISTAKES
from tests.survival.storm import THE_END, Evening, an_undisturbed_revision, brave

pytestmark = pytest.mark.survival

STORMS = int(os.environ.get("SURVIVAL_CYCLES", "60"))
FEWEST_DEATHS_A_STORM = 3


@pytest.fixture(scope="module")
def evenings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Evening]:
    return an_undisturbed_revision(tmp_path_factory.mktemp("evenings"))


def test_every_stage_has_an_evening_on_which_it_begins(evenings: dict[str, Evening]) -> None:
    assert list(evenings) == [*(stage.key for stage in CYCLE), THE_END]


def test_a_stage_that_went_through_a_storm_comes_to_the_same(
    evenings: dict[str, Evening], tmp_path: Path
) -> None:
    deaths = 0
    for seed in range(STORMS):
        found, died = brave(evenings, seed, tmp_path / "house")
        shutil.rmtree(tmp_path / "house")
        deaths += died
        assert found == []

    assert deaths > FEWEST_DEATHS_A_STORM * STORMS


@pytest.mark.parametrize("name", ["mark_sent_before_sending", "owe_letters_afterwards", "forget_votes"])
def test_a_planted_mistake_does_not_come_through_the_storm(
    evenings: dict[str, Evening], tmp_path: Path, name: str
) -> None:
    mistake, _ = MISTAKES[name]
    found: list[str] = []

    with mistake():
        for seed in range(2 * len(CYCLE)):
            try:
                found += brave(evenings, seed, tmp_path / str(seed))[0]
            except NotAllowedNow as refused:
                # Whoever has no ballot for an answer gives it again, until the last day is over.
                found.append(str(refused))
            if found:
                break

    assert found
