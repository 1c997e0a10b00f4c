"""`masterplan meeting list`, `show`, `plan`, `agenda`: which meetings there are, and what they deal with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from deployments.cli.answers import one_of
from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import BadUsage

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Meeting
    from steering.meetings.dossier import MeetingDossier
    from steering.office.opening import Office

app = a_group()
BERLIN = ZoneInfo("Europe/Berlin")
YEAR_OF_AN_HOUR = 1900  # An hour that is typed alone is read as one of this year.
MOMENTS = ["%Y-%m-%dT%H:%M", "%H:%M"]
MeetingName = Annotated[str, typer.Argument(metavar="MEETING")]
At = Annotated[datetime | None, typer.Option("--at", formats=MOMENTS)]
StartsAt = Annotated[datetime, typer.Option("--at", formats=MOMENTS[:1])]
Number = Annotated[str, typer.Option("--item")]


@contextmanager
def acting(door: Door) -> Iterator["Office"]:
    """The office, for those who hold a meeting; what they do wakes the flow."""
    from steering.office.waking import woken_afterwards

    with door.reading() as office, woken_afterwards(office):
        yield office


def moment(office: "Office", meeting_id: str, at: datetime | None) -> datetime | None:
    """The moment that was typed: an hour alone means the day of the meeting."""
    from steering.office.meeting_acts.desk import dossier_of

    if at is None:
        return None
    if at.year > YEAR_OF_AN_HOUR:
        return at.replace(tzinfo=BERLIN)
    return datetime.combine(dossier_of(office, meeting_id).meeting.held_on, at.time(), tzinfo=BERLIN)


def found(office: "Office", name: str) -> str:
    """The id of the meeting that is meant."""
    from steering.office.meeting_acts.desk import meeting_named

    return meeting_named(office, name)


@command(app, "list")
def list_meetings(door: Door, *, is_json: AsJson = False) -> None:
    """All meetings with their states."""
    from models import Committee, Meeting

    with door.reading() as office:
        records = office.archive.read((Meeting, Committee), region_key=office.region_key)
    committees = records.by_id(Committee)
    meetings = sorted(records.all(Meeting), key=lambda meeting: (meeting.held_on, meeting.id))
    rows = [{**_told(meeting), "committee": committees[meeting.committee_id].title} for meeting in meetings]
    if is_json:
        door.json(meetings=rows)
        return
    if not rows:
        door.line("meetings_none")
        return
    door.table(
        ("meeting", "committee", "starts", "place", "state"),
        [
            (row["name"], row["committee"], row["starts_at"] or row["held_on"], row["place"], row["state"])
            for row in rows
        ],
    )


def _told(meeting: "Meeting") -> dict[str, Any]:
    from steering.meetings.lifecycle import OPARL_STATE
    from steering.office.meeting_acts.desk import short_name

    return {
        "id": meeting.id,
        "name": short_name(meeting),
        "held_on": meeting.held_on,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "state": meeting.state,
        "oparl_state": OPARL_STATE[meeting.state],
        "cancelled": meeting.state.value == "cancelled",
        "is_second_summons": meeting.is_second_summons,
        "chair": meeting.chair,
        "minute_taker": meeting.minute_taker,
        "sequence": meeting.sequence,
    }


@command(app, "show")
def show(door: Door, *, meeting: MeetingName, is_json: AsJson = False) -> None:
    """One meeting: agenda, who is there, motions and votes so far, and whether its minutes are whole."""
    from deployments.cli.meeting_shown import in_lines, in_parts
    from steering.office.meeting_acts.desk import dossier_of

    with door.reading() as office:
        dossier = dossier_of(office, found(office, meeting))
    if is_json:
        door.json(meeting=_told(dossier.meeting), **in_parts(dossier))
        return
    for line in in_lines(door, dossier):
        typer.echo(line)


@command(app, "plan")
def plan(
    door: Door,
    *,
    committee: Annotated[str, typer.Argument()],
    starts_at: StartsAt,
    place: Annotated[str, typer.Option("--place")] = "",
    remote_link: Annotated[str, typer.Option("--remote-link")] = "",
    chair: Annotated[str, typer.Option("--chair")] = "",
    minute_taker: Annotated[str, typer.Option("--minute-taker")] = "",
    second_of: Annotated[str | None, typer.Option("--second-of")] = None,
) -> None:
    """Put a meeting into the calendar, or call an inquorate one again."""
    from steering.office.meeting_acts.desk import short_name
    from steering.office.meeting_acts.planning import Plan
    from steering.office.meeting_acts.planning import plan as put

    with acting(door) as office:
        what = Plan(
            starts_at=starts_at.replace(tzinfo=BERLIN),
            place=place,
            remote_link=remote_link,
            chair=chair,
            minute_taker=minute_taker,
        )
        kept = put(office, committee, what, second_of=found(office, second_of) if second_of else None)
    door.line("meeting_planned", meeting=short_name(kept), on=kept.starts_at, state=kept.state)


@command(app, "agenda")
def agenda(
    door: Door,
    *,
    meeting: MeetingName,
    gate: Annotated[str | None, typer.Option("--take-up")] = None,
    title: Annotated[str | None, typer.Option("--add")] = None,
    number: Annotated[str, typer.Option("--number")] = "",
    kind: Annotated[str, typer.Option("--kind")] = "matter",
    is_public: Annotated[bool | None, typer.Option("--public/--non-public")] = None,
    proposal: Annotated[str, typer.Option("--proposal")] = "",
    responsible: Annotated[str, typer.Option("--responsible")] = "",
    planned_minutes: Annotated[int | None, typer.Option("--minutes", min=1)] = None,
    is_by_chair: Annotated[bool, typer.Option("--by-chair")] = False,
    paper: Annotated[Path | None, typer.Option("--paper", exists=True, dir_okay=False)] = None,
    item: Annotated[str | None, typer.Option("--item")] = None,
    is_withdrawn: Annotated[bool, typer.Option("--withdraw")] = False,
    reason: Annotated[str, typer.Option("--reason")] = "",
    party: Annotated[str | None, typer.Option("--agree")] = None,
    is_json: AsJson = False,
) -> None:
    """Draw up the agenda: take up a question, add an item or a paper, withdraw, agree; or show it."""
    from models import AgendaKind, AgendaParty
    from steering.office.meeting_acts import agenda as acts
    from steering.office.meeting_acts.desk import dossier_of

    with acting(door) as office:
        meeting_id = found(office, meeting)
        if gate is not None:
            acts.take_up(office, meeting_id, _gate_id(office, gate), number=number)
        if title is not None:
            what = acts.NewItem(
                title=title,
                number=number,
                kind=one_of(AgendaKind, kind, "--kind"),
                is_public=is_public,
                proposal=proposal,
                responsible=responsible,
                planned_minutes=planned_minutes,
            )
            by = AgendaParty.CHAIR if is_by_chair else AgendaParty.CHIEF_EXECUTIVE
            acts.add_item(office, meeting_id, what, by=by)
        if (paper is not None or is_withdrawn) and item is None:
            raise BadUsage("Which item?", code="agenda_item_not_named")
        if paper is not None and item is not None:
            acts.add_paper(office, meeting_id, item, title=paper.stem, content=paper.read_bytes())
        if is_withdrawn and item is not None:
            acts.withdraw_item(office, meeting_id, item, reason=reason)
        if party is not None:
            acts.agree(office, meeting_id, one_of(AgendaParty, party, "--agree"))
        dossier = dossier_of(office, meeting_id)
    _show_agenda(door, dossier, is_json=is_json)


def _gate_id(office: "Office", name: str) -> str:
    from deployments.cli.gate import gate_named

    return gate_named(office.glance(office.archive.latest_cycle(office.region_key)), name).id


def _show_agenda(door: Door, dossier: "MeetingDossier", *, is_json: bool) -> None:
    from deployments.cli.meeting_shown import agenda_rows, missing_agreement

    rows = agenda_rows(dossier)
    missing = missing_agreement(dossier)
    if is_json:
        door.json(meeting=_told(dossier.meeting), agenda=rows, missing_agreement=missing)
        return
    door.table(
        ("number", "title", "kind", "public", "papers"),
        [(row["number"], row["title"], row["kind"], row["is_public"], row["papers"]) for row in rows],
    )
    for party in missing:
        door.line("agenda_missing", who=party)
    door.line("meeting_state", state=dossier.meeting.state)
