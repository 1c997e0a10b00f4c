"""`masterplan report`: the education report as files, and what changed between two of them."""

from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.documents.education_changes import Reported
    from steering.documents.education_scope import Scope
    from steering.office.opening import Office
    from steering.office.reports import Built
    from steering.stage import Desk
    from templates.document_facts import ReportChanges

app = a_group()


class Kind(StrEnum):
    """Which report."""

    COMPREHENSIVE = "comprehensive"
    THEMATIC = "thematic"
    DATA_SHEET = "data-sheet"


class Language(StrEnum):
    """The language of a report."""

    DE = "de"
    EN = "en"


@command(app, "build")
def build(  # noqa: PLR0917 - the options of one command
    door: Door,
    kind: Annotated[Kind | None, typer.Option("--kind")] = None,
    focus: Annotated[str, typer.Option("--focus")] = "",
    indicators: Annotated[str, typer.Option("--indicators")] = "",
    language: Annotated[Language | None, typer.Option("--language")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o")] = None,
    cycle: Annotated[str, typer.Option("--cycle")] = "",
    round_number: Annotated[int | None, typer.Option("--round")] = None,
    since: Annotated[str, typer.Option("--since")] = "",
    data: Annotated[Path | None, typer.Option("--data")] = None,
    *,
    is_json: AsJson = False,
) -> None:
    """Write the report of a round, or of a folder of official files."""
    keys = tuple(part.strip() for part in indicators.split(",") if part.strip())
    meant = kind or (Kind.THEMATIC if focus or keys else Kind.COMPREHENSIVE)
    spoken = language.value if language else door.language
    from steering.office import reports

    folder = out or Path("education-report")
    with ExitStack() as stack:
        if data is not None:
            desk, scope, refused = _of_folder(door, data, meant, focus, keys, since, spoken)
        else:
            office = stack.enter_context(door.reading())
            desk, scope = _of_record(office, cycle, round_number, meant, focus, keys, since, spoken)
            refused = []
        built = reports.build(desk, scope, language=spoken, folder=folder)
    _show(door, built, refused, is_json=is_json)


def _of_record(  # noqa: PLR0917 - the options of one command
    office: "Office",
    cycle: str,
    round_number: int | None,
    kind: Kind,
    focus: str,
    keys: tuple[str, ...],
    since: str,
    language: str,
) -> tuple["Desk", "Scope"]:
    from steering.documents.education_scope import ReportKind
    from steering.office import reports
    from steering.office.report_scope import scope_for

    desk = reports.report_desk(office, cycle_id=cycle, round_number=round_number)
    last = reports.report_of(office, since, language) if since else None
    scope = scope_for(
        office, desk, kind=ReportKind(kind), focus=focus, keys=keys, last=last, language=language
    )
    return desk, scope


def _of_folder(  # noqa: PLR0917 - the options of one command
    door: Door, data: Path, kind: Kind, focus: str, keys: tuple[str, ...], since: str, language: str
) -> tuple["Desk", "Scope", list[str]]:
    """A report without profile and database: the region is named by its official key."""
    if not (door.region or "").isdigit():
        raise BadUsage("No official key.", code="report_region_key", region=door.region or "")
    from steering.documents.education_scope import ReportKind, Scope
    from steering.office import reports
    from steering.office.report_folder import folder_desk

    desk, refused = folder_desk(data, door.region or "", now=door.now)
    last = reports.report_of(None, since, language) if since else None
    return desk, Scope(kind=ReportKind(kind), focus=focus, keys=keys, last=last), refused


def _show(door: Door, built: "Built", refused: list[str], *, is_json: bool) -> None:
    if is_json:
        door.json(
            title=built.title,
            files=[str(file) for file in built.files],
            pages=built.pages,
            with_value=list(built.with_value),
            without_value=list(built.without_value),
            refused=refused,
        )
        return
    for file in built.files:
        typer.echo(str(file))
    pages = "report_page" if built.pages == 1 else "report_pages"
    door.say("report_built", title=built.title, pages=door.text(pages, count=built.pages))
    door.say("report_with_one" if len(built.with_value) == 1 else "report_with", count=len(built.with_value))
    if built.without_value:
        key = "report_without_one" if len(built.without_value) == 1 else "report_without"
        door.say(key, count=len(built.without_value), titles="; ".join(built.without_value))
    for name in refused:
        door.say("report_refused", name=name)


@command(app, "diff")
def diff(
    door: Door,
    old: Annotated[str, typer.Argument()],
    new: Annotated[str, typer.Argument()],
    *,
    is_json: AsJson = False,
) -> None:
    """What is different between two reports."""
    from dataclasses import asdict

    from steering.documents.education_changes import report_changes

    changes = report_changes(_report(door, old), _report(door, new), door.language)
    if is_json:
        door.json(**asdict(changes), is_empty=changes.is_empty)
        return
    _tell(door, changes)


def _report(door: Door, name: str) -> "Reported":
    """A report from a file or a folder; only others need the record."""
    from steering.office import reports

    if Path(name).exists():
        return reports.report_of(None, name, door.language)
    try:
        with door.reading() as office:
            return reports.report_of(office, name, door.language)
    except NotThere as missing:
        raise NotThere(f"No report {name}.", code="no_report_named", name=name) from missing


def _tell(door: Door, changes: "ReportChanges") -> None:
    door.line("report_since", since=changes.since)
    if changes.is_empty:
        door.line("report_same")
        return
    for key, titles in (("report_added", changes.added), ("report_removed", changes.removed)):
        if titles:
            door.line(key, titles="; ".join(titles))
    for each in changes.redefined:
        door.line("report_redefined", title=each.title, old=each.old_version, new=each.new_version)
    if changes.revised:
        door.line("report_revised")
        rows = [(each.title, each.region_title, each.period, each.old, each.new) for each in changes.revised]
        door.table(("indicator_title", "region_title", "period_of_value", "value_before", "now"), rows)
    for key, listed in (("report_new", changes.new_periods), ("report_gone", changes.gone)):
        if listed:
            door.line(key)
            door.table(
                ("indicator_title", "period_of_value", "shown_value"),
                [(each.title, each.period, each.value) for each in listed],
            )
