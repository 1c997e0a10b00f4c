"""`masterplan finding`: what a person does about a finding, and what is known of it."""

import sys
from datetime import datetime
from typing import Annotated, Any

import typer

from deployments.cli.commanding import AsJson, command
from deployments.cli.door import Door

Named = Annotated[str, typer.Argument()]
Reason = Annotated[str, typer.Option("--reason")]
SHOWN_ROWS = 20
ROW_COLUMNS = (
    "finding",
    "rule",
    "number",
    "file",
    "row",
    "column",
    "region",
    "period",
    "variable",
    "place",
    "holds",
    "is_held",
)


def register(app: typer.Typer) -> None:
    """Add the commands to `masterplan finding`."""
    command(app, "acknowledge")(acknowledge)
    command(app, "assign")(assign)
    command(app, "snooze")(snooze)
    command(app, "release")(release)
    command(app, "rows")(rows)
    command(app, "history")(history)


def acknowledge(door: Door, *, finding: Named) -> None:
    """Say that somebody has seen a finding and takes it on."""
    from steering.office import finding_acts

    with door.reading() as office:
        care = finding_acts.acknowledge(office, finding)
    door.line("finding_acknowledged", finding=finding, by=care.acknowledged_by)


def assign(door: Door, *, finding: Named, to: Annotated[str, typer.Option("--to")]) -> None:
    """Say which organisation mends the fault."""
    from models import Organisation
    from steering.office import finding_acts

    with door.reading() as office:
        care = finding_acts.assign(office, finding, to)
        title = office.archive.find(Organisation, care.assigned_id).title
    door.line("finding_assigned", finding=finding, to=title)


def snooze(
    door: Door,
    *,
    finding: Named,
    reason: Reason,
    until: Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"])],
) -> None:
    """Write to nobody about a finding until a day."""
    from steering.office import finding_acts

    with door.reading() as office:
        care = finding_acts.snooze(office, finding, reason=reason, until=until.date())
    door.line("finding_snoozed", finding=finding, until=care.snoozed_until_on)


def release(door: Door, *, finding: Named, reason: Reason) -> None:
    """Use the rows of a critical finding again; the finding itself stands."""
    from steering.office import finding_acts

    with door.reading() as office:
        care = finding_acts.release(office, finding, reason=reason)
    door.line("finding_released", finding=finding, count=care.released_count)


def rows(
    door: Door,
    *,
    finding: Named,
    is_json: AsJson = False,
    is_csv: Annotated[bool, typer.Option("--csv")] = False,
) -> None:
    """Every row that a finding is about, and whether it is kept back."""
    from steering.office.finding_told import rows_of_finding

    with door.reading() as office:
        told = rows_of_finding(office, finding)
    if is_csv:
        _write_csv(told.rows)
        return
    if is_json:
        door.json(finding=finding, rule=told.rule, is_held=told.is_held, rows=told.rows)
        return
    door.line("finding_rows", finding=finding, rule=told.rule, count=len(told.rows))
    door.line("finding_rows_held" if told.is_held else "finding_rows_free")
    for row in told.rows[:SHOWN_ROWS]:
        door.line("finding_row_held" if row["is_held"] else "finding_row", **row)
    if len(told.rows) > SHOWN_ROWS:
        door.line("finding_rows_more", count=len(told.rows) - SHOWN_ROWS)


def _write_csv(told: list[dict[str, Any]]) -> None:
    """Rows as a table that a spreadsheet opens."""
    from steering.csv_text import csv_text

    sys.stdout.write(csv_text(ROW_COLUMNS, ([row[name] for name in ROW_COLUMNS] for row in told)))


def history(door: Door, *, finding: Named, is_json: AsJson = False) -> None:
    """Everything that happened to a finding, and who was told."""
    from steering.office.finding_told import history_of_finding

    with door.reading() as office:
        told = history_of_finding(office, finding)
    if is_json:
        door.json(finding=finding, events=told)
        return
    if not told:
        door.line("finding_history_none", finding=finding)
    for event in told:
        act = door.word(event["act"], "quality_act")
        by = event["by"] or door.text("by_check")
        what = "; ".join(each for each in (f"{act} ({by})", event["note"]) if each)
        door.line("finding_event", at=event["at"], what=what, count=event["rows_count"])
        if event["told"]:
            door.line("finding_event_told", to=", ".join(event["told"]))
