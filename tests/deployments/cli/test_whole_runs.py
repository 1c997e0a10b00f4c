"""The two commands that walk: with the real flow on a Prefect server, and in a simulation."""

import json
from pathlib import Path

import pytest

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


@pytest.mark.survival
def test_a_simulation_tells_of_five_years_and_leaves_nothing(home: Path) -> None:
    words = ("--starts-on", "2026-11-02", "--seed", "7", "--person", "strategiegruppe-07")

    result = run("cycle", "simulate", *words, "--json")

    told = json.loads(result.stdout)
    assert result.returncode == 0, result.stderr
    assert {row["stage"] for row in told["stages"]} >= {"collect_data", "approve_plan"}
    assert told["state"] != "open"
    assert not home.exists()
    # The calendar goes on for five years, and tells apart what happens from what is only foreseen.
    happened = [row for row in told["calendar"] if not row["is_planned"]]
    assert (happened[0]["on"], happened[-1]["on"]) == ("2026-11-02", "2031-10-31")
    assert {row["what"] for row in told["calendar"] if row["is_planned"]} >= {"conference", "election"}
    # Every mail belongs to somebody, and one person's mails can be read one by one.
    assert sum(told["letters"].values()) == sum(row["count"] for row in told["mails"]) > 100
    mine = next(row for row in told["mails"] if row["address"].startswith("strategiegruppe-07@"))
    assert len(told["person"]) == mine["count"] == sum(mine["by_week"].values())
    # The office sets no deadline on a free day; the profile of the Heidekreis names holidays of few winters.
    troubles = {row["code"] for row in told["troubles"]}
    assert "deadline_on_a_free_day" not in troubles
    assert {"plan_gap", "quorum_missed", "school_holidays_unknown", "next_plan_unnamed"} <= troubles
