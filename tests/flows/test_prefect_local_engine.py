"""The local engine: quick, closed to others, and gone afterwards."""

import asyncio
import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from flows.local_engine import local_engine
from steering.errors import OutsideFailed, SteeringError
from tests.flows.prefect_servers import until_true

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


START_AND_WAIT = """
import sys, time
from pathlib import Path
from flows.local_engine import local_engine
with local_engine(Path(sys.argv[1])) as engine:
    engine.wait_until_ready()
    print(engine.server.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("prefect")


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2][:3]
    except FileNotFoundError:
        return False


def test_the_environment_points_to_the_server_only_inside(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_TIMEOUT", "3")

    with local_engine(home) as engine:
        engine.wait_until_ready()
        assert os.environ["PREFECT_API_URL"] == engine.url
        assert "PREFECT_SERVER_DATABASE_TIMEOUT" not in os.environ

    assert os.environ["PREFECT_API_URL"] == "http://127.0.0.1:1/api"
    assert os.environ["PREFECT_SERVER_DATABASE_TIMEOUT"] == "3"
    assert not is_alive(engine.server.pid)


def test_whoever_has_no_password_is_refused(home: Path) -> None:
    with local_engine(home) as engine:
        engine.wait_until_ready()
        answer = httpx.post(
            f"{engine.url}/flow_runs/filter", json={}, headers={"Origin": "https://evil.example"}
        )

    assert answer.status_code == 401
    assert answer.headers.get("access-control-allow-origin") is None


def test_every_run_and_task_is_recorded_before_the_server_goes(home: Path) -> None:
    with local_engine(home) as engine:
        engine.wait_until_ready()
        from prefect import flow, get_client, task
        from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName

        @task
        async def take(number: int) -> int:
            return number

        @flow(flow_run_name="quick")
        async def six_tasks() -> int:
            return sum([await take(number) for number in range(6)])

        async def some() -> None:
            for _ in range(3):
                await six_tasks()

        asyncio.run(some())
        quick = FlowRunFilter(name=FlowRunFilterName(any_=["quick"]))

    with local_engine(home) as engine:
        engine.wait_until_ready()
        with get_client(sync_client=True) as client:
            runs = client.read_flow_runs(flow_run_filter=quick)
            tasks = client.read_task_runs(flow_run_filter=quick)
    assert [run.state_name for run in runs] == ["Completed"] * 3
    assert [each.state_name for each in tasks] == ["Completed"] * 18


def test_the_server_ends_when_its_starter_is_killed(home: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(home)], stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout is not None
    server = int(starter.stdout.readline())

    starter.kill()
    starter.communicate()

    until_true(lambda: not is_alive(server), longest=20)


def test_a_server_that_cannot_start_is_told_with_its_log(tmp_path: Path) -> None:
    (tmp_path / "prefect.db").write_bytes(b"This is no database." * 100)

    with local_engine(tmp_path) as engine, pytest.raises(OutsideFailed, match=r"server\.log") as refused:
        engine.wait_until_ready()

    assert refused.value.code == "engine_not_started"
    assert "file is not a database" in (tmp_path / "server.log").read_text(encoding="utf-8")


def test_a_refusal_ends_the_run_as_failed_with_a_german_sentence(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERPLAN_HOME", str(tmp_path))

    with local_engine(home) as engine:
        engine.wait_until_ready()
        from prefect import get_client
        from prefect.client.schemas.sorting import FlowRunSort

        from flows.revision import revise_masterplan

        with pytest.raises(SteeringError):
            asyncio.run(revise_masterplan("nirgendwo"))
        with get_client(sync_client=True) as client:
            state = client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0].state

    assert state is not None
    assert state.is_failed()
    assert "nirgendwo" in str(state.message)
    assert "Sie " in str(state.message)
