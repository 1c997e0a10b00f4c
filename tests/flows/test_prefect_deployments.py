"""Server, worker and deployments for real: what an operator sets up on one machine."""

import gc
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest

from flows.local_engine import prefect_settings
from models import StageRun
from steering.office import cycles, engine
from steering.office.clock import StandingClock
from steering.office.dispatch import dispatch
from steering.office.opening import open_office
from steering.office.settings import Settings
from steering.office.waking import woken_afterwards
from tests.flows.prefect_servers import a_process, a_server, hardened, until_true

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("prefect"),
    # Prefect's clients leave sockets open; they are collected here, not in somebody else's test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.usefixtures("swept"),
]


@pytest.fixture
def swept() -> Iterator[None]:
    yield
    gc.collect()


DAY_BY_DAY = "Europe/Berlin"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    settings = hardened(tmp_path_factory.mktemp("prefect"))
    with a_server(settings), prefect_settings(settings):
        engine.deploy(["heidekreis"])
        yield settings


@pytest.fixture
def house(server: Mapping[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A begun revision beside the server."""
    monkeypatch.setenv("MASTERPLAN_HOME", str(tmp_path / "house"))
    with open_office(Settings()) as office:
        office.archive.prepare()
        cycles.start(office, is_simulated=True)
    return Settings()


def run_names(state: str) -> list[str]:
    from prefect import get_client

    with get_client(sync_client=True) as client:
        return [run.name for run in client.read_flow_runs() if run.state_name == state]


def test_what_is_deployed_runs_and_its_traces_stand_in_our_records(
    server: Mapping[str, str], house: Settings
) -> None:
    with a_process("worker", "start", "--pool", engine.WORK_POOL, "--type", "process", settings=server):
        assert engine.wake("heidekreis", "a-decision")
        until_true(lambda: "revise-heidekreis" in run_names("Completed"))

    with open_office(house) as office:
        records = office.read(office.archive.latest_cycle("heidekreis"))
        assert [run.stage_key for run in records.all(StageRun)] == ["collect_data"]
        morning = office.manners.next_week(office.now)
    # Whoever runs this at night or on a Sunday finds the letters waiting for the morning.
    with open_office(house, clock=StandingClock(at=morning), actor="flow", origin="flow") as office:
        dispatch(office)
    assert list(house.outbox.glob("*delivery-requested*.eml")) or list(house.outbox.glob("*requests*.eml"))


def test_every_flow_is_deployed_with_its_schedule_and_one_run_at_a_time(house: Settings) -> None:
    # A second time changes nothing.
    engine.deploy(["heidekreis"])

    from prefect import get_client

    with get_client(sync_client=True) as client:
        found = {one.entrypoint: one for one in client.read_deployments()}
    assert set(found) == {
        "flows.revision.revise_masterplan",
        "flows.reconcile.reconcile",
        "flows.notifications.dispatch_notifications",
        "flows.data_quality.check_data_quality",
        "flows.look_ahead.look_ahead",
        "flows.watched_folder.take_in_files",
    }
    for entrypoint, one in found.items():
        assert one.parameters == {"region_key": "heidekreis"}
        assert one.global_concurrency_limit is not None
        assert one.global_concurrency_limit.limit == 1
        assert not one.pull_steps
        is_woken = entrypoint == "flows.revision.revise_masterplan"
        zones = [getattr(each.schedule, "timezone", None) for each in one.schedules]
        assert zones == ([] if is_woken else [DAY_BY_DAY])


def test_one_occasion_wakes_once(house: Settings) -> None:
    from prefect import get_client

    for _ in range(3):
        assert engine.wake("heidekreis", "act-17")

    with get_client(sync_client=True) as client:
        keys = [run.idempotency_key for run in client.read_flow_runs()]
    assert keys.count("heidekreis/act-17") == 1


def test_what_people_do_wakes_the_next_run_and_what_keeps_nothing_does_not(house: Settings) -> None:
    with open_office(house) as office, patch.object(engine, "wake") as wake:
        with woken_afterwards(office):
            pass
        assert not wake.called

        with woken_afterwards(office):
            cycles.adopt_profile(office)

    assert wake.call_args.args[0] == "heidekreis"
    assert wake.call_args.args[1].startswith("act-")


def test_runs_can_be_listed(house: Settings) -> None:
    """FastAPI beyond 0.150 answers 422 here; see the pin in pyproject.toml."""
    engine.wake("heidekreis", "listed")

    command = [sys.executable, "-m", "prefect", "flow-run", "ls"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)

    assert listed.returncode == 0, listed.stderr
    assert "revise_mas" in listed.stdout


@pytest.mark.parametrize("path", ["flow_runs/filter", "variables/", "deployments/filter"])
def test_whoever_has_no_password_is_refused(server: Mapping[str, str], path: str) -> None:
    answer = httpx.post(
        f"{server['PREFECT_API_URL']}/{path}", json={}, headers={"Origin": "https://evil.example.org"}
    )

    assert answer.status_code in {401, 403}
    assert "access-control-allow-origin" not in answer.headers


def test_without_a_server_nothing_is_woken_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)

    assert not engine.wake("heidekreis", "act-1")
    assert not engine.is_reachable()


def test_a_server_that_is_away_stops_nobody(
    server: Mapping[str, str],
) -> None:
    with prefect_settings({**server, "PREFECT_API_URL": "http://127.0.0.1:9/api"}):
        assert not engine.wake("heidekreis", "act-1")
        assert not engine.is_reachable()
