"""`masterplan calendar`: the days of a region, the plan backward from the Kreistag, and calendar files."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli import calendar_shown
from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.cycle import STAGES
from deployments.cli.door import Door
from steering.errors import Exit, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.calendar.event import CalendarEvent
    from steering.office.opening import Office
    from steering.profile import Profile

app = a_group()


def _day(name: str) -> object:
    return typer.Option(name, formats=["%Y-%m-%d"])


@command(app, "show")
def show(
    door: Door, *, year: Annotated[int | None, typer.Option("--year")] = None, is_json: AsJson = False
) -> None:
    """The days of a year, and how far the tables reach."""
    seen = calendar_shown.year_of(_profile(door), year or _today(door).year)
    if is_json:
        door.json(**seen)
    else:
        calendar_shown.show_year(door, seen)


@command(app, "plan")
def plan(
    door: Door,
    *,
    council_on: Annotated[datetime, _day("--council-date")],
    begins_on: Annotated[datetime | None, _day("--begin")] = None,
    from_stage: Annotated[str, typer.Option("--from-stage", autocompletion=lambda: list(STAGES))] = STAGES[0],
    fiscal_year: Annotated[int | None, typer.Option("--fiscal-year")] = None,
    is_json: AsJson = False,
) -> None:
    """From a day of the Kreistag back to the latest days of all stages; ends with 1 if it does not hold."""
    from steering.calendar.of_region import ground_of

    ground = ground_of(_profile(door), first_stage=from_stage)
    planned = calendar_shown.planned(
        ground,
        council_on.date(),
        begins_on=begins_on.date() if begins_on else _today(door),
        fiscal_year=fiscal_year,
    )
    if is_json:
        door.json(**calendar_shown.plan_for_programs(door, planned))
    else:
        calendar_shown.show_plan(door, planned)
    if not planned.holds:
        raise typer.Exit(int(Exit.CHECKS_FAILED))


@command(app, "export")
def export(
    door: Door,
    *,
    committee: Annotated[str, typer.Option("--committee")],
    file: Annotated[Path, typer.Option("--output")],
) -> None:
    """Write the dates of a committee as a calendar file (iCalendar)."""
    from steering.calendar.icalendar_files import feed

    with door.reading() as office:
        title, events = _events(door, office, committee)
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(feed(events, title).encode())
    # All at once: a calendar that reads the file meanwhile never sees half of it.
    beside.replace(file)
    door.line("calendar_written", file=str(file), count=len(events))


def _events(door: Door, office: "Office", committee_key: str) -> "tuple[str, list[CalendarEvent]]":
    from models import AgendaItem, Committee, Cycle, Gate, Meeting, StageRun
    from steering.calendar import committee_dates as dates
    from steering.calendar.event import Party
    from steering.calendar.of_region import ground_of

    cycle = office.archive.latest_cycle(office.region_key)
    records = office.look(cycle, AgendaItem, Cycle, Committee, Gate, Meeting, StageRun)
    committee = next((each for each in records.all(Committee) if each.key == committee_key), None)
    if committee is None:
        raise NotThere(
            f"No committee {committee_key}.",
            code="no_such_committee",
            committee=committee_key,
            known=[each.key for each in records.all(Committee)],
        )
    feeding = dates.Feeding(
        committee=committee,
        organiser=Party(title=office.sender.function, address=office.sender.address),
        mail_domain=office.sender.mail_domain,
        link=office.settings.base_url,
        language=door.language,
    )
    listed = [
        each.held_on for each in office.profile.region.council_meeting if each.committee == committee_key
    ]
    events = dates.committee_events(records, feeding)
    events += dates.listed_events(listed, feeding, cycle.opened_at)
    try:
        layout = ground_of(office.profile).layout()
        events += dates.planned_events(records, layout, feeding, office.today)
    except NotThere:
        # What is planned rests on holidays; where they are unknown, only what is fixed is written.
        door.say("calendar_unplanned", until=office.calendar.known_until)
    return committee.title, events


def _profile(door: Door) -> "Profile":
    from steering.office.profiles import load_profile

    return load_profile(door.settings)


def _today(door: Door) -> date:
    from steering.office.clock import day_of

    return day_of(door.now)
