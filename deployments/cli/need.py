"""`masterplan need list` and `show`: the needs for action, their grounds and their history."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.need_told import ToldFinding, ToldNeed

app = a_group()
Number = Annotated[int, typer.Argument(min=1)]


def as_row(need: "ToldNeed") -> dict[str, Any]:
    """A need for programs."""
    return {**asdict(need), "is_stale": need.is_stale}


@command(app, "list")
def list_needs(
    door: Door, *, shows_all: Annotated[bool, typer.Option("--all")] = False, is_json: AsJson = False
) -> None:
    """The needs that live, and those that were rejected; with --all also what was merged or split."""
    from models import NeedState
    from steering.office.need_told import needs_of

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        told = needs_of(office, cycle, language=door.language)
    needs = [need for need in told.needs if shows_all or need.state is not NeedState.REPLACED]
    if is_json:
        others = [asdict(finding) for finding in told.other_findings]
        door.json(
            cycle=cycle.id, round=told.round, needs=[as_row(need) for need in needs], other_findings=others
        )
        return
    if not needs:
        door.line("needs_none")
    for need in needs:
        _print(door, need)
    if told.other_findings:
        door.line("need_other_findings", count=len(told.other_findings))
        _print_findings(door, told.other_findings)


@command(app, "show")
def show(door: Door, *, number: Number, is_json: AsJson = False) -> None:
    """One need with its findings, its evidence and every version."""
    from steering.office.need_told import needs_of

    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        told = needs_of(office, cycle, language=door.language)
    need = _numbered(told.needs, number)
    if is_json:
        door.json(cycle=cycle.id, round=told.round, need=as_row(need))
        return
    _print(door, need)
    door.line("need_station", station=_station(door, need), focus_area=need.focus_area)
    for each in need.versions:
        act = door.word(each.act.value, "need_act")
        key = "need_version" if each.reason else "need_version_proposed"
        by = door.word(each.by, "need_actor")
        door.line(key, number=each.number, at=each.at, act=act, by=by, title=each.title, reason=each.reason)


def _numbered(needs: "tuple[ToldNeed, ...]", number: int) -> "ToldNeed":
    from steering.errors import NotThere

    for need in needs:
        if need.number == number:
            return need
    known = ", ".join(str(need.number) for need in needs) or "–"
    raise NotThere(f"No need {number}.", code="no_such_need", number=number, known=known)


def _station(door: Door, need: "ToldNeed") -> str:
    from templates.paper import term_or_itself

    return term_or_itself(need.life_stage, door.language)


def _print(door: Door, need: "ToldNeed") -> None:
    state = door.word(need.state.value, "need_state")
    door.line("need", number=need.number, title=need.title, state=state, version=need.version)
    if need.text:
        door.line("need_text", text=need.text)
    if need.state.value == "rejected":
        door.line("need_reason", reason=need.reason)
    if need.went_into:
        door.line("need_went_into", numbers=", ".join(map(str, need.went_into)))
    if need.came_from:
        door.line("need_came_from", numbers=", ".join(map(str, need.came_from)))
    _print_findings(door, need.findings)
    for evidence in need.evidence:
        door.line("need_evidence", evidence=evidence)


def _print_findings(door: Door, findings: "tuple[ToldFinding, ...]") -> None:
    for finding in findings:
        key = "need_finding_stale" if finding.is_stale else "need_finding"
        door.line(key, indicator=finding.indicator, sentence=finding.sentence)
        if finding.counted:
            door.line("need_finding_counted", counted=finding.counted)
