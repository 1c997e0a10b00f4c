"""A whole revision with simulated people, on each of the databases."""

from collections import Counter
from pathlib import Path

import pytest
from pydantic import SecretStr

from models import CycleState, MessageState, Resolution, StageRun, StageState
from steering.cycle import CYCLE
from steering.office.opening import open_office
from steering.office.settings import Settings
from tests.a_revision import a_profile, play_on
from tests.databases import KINDS, an_address

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
]


@pytest.mark.parametrize(
    # The demonstration plays the same on SQLite.
    "kind",
    [pytest.param(kind, marks=[pytest.mark.survival] if kind == "sqlite" else []) for kind in KINDS],
)
def test_a_revision_is_carried_from_the_first_delivery_to_the_resolution(kind: str, tmp_path: Path) -> None:
    with an_address(kind, tmp_path) as address:
        settings = Settings(
            home=tmp_path / "house", profile=a_profile(tmp_path / "profile"), database_url=SecretStr(address)
        )

        play_on(settings)

        with open_office(settings) as office:
            cycle = office.archive.latest_cycle(office.region_key)
            records = office.read(cycle)
            closed = [run.stage_key for run in records.all(StageRun) if run.state is StageState.ACCEPTED]
            letters = Counter(message.state for message in office.archive.messages())
            assert cycle.state is CycleState.PARTIALLY_ADOPTED
            assert closed == [stage.key for stage in CYCLE]
            # Several requests of one day share a letter; none is lost and none failed.
            assert set(letters) <= {MessageState.SENT, MessageState.MERGED}
            assert records.all(Resolution)
            assert office.archive.audit_break() is None
            office.archive.engine.dispose()
