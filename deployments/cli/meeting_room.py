"""`masterplan meeting attend`, `open`, `doubt`, `recuse`, `motion`, `vote`, `note`, `close`: in the room."""

from typing import Annotated

import typer

from deployments.cli.answers import one_of
from deployments.cli.commanding import command
from deployments.cli.door import Door
from deployments.cli.meeting import At, MeetingName, acting, found, moment
from steering.errors import BadUsage

Seats = Annotated[list[int] | None, typer.Option("--seat")]
Item = Annotated[str, typer.Option("--item")]
Counts = Annotated[str | None, typer.Option("--counts")]
By = Annotated[str, typer.Option("--by")]
Text = Annotated[str, typer.Option("--text")]
THREE = 3


def register(app: typer.Typer) -> None:
    """Put what happens in the room beside what is written before and after."""
    for name, act in (
        ("attend", attend),
        ("open", open_it),
        ("doubt", doubt),
        ("recuse", recuse),
        ("motion", motion),
        ("vote", vote),
        ("note", note),
        ("close", close),
    ):
        command(app, name)(act)


def attend(
    door: Door,
    *,
    meeting: MeetingName,
    seat: Seats = None,
    is_deputy: Annotated[bool, typer.Option("--deputy")] = False,
    guest: Annotated[str, typer.Option("--guest")] = "",
    is_remote: Annotated[bool, typer.Option("--remote")] = False,
    is_leaving: Annotated[bool, typer.Option("--leave")] = False,
    at: At = None,
) -> None:
    """Enter who comes and who goes, by the numbers of the seats."""
    from steering.office.meeting_acts import attending

    if not seat and not guest:
        raise BadUsage("Who?", code="attendance_of_nobody")
    with acting(door) as office:
        meeting_id = found(office, meeting)
        when = moment(office, meeting_id, at)
        for number in seat or ():
            if is_leaving:
                attending.leave(office, meeting_id, seat_number=number, at=when)
                continue
            attending.attend(office, meeting_id, number, is_deputy=is_deputy, is_remote=is_remote, at=when)
        if guest and is_leaving:
            attending.leave(office, meeting_id, guest=guest, at=when)
        elif guest:
            attending.attend_as_guest(office, meeting_id, guest, is_remote=is_remote, at=when)
    door.line("attended", count=len(seat or ()) + bool(guest))


def open_it(
    door: Door,
    *,
    meeting: MeetingName,
    at: At = None,
    has_objection: Annotated[bool, typer.Option("--objection")] = False,
) -> None:
    """Open the meeting and establish the quorum."""
    from steering.office.meeting_acts import attending

    with acting(door) as office:
        meeting_id = found(office, meeting)
        when = moment(office, meeting_id, at)
        check = attending.open_meeting(office, meeting_id, at=when, has_objection=has_objection)
    _tell(door, meeting, check)


def doubt(door: Door, *, meeting: MeetingName, by: By = "", at: At = None) -> None:
    """Somebody doubts the quorum: count again."""
    from steering.office.meeting_acts import attending

    with acting(door) as office:
        meeting_id = found(office, meeting)
        check = attending.doubt(office, meeting_id, by=by, at=moment(office, meeting_id, at))
    _tell(door, meeting, check)


def _tell(door: Door, meeting: str, check: object) -> None:
    from models import QuorumCheck
    from templates.reasons import reason_text

    if not isinstance(check, QuorumCheck):
        raise TypeError(f"{check!r} is no check of a quorum.")
    facts = {"present": check.present_count, "needed": check.needed_count, "seats": check.seats_count}
    typer.echo(reason_text(check.reason, facts, door.language))
    if not check.is_met:
        door.say("call_again", committee=meeting.partition("/")[0], meeting=meeting)


def recuse(door: Door, *, meeting: MeetingName, item: Item, seat: Seats = None, at: At = None) -> None:
    """Members leave for an item because they are excluded from it."""
    from steering.office.meeting_acts import attending

    with acting(door) as office:
        meeting_id = found(office, meeting)
        kept = attending.recuse(office, meeting_id, item, seat or (), at=moment(office, meeting_id, at))
    door.line("recused", item=item, count=len(kept))


