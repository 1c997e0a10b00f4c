"""A meeting from the command line: what is typed, what is shown first, and what is said at the end."""

import json
from pathlib import Path

import pytest

from tests.deployments.cli.conftest import Call, Result
from tests.deployments.cli.counting import content_of

NAME = "internal_steering_group/1"
DAY = "2026-12-14"


def typed(call: Call, *words: str) -> Result:
    result = call("meeting", *words)
    assert result.exit_code == 0, (words, result.stderr)
    return result


def agreed(call: Call) -> None:
    """A meeting on the question that is open, with an agenda to which both have agreed."""
    typed(call, "plan", "internal_steering_group", "--at", f"{DAY}T10:00", "--place", "Kreishaus")
    typed(call, "agenda", NAME, "--add", "Eröffnung", "--kind", "formality")
    typed(call, "agenda", NAME, "--take-up", "quality_release")
    typed(call, "agenda", NAME, "--agree", "chief_executive")
    typed(call, "agenda", NAME, "--agree", "chair")


def test_a_meeting_is_held_from_the_command_line(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(call)
    typed(call, "summon", NAME, "--yes")
    monkeypatch.setenv("MASTERPLAN_NOW", f"{DAY}T09:00:00+00:00")
    typed(
        call,
        "attend",
        NAME,
        *(word for seat in range(1, 6) for word in ("--seat", str(seat))),
        "--at",
        "09:55",
    )
    opened = typed(call, "open", NAME, "--at", "10:00")
    moved = typed(
        call, "motion", NAME, "--kind", "end_of_debate", "--item", "2", "--by", "Service und Finanzen"
    )
    typed(call, "motion", NAME, "--number", "1", "--counts", "5/0/0")
    typed(call, "note", NAME, "--item", "2", "--text", "Die Zahlen werden erläutert.")
    voted = typed(call, "vote", NAME, "--item", "2", "--counts", "4/0/1")
    shown = typed(call, "show", NAME)
    typed(call, "close", NAME, "--at", "11:00")
    drafted = typed(call, "minutes", NAME)
    told = json.loads(typed(call, "show", NAME, "--json").stdout)
    listed = json.loads(typed(call, "list", "--json").stdout)

    assert "Anwesend sind 5 von 7 Stimmberechtigten, nötig sind 4." in opened.stdout
    assert "Antrag 1 (Schluss der Debatte) von Service und Finanzen" in moved.stdout
    assert "TOP 2: angenommen" in voted.stdout
    assert "TOP 2:" in shown.stdout
    assert "(4 Ja, 0 Nein, 1 Enthaltung)" in shown.stdout
    assert ".docx" in drafted.stdout
    assert told["meeting"]["state"] == "minutes_draft"
    assert told["meeting"]["oparl_state"] == "durchgeführt"
    assert told["is_untouched"] is True
    assert [vote["yes_count"] for vote in told["votes"]] == [4]
    assert [row["name"] for row in listed["meetings"]] == [NAME]


def test_a_sending_is_shown_first_and_needs_a_yes(call: Call, asked: Path) -> None:
    agreed(call)
    before = content_of(asked)

    shown = json.loads(typed(call, "summon", NAME, "--dry-run", "--json").stdout)
    words = typed(call, "summon", NAME, "--dry-run")
    without_yes = call("meeting", "summon", NAME)
    unchanged = content_of(asked)
    typed(call, "summon", NAME, "--yes")
    reason = ("--reason", "Der Saal ist belegt.")
    preview = typed(call, "move", NAME, "--at", "2026-12-16T10:00", *reason, "--dry-run")
    moved = typed(call, "move", NAME, "--at", "2026-12-16T10:00", *reason, "--yes")
    cancelled = typed(call, "cancel", NAME, *reason, "--yes")

    sent = json.loads(call("outbox", "list", "--json").stdout)["letters"]
    summoned = [letter for letter in sent if letter["occasion"] == "meeting_summons"]
    assert unchanged == before
    assert without_yes.exit_code == 2
    assert {each["recipient"] for each in shown["letters"]} == {each["recipient"] for each in summoned}
    assert "Betreff: Bitte kommen am Mo 14.12., 10:00 Uhr" in words.stderr
    assert "Nachrichten: 7" in words.stderr
    assert "Nachrichten: 7" in preview.stderr
    assert "16.12.2026" in moved.stdout
    assert "ist abgesagt" in cancelled.stdout


REFUSED = [
    (("show", "internal_steering_group/9"), 3),
    (("attend", NAME), 2),
    (("motion", NAME, "--kind", "amendment", "--item", "2"), 2),
    (("motion", NAME), 2),
    (("vote", NAME, "--item", "2", "--counts", "viele"), 2),
    (("agenda", NAME, "--withdraw"), 2),
    (("agenda", NAME, "--add", "x", "--kind", "chat"), 2),
    (("approve", NAME, "--in", NAME, "--counts", "1/0/0", "--correction", "ohne Stelle"), 2),
    (("open", NAME), 4),
    (("summon", NAME, "--yes"), 4),
]


def test_what_cannot_be_done_is_refused_with_its_code_in_plain_german(
    call: Call, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(call)
    monkeypatch.setenv("MASTERPLAN_NOW", f"{DAY}T09:00:00+00:00")
    before = content_of(asked)

    for words, exit_code in REFUSED:
        result = call("meeting", *words)
        assert result.exit_code == exit_code, (words, result.output)
        assert result.stderr.strip(), words

    assert content_of(asked) == before
    told = " ".join(result.stderr.replace("\u00a0", " ").split())
    assert "Für die Ladungsfrist von 7 Tagen musste die Ladung spätestens am 6. Dezember 2026 hinaus." in told
