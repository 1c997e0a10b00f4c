"""`masterplan meeting summon`, `move`, `cancel`: what is sent to members is shown first."""

from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.answers import one_of
from deployments.cli.commanding import AsJson, DryRun, Yes, command
from deployments.cli.door import Door
from deployments.cli.meeting import BERLIN, MeetingName, StartsAt, acting, found

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.meeting_acts.preparing import Prepared

Reason = Annotated[str, typer.Option("--reason")]
GivenBy = Annotated[str, typer.Option("--given-by")]
Absent = Annotated[list[int] | None, typer.Option("--absent")]
Urgent = Annotated[bool, typer.Option("--urgent")]
FirstOfTerm = Annotated[bool, typer.Option("--first-of-term")]


def register(app: typer.Typer) -> None:
    """Put the sendings beside `plan` and `agenda`."""
    for name, act in (("summon", summon), ("move", move), ("cancel", cancel)):
        command(app, name)(act)


def summon(
    door: Door,
    *,
    meeting: MeetingName,
    channel: Annotated[str, typer.Option("--channel")] = "mail",
    absent: Absent = None,
    is_urgent: Urgent = False,
    is_first_of_term: FirstOfTerm = False,
    reason: Reason = "",
    given_by: GivenBy = "",
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
    is_json: AsJson = False,
) -> None:
    """Summon the members, with agenda and papers."""
    from models import SummonsChannel
    from steering.office.meeting_acts import summoning
    from steering.office.meeting_acts.paperwork import lay_down_meeting
    from steering.office.meeting_acts.preparing import Circumstances

    how = Circumstances(
        channel=one_of(SummonsChannel, channel, "--channel"),
        absent=tuple(absent or ()),
        is_urgent=is_urgent,
        is_first_of_term=is_first_of_term,
        reason=reason,
        given_by=given_by,
    )
    with acting(door) as office:
        meeting_id = found(office, meeting)
        _preview(door, summoning.prepared(office, meeting_id, how), is_json=is_json and is_only_shown)
        if is_only_shown:
            return
        door.confirm(is_agreed=is_agreed)
        kept = summoning.summon(office, meeting_id, how)
        lay_down_meeting(office, meeting_id)
    door.line("summoned", count=kept.letters_count, on=kept.held_on)
    door.say("letters_owed")


def move(
    door: Door,
    *,
    meeting: MeetingName,
    starts_at: StartsAt,
    place: Annotated[str, typer.Option("--place")] = "",
    reason: Reason = "",
    given_by: GivenBy = "",
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
    is_json: AsJson = False,
) -> None:
    """Hold the meeting at another time or place; whoever was summoned is told."""
    from steering.office.meeting_acts import summoning
    from steering.office.meeting_acts.paperwork import lay_down_meeting
    from steering.office.meeting_acts.preparing import Circumstances

    how, at = Circumstances(reason=reason, given_by=given_by), starts_at.replace(tzinfo=BERLIN)
    with acting(door) as office:
        meeting_id = found(office, meeting)
        ready = summoning.foreseen_move(office, meeting_id, at, place=place, how=how)
        _preview(door, ready, is_json=is_json and is_only_shown)
        if is_only_shown:
            return
        door.confirm(is_agreed=is_agreed)
        kept = summoning.move(office, meeting_id, at, place=place, how=how)
        lay_down_meeting(office, meeting_id)
    door.line("meeting_moved", on=kept.starts_at, place=kept.place)


def cancel(
    door: Door,
    *,
    meeting: MeetingName,
    reason: Reason = "",
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
    is_json: AsJson = False,
) -> None:
    """Cancel the meeting; whoever was summoned is told."""
    from steering.office.meeting_acts import summoning
    from steering.office.meeting_acts.paperwork import lay_down_meeting

    with acting(door) as office:
        meeting_id = found(office, meeting)
        ready = summoning.foreseen_cancel(office, meeting_id, reason)
        _preview(door, ready, is_json=is_json and is_only_shown)
        if is_only_shown:
            return
        door.confirm(is_agreed=is_agreed)
        summoning.cancel_meeting(office, meeting_id, reason)
        lay_down_meeting(office, meeting_id)
    door.line("meeting_cancelled", on=ready.dossier.meeting.held_on)


def _preview(door: Door, ready: "Prepared", *, is_json: bool) -> None:
    """Exactly who gets what: the same letters that would be sent."""
    letters = [
        {
            "recipient": letter.recipient,
            "address": letter.address,
            "language": letter.language,
            "subject": letter.subject,
            "text": letter.text,
        }
        for letter in ready.letters
    ]
    late = [
        {"kind": each.kind, "subject": each.subject, "latest_on": each.latest_on, "days": each.period.days}
        for each in ready.late
    ]
    if is_json:
        door.json(letters=letters, late=late)
        return
    if door.is_quiet:
        return
    for each in letters:
        door.say("would_write", who=each["recipient"], address=each["address"])
    if letters:
        door.say("would_say", subject=letters[0]["subject"], text=letters[0]["text"])
    for lateness in ready.late:
        door.say("would_be_late", kind=lateness.kind, subject=lateness.subject, on=lateness.latest_on)
    door.say("would_count", count=len(letters))
