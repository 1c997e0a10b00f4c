"""`masterplan measure`: what the owners of measures are asked, and what they answer."""

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.answers import one_of
from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from models import Request, RequestKind
    from steering.records import Records

app = a_group()
Asked = Annotated[str, typer.Argument(metavar="MEASURE")]
FromFile = Annotated[Path | None, typer.Option("--from")]
Text = Annotated[str | None, typer.Option()]
Count = Annotated[int | None, typer.Option(min=0)]


@command(app, "reviews")
def reviews(
    door: Door, *, shows_all: Annotated[bool, typer.Option("--all")] = False, is_json: AsJson = False
) -> None:
    """The reviews that are still owed; with --all the answered ones too."""
    _list(door, "review", shows_all=shows_all, is_json=is_json)


@command(app, "sheets")
def sheets(
    door: Door, *, shows_all: Annotated[bool, typer.Option("--all")] = False, is_json: AsJson = False
) -> None:
    """The sheets that are still owed; with --all the answered ones too."""
    _list(door, "measure_sheet", shows_all=shows_all, is_json=is_json)


def _list(door: Door, kind: str, *, shows_all: bool, is_json: bool) -> None:
    from models import Organisation, RequestKind

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        records = office.glance(cycle)
    asked = [each for each in _asked(records, RequestKind(kind)) if shows_all or each.answered_at is None]
    titles = {each.id: each.title for each in records.all(Organisation)}
    rows = [
        {
            "id": each.id,
            "measure": _code(records, each),
            "title": each.title,
            "owner": titles[each.organisation_id],
            "due_on": each.due_on,
            "answered_at": each.answered_at,
        }
        for each in asked
    ]
    if is_json:
        door.json(cycle=cycle.id, requests=rows)
        return
    if not rows:
        door.line("requests_none")
        return
    names = ("measure", "title", "owner", "due_on", "answered_at")
    door.table(
        ("measure", "what", "who", "due", "answered"), [tuple(row[name] for name in names) for row in rows]
    )


def _asked(records: "Records", kind: "RequestKind") -> "list[Request]":
    from models import Request, StageRun
    from steering.transitions import LIVING

    living = {run.id for run in records.all(StageRun) if run.state in LIVING}
    found = [each for each in records.all(Request) if each.kind is kind and each.stage_run_id in living]
    return sorted(found, key=lambda each: each.id)


def _code(records: "Records", request: "Request") -> str:
    from models import Measure, PlannedMeasure

    planned = records.by_id(PlannedMeasure).get(request.subject_id)
    measure_id = planned.measure_id if planned else request.subject_id
    return records.by_id(Measure)[measure_id].code


def _named(records: "Records", kind: str, name: str) -> "Request":
    """A request by its id, or by the code of its measure."""
    from models import RequestKind

    for request in _asked(records, RequestKind(kind)):
        if name in (request.id, _code(records, request)):
            return request
    raise NotThere(f"No request {name!r}.", code="no_such_request", request=name)


@command(app, "review")
def review(
    door: Door,
    *,
    measure: Asked,
    status: Text = None,
    output: Text = None,
    proposal: Text = None,
    reason: Text = None,
    obstacles: Text = None,
    indicator_key: Annotated[str | None, typer.Option("--indicator")] = None,
    file: FromFile = None,
) -> None:
    """Answer the request for a review of a measure."""
    from models import Disposition, ImplementationStatus
    from steering.office import acts

    typed = {
        "status": status,
        "output": output,
        "proposal": proposal,
        "reason": reason,
        "obstacles": obstacles,
        "indicator_key": indicator_key,
    }
    said = _said(acts.Review, file, typed, needed=("status", "output", "proposal", "reason"))
    said["status"] = one_of(ImplementationStatus, str(said["status"]), "--status")
    said["proposal"] = one_of(Disposition, str(said["proposal"]), "--proposal")
    with door.steering() as (office, cycle):
        _refuse_unknown_indicator(office, said.get("indicator_key"))
        request = _named(office.glance(cycle), "review", measure)
        is_first = request.answered_at is None
        acts.review(office, request.id, acts.Review(**said))
    door.line("request_answered" if is_first else "request_was_answered", title=request.title)


@command(app, "sheet")
def sheet(
    door: Door,
    *,
    measure: Asked,
    goal: Text = None,
    indicator_key: Annotated[str | None, typer.Option("--indicator")] = None,
    is_budget_relevant: Annotated[bool | None, typer.Option("--budget/--no-budget")] = None,
    route: Text = None,
    life_stage: Text = None,
    cost_eur: Count = None,
    cost_yearly_eur: Count = None,
    fiscal_year: Count = None,
    file: FromFile = None,
) -> None:
    """Answer the request for the sheet of a planned measure."""
    from steering.office import acts

    typed = {
        "goal": goal,
        "indicator_key": indicator_key,
        "is_budget_relevant": is_budget_relevant,
        "route": route,
        "life_stage": life_stage,
        "cost_eur": cost_eur,
        "cost_yearly_eur": cost_yearly_eur,
        "fiscal_year": fiscal_year,
    }
    said = _said(acts.Sheet, file, typed, needed=("goal", "route", "is_budget_relevant"))
    with door.steering() as (office, cycle):
        _refuse_unknown_indicator(office, said.get("indicator_key"))
        request = _named(office.glance(cycle), "measure_sheet", measure)
        is_first = request.answered_at is None
        acts.fill_sheet(office, request.id, acts.Sheet(**{"indicator_key": None, **said}))
    door.line("request_answered" if is_first else "request_was_answered", title=request.title)


def _said(
    form: type[Any], file: Path | None, typed: dict[str, Any], *, needed: tuple[str, ...]
) -> dict[str, Any]:
    """What a file says, and above it what was typed. Raises BadUsage for what is unknown or missing."""
    said = _read(file) if file else {}
    types = {field.name: field.type for field in fields(form)}
    for name, value in said.items():
        if name not in types:
            raise BadUsage(
                f"{name} is unknown.",
                code="unknown_field",
                file=str(file),
                name=name,
                names=list(types),
            )
        _refuse_wrong_kind(file, name, value, types[name])
    said |= {name: value for name, value in typed.items() if value is not None}
    missing = [name for name in needed if said.get(name) in (None, "")]
    if missing:
        raise BadUsage(f"{missing} missing.", code="fields_missing", names=missing)
    return said


def _refuse_wrong_kind(file: Path | None, name: str, value: object, kind: Any) -> None:
    expected: Any = str
    if kind is bool:
        expected = bool
    elif kind == (int | None):
        expected = int
    is_right = isinstance(value, expected) and (expected is not int or not isinstance(value, bool))
    if not is_right:
        raise BadUsage(
            f"{name} is {value!r}.",
            code="wrong_kind_of_field",
            file=str(file),
            name=name,
            value=str(value),
            expected=expected.__name__,
        )


def _read(file: Path) -> dict[str, Any]:
    if not file.is_file():
        raise NotThere(f"There is no file {file}.", code="no_file", file=str(file))
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUsage(f"{file}: {error}", code="bad_toml", file=str(file), said=str(error)) from error


def _refuse_unknown_indicator(office: Any, key: str | None) -> None:
    known = [indicator.key for indicator in office.catalogue]
    if key is not None and key not in known:
        raise NotThere(f"No indicator {key}.", code="no_such_indicator", indicator=key, known=known)