def motion(
    door: Door,
    *,
    meeting: MeetingName,
    kind: Annotated[str | None, typer.Option("--kind")] = None,
    by: By = "",
    item: Item = "",
    part: Annotated[int, typer.Option("--part", min=1)] = 1,
    text: Text = "",
    old: Annotated[str, typer.Option("--old")] = "",
    new: Annotated[str, typer.Option("--new")] = "",
    number: Annotated[int | None, typer.Option("--number", min=1)] = None,
    counts: Counts = None,
    order: Annotated[list[int] | None, typer.Option("--order")] = None,
    is_withdrawn: Annotated[bool, typer.Option("--withdraw")] = False,
    at: At = None,
) -> None:
    """Move something, put the motions in order, vote on one, or take it back."""
    from models import MotionKind
    from steering.office.meeting_acts import debating

    with acting(door) as office:
        meeting_id = found(office, meeting)
        when = moment(office, meeting_id, at)
        if order:
            debating.order_motions(office, meeting_id, item, order)
            door.line("motions_ordered", item=item)
            return
        if kind is not None:
            if not by.strip():
                raise BadUsage("Who moves?", code="motion_of_nobody")
            what = debating.NewMotion(
                kind=one_of(MotionKind, kind, "--kind"), moved_by=by, text=text, old_text=old, new_text=new
            )
            kept = debating.move_motion(office, meeting_id, what, number=item, part=part, at=when)
        elif number is None:
            raise BadUsage("Which motion?", code="motion_not_named")
        elif is_withdrawn:
            kept = debating.withdraw_motion(office, meeting_id, number)
        else:
            kept = debating.vote_motion(
                office, meeting_id, number, debating.Count(**counts_of(counts)), at=when
            )
    door.line("motion_shown", number=kept.number, kind=kept.kind, who=kept.moved_by, state=kept.state)


def vote(
    door: Door,
    *,
    meeting: MeetingName,
    item: Item,
    counts: Counts = None,
    part: Annotated[int, typer.Option("--part", min=1)] = 1,
    result: Annotated[str | None, typer.Option("--result")] = None,
    is_secret: Annotated[bool, typer.Option("--secret")] = False,
    remark: Annotated[str, typer.Option("--remark")] = "",
    at: At = None,
) -> None:
    """Vote on an item, with the counts yes/no/abstentions."""
    from models import ItemResult, VotingMode
    from steering.office.meeting_acts import voting
    from steering.office.meeting_acts.debating import Count

    with acting(door) as office:
        meeting_id = found(office, meeting)
        kept = voting.vote(
            office,
            meeting_id,
            item,
            Count(**counts_of(counts)),
            part=part,
            result=one_of(ItemResult, result, "--result") if result else None,
            mode=VotingMode.SECRET if is_secret else VotingMode.OPEN,
            remark=remark,
            at=moment(office, meeting_id, at),
        )
    door.line("item_decided", item=item, result=kept.result, text=kept.text)


def note(
    door: Door,
    *,
    meeting: MeetingName,
    item: Item,
    text: Text,
    kind: Annotated[str, typer.Option("--kind")] = "discussion",
    author: Annotated[str, typer.Option("--author")] = "",
) -> None:
    """Put down the course of a debate, a statement, or a minority's view."""
    from models import NoteKind
    from steering.office.meeting_acts import noting

    with acting(door) as office:
        meeting_id = found(office, meeting)
        noting.note(office, meeting_id, item, one_of(NoteKind, kind, "--kind"), text, author=author)
    door.line("noted", item=item)


def close(door: Door, *, meeting: MeetingName, at: At = None) -> None:
    """Close the meeting; its results go to the questions of the cycle."""
    from steering.office.meeting_acts import closing

    with acting(door) as office:
        meeting_id = found(office, meeting)
        kept = closing.close_meeting(office, meeting_id, at=moment(office, meeting_id, at))
    door.line("meeting_state", state=kept.state)
    door.say("meeting_next")


def counts_of(typed: str | None) -> dict[str, int]:
    """Counts as they are typed: 14/2/1."""
    parts = (typed or "").split("/")
    if len(parts) != THREE or not all(part.isdecimal() for part in parts):
        raise BadUsage(f"{typed!r} are no counts.", code="bad_counts", counts=typed or "–")
    return dict(zip(("yes", "no", "abstain"), map(int, parts), strict=True))
