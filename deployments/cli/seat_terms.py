"""`masterplan seats appoint`, `reconstitute`, `erase`: members follow, bodies begin anew, traces go."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, DryRun, Yes, command
from deployments.cli.door import Door
from deployments.cli.seat_acts import DAYS, entering, tell_moved
from deployments.cli.seats import short_name
from steering.errors import NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Mandate
    from steering.office.constituting import Reconstituted
    from steering.profile.members import Member


def register(app: typer.Typer) -> None:
    """Put these beside the other commands of seats."""
    command(app, "appoint")(appoint)
    command(app, "reconstitute")(reconstitute)
    command(app, "erase")(erase)


def reconstitute(
    door: Door,
    *,
    committee: Annotated[str, typer.Argument(metavar="COMMITTEE")],
    members: Annotated[Path, typer.Option("--members")],
    on: Annotated[datetime, typer.Option("--on", formats=DAYS)],
    resolution: Annotated[str, typer.Option("--resolution")] = "",
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
    is_json: AsJson = False,
) -> None:
    """Let a committee consist of new members from a day; shows first who ends and who begins."""
    from steering.office import constituting

    listed = _read(members)
    with entering(door) as office:
        day = on.date()
        seen = constituting.reconstitute(
            office, committee, listed, on=day, resolution=resolution, is_only_shown=True
        )
        if is_json and is_only_shown:
            door.json(**_shown(seen))
            return
        _preview(door, seen)
        if is_only_shown:
            door.line("only_shown")
            return
        door.confirm(is_agreed=is_agreed)
        done = constituting.reconstitute(office, committee, listed, on=day, resolution=resolution)
    if is_json:
        door.json(**_shown(done))
        return
    door.line("reconstituted", committee=done.committee.title, on=done.on)
    tell_moved(door, done.moved)


def appoint(
    door: Door,
    *,
    committee: Annotated[str, typer.Argument(metavar="COMMITTEE")],
    members: Annotated[Path, typer.Option("--members")],
    resolution: Annotated[str, typer.Option("--resolution")] = "",
    is_agreed: Yes = False,
    is_only_shown: DryRun = False,
) -> None:
    """Let single members follow others; all other seats stay as they are."""
    from steering.office import constituting

    listed = _read(members)
    with entering(door) as office:
        seen = constituting.appoint(office, committee, listed, resolution=resolution, is_only_shown=True)
        _preview(door, seen, "appoint_preview")
        if is_only_shown:
            door.line("only_shown")
            return
        door.confirm(is_agreed=is_agreed)
        done = constituting.appoint(office, committee, listed, resolution=resolution)
    door.line("appointed", committee=done.committee.title)
    tell_moved(door, done.moved)


def _read(file: Path) -> "list[Member]":
    from steering.profile import read_members

    if not file.is_file():
        raise NotThere(f"There is no file {file}.", code="no_members_file", file=str(file))
    return read_members(file.read_bytes())


def _preview(door: Door, seen: "Reconstituted", heading: str = "reconstitute_preview") -> None:
    door.say(heading, committee=seen.committee.title, on=seen.on)
    door.table(
        ("seat", "change", "function", "since", "until"),
        [
            *(_line(each, door.text("seat_ends")) for each in seen.ends),
            *(_line(each, door.text("seat_begins")) for each in seen.begins),
            *(
                (short_name(seat.id), door.text("seat_stays_empty"), seat.title, None, None)
                for seat in seen.empty
            ),
        ],
    )
    if not seen.ends and not seen.begins:
        door.line("reconstitute_nothing")
    for question in seen.open_gates:
        door.line("reconstitute_gate", question=question)
    if not seen.moved.is_nothing:
        door.line(
            "moved_then",
            asked=seen.moved.asked,
            readdressed=seen.moved.readdressed,
            cancelled=seen.moved.cancelled,
        )


def _line(mandate: "Mandate", change: str) -> tuple[object, ...]:
    return (short_name(mandate.seat_id), change, mandate.title, mandate.from_on, mandate.to_on)


def _shown(seen: "Reconstituted") -> dict[str, Any]:
    """The same for programs; addresses stay in the private list."""

    def told(mandate: "Mandate") -> dict[str, Any]:
        return {
            "seat": short_name(mandate.seat_id),
            "role": mandate.role,
            "title": mandate.title,
            "from_on": mandate.from_on,
            "to_on": mandate.to_on,
        }

    return {
        "committee": seen.committee.key,
        "on": seen.on,
        "ends": [told(each) for each in seen.ends],
        "begins": [told(each) for each in seen.begins],
        "empty": [short_name(seat.id) for seat in seen.empty],
        "open_gates": list(seen.open_gates),
        "letters": {
            "asked": seen.moved.asked,
            "readdressed": seen.moved.readdressed,
            "cancelled": seen.moved.cancelled,
        },
    }


def erase(
    door: Door,
    *,
    ended_before: Annotated[datetime, typer.Option("--ended-before", formats=DAYS)],
    is_agreed: Yes = False,
    is_json: AsJson = False,
) -> None:
    """Take out the addresses of mandates that ended before a day; without --yes it only shows them."""
    from steering.office import erasing

    with entering(door) as office:
        seen = erasing.erase(office, ended_before=ended_before.date(), is_only_shown=not is_agreed)
    if is_json:
        door.json(
            is_done=is_agreed,
            mandates=list(seen.mandates),
            letters_count=seen.letters,
            files_count=seen.files,
            marks_count=seen.marks,
            absences_count=seen.absences,
            answers_count=seen.answers,
        )
        return
    for title in seen.mandates:
        door.line("erase_mandate", title=title)
    door.line(
        "erased" if is_agreed else "erase_preview",
        mandates=len(seen.mandates),
        letters=seen.letters,
        files=seen.files,
        absences=seen.absences,
        marks=seen.marks,
        answers=seen.answers,
    )
    if not is_agreed:
        door.say("erase_how")
