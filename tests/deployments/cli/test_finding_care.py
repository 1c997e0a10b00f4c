"""After the check, by command: who cares for findings, how the data stand, what lies in the folder."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call
from tests.deployments.cli.counting import DELIVERIES, content_of


@pytest.fixture
def finding(call: Call, asked: Path) -> str:
    """A finding that stands: a table that is late."""
    found = json.loads(call("finding", "list", "--json").stdout)["findings"]
    return str(next(each["id"] for each in found if "newest_period" in each["id"]))


def events(call: Call, finding: str) -> list[str]:
    told = json.loads(call("finding", "history", finding, "--json").stdout)
    return [event["act"] for event in told["events"]]


def test_a_finding_is_acknowledged_assigned_and_put_off(call: Call, finding: str) -> None:
    for _ in range(2):
        assert call("finding", "acknowledge", finding).exit_code == 0
        assert call("finding", "assign", finding, "--to", "employment_agency").exit_code == 0
        result = call("finding", "snooze", finding, "--until", "2027-02-01", "--reason", "Kommt neu.")

    assert result.exit_code == 0
    assert "Zurückgestellt bis Mo 01.02.2027" in result.stdout
    assert sorted(events(call, finding)) == ["acknowledged", "appeared", "assigned", "snoozed"]
    shown = call("finding", "history", finding).stdout
    assert "zugewiesen (coordinator); Agentur für Arbeit" in shown
    assert "aufgetreten (Prüfung)" in shown


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("snooze", "{f}", "--until", "2026-11-23", "--reason", "x"), 4, "Möglich ist jeder Tag von"),
        (("snooze", "{f}", "--until", "2027-01-23", "--reason", " "), 4, "Begründung"),
        (("assign", "{f}", "--to", "nobody"), 3, "employment_agency"),
        (("release", "{f}", "--reason", "x"), 4, "keine Zahlen zurück"),
        (("acknowledge", "nothing"), 3, "finding list"),
        (("rows", "nothing"), 3, "finding list"),
        (("history", "nothing"), 3, "finding list"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    call: Call, asked: Path, finding: str, typed: tuple[str, ...], code: int, said: str
) -> None:
    before = content_of(asked)

    result = call("finding", *(each.format(f=finding) for each in typed))

    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
    assert content_of(asked) == before


def test_every_row_of_a_finding_is_shown_and_exported(call: Call, finding: str) -> None:
    told = json.loads(call("finding", "rows", finding, "--json").stdout)
    exported = call("finding", "rows", finding, "--csv").stdout
    shown = call("finding", "rows", finding)

    lines = list(csv.DictReader(io.StringIO(exported.removeprefix("\ufeff")), delimiter=";"))
    assert told["rule"] == "newest_period_is_not_late"
    assert [line["rule"] for line in lines] == [row["rule"] for row in told["rows"]] != []
    assert told["is_held"] is False
    assert "werden verwendet" in shown.stdout


def test_sources_say_who_delivers_what_next_and_by_when(call: Call, asked: Path) -> None:
    before = content_of(asked)
    told = json.loads(call("data", "sources", "--json").stdout)["sources"]
    shown = call("data", "sources").stdout

    by_key = {each["source"]: each for each in told}
    assert by_key["unemployment"]["state"] == "expected"
    assert by_key["unemployment"]["expected_on"] == "2027-03-01"
    assert by_key["unemployment"]["owner"] == "Agentur für Arbeit"
    assert by_key["unemployment"]["contract"]["rhythm_months"] == 12
    assert by_key["school_leavers"]["state"] == "late"
    assert by_key["school_leavers"]["days_late"] > 0
    assert "noch nicht fällig. Es liefert: Agentur für Arbeit" in shown
    assert "erwartet bis Mo 01.03.2027" in shown
    assert content_of(asked) == before


def test_the_state_of_the_data_stands_on_one_screen(call: Call, asked: Path) -> None:
    before = content_of(asked)
    told = json.loads(call("data", "status", "--json").stdout)
    shown = call("data", "status")

    assert told["critical"] == 0
    assert told["warnings"] > 0
    assert told["scores"]["Aktualität"] < told["scores"]["Eindeutigkeit"] == 100.0
    assert {each["source"] for each in told["sources"] if each["state"] == "late"}
    assert len(shown.stdout.splitlines()) <= 20
    assert "Zuletzt geprüft" in shown.stdout
    assert "Güte: " in shown.stdout
    assert "Als Nächstes bis Mo 01.03.2027" in shown.stdout
    assert content_of(asked) == before


def test_the_folder_is_looked_into_and_then_emptied(
    call: Call, home: Path, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("steering.office.watched_folder.SETTLED_SECONDS", 0)
    (home / "inbox").mkdir()
    (home / "inbox" / "neu.csv").write_bytes(next(iter(sorted(DELIVERIES.glob("*.csv")))).read_bytes())
    (home / "inbox" / "falsch.csv").write_bytes(b"")

    looked = call("data", "inbox", "--dry-run")
    assert "falsch.csv, neu.csv" in looked.stdout
    assert "Im Eingangsordner warten: falsch.csv, neu.csv" in call("data", "status").stdout

    done = call("data", "inbox")

    assert done.exit_code == 1
    assert "Übernommen: neu.csv" in done.stdout
    assert "Nicht übernommen: falsch.csv" in done.stdout
    assert json.loads(call("data", "inbox", "--dry-run", "--json").stdout)["files"] == []


@pytest.mark.parametrize("typed", [("finding", "rows", "x"), ("data", "status"), ("data", "sources")])
def test_where_nothing_is_kept_nothing_is_created(call: Call, home: Path, typed: tuple[str, ...]) -> None:
    result = call(*typed)

    assert result.exit_code == 3
    assert not home.exists()
