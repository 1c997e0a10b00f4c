"""`masterplan init` and `masterplan check`: a region's profile, begun and examined."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from deployments.cli.commanding import AsJson, command
from deployments.cli.door import Door
from steering.errors import Exit, NotAllowedNow


def register(app: typer.Typer) -> None:
    """Put both commands on the first level."""
    command(app, "init")(init)
    command(app, "check")(check)


def init(
    door: Door,
    *,
    folder: Annotated[Path, typer.Argument()],
    title: Annotated[str, typer.Option("--title")],
    region_code: Annotated[str, typer.Option("--region-code")],
    key: Annotated[str | None, typer.Option("--key")] = None,
    plan_from_year: Annotated[int | None, typer.Option("--plan-from-year")] = None,
    language: Annotated[str, typer.Option("--language")] = "de",
    is_forced: Annotated[bool, typer.Option("--force")] = False,
) -> None:
    """Write a commented profile for a new region."""
    from steering.profile import NewRegion, scaffold, suggested_key

    if folder.exists() and not is_forced and (folder.is_file() or any(folder.iterdir())):
        raise NotAllowedNow(f"{folder} is not empty.", code="folder_not_empty", folder=str(folder))
    region = NewRegion(
        key=key or suggested_key(title),
        title=title,
        region_code=region_code,
        plan_from_year=plan_from_year or door.now.year,
        language=language,
    )
    written = scaffold(_templates(), region)
    _write(folder, written)
    door.line("init_written", folder=str(folder), count=len(written))
    for file in sorted(written):
        typer.echo(f"  {folder / file}")
    door.say("init_next", folder=str(folder))


def _templates() -> dict[str, str]:
    from importlib.resources import files

    folder = files("deployments").joinpath("regions", "_template")
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }


def _write(folder: Path, written: Mapping[str, str]) -> None:
    """All files beside their places first, then all at once: no half profile is left."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished: list[tuple[Path, Path]] = []
    try:
        for file, text in written.items():
            beside = folder / f".{file}.{os.getpid()}"
            unfinished.append((beside, folder / file))
            beside.write_text(text, encoding="utf-8")
        for beside, place in unfinished:
            beside.replace(place)
    finally:
        for beside, _ in unfinished:
            beside.unlink(missing_ok=True)


def check(
    door: Door,
    *,
    folder: Annotated[Path | None, typer.Argument()] = None,
    shows_all: Annotated[bool, typer.Option("--all")] = False,
    is_json: AsJson = False,
) -> None:
    """Say every fault of a profile, line by line."""
    from steering.office.clock import day_of
    from steering.office.profiles import known, profile_files, profile_folder
    from steering.profile import examine

    place = folder or profile_folder(door.settings)
    examination = examine(profile_files(place), replace(known(), today=day_of(door.now)))
    faults = [_told(fault, door.language) for fault in examination.faults]
    warnings = [_told(fault, door.language) for fault in examination.warnings]
    if is_json:
        door.json(folder=str(place), is_sound=not faults, faults=faults, warnings=warnings)
    else:
        _show(door, str(place), faults, warnings, shows_all=shows_all)
    if faults:
        raise typer.Exit(int(Exit.CHECKS_FAILED))


def _told(fault: Any, language: str) -> dict[str, object]:
    from templates.profile_faults import fault_words

    words = fault_words(fault.code, fault.all_facts, language)
    return {
        "file": fault.file,
        "line": fault.line,
        "field": fault.field,
        "code": fault.code,
        "what": words.what,
        "mend": words.mend,
    }


def _show(
    door: Door,
    place: str,
    faults: list[dict[str, object]],
    warnings: list[dict[str, object]],
    *,
    shows_all: bool,
) -> None:
    for fault in faults:
        door.line("check_fault", **fault)
    for warning in warnings if shows_all else []:
        door.line("check_warning", **warning)
    if faults:
        door.line("check_faults", count=len(faults), folder=place)
    else:
        door.line("check_sound", folder=place)
    counted = Counter(str(warning["file"]) for warning in warnings)
    if counted:
        door.line("check_warnings", count=len(warnings))
        for file, count in sorted(counted.items()):
            door.line("check_warned", file=file, count=count)
    if counted and not shows_all:
        door.say("check_all")
