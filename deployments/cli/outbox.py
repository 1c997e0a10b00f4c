"""`masterplan outbox`: the letters that are owed, and what became of each."""

from collections import Counter
from typing import Annotated, Any

import typer

from deployments.cli.answers import one_of
from deployments.cli.commanding import AsJson, DryRun, a_group, command
from deployments.cli.door import Door
from steering.errors import Exit

app = a_group()


@command(app, "list")
def list_letters(
    door: Door, *, state: Annotated[str | None, typer.Option("--state")] = None, is_json: AsJson = False
) -> None:
    """Letters, oldest first; --state owed, sent, failed, unclear or cancelled shows only those."""
    from models import MessageState

    with door.reading() as office:
        wanted = [one_of(MessageState, state, "--state")] if state else list(MessageState)
        letters = office.archive.messages(states=wanted)
    rows = [_row(each) for each in letters]
    if is_json:
        door.json(letters=rows)
        return
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
    return {
        "id": letter.id,
        "recipient": letter.recipient,
        "occasion": letter.occasion,
        "subject": letter.subject,
        "state": letter.state,
        "owed_at": letter.owed_at,
        "ended_at": letter.ended_at,
        "is_simulated": letter.is_simulated,
    }


@command(app, "show")
def show(door: Door, *, letter: Annotated[str, typer.Argument()], is_json: AsJson = False) -> None:
    """One letter with every attempt to deliver it."""
    from models import DeliveryAttempt, Message

    with door.reading() as office:
        found = office.archive.find(Message, letter)
        records = office.archive.read(
            [DeliveryAttempt], region_key=office.region_key, cycle_id=found.cycle_id or ""
        )
    tried = [each for each in records.all(DeliveryAttempt) if each.message_id == found.id]
    attempts = [
        {
            "number": each.number,
            "at": each.at,
            "channel": each.channel,
            "outcome": each.outcome,
            "answer": each.answer,
        }
        for each in sorted(tried, key=lambda each: each.number)
    ]
    if is_json:
        door.json(letter={**_row(found), "text": found.text}, attempts=attempts)
        return
    state = door.word(found.state.value, "message_state")
    door.line("letter", recipient=found.recipient, subject=found.subject, state=state)
    typer.echo(found.text)
    for each in attempts:
        outcome = door.word(str(each["outcome"]), "delivery_outcome")
        door.line("attempt", **{**each, "outcome": outcome})


@command(app, "send")
def send(door: Door, *, is_only_shown: DryRun = False, is_json: AsJson = False) -> None:
    """Hand over every letter that is due."""
    from models import MessageState
    from steering.office.dispatch import dispatch

    with door.reading() as office:
        if is_only_shown:
            owed = office.archive.messages(states=[MessageState.OWED])
            due = [each for each in owed if each.not_before_at <= office.now]
            if is_json:
                door.json(letters=[_row(each) for each in due])
                return
            door.table(("who", "subject"), [(each.recipient, each.subject) for each in due])
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
