"""`masterplan data import`: look first with `--dry-run`, then take files in, all of them or none."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli import rejections
from deployments.cli.commanding import AsJson, DryRun, refuse
from deployments.cli.differing import as_facts, show_changes
from deployments.cli.door import Door
from steering.errors import SteeringError

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.inbox import Delivered, Prepared
    from steering.office.opening import Office

LARGE_BYTES = 5_000_000
Refused = list[tuple[Path, SteeringError]]


def import_files(
    door: Door,
    *,
    files: Annotated[list[Path], typer.Argument()],
    source: Annotated[str, typer.Option("--source", metavar="KEY")] = "",
    is_older_accepted: Annotated[bool, typer.Option("--accept-older")] = False,
    is_dry: DryRun = False,
    is_json: AsJson = False,
) -> None:
    """Take files in, in one transaction; a bad one is refused with its reason and stops no other."""
    refused: Refused = []
    with _progress(files) as told, _office(door, is_dry=is_dry, refused=refused, files=files) as office:
        prepared = list(_prepared(office, files, source, refused, told)) if office is not None else []
        taken = _taken(office, prepared, refused, told, is_dry=is_dry, is_older_accepted=is_older_accepted)
    rows = [_row(door, each, delivered) for each, delivered in taken]
    if is_json:
        bad = [{"file": str(file), "code": error.code, "facts": dict(error.facts)} for file, error in refused]
        door.json(imported=rows, refused=bad, is_dry_run=is_dry)
    for row in rows if not is_json else []:
        _show(door, row, is_dry=is_dry)
    codes = [refuse(error) for _, error in refused]
    if codes:
        raise typer.Exit(max(codes))
    if not is_json:
        door.say("import_dry_next" if is_dry else "import_next")


@contextmanager
def _office(
    door: Door, *, is_dry: bool, refused: Refused, files: Sequence[Path]
) -> Iterator["Office | None"]:
    """An office that knows its region; in a dry run one whose acts are undone at the end."""
    if is_dry:
        with _trial(door) as office:
            yield office
        return
    if _is_empty(door) and not _any_readable(door, files, refused):
        # A bad file leaves an empty home empty.
        yield None
        return
    with door.writing() as office:
        _make_known(office)
        yield office


@contextmanager
def _trial(door: Door) -> Iterator["Office"]:
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from steering.office.archive import Archive
    from steering.office.database import rehearsal
    from steering.office.opening import open_office

    if _is_empty(door):
        with TemporaryDirectory() as folder:
            elsewhere = door.settings.model_copy(update={"home": Path(folder)})
            with open_office(elsewhere, clock=door.clock, actor="coordinator", origin="cli") as office:
                office.archive.prepare()
                _make_known(office)
                yield office
                office.archive.engine.dispose()
        return
    with door.reading() as office, rehearsal(office.archive.engine) as connection:
        trial = replace(office, archive=Archive(office.archive.engine, tried_on=connection))
        _make_known(trial)
        yield trial


def _is_empty(door: Door) -> bool:
    return door.settings.database_url is None and not (door.settings.home / "masterplan.db").is_file()


def _any_readable(door: Door, files: Sequence[Path], refused: Refused) -> bool:
    from steering.office.inbox import preview
    from steering.office.profiles import file_mappings

    for file in files:
        try:
            preview(file, file_mappings(door.settings))
        except SteeringError as error:
            refused.append((file, error))
        else:
            refused.clear()
            return True
    return False


def _make_known(office: "Office") -> None:
    from steering.office import cycles

    if all(region.key != office.region_key for region in office.archive.regions()):
        cycles.adopt_profile(office)


def _prepared(
    office: "Office", files: Sequence[Path], source: str, refused: Refused, told: Callable[[Path], None]
) -> Iterator["Prepared"]:
    from steering.office.inbox import prepare

    for file in files:
        try:
            yield prepare(office, file, source_key=source)
        except SteeringError as error:
            refused.append((file, error))
        told(file)


def _taken(
    office: "Office | None",
    prepared: Sequence["Prepared"],
    refused: Refused,
    told: Callable[[Path], None],
    *,
    is_dry: bool,
    is_older_accepted: bool,
) -> list[tuple["Prepared", "Delivered"]]:
    from steering.office.inbox import take_in

    if office is None or not prepared:
        return []
    return take_in(
        office,
        prepared,
        is_older_accepted=is_older_accepted,
        refuse=lambda given, error: refused.append((given.path, error)),
        step=lambda given: told(given.path),
        is_kept=not is_dry,
    )


def _row(door: Door, given: "Prepared", delivered: "Delivered") -> dict[str, Any]:
    release = delivered.release
    return {
        "file": str(given.path),
        "release": release.id,
        "source": given.source.key,
        "table": release.table_code,
        "title": release.title,
        "stand": release.stand,
        "sha256": release.sha256,
        "is_new": delivered.is_new,
        "cells": delivered.cells_count,
        "rejected": delivered.rejected_count,
        "rejected_rows": rejections.told(given.reading, given.path, door.language)
        if delivered.is_new
        else [],
        "supersedes": delivered.superseded,
        "changes": as_facts(delivered.changes) if delivered.changes is not None else None,
        "stale_count": len(delivered.stale),
    }


def _show(door: Door, row: dict[str, Any], *, is_dry: bool) -> None:
    if not row["is_new"]:
        door.line("imported_before", **row)
        return
    door.line("import_dry" if is_dry else "imported", **row)
    rejections.show_rows(door, row["rejected_rows"])
    if row["changes"] is not None:
        show_changes(door, row["changes"])
    if row["stale_count"]:
        door.line(
            "import_stale_dry" if is_dry else "import_stale",
            count=row["stale_count"],
            file=row["sha256"][:12],
        )


@contextmanager
def _progress(files: Sequence[Path]) -> Iterator[Callable[[Path], None]]:
    """A bar for what takes long, and only where somebody watches: each file is read, then kept."""
    sizes = {file: file.stat().st_size for file in files if file.is_file()}
    if not (sum(sizes.values()) > LARGE_BYTES and sys.stderr.isatty()):
        yield lambda _file: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=2 * sum(sizes.values()))
        yield lambda file: bar.update(task, advance=sizes.get(file, 0), description=file.name)
