"""`masterplan outbox read-answers` and `ledger`: what came back, and the proof of what went."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.commanding import AsJson, DryRun, command
from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.opening import Office


def register(app: typer.Typer) -> None:
    """Put both beside the acts."""
    command(app, "read-answers")(read_answers)
    command(app, "ledger")(ledger)


def read_answers(
    door: Door,
    *,
    mailbox: Annotated[Path | None, typer.Argument()] = None,
    is_only_shown: DryRun = False,
    is_json: AsJson = False,
) -> None:
    """Read mail that came back: .eml files, a Maildir or an mbox; without a place, the IMAP mailbox."""
    from steering.office.imap_mailbox import mailbox_of
    from steering.office.previewing import tried
    from steering.office.returns import ReadBack, read_mailbox
    from steering.office.returns import read_answers as read

    def act(inside: "Office") -> ReadBack:
        if mailbox is not None:
            return read(inside, mailbox)
        return read_mailbox(inside, mailbox_of(inside.settings), is_only_looked=is_only_shown)

    with door.reading() as office:
        found = tried(office, act) if is_only_shown else act(office)
    if is_json:
        door.json(
            kinds={kind.value: count for kind, count in found.kinds.items()},
            bounced=[{"id": each.id, "recipient": each.recipient} for each in found.bounced],
            unmatched=found.unmatched,
            known=found.known,
            for_people=found.for_people,
        )
        return
    for kind, count in sorted(found.kinds.items()):
        door.line("answers_kind", kind=door.word(kind.value, "report_kind"), count=count)
    for each in found.bounced:
        door.line("answers_bounced", recipient=each.recipient, subject=each.subject)
    door.line("answers_rest", unmatched=found.unmatched, known=found.known, for_people=found.for_people)
    if is_only_shown:
        door.line("only_shown")


def ledger(
    door: Door,
    *,
    gate: Annotated[str | None, typer.Option("--gate")] = None,
    meeting: Annotated[str | None, typer.Option("--meeting")] = None,
    cycle_id: Annotated[str | None, typer.Option("--cycle")] = None,
    folder: Annotated[Path | None, typer.Option("--to")] = None,
    with_pdf: Annotated[bool, typer.Option("--pdf")] = False,
    is_json: AsJson = False,
) -> None:
    """The proof of delivery of a revision, a question or a meeting, ready to be printed."""
    from deployments.cli.gate import gate_named
    from models import Cycle
    from steering.office.ledger import lay_down_ledger
    from steering.office.ledger import ledger as ledger_of

    with door.reading() as office:
        latest = office.archive.latest_cycle
        cycle = office.archive.find(Cycle, cycle_id) if cycle_id else latest(office.region_key)
        about, title = meeting or "", meeting or ""
        if gate:
            found = gate_named(office.read(cycle), gate)
            about, title = found.id, found.question
        facts = ledger_of(office, cycle, about=about, title=title)
        if is_json:
            door.json(cycle=cycle.id, about=about, letters=[asdict(row) for row in facts.rows])
            return
        place = folder or office.settings.home / "ledgers"
        written = lay_down_ledger(facts, place, with_pdf=with_pdf)
    for file in written:
        typer.echo(str(file))
    door.say("ledger_counted", count=len(facts.rows), arrived=facts.arrived_count)
