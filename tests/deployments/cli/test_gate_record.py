"""The record of a question on the command line: changed wording, secrecy, receipts, recounts, statements."""

import json
import sqlite3
from pathlib import Path

import pytest

from models import Answer, Gate, Mandate, Role
from steering.office import acts
from steering.office.clock import StandingClock
from steering.office.opening import open_office
from steering.office.receipts import Codes
from steering.office.settings import Settings
from tests.deployments.cli.conftest import NOW, Call
from tests.deployments.cli.counting import content_of

GATE = "quality_release"
SEATS = [f"internal_steering_group/{number:02}" for number in range(1, 8)]


def answer(call: Call, seat: str, said: str = "yes", *more: str) -> str:
    result = call("gate", "answer", GATE, "--seat", seat, "--all", said, *more)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def answered(home: Path, *said: str) -> list[Codes]:
    """The first members have answered; the commands are for what is looked at."""
    settings = Settings(
        home=home, region="heidekreis", profile=None, members=None, database_url=None, mail_url=None
    )
    with open_office(settings, clock=StandingClock(at=NOW)) as office:
        records = office.glance(office.archive.latest_cycle(office.region_key))
        (gate,) = records.all(Gate)
        members = sorted(
            (m for m in records.all(Mandate) if "internal" in m.seat_id and m.role is not Role.DEPUTY),
            key=lambda mandate: mandate.seat_id,
        )
        return [
            acts.cast(office, gate.id, member.id, {1: acts.Given(answer=Answer(each))})
            for member, each in zip(members, said, strict=False)
        ]


def close(call: Call) -> None:
    closed = call("gate", "close", GATE, "--reason", "Alle sind da.", "--yes")
    assert closed.exit_code == 0, closed.stderr


def test_a_question_shows_its_rules_and_who_answered_and_no_votes(call: Call, asked: Path) -> None:
    answer(call, SEATS[0])

    shown = call("gate", "show", GATE).stdout
    told = json.loads(call("gate", "show", GATE, "--json").stdout)

    assert "Beschlussfähig ab 4 von 7 Sitzen." in shown
    assert len(told["gate"]["rules"]["sentences"]) >= 3
    assert "Vollständig geantwortet haben 1 von 7." in shown
    assert (told["gate"]["rules"]["needed"], told["gate"]["rules"]["is_frozen"]) == (4, True)
    assert [item["yes_count"] for item in told["items"]] == [0]
    assert told["versions"][0]["number"] == 1


def test_every_answer_gives_a_receipt_that_is_published_after_the_close(call: Call, asked: Path) -> None:
    first = answer(call, SEATS[0]).partition("Quittung: ")[2].split()[0]
    given = [first, *(each.receipt for each in answered(asked, *["yes"] * 5) if each.new)]
    early = call("gate", "receipts", GATE)
    close(call)

    listed = json.loads(call("gate", "receipts", GATE, "--json").stdout)["receipts"]
    shown = call("gate", "receipts", GATE).stdout

    assert early.exit_code == 4
    assert listed == sorted(given)
    assert all(code in shown for code in given)


def test_a_changed_wording_is_previewed_and_asks_for_the_version(call: Call, asked: Path) -> None:
    answer(call, SEATS[0])
    before = content_of(asked)
    typed = (
        "gate",
        "amend",
        GATE,
        "--item",
        "1=Die Daten werden nicht freigegeben.",
        "--reason",
        "Versehen.",
    )

    seen = call(*typed, "--dry-run")
    assert content_of(asked) == before
    done = call(*typed, "--yes")
    unclear = call("gate", "answer", GATE, "--seat", SEATS[0], "--all", "yes")
    old = call("gate", "answer", GATE, "--seat", SEATS[0], "--all", "yes", "--version", "1")
    answer(call, SEATS[0], "yes", "--version", "2")

    assert "[nicht]" in seen.stderr
    assert "zählen würden: 1" in seen.stderr
    assert "jetzt gilt Fassung 2" in done.stdout
    assert (unclear.exit_code, old.exit_code) == (2, 4)
    assert "geändert, seit Sie ihn gelesen haben" in old.stderr
    assert "Fassung 2" in call("gate", "show", GATE).stdout
    assert call("gate", "answer", GATE, "--seat", SEATS[0], "--all", "yes", "--version", "9").exit_code == 3


def test_a_recount_is_equal_until_somebody_changes_the_record_by_hand(call: Call, asked: Path) -> None:
    answered(asked, *["yes"] * 6)
    assert call("gate", "recount", GATE).exit_code == 4
    close(call)

    equal = call("gate", "recount", GATE, "--json")
    tamper(asked, "ballot", "UPDATE ballot SET answer = 'no' WHERE id = 1")
    differs = call("gate", "recount", GATE)
    told = json.loads(call("gate", "recount", GATE, "--json").stdout)

    assert (equal.exit_code, json.loads(equal.stdout)["is_equal"]) == (0, True)
    assert differs.exit_code == 1
    assert "Punkt 1 (Ja/Nein/Enthaltung): ausgezählt 5/1/0" in differs.stdout
    assert {each["code"] for each in told["differences"]} >= {"item", "receipt"}


