"""A secret vote on the command line: asked without echo or read from a private file, and shown nowhere."""

import json
import os
import pty
import signal
import sys
import termios
import time
from pathlib import Path
from select import select

import pytest

from tests.deployments.cli.conftest import NOW, Call
from tests.deployments.cli.counting import content_of
from tests.deployments.cli.test_gate_record import GATE, SEATS, answered, close

PATIENCE = 120


def a_file(folder: Path, text: str, mode: int = 0o600) -> str:
    file = folder / "ballot"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return str(file)


@pytest.fixture
def secret(call: Call, asked: Path) -> Path:
    made = call("gate", "make-secret", GATE, "--reason", "Beantragt.")
    assert made.exit_code == 0, made.stderr
    return asked


def test_a_secret_vote_shows_its_code_once_and_nothing_before_the_close(
    call: Call, secret: Path, tmp_path: Path
) -> None:
    vote = ("gate", "answer", GATE, "--seat", SEATS[4], "--sealed")
    answered(secret, "yes", "yes", "yes", "no")
    first = call(*vote, a_file(tmp_path, "1 = no\n"))
    code = first.stdout.partition("nur dem Mitglied: ")[2].strip()
    again = call(*vote, a_file(tmp_path, "all=yes"))
    changed = call(*vote, a_file(tmp_path, f"all=ja\ncode={code}\n"))
    seen = call("gate", "close", GATE, "--reason", "x", "--dry-run")
    close(call)
    told = json.loads(call("gate", "show", GATE, "--json").stdout)

    assert first.exit_code == changed.exit_code == 0, first.stderr + changed.stderr
    assert again.exit_code == 4
    assert "Bitte löschen Sie die Datei" in first.stderr
    assert "Abgestimmt haben 5 von 7" in seen.stderr
    assert "angenommen" not in seen.stderr
    assert (told["items"][0]["yes_count"], told["items"][0]["no_count"]) == (4, 1)
    assert call("gate", "recount", GATE).exit_code == 0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (("--all", "no"), 2),
        (("--item", "1=no"), 2),
        (("--remark", "nein"), 2),
        ((), 2),  # nobody sits at a terminal
        (("--sealed", "/nowhere/ballot"), 3),
    ],
)
def test_what_would_stand_in_the_history_is_not_taken(
    call: Call, secret: Path, typed: tuple[str, ...], code: int
) -> None:
    before = content_of(secret)

    refused = call("gate", "answer", GATE, "--seat", SEATS[0], *typed)

    assert refused.exit_code == code
    assert content_of(secret) == before


@pytest.mark.parametrize("text", ["1=nope", "1=no\n1=no", "2=no", "nein!", "1=yes:0", "1=yes:x"])
def test_what_cannot_be_read_is_not_repeated(call: Call, secret: Path, tmp_path: Path, text: str) -> None:
    refused = call("gate", "answer", GATE, "--seat", SEATS[0], "--sealed", a_file(tmp_path, text))

    assert refused.exit_code == 2
    assert text.split("\n", maxsplit=1)[0] not in refused.stderr + refused.stdout


def test_a_file_that_others_can_read_is_refused(call: Call, secret: Path, tmp_path: Path) -> None:
    refused = call("gate", "answer", GATE, "--seat", SEATS[0], "--sealed", a_file(tmp_path, "1=no", 0o644))

    assert refused.exit_code == 2
    assert "chmod 600" in refused.stderr


def test_an_open_vote_needs_no_seal(call: Call, asked: Path, tmp_path: Path) -> None:
    refused = call("gate", "answer", GATE, "--seat", SEATS[0], "--sealed", a_file(tmp_path, "1=no"))

    assert refused.exit_code == 2


def test_at_a_terminal_the_vote_is_asked_for_and_never_shown(secret: Path) -> None:
    arguments = ["gate", "answer", GATE, "--seat", SEATS[0], "--home", str(secret)]
    seen = at_a_terminal(arguments, typed=["enthaltung", ""], now=NOW.isoformat())

    assert "Code zum Ändern" in seen
    assert "nicht zu sehen" in seen
    assert "enthaltung" not in seen.casefold().replace("no oder abstain", "")


def at_a_terminal(arguments: list[str], *, typed: list[str], now: str) -> str:
    """What a terminal shows while the command runs in it and somebody types."""
    child, terminal = pty.fork()
    if child == 0:
        settings = {"MASTERPLAN_NOW": now, "MASTERPLAN_REGION": "heidekreis", "MASTERPLAN_LANGUAGE": "de"}
        called = [sys.executable, "-c", "from deployments.cli.main import run; run()", *arguments]
        os.execve(sys.executable, called, {**os.environ, **settings})  # noqa: S606 - our own program
    shown, waiting, answered = b"", [*typed], 0
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if select([terminal], [], [], 0.05)[0]:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # the other side has hung up
                break
            if not piece:
                break
            shown += piece
        elif waiting and is_silent(terminal) and shown[answered:].rstrip().endswith(b":"):
            # What is typed before the echo is off would be thrown away.
            os.write(terminal, waiting.pop(0).encode() + b"\n")
            answered = len(shown)
    else:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return shown.decode()


def is_silent(terminal: int) -> bool:
    """What is typed is not shown."""
    modes: int = termios.tcgetattr(terminal)[3]
    return not modes & termios.ECHO
