"""The doctor sees what would stop a revision, and changes nothing."""

import json
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.counting import content_of
from tests.deployments.cli.test_speaking import run


def states(text: str) -> dict[str, str]:
    return {check["key"]: check["state"] for check in json.loads(text)["checks"]}


def test_a_healthy_home_has_no_failure(call: Call, asked: Path) -> None:
    before = content_of(asked)

    result = call("doctor", "--json")

    assert result.exit_code == 0
    assert states(result.stdout)["audit"] == states(result.stdout)["pragmas"] == "ok"
    assert states(result.stdout)["clock_stands"] == "warn"
    assert content_of(asked) == before


def test_a_mail_server_that_does_not_answer_is_found(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERPLAN_MAIL_URL", "steer://someone:very-secret@127.0.0.1:1")

    result = call("doctor")

    assert result.exit_code == 1
    assert "Versandweg steer ist nicht erreichbar" in result.stdout
    assert "very-secret" not in result.output


def test_an_open_engine_is_warned_of_and_an_empty_home_stays_empty(home: Path) -> None:
    result = run("doctor", "--json", PREFECT_API_URL="http://127.0.0.1:1/api")

    told = states(result.stdout)
    assert result.returncode == 0
    assert [told[f"engine_{guard}"] for guard in ("auth", "csrf", "cors")] == ["warn"] * 3
    assert told["home_empty"] == "warn"
    assert not home.exists()


def test_a_guarded_engine_is_told_as_good() -> None:
    result = run(
        "doctor",
        "--json",
        PREFECT_API_URL="http://127.0.0.1:1/api",
        PREFECT_SERVER_API_AUTH_STRING="admin:very-secret",
        PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED="true",
        PREFECT_SERVER_CORS_ALLOWED_ORIGINS="https://masterplan.example.org",
        PREFECT_SERVER_ANALYTICS_ENABLED="false",
    )

    told = states(result.stdout)
    assert {told[f"engine_{guard}"] for guard in ("auth", "csrf", "cors", "analytics")} == {"ok"}
    assert "very-secret" not in result.stdout