def tamper(home: Path, table: str, statement: str) -> None:
    connection = sqlite3.connect(home / "masterplan.db")
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
    )
    for (name,) in names.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_minority_statement_stands_beside_the_outcome(call: Call, asked: Path) -> None:
    typed = ("gate", "statement", GATE, "--seat", SEATS[5], "--item", "1", "--text", "Die Zahlen sind alt.")
    answered(asked, *["yes"] * 5, "no")
    early = call(*typed)
    close(call)

    kept = call(*typed)
    along = call(*(SEATS[0] if each == SEATS[5] else each for each in typed))

    assert (early.exit_code, kept.exit_code, along.exit_code) == (4, 0, 4)
    assert "Sondervotum zu Punkt 1" in call("gate", "show", GATE).stdout
    assert json.loads(call("gate", "show", GATE, "--json").stdout)["statements"][0]["item"] == 1


def test_an_answer_after_the_last_day_is_refused(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERPLAN_NOW", "2026-12-08T09:00:00+01:00")
    before = content_of(asked)

    late = call("gate", "answer", GATE, "--seat", SEATS[0], "--all", "yes")

    assert late.exit_code == 4
    assert "endete am 7.\u00a0Dezember\u00a02026" in late.stderr
    assert content_of(asked) == before


def test_refusals_are_told_in_both_languages(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {}
    for language in ("de", "en"):
        monkeypatch.setenv("MASTERPLAN_LANGUAGE", language)
        told[language] = [
            call("gate", "amend", GATE, "--reason", "x"),
            call("gate", "read", GATE, "--seat", SEATS[0]),
            call("gate", "receipts", GATE),
            call("gate", "recount", GATE),
            call("gate", "statement", GATE, "--seat", SEATS[0], "--item", "1", "--text", "x"),
        ]

    assert [[each.exit_code for each in said] for said in told.values()] == [[2, 4, 4, 4, 4]] * 2
    german, english = ({each.stderr for each in said} for said in told.values())
    assert len(german) == len(english) == 5
    assert not german & english


def test_an_objection_is_previewed_and_then_a_meeting_is_needed(call: Call, asked: Path) -> None:
    answer(call, SEATS[0])
    before = content_of(asked)

    seen = call("gate", "object", GATE, "--seat", SEATS[1], "--dry-run")
    assert content_of(asked) == before
    done = call("gate", "object", GATE, "--seat", SEATS[1])
    late = call("gate", "answer", GATE, "--seat", SEATS[2], "--all", "yes")
    listed = call("gate", "list").stdout
    shown = call("gate", "show", GATE).stdout
    told = json.loads(call("gate", "show", GATE, "--json").stdout)["gate"]

    assert (seen.exit_code, done.exit_code, late.exit_code) == (0, 0, 4), seen.stderr + done.stderr
    assert "nicht mehr zählen: 1" in seen.stderr
    assert "braucht jetzt eine Sitzung" in done.stdout
    assert "wird in einer Sitzung entschieden" in late.stderr
    assert "Sitzung nötig" in " ".join(listed.split())
    assert "Braucht eine Sitzung: Ein Mitglied hat dem Umlaufverfahren widersprochen." in shown
    assert (told["needs_meeting"], told["missing"]) == (True, [])
    assert "Sitzung nötig" in call("cycle", "status").stdout


def wants_consent(home: Path) -> None:
    """The rules that the question was put under want the consent of half of the members."""
    with sqlite3.connect(home / "masterplan.db") as database:
        (kept,) = database.execute("SELECT rules FROM gate").fetchone()
        frozen = json.loads(kept)
        for rules in frozen["book"].values():
            rules["circulation_consent_share"] = "1/2"
        database.execute("UPDATE gate SET rules = ?", (json.dumps(frozen),))


def test_consents_are_entered_seat_by_seat_and_then_everybody_is_asked(call: Call, asked: Path) -> None:
    wants_consent(asked)
    before = content_of(asked)

    seen = call("gate", "consent", GATE, "--seat", SEATS[0], "--dry-run")
    assert content_of(asked) == before
    short = call("gate", "consent", GATE, "--seat", SEATS[0], "--seat", SEATS[1], "--seat", SEATS[2])
    back = call("gate", "consent", GATE, "--seat", SEATS[0], "--no")
    shown = " ".join(call("gate", "show", GATE).stdout.split())
    again = call("gate", "consent", GATE, "--seat", SEATS[0])
    refused = call("gate", "answer", GATE, "--seat", SEATS[0], "--all", "yes")
    status = call("cycle", "status").stdout
    last = call("gate", "consent", GATE, "--seat", SEATS[3])
    late = call("gate", "consent", GATE, "--seat", SEATS[3], "--no")
    told = json.loads(call("gate", "show", GATE, "--json").stdout)["gate"]

    assert (seen.exit_code, short.exit_code, refused.exit_code) == (0, 0, 4), seen.stderr + short.stderr
    assert "Zugestimmt haben bisher 0, nötig sind 4." in seen.stderr
    assert "3 von mindestens 4" in short.stdout
    assert "wenn genug Mitglieder dem Umlaufverfahren zugestimmt haben" in " ".join(refused.stderr.split())
    assert "Ja oder Nein zum Umlaufverfahren" in " ".join(status.split())
    assert (back.exit_code, again.exit_code, late.exit_code) == (0, 0, 4), back.stderr + again.stderr
    assert "stimmt dem Umlaufverfahren nicht zu." in back.stdout
    assert "2 von mindestens 4" in shown
    assert "Nicht zugestimmt: " in shown
    assert "Ohne Antwort zum Umlaufverfahren, Frist " in shown
    assert "lässt sich keine Zustimmung mehr zurücknehmen" in " ".join(late.stderr.split())
    assert "Genug Mitglieder haben zugestimmt." in last.stdout
    assert (told["consents"]["given"], told["needs_meeting"]) == (4, False)
    assert call("gate", "answer", GATE, "--seat", SEATS[0], "--all", "yes").exit_code == 0
