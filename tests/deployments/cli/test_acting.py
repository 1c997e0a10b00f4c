"""Acts of the coordinator: previews, answers, an early close, and what they leave in the record."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import NOW, Call
from tests.deployments.cli.counting import content_of

GATE = "quality_release"


def seats(call: Call) -> int:
    listed = json.loads(call("gate", "list", "--json").stdout)
    return int(listed["gates"][0]["expected_count"])


def test_the_status_says_who_is_missing_and_until_when(call: Call, asked: Path) -> None:
    told = json.loads(call("cycle", "status", "--json").stdout)
    shown = call("cycle", "status")

    assert told["schema_version"] == 1
    assert told["stages"][0]["state"] == "in_review"
    assert [wait["kind"] for wait in told["waits"]] == ["ballot"] * seats(call)
    assert told["next_deadline_on"] == "2026-12-07"
    assert "liegt dem Gremium vor" in shown.stdout
    assert all(wait["who"] in shown.stdout for wait in told["waits"])


def test_looking_changes_nothing(call: Call, asked: Path) -> None:
    before = content_of(asked)

    for typed in (
        ("cycle", "status"),
        ("gate", "list", "--all"),
        ("gate", "show", GATE),
        ("measure", "reviews"),
        ("finding", "list"),
        ("outbox", "list"),
        ("outbox", "send", "--dry-run"),
        ("gate", "remind", "--dry-run"),
        ("gate", "close", GATE, "--reason", "x", "--dry-run"),
        ("cycle", "send-back", "collect_data", "--reason", "x", "--dry-run"),
        ("documents", "list"),
        ("audit", "verify"),
        ("audit", "list"),
        ("config", "show"),
        ("doctor",),
    ):
        result = call(*typed)
        assert result.exit_code == 0, (typed, result.stderr)

    assert content_of(asked) == before


def test_a_seat_answers_once_and_a_repeat_changes_nothing(call: Call, asked: Path) -> None:
    first = call("gate", "answer", GATE, "--seat", "internal_steering_group/01", "--all", "yes")
    again = call("gate", "answer", GATE, "--seat", "internal_steering_group/01", "--item", "1=yes")
    row = json.loads(call("gate", "list", "--json").stdout)["gates"][0]

    assert first.exit_code == again.exit_code == 0, first.stderr
    assert "neu oder geändert 1" in first.stdout
    assert "neu oder geändert 0" in again.stdout
    assert row["answered_count"] == 1
    assert call("audit", "verify").exit_code == 0


def test_answers_that_cannot_be_understood_are_refused(call: Call, asked: Path) -> None:
    before = content_of(asked)
    seat = ("--seat", "internal_steering_group/01")

    codes = {
        call("gate", "answer", GATE, *seat, "--item", "1=vielleicht").exit_code,
        call("gate", "answer", GATE, *seat, "--item", "eins=yes").exit_code,
        call("gate", "answer", GATE, *seat, "--item", "1=yes", "--item", "1=no").exit_code,
        call("gate", "answer", GATE, *seat).exit_code,
        call("gate", "answer", GATE, "--seat", "Bildung", "--all", "yes").exit_code,
    }

    assert codes == {2}
    assert call("gate", "answer", GATE, *seat, "--item", "9=yes").exit_code == 3
    assert call("gate", "answer", GATE, "--seat", "internal_steering_group/99", "--all", "yes").exit_code == 3
    assert call("gate", "answer", "topics", *seat, "--all", "yes").exit_code == 3
    assert content_of(asked) == before


def test_an_early_close_counts_what_is_there_and_names_its_reason(call: Call, asked: Path) -> None:
    for number in range(1, seats(call)):
        seat = f"internal_steering_group/{number:02}"
        assert call("gate", "answer", GATE, "--seat", seat, "--all", "yes").exit_code == 0

    closed = call("gate", "close", GATE, "--reason", "Alle sind da bis auf einen Urlaub", "--yes")
    gate = json.loads(call("gate", "list", "--all", "--json").stdout)["gates"][0]

    assert closed.exit_code == 0, closed.stderr
    assert gate["state"] == "passed"
    assert "vor Ablauf der Frist geschlossen" in gate["reason"]
    assert "Urlaub" in gate["reason"]
    assert any("outcome" in letter["occasion"] for letter in letters(call))
    assert call("audit", "verify").exit_code == 0


def letters(call: Call) -> list[dict[str, str]]:
    found = json.loads(call("outbox", "list", "--state", "owed", "--json").stdout)["letters"]
    assert isinstance(found, list)
    return found


def test_an_early_close_needs_a_reason_and_a_yes(call: Call, asked: Path) -> None:
    before = content_of(asked)

    assert call("gate", "close", GATE, "--reason", " ", "--yes").exit_code == 4
    assert call("gate", "close", GATE, "--reason", "x").exit_code == 2
    assert content_of(asked) == before


def test_sending_back_without_a_terminal_needs_a_yes(call: Call, asked: Path) -> None:
    before = content_of(asked)

    refused = call("cycle", "send-back", "collect_data", "--reason", "Zahlen fehlen")
    unchanged = content_of(asked)
    done = call("cycle", "send-back", "collect_data", "--reason", "Zahlen fehlen", "--yes")

    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    assert unchanged == before
    assert done.exit_code == 0
    assert json.loads(call("cycle", "status", "--json").stdout)["stages"][0]["state"] == "returned"


def test_more_time_moves_every_open_deadline(call: Call, asked: Path) -> None:
    moved = call("cycle", "extend", "collect_data", "--until", "2027-03-31", "--reason", "Ferien")
    late = call("cycle", "extend", "collect_data", "--until", "2020-01-01", "--reason", "Ferien")

    assert moved.exit_code == 0
    assert json.loads(call("cycle", "status", "--json").stdout)["next_deadline_on"] == "2027-03-31"
    assert late.exit_code == 4


def test_a_body_that_answers_by_ballots_takes_no_reported_count(call: Call, asked: Path) -> None:
    day = ("--held-on", "2026-11-20", "--present", "5")

    assert call("gate", "report", GATE, *day, "--item", "1=adopted:5/0/0").exit_code == 4
    assert call("gate", "report", GATE, *day, "--item", "1=adopted:5").exit_code == 2
    assert call("gate", "comment", GATE, "--author", "Kreiselternrat", "--text", "Gut").exit_code == 4


def test_letters_are_sent_and_kept_as_files(call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reminded = call("gate", "remind")
    too_early = call("outbox", "send", "--json")
    monkeypatch.setenv("MASTERPLAN_NOW", (NOW + timedelta(minutes=10)).isoformat())
    sent = call("outbox", "send", "--json")

    assert reminded.exit_code == 0
    assert json.loads(too_early.stdout)["sent"] == 0
    assert json.loads(sent.stdout)["sent"] > seats(call)
    assert len(list((asked / "outbox").glob("*reminder*.eml"))) == seats(call)


def test_documents_are_laid_down_again_as_they_were(call: Call, asked: Path) -> None:
    paper = next((asked / "documents").rglob("*.html"))
    right = paper.read_bytes()
    paper.write_bytes(b"changed by somebody")

    built = call("documents", "build")

    assert built.exit_code == 0
    assert paper.read_bytes() == right


def test_a_changed_entry_of_the_record_is_found(call: Call, asked: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(asked / "masterplan.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE audit_entry SET actor = 'nobody' WHERE number = 3")
    connection.commit()
    connection.close()

    verified = call("audit", "verify")

    assert verified.exit_code == 1
    assert "Eintrag 3" in verified.stdout
    assert call("doctor").exit_code == 1


def test_a_new_profile_is_written_once(call: Call, tmp_path: Path) -> None:
    typed = ("init", str(tmp_path / "celle"), "--title", "Landkreis Celle", "--region-code", "03351")

    written = call(*typed)
    again = call(*typed)
    forced = call(*typed, "--force")
    checked = call("check", str(tmp_path / "celle"), "--json")

    assert written.exit_code == forced.exit_code == checked.exit_code == 0
    assert again.exit_code == 4
    assert json.loads(checked.stdout)["warnings"]
    assert call(*typed[:-1], "3").exit_code == 4


def test_passwords_stay_hidden(call: Call, monkeypatch: object, home: Path) -> None:
    shown = call("config", "show", "--home", str(home))

    assert "Option" in shown.stdout
