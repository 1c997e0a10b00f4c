"""`masterplan meeting minutes` and `approve`: what is written of a meeting, and when it is frozen."""

from typing import Annotated

import typer

from deployments.cli.commanding import command
from deployments.cli.door import Door
from deployments.cli.meeting import MeetingName, acting, found
from deployments.cli.meeting_room import counts_of
from steering.errors import BadUsage


def register(app: typer.Typer) -> None:
    """Put the minutes beside the meeting."""
    command(app, "minutes")(minutes)
    command(app, "approve")(approve)


def minutes(door: Door, *, meeting: MeetingName) -> None:
    """Write the draft minutes and lay them before the members."""
    from steering.office.meeting_acts.minutes import draft_minutes
    from steering.office.meeting_acts.paperwork import lay_down_meeting

    with acting(door) as office:
        meeting_id = found(office, meeting)
        kept = draft_minutes(office, meeting_id)
        files = lay_down_meeting(office, meeting_id)
    door.line("minutes_drafted", number=kept[0].version)
    for file in files:
        typer.echo(file)


def approve(
    door: Door,
    *,
    meeting: MeetingName,
    approved_in: Annotated[str, typer.Option("--in")],
    counts: Annotated[str | None, typer.Option("--counts")] = None,
    correction: Annotated[list[str] | None, typer.Option("--correction")] = None,
) -> None:
    """Freeze the minutes as a later meeting approved them."""
    from steering.office.meeting_acts.debating import Count
    from steering.office.meeting_acts.minutes import Correction, approve_minutes
    from steering.office.meeting_acts.paperwork import lay_down_meeting

    corrections = [_correction(each) for each in correction or ()]
    with acting(door) as office:
        meeting_id = found(office, meeting)
        kept = approve_minutes(
            office,
            meeting_id,
            Count(**counts_of(counts)),
            approved_in=found(office, approved_in),
            corrections=[Correction(passage=place, text=text) for place, text in corrections],
        )
        lay_down_meeting(office, meeting_id)
    door.line("minutes_frozen", sha256=kept.html_sha256)


def _correction(typed: str) -> tuple[str, str]:
    place, mark, text = typed.partition("=")
    if not mark:
        raise BadUsage(f"{typed!r} has no place.", code="bad_correction", correction=typed)
    return place.strip(), text.strip()
