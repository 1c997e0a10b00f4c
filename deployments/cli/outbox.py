"""`masterplan outbox`: the letters that are owed, and what became of each."""

from collections import Counter
from typing import Annotated, Any

import typer

from deployments.cli.answers import one_of
from deployments.cli.commanding import AsJson, DryRun, a_group, command
from deployments.cli.door import Door
from deployments.cli.foreseen import foreseen_row, show_foreseen
from steering.errors import Exit

app = a_group()


@command(app, "list")
def list_letters(
    door: Door, *, state: Annotated[str | None, typer.Option("--state")] = None, is_json: AsJson = False
) -> None:
    """Letters, oldest first; --state owed, sent, failed, unclear or cancelled shows only those."""
    from models import MessageState
    from steering.office.troubles import unreachable

    with door.reading() as office:
        returned = unreachable(office)
        wanted = [one_of(MessageState, state, "--state")] if state else list(MessageState)
        letters = office.archive.messages(states=wanted)
    rows = [_row(each) for each in letters]
    if is_json:
        door.json(letters=rows, unreachable=returned)
        return
    for each in returned:
        door.say("letter_unreachable", **each)
    if not rows:
        door.line("letters_none")
        return
    shown = [
        (
            row["owed_at"].date(),
            row["recipient"],
            door.word(row["state"].value, "message_state"),
            row["subject"],
        )
        for row in rows
    ]
    door.table(("since", "who", "state", "subject"), shown)
    counts = Counter(row["state"] for row in rows)
    told = ", ".join(f"{door.word(each.value, 'message_state')}: {n}" for each, n in counts.items())
    door.say("letters_counted", counts=told)


def _row(letter: Any) -> dict[str, Any]:
    from steering.necessity import necessity_of

    return {
        "id": letter.id,
        "recipient": letter.recipient,
        "occasion": letter.occasion,
        "subject": letter.subject,
        "state": letter.state,
        "necessity": necessity_of(letter.occasion),
        "owed_at": letter.owed_at,
        "not_before_at": letter.not_before_at,
        "ended_at": letter.ended_at,
        "told_in": letter.merged_into,
        "is_simulated": letter.is_simulated,
    }


@command(app, "show")
def show(door: Door, *, letter: Annotated[str, typer.Argument()], is_json: AsJson = False) -> None:
    """One letter with every attempt to deliver it."""
    from models import DeliveryAttempt, DeliveryReport, Message

    with door.reading() as office:
        found = office.archive.find(Message, letter)
        records = office.archive.read(
            [DeliveryAttempt, DeliveryReport], region_key=office.region_key, cycle_id=found.cycle_id or ""
        )
    tried = [each for each in records.all(DeliveryAttempt) if each.message_id == found.id]
    attempts = [
        {
            "number": each.number,
            "at": each.at,
            "channel": each.channel,
            "outcome": each.outcome,
            "code": each.code,
            "answer": each.answer,
        }
        for each in sorted(tried, key=lambda each: each.number)
    ]
    came_back = [each for each in records.all(DeliveryReport) if each.message_id == found.id]
    reports = [
        {"kind": each.kind, "at": each.at, "code": each.code, "answer": each.answer}
        for each in sorted(came_back, key=lambda each: each.at)
    ]
    if is_json:
        more = {"text": found.text, "address": found.address, "mail_id": found.mail_id}
        door.json(letter={**_row(found), **more}, attempts=attempts, reports=reports)
        return
    state = door.word(found.state.value, "message_state")
    door.line("letter", recipient=found.recipient, subject=found.subject, state=state)
    typer.echo(found.text)
    for each in attempts:
        outcome = door.word(str(each["outcome"]), "delivery_outcome")
        door.line("attempt", **{**each, "outcome": outcome, "code": each["code"] or ""})
    for report in reports:
        kind = door.word(str(report["kind"]), "report_kind")
        door.line("letter_report", **{**report, "kind": kind})
    if found.merged_into:
        door.line("letter_told_in", letter=found.merged_into)


@command(app, "send")
def send(door: Door, *, is_only_shown: DryRun = False, is_json: AsJson = False) -> None:
    """Hand over every letter that is due."""
    from steering.office.dispatch import dispatch

    with door.reading() as office:
        if is_only_shown:
            from steering.office.previewing import foresee

            going = [each for each in foresee(office) if each.at <= office.now]
            if is_json:
                door.json(letters=[foreseen_row(each) for each in going])
                return
            show_foreseen(door, going)
            door.line("only_shown")
            return
        sent = dispatch(office)
    if is_json:
        door.json(sent=sent.sent, waiting=sent.waiting, failed=sent.failed, unclear=sent.unclear)
    else:
        facts = {"sent": sent.sent, "waiting": sent.waiting, "failed": sent.failed, "unclear": sent.unclear}
        door.line("sent", **facts)
    if sent.failed or sent.waiting or sent.unclear:
        raise typer.Exit(int(Exit.OUTSIDE_FAILED))


@command(app, "preview")
def preview(
    door: Door,
    *,
    shows_text: Annotated[bool, typer.Option("--text")] = False,
    is_json: AsJson = False,
) -> None:
    """Everything that would go out, to whom, when and why; with --text every word of it."""
    from steering.office.previewing import foresee

    with door.reading() as office:
        going = foresee(office)
    if is_json:
        door.json(letters=[foreseen_row(each) for each in going])
        return
    show_foreseen(door, going, shows_text=shows_text)
