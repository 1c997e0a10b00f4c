"""The two commands that walk: with the real flow on a Prefect server, and in a simulation."""

import json
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.test_speaking import run

pytestmark = pytest.mark.slow


def test_advance_runs_the_real_flow_in_a_process_of_its_own(home: Path) -> None:
    started = run("cycle", "start", "--json")
    advanced = run("cycle", "advance", "--json")
    status = run("cycle", "status", "--json")

    told = json.loads(advanced.stdout)
    assert started.returncode == advanced.returncode == status.returncode == 0, advanced.stderr
    assert told["stage"] == "collect_data"
    assert len(told["waits_for"]) == len(json.loads(status.stdout)["waits"]) == 6
    assert "Traceback" not in advanced.stderr
    # One letter with one request, and one that tells the five others.
    assert len(list((home / "outbox").glob("*_delivery-requested_*.eml"))) == 1
    assert len(list((home / "outbox").glob("*_requests_*.eml"))) == 1


def test_a_simulation_ends_and_leaves_nothing(call: Call, home: Path) -> None:
    result = run("cycle", "simulate", "--starts-on", "2026-11-02", "--seed", "7", "--json")

    told = json.loads(result.stdout)
    assert result.returncode == 0, result.stderr
    assert {row["stage"] for row in told["stages"]} >= {"collect_data", "approve_plan"}
    assert sum(told["letters"].values()) > 100
    assert told["state"] != "open"
    assert not home.exists()
