"""Prefect is replaceable: memory deleted, runs killed or doubled, and nothing happens twice."""

import asyncio
import gc
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from deployments.demo.playing import play
from flows.anatomy import clock_at, walk
from flows.local_engine import local_engine
from models import MessageState, StageRun
from steering.cycle import CYCLE, place_of
from steering.office import cycles
from steering.office.archive.trail import last_number
from steering.office.opening import Office, open_office
from steering.office.settings import Settings
from steering.office.standing import current_stage
from steering.transitions import CLOSED
from tests.a_revision import STARTS_ON, a_profile, morning

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("prefect"),
    # Prefect's clients leave sockets open; they are collected here, not in somebody else's test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    # Great Expectations and its libraries warn about themselves while they are imported.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),
    pytest.mark.usefixtures("swept"),
]


@pytest.fixture
def swept() -> Iterator[None]:
    yield
    gc.collect()


AT = morning(STARTS_ON)
RUN = """
import asyncio, sys
from datetime import datetime
from flows.revision import revise_masterplan
asyncio.run(revise_masterplan("heidekreis", datetime.fromisoformat(sys.argv[1])))
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("MASTERPLAN_HOME", str(tmp_path / "house"))
    monkeypatch.setenv("MASTERPLAN_PROFILE", str(a_profile(tmp_path / "profile", has_trouble=False)))
    return Settings()


@pytest.fixture
def begun(house: Settings) -> Settings:
    with office_at(house, AT) as office:
        office.archive.prepare()
        cycles.start(office, is_simulated=True)
    return house


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prefect's home for tests that do not delete it."""
    return tmp_path_factory.mktemp("prefect")


def office_at(settings: Settings, at: datetime) -> AbstractContextManager[Office]:
    return open_office(settings, clock=clock_at(at), actor="flow", origin="flow")


def assert_nothing_twice(settings: Settings) -> None:
    """One file per letter, one attempt per letter, and a trail without a gap."""
    with open_office(settings) as office:
        letters = office.archive.messages()
        sent = [message_from_bytes(file.read_bytes())["Message-ID"] for file in settings.outbox.glob("*.eml")]
        # What another letter tells has no file of its own.
        alone = [letter for letter in letters if letter.state is not MessageState.MERGED]
        assert Counter(sent) == Counter(letter.mail_id for letter in alone)
        assert {letter.state for letter in alone} == {MessageState.SENT}
        assert office.archive.audit_break() is None
        acts = Counter((entry.act, entry.subject) for entry in office.archive.audit_trail())
        once = {"stage.open", "stage.submit", "message.end", "cycle.start"}
        assert [what for what, times in acts.items() if what[0] in once and times > 1] == []


@pytest.mark.parametrize(
    "stage_key",
    [
        pytest.param(stage.key, marks=[] if stage.key == "collect_data" else [pytest.mark.survival])
        for stage in CYCLE
    ],
)
def test_a_cycle_goes_on_when_prefects_memory_is_deleted(
    house: Settings, tmp_path: Path, stage_key: str
) -> None:
    runs = 0

    async def wake(at: datetime) -> None:
        nonlocal runs
        with office_at(house, at) as office:
            cycle = office.archive.latest_cycle("heidekreis")
            stage = current_stage(office.read(cycle))
            if stage is None or stage.key != stage_key or runs == 2:
                walk(office, cycle)
                return
        with local_engine(tmp_path / "prefect") as engine:
            engine.wait_until_ready()
            from flows.revision import revise_masterplan

            await revise_masterplan("heidekreis", at)
        shutil.rmtree(tmp_path / "prefect")
        runs += 1

    async def until_it_is_over() -> None:
        async for day in play(house, starts_on=STARTS_ON, wake=wake):
            stage = current_stage(day.records)
            if stage is None or place_of(stage.key) > place_of(stage_key):
                return

    asyncio.run(until_it_is_over())

    with open_office(house) as office:
        records = office.read(office.archive.latest_cycle("heidekreis"))
        closed = {run.stage_key for run in records.all(StageRun) if run.state in CLOSED}
    assert stage_key in closed
    # A stage that is over after one evening loses it once, all others twice.
    assert runs in {1, 2}
    assert_nothing_twice(house)


@pytest.mark.parametrize(
    "acts", [pytest.param(acts, marks=[pytest.mark.survival] if acts != 8 else []) for acts in (1, 8, 30)]
)
def test_a_run_that_was_killed_is_picked_up_by_the_reconciling_flow(
    begun: Settings, memory: Path, acts: int
) -> None:
    with local_engine(memory) as engine:
        engine.wait_until_ready()
        killed = subprocess.Popen([sys.executable, "-c", RUN, AT.isoformat()])
        with open_office(begun) as office:
            until = last_number(office.archive) + acts
            while last_number(office.archive) < until and killed.poll() is None:
                time.sleep(0.002)
        killed.send_signal(signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL
        later = AT.replace(hour=9)

        from flows.reconcile import reconcile

        assert asyncio.run(reconcile("heidekreis", later)) is True

    with open_office(begun) as office:
        assert last_number(office.archive) > until
        runs = office.read(office.archive.latest_cycle("heidekreis")).all(StageRun)
        assert [(run.stage_key, run.round) for run in runs] == [("collect_data", 1)]
    assert_nothing_twice(begun)


def test_two_runs_at_once_do_everything_once(begun: Settings, memory: Path) -> None:
    with local_engine(memory) as engine:
        engine.wait_until_ready()
        both = [
            subprocess.Popen([sys.executable, "-c", RUN, AT.isoformat()], env=os.environ) for _ in range(2)
        ]
        ends = [each.wait(120) for each in both]

    assert ends == [0, 0]
    assert_nothing_twice(begun)
