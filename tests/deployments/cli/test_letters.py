"""What a coordinator does about letters: look, stop, take back, wish, read what came back, prove."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import NOW, Call
from tests.steering import returned_mails as mails
from tests.steering.office.mail_servers import a_free_port

WHY = ("--reason", "Die Anlage fehlt.")


def letters(call: Call, state: str) -> list[dict]:
    return json.loads(call("outbox", "list", "--state", state, "--json").stdout)["letters"]


def test_a_preview_names_every_recipient_and_the_reason_for_its_moment(call: Call, asked: Path) -> None:
    shown = call("outbox", "preview")
    told = json.loads(call("outbox", "preview", "--json").stdout)["letters"]

    assert shown.exit_code == 0
    assert len(told) == len(letters(call, "owed"))
    assert all(each["address"] in shown.stdout for each in told)
    assert {each["why"] for each in told} == {"undo"}
    assert "bis dahin zurückzuholen" in shown.stdout


def test_a_preview_with_text_shows_every_word(call: Call, asked: Path) -> None:
    shown = call("outbox", "preview", "--text")

    assert shown.stdout.count("Guten Tag,") == len(letters(call, "owed"))


def test_what_an_act_would_send_is_shown_and_not_sent(call: Call, asked: Path) -> None:
    before = letters(call, "owed")

    tried = call("gate", "remind", "--dry-run")

    assert "Damit gingen hinaus:" in tried.stderr
    assert tried.stdout.count("Bitte noch freigeben bis") == 7
    assert letters(call, "owed") == before


def test_letters_are_held_and_let_go_with_a_warning_for_what_the_law_demands(call: Call, asked: Path) -> None:
    count = len(letters(call, "owed"))

    tried = call("outbox", "hold", "--all", *WHY, "--dry-run")
    held = call("outbox", "hold", "--all", *WHY, "--yes")
    released = call("outbox", "release", "--all", *WHY, "--yes")

    assert "Vorgeschriebene Nachrichten sind dabei" in tried.stderr
    assert (held.stdout.splitlines()[-1], released.stdout.splitlines()[-1]) == (
        f"Angehalten: {count}",
        f"Freigegeben: {count}",
    )
    assert len(letters(call, "owed")) == count


def test_it_is_said_which_letters_are_meant(call: Call, asked: Path) -> None:
    assert call("outbox", "hold", *WHY, "--yes").exit_code == 2
    assert call("outbox", "hold", "nowhere", *WHY, "--yes").exit_code == 3


def test_what_was_caused_last_is_taken_back(call: Call, asked: Path) -> None:
    count = len(letters(call, "owed"))

    undone = call("outbox", "undo", *WHY, "--yes")

    assert undone.stdout.splitlines()[-1] == f"Zurückgeholt: {count}"
    assert len(letters(call, "cancelled")) == count


def test_a_letter_that_lies_for_an_hour_is_told_by_status_and_doctor(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = call("cycle", "status")
    monkeypatch.setenv("MASTERPLAN_NOW", (NOW + timedelta(hours=2)).isoformat())

    status = call("cycle", "status")
    doctor = call("doctor")

    assert "Die Post braucht Sie" not in quiet.stdout
    assert "Die Post braucht Sie" in status.stdout
    assert "Länger als eine Stunde liegen geblieben" in doctor.stdout


def test_what_came_back_is_read_and_shown(
    call: Call, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTERPLAN_NOW", (NOW + timedelta(minutes=10)).isoformat())
    call("outbox", "send")
    sent = letters(call, "sent")[0]
    full = json.loads(call("outbox", "show", sent["id"], "--json").stdout)["letter"]
    folder = tmp_path / "back"
    folder.mkdir()
    bounce = mails.POSTFIX.replace(mails.OUR_ID.encode(), full["mail_id"].encode())
    (folder / "1.eml").write_bytes(bounce.replace(mails.TO.encode(), full["address"].encode()))

    tried = call("outbox", "read-answers", str(folder), "--dry-run")
    read = call("outbox", "read-answers", str(folder))
    listed = call("outbox", "list", "--state", "bounced")
    shown = call("outbox", "show", sent["id"])
    again = call("outbox", "retry", sent["id"], "--reason", "Neue Adresse", "--address", "neu@example.org")

    assert "Nicht zustellbar: 1" in tried.stdout
    assert f"Kam nicht an: {sent['subject']}" in read.stdout
    assert f"{full['address']} (5.1.1)" in listed.stderr
    assert "User unknown" in shown.stdout
    assert again.exit_code == 0
    assert letters(call, "bounced") == []


def test_the_mailbox_of_the_settings_is_read_where_no_place_is_named(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unset = call("outbox", "read-answers")
    address = f"imaps://office@127.0.0.1:{a_free_port()}/INBOX"
    monkeypatch.setenv("MASTERPLAN_MAILBOX_URL", address)
    monkeypatch.setenv("MASTERPLAN_MAILBOX_PASSWORD", "very-secret")
    nobody = call("outbox", "read-answers")
    tried = call("outbox", "read-answers", "--dry-run")
    shown = call("config", "show")

    assert (unset.exit_code, nobody.exit_code, tried.exit_code) == (2, 5, 5)
    assert "MASTERPLAN_MAILBOX_URL" in unset.stderr
    assert address in nobody.stderr
    assert "very-secret" not in nobody.output + tried.output + shown.output


def test_a_wish_is_kept(call: Call, asked: Path) -> None:
    kept = call("outbox", "prefer", "eltern@example.org", "--digest", "weekly")
    wrong = call("outbox", "prefer", "eltern@example.org", "--digest", "sometimes")

    assert kept.stdout == "eltern@example.org bekommt Neuigkeiten: wöchentlich gesammelt\n"
    assert wrong.exit_code == 2


def test_the_proof_of_delivery_lies_where_it_is_said(call: Call, asked: Path) -> None:
    written = call("outbox", "ledger", "--gate", "quality_release", "--pdf")
    told = json.loads(call("outbox", "ledger", "--gate", "quality_release", "--json").stdout)

    page, pdf = map(Path, written.stdout.split())
    assert (page.suffix, pdf.suffix) == (".html", ".pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert len(told["letters"]) == 7
    assert "Zustellnachweis" in page.read_text("utf-8")
