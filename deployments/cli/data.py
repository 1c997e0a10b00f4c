"""`masterplan data`: files come in, are looked at, checked, and every figure leads back to its cell."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli import delivery_forms, rejections, tracing
from deployments.cli.commanding import AsJson, a_group, command, refuse
from deployments.cli.door import Door
from deployments.cli.finding import as_row, in_order, show_rows
from steering.errors import Exit, SteeringError

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.opening import Office

app = a_group()
LARGE_BYTES = 5_000_000
command(app, "trace")(tracing.trace)
delivery_forms.register(app)


@command(app, "import")
def import_files(
    door: Door, *, files: Annotated[list[Path], typer.Argument()], is_json: AsJson = False
) -> None:
    """Take files in, each whole or not at all; a bad one does not stop the others."""
    taken: list[dict[str, Any]] = []
    refused: list[tuple[Path, SteeringError]] = []
    good = list(_readable(door, files, refused))
    if good:
        with door.writing() as office, _progress(good) as step:
            _make_known(office)
            for file in good:
                _take(office, file, taken, refused)
                step()
    if is_json:
        bad = [{"file": str(file), "code": error.code, "facts": dict(error.facts)} for file, error in refused]
        door.json(imported=taken, refused=bad)
    for row in taken if not is_json else []:
        door.line("imported" if row["is_new"] else "imported_before", **row)
    codes = [refuse(error) for _, error in refused]
    if codes:
        raise typer.Exit(max(codes))
    if not is_json:
        door.say("import_next")


def _readable(door: Door, files: Iterable[Path], refused: list[tuple[Path, SteeringError]]) -> Iterator[Path]:
    """The files that can be read. On an empty home all are read first, so that a bad one leaves it empty."""
    from steering.office.inbox import preview
    from steering.office.profiles import file_mappings

    is_empty = door.settings.database_url is None and not (door.settings.home / "masterplan.db").is_file()
    for file in files:
        try:
            if is_empty:
                preview(file, file_mappings(door.settings))
            yield file
        except SteeringError as error:
            refused.append((file, error))


def _make_known(office: "Office") -> None:
    from steering.office import cycles

    if all(region.key != office.region_key for region in office.archive.regions()):
        cycles.adopt_profile(office)


def _take(
    office: "Office", file: Path, taken: list[dict[str, Any]], refused: list[tuple[Path, SteeringError]]
) -> None:
    from steering.office.inbox import deliver

    try:
        delivered = deliver(office, file)
    except SteeringError as error:
        refused.append((file, error))
        return
    taken.append(
        {
            "file": str(file),
            "release": delivered.release.id,
            "table": delivered.release.table_code,
            "title": delivered.release.title,
            "sha256": delivered.release.sha256,
            "is_new": delivered.is_new,
            "cells": delivered.cells_count,
            "rejected": delivered.rejected_count,
            "supersedes": delivered.superseded,
        }
    )


@contextmanager
def _progress(files: Sequence[Path]) -> Iterator[Any]:
    """A bar for what takes long, and only where somebody watches."""
    is_long = sum(file.stat().st_size for file in files if file.is_file()) > LARGE_BYTES
    if not (is_long and sys.stderr.isatty()):
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(files))
        yield lambda: bar.advance(task)


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
