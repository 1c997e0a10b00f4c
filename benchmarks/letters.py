"""Letters through the whole outbox, beside a bare loop of smtplib that keeps its connection.

Both hand the same letters to the same server on this machine, a lean one in a process of its own. The
bare loop makes each letter with the standard library and hands it over; it remembers nothing. The outbox
claims each letter, hands it over and keeps what came of it, in a database that survives a power failure.

    python -m benchmarks.letters 10000
"""

import asyncio
import multiprocessing
import smtplib
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from benchmarks.measuring import show
from models import Message, MessageState
from steering.office.clock import StandingClock
from steering.office.dispatch import dispatch
from steering.office.opening import open_office
from steering.office.settings import Settings
from templates.letter import blocks_of, plain_text

LETTERS = 2_000
OWED_AT = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
NOW = OWED_AT + timedelta(hours=1)
SENDER = "office@example.org"
PARAGRAPH = "Die Stabsstelle bittet die Strategiegruppe um eine Empfehlung. Es geht um zwei Punkte. "
TEXT = plain_text(
    blocks_of("Guten Tag,\n\n" + "\n\n".join([PARAGRAPH * 2] * 4)), "https://masterplan.example.org"
)
HTML = "<!DOCTYPE html><html lang='de'><body>" + f"<p>{PARAGRAPH}</p>" * 12 + "</body></html>"


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One conversation; everything is taken, nothing is kept."""
    writer.write(b"220 sink\r\n")
    while line := await reader.readline():
        verb = line[:4].upper()
        if verb == b"DATA":
            writer.write(b"354 go on\r\n")
            await reader.readuntil(b"\r\n.\r\n")
        if verb == b"QUIT":
            writer.write(b"221 bye\r\n")
            break
        writer.write(b"250 OK\r\n")
    writer.close()


def serve(port: Any) -> None:
    """A server that takes every letter, until its process is ended."""

    async def run() -> None:
        server = await asyncio.start_server(_answer, "127.0.0.1", 0, limit=2**20)
        port.value = server.sockets[0].getsockname()[1]
        await server.serve_forever()

    asyncio.run(run())


def a_letter(number: int) -> Message:
    return Message(
        id=f"benchmark/{number:06}",
        stage_key="agree_topics",
        round=1,
        occasion="gate_opened",
        recipient=f"Mitglied {number} für den Kreiselternrat",
        address=f"seat-{number}@example.org",
        subject=f"Bitte abstimmen bis Fr 12.03.: Maßnahme {number}",
        text=TEXT,
        html=HTML,
        mail_id=f"<{number:032}@example.org>",
        owed_at=OWED_AT,
        not_before_at=OWED_AT,
    )


def bare_loop(port: int, count: int) -> float:
    """Seconds that the loop takes."""
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port, "example.org") as line:
        for number in range(count):
            message = a_letter(number)
            letter = EmailMessage()
            letter["Message-ID"] = message.mail_id
            letter["From"] = SENDER
            letter["To"] = message.address
            letter["Subject"] = message.subject
            letter.set_content(message.text)
            letter.add_alternative(message.html, subtype="html")
            line.send_message(letter)
    return time.perf_counter() - began


def through_the_outbox(port: int, count: int) -> float:
    """Seconds from the first claim to the last result kept."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), mail_url=f"steer://127.0.0.1:{port}/?tls=none", sender=SENDER)
        with open_office(settings, clock=StandingClock(at=NOW), actor="flow", origin="flow") as office:
            office.archive.prepare()
            with office.writing() as tx:
                tx.owe(a_letter(number) for number in range(count))
            began = time.perf_counter()
            dispatch(office)
            taken = time.perf_counter() - began
            sent = office.archive.messages(states=[MessageState.SENT])
        assert len(sent) == count
    return taken


def measure(count: int) -> dict[str, float]:
    spawn = multiprocessing.get_context("spawn")
    port = spawn.Value("i", 0)
    server = spawn.Process(target=serve, args=(port,), daemon=True)
    server.start()
    while not port.value:
        time.sleep(0.05)
    try:
        bare_loop(port.value, 50)
        return {
            "bare smtplib loop": bare_loop(port.value, count),
            "masterplan outbox": through_the_outbox(port.value, count),
        }
    finally:
        server.terminate()
        server.join()


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    show(f"{asked} letters to a server on this machine", measure(asked), known="bare smtplib loop")
