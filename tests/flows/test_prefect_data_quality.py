"""Files dropped into the watched folder are taken in and checked by the flows, against a real server."""

import asyncio
import gc
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from expectations.check import warm_up
from flows.local_engine import local_engine
from models import QualityCount, QualityRun, Release
from steering.office.clock import StandingClock
from steering.office.opening import Office, open_office
from steering.office.settings import Settings

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("prefect"),
    # Prefect's clients leave sockets open; they are collected here, not in somebody else's test.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.usefixtures("swept"),
]
NAME = "13211-02-05-4_2025.csv"
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def swept() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    with warnings.catch_warnings():
        # Great Expectations and its libraries warn about themselves while they are imported.
        warnings.simplefilter("ignore")
        warm_up()
    monkeypatch.setenv("MASTERPLAN_HOME", str(tmp_path / "home"))
    with open_office(Settings(), clock=StandingClock(at=NOW)) as opened:
        opened.archive.prepare()
        return opened


def test_a_dropped_file_is_taken_in_checked_reported_and_shown(office: Office, tmp_path: Path) -> None:
    inbox = office.settings.home / "inbox"
    inbox.mkdir()
    with as_file(files("deployments").joinpath("regions", "heidekreis", "deliveries", NAME)) as original:
        (inbox / NAME).write_bytes(original.read_bytes())
    (inbox / "Zeugnisse.csv").write_bytes(b"Name;Note\nMeier;3\n")

    with local_engine(tmp_path / "prefect") as engine:
        engine.wait_until_ready()
        from prefect import get_client

        from flows.data_quality import check_data_quality
        from flows.watched_folder import take_in_files

        count = asyncio.run(take_in_files("heidekreis", NOW, 0.0))
        again = asyncio.run(take_in_files("heidekreis", NOW, 0.0))
        found = asyncio.run(check_data_quality("heidekreis", NOW))
        with get_client(sync_client=True) as client:
            artifacts = {artifact.key: artifact.data for artifact in client.read_artifacts()}
            tasks = {run.name for run in client.read_task_runs()}

    records = office.archive.read([Release, QualityRun, QualityCount], region_key="heidekreis")
    assert (count, again) == (1, 0)
    assert [release.table_code for release in records.all(Release)] == ["13211-02-05-4"]
    assert (inbox / "taken" / NAME).is_file()
    assert (inbox / "refused" / "Zeugnisse.csv.warum.txt").is_file()
    # Each source is looked at in a task of its own; the same look once more is no new run.
    assert [run.suite_key for run in records.all(QualityRun)] == ["collect_data"]
    assert {"unemployment", "school_leavers", "all-sources"} <= tasks
    assert found > 0
    assert {count.severity for count in records.all(QualityCount)} == {"critical", "warning", "note"}
    assert {"data-quality-heidekreis", "data-quality-heidekreis-summary", "inbox-heidekreis"} <= set(
        artifacts
    )
    assert "Stand der Daten: " in str(artifacts["data-quality-heidekreis-summary"])
    assert (office.settings.documents / "data" / "index.html").is_file()
    assert [letter.occasion for letter in office.archive.messages()] != []
