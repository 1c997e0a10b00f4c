"""`masterplan data`: files come in, are looked at, checked, and every figure leads back to its cell."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from deployments.cli import delivery_forms, differing, importing, rejections, tracing
from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from deployments.cli.finding import as_row, in_order, show_rows
from steering.errors import Exit

app = a_group()
command(app, "import")(importing.import_files)
command(app, "diff")(differing.diff)
command(app, "trace")(tracing.trace)
delivery_forms.register(app)


@command(app, "preview")
def preview_file(
    door: Door,
    *,
    file: Annotated[Path, typer.Argument()],
    is_json: AsJson = False,
    with_rows: Annotated[bool, typer.Option("--rows")] = False,
) -> None:
    """Say what a file holds; nothing is kept."""
    from steering.office.inbox import preview
    from steering.office.profiles import file_mappings
    from steering.sources.previewing import as_line, observations, overview

    content, reading = preview(file, file_mappings(door.settings))
    if with_rows:
        for record in observations(reading):
            sys.stdout.write(as_line(record) + "\n")
        return
    facts = overview(reading) | {
        "rejected": rejections.told(reading, file, door.language),
        "remarks": rejections.remarked(reading, door.language),
    }
    if is_json:
        door.json(file=str(file), bytes=len(content), **facts)
    else:
        rejections.show(door, file, facts)


@command(app, "check")
def check(door: Door, *, is_json: AsJson = False) -> None:
    """Check all figures that are there, and keep what was found."""
    from models import Observation
    from steering.office import steps
    from steering.office.archive.scope import SCOPED

    with door.reading() as office:
        records = office.archive.read([*SCOPED, Observation], region_key=office.region_key)
        verdict = steps.check(office, None, "collect_data", records, run=None)
    rows = [as_row(each) for each in in_order(list(verdict.faults))]
    stopping = [each.id for each in verdict.stopped_by]
    if is_json:
        door.json(findings=rows, open_critical=stopping)
    else:
        show_rows(door, rows)
        door.line("checked", count=len(rows), critical=len(stopping))
    if stopping:
        raise typer.Exit(int(Exit.CHECKS_FAILED))
