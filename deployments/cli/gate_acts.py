"""`masterplan gate answer`, `close`, `report`, `comment`, `reply`, `remind`: what is done at a question."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli import gate_record
from deployments.cli.answers import counts, given, mandate_named
from deployments.cli.commanding import DryRun, Yes, command
from deployments.cli.door import Door
from deployments.cli.foreseen import show_letters_of
from deployments.cli.gate import GateName, gate_named
from deployments.cli.seats import seat_id_of
from deployments.cli.secret_answers import Sealed, refuse_on_the_line, sealed_ballot
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Gate
    from steering.records import Records

Items = Annotated[list[str] | None, typer.Option("--item")]


def register(app: typer.Typer) -> None:
    """Put the acts beside `list` and `show`."""
    for name, act in (
        ("answer", answer),
        ("close", close),
        ("report", report),
        ("comment", comment),
        ("reply", reply),
        ("remind", remind),
    ):
        command(app, name)(act)
    gate_record.register(app)


def answer(
    door: Door,
    *,
    gate: GateName,
    seat: Annotated[str, typer.Option("--seat")],
    item: Items = None,
    every: Annotated[str | None, typer.Option("--all")] = None,
    remark: Annotated[str, typer.Option("--remark")] = "",
    is_deputy: Annotated[bool, typer.Option("--deputy")] = False,
    by_seat: Annotated[str | None, typer.Option("--by")] = None,
    version: Annotated[int | None, typer.Option("--version", min=1)] = None,
    sealed: Annotated[Path | None, typer.Option("--sealed")] = None,
) -> None:
    """Answer for a seat; a secret vote is asked without echo, or read from a private file."""
    from steering.office import acts
    from steering.office.waiting import items_of

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate)
        # A vote that was handed over is given by the holder of another seat.
        mandate = mandate_named(office, records, by_seat or seat, is_deputy=is_deputy)
        seen = hash_of(records, found, version)
        for_seat = seat_id_of(office, seat) if by_seat else ""
        titles = {each.number: each.title for each in items_of(records, found)}
        if found.is_secret:
            refuse_on_the_line(found.question, (item, every, remark))
            ballot = sealed_ballot(door, titles, sealed)
        else:
            _refuse_sealed(found, sealed)
            ballot = Sealed(given=given(item or [], every, list(titles), remark))
        envelope = acts.Envelope(seen=seen, code=ballot.code, for_seat=for_seat)
        kept = acts.cast(office, found.id, mandate.id, ballot.given, envelope=envelope)
    door.line("answered", seat=mandate.title, question=found.question, count=kept.new)
    if kept.receipt:
        door.line("receipt_given", code=kept.receipt)
    if kept.secret_code:
        door.line("secret_code_given", code=kept.secret_code)
    if sealed and str(sealed) != "-":
        door.say("secret_file_kept", file=str(sealed))


def _refuse_sealed(gate: "Gate", sealed: Path | None) -> None:
    if sealed is not None:
        raise BadUsage(f"{gate.id} is open.", code="sealed_but_open", gate=gate.question)


def hash_of(records: "Records", gate: "Gate", version: int | None) -> str:
    """The hash of the version that the member had; once the wording has changed, it has to be named."""
    from models import GateVersion

    known = {each.number: each.sha256 for each in records.all(GateVersion) if each.gate_id == gate.id}
    if version is None and len(known) > 1:
        raise BadUsage("Which version?", code="version_needed", gate=gate.question, number=max(known))
    if version is None:
        return ""
    if version not in known:
        raise NotThere(f"No version {version}.", code="no_such_version", gate=gate.question, number=version)
    return known[version]


def close(
    door: Door,
    *,
    gate: GateName,
    reason: Annotated[str, typer.Option("--reason")],
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
) -> None:
    """Close a question early with the answers that are there."""
    from steering.office import closing
    from steering.office.waiting import who_answered
    from templates.reasons import reason_text

    with door.steering() as (office, cycle):
        found = gate_named(office.glance(cycle), gate)
        seen = closing.foreseen(office, found.id, reason)
        if found.is_secret:
            # Whoever may close would otherwise choose the moment by the result.
            who = who_answered(office.glance(cycle), found)
            done, expected = len(who.seats), len(who.seats) + len(who.missing)
            door.say("close_preview_secret", question=found.question, done=done, expected=expected)
        else:
            state = door.word(seen.state.value, "gate_state")
            door.say("close_preview", question=found.question, state=state)
            for each in seen.reasons:
                if not door.is_quiet:
                    typer.echo(f"- {reason_text(each.code, each.facts, door.language)}", err=True)
        if is_only_shown:
            show_letters_of(door, office, lambda inside: closing.close_early(inside, found.id, reason))
            door.line("only_shown")
            return
        door.confirm(is_agreed=is_agreed)
        closed = closing.close_early(office, found.id, reason)
    door.line("closed", question=closed.question, state=door.word(closed.state.value, "gate_state"))
    door.say("letters_owed")


def report(
    door: Door,
    *,
    gate: GateName,
    held_on: Annotated[datetime, typer.Option("--held-on", formats=["%Y-%m-%d"])],
    present: Annotated[int, typer.Option("--present", min=0)],
    item: Items = None,
    reported_by: Annotated[str, typer.Option("--by")] = "council_office",
) -> None:
    """Report how a council body voted in its meeting."""
    from steering.office import acts
    from steering.office.waiting import items_of

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate)
        numbers = [each.number for each in items_of(records, found)]
        counted = counts(item or [], numbers)
        acts.report_meeting(
            office,
            found.id,
            held_on=held_on.date(),
            present=present,
            counts=counted,
            reported_by=reported_by,
        )
    door.line("reported", question=found.question, on=held_on.date(), count=len(counted))


def comment(
    door: Door,
    *,
    gate: GateName,
    text: Annotated[str, typer.Option("--text")],
    author: Annotated[str | None, typer.Option("--author")] = None,
    seat: Annotated[str | None, typer.Option("--seat")] = None,
    anchor: Annotated[str, typer.Option("--anchor")] = "",
) -> None:
    """Keep a remark on the draft, for a seat or in the name of a body."""
    from steering.office import acts

    with door.steering() as (office, cycle):
        records = office.glance(cycle)
        found = gate_named(records, gate)
        mandate = mandate_named(office, records, seat, is_deputy=False) if seat else None
        name = mandate.title if mandate and author is None else author
        if not name:
            raise BadUsage("Who says so?", code="author_missing")
        kept = acts.comment(
            office,
            found.id,
            author=name,
            text=text,
            anchor=anchor,
            seat_id=mandate.seat_id if mandate else None,
        )
    door.line("commented", comment=kept.id)


def reply(
    door: Door,
    *,
    comment_id: Annotated[str, typer.Argument(metavar="COMMENT")],
    state: Annotated[str, typer.Option("--state")],
    text: Annotated[str, typer.Option("--text")],
) -> None:
    """Answer a remark: accepted, partly_accepted or declined."""
    from deployments.cli.answers import one_of
    from models import CommentState
    from steering.office import acts

    with door.steering() as (office, _):
        acts.answer_comment(office, comment_id, state=one_of(CommentState, state, "--state"), text=text)
    door.line("replied", comment=comment_id)


def remind(door: Door, *, is_only_shown: DryRun = False) -> None:
    """Write reminders now, one a day, only to those who have not answered."""
    from steering.office.reminding import remind as owe_reminders

    with door.steering() as (office, cycle):
        if is_only_shown:
            show_letters_of(door, office, lambda inside: owe_reminders(inside, cycle, at_once=True))
            door.line("only_shown")
            return
        owed = owe_reminders(office, cycle, at_once=True)
    door.line("reminded", count=owed)
    door.say("letters_owed")
