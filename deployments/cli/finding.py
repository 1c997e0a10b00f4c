"""`masterplan finding`: what the checks found, and what is let stand for a reason."""

from datetime import datetime
from typing import Annotated, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door

app = a_group()


def as_row(finding: Any) -> dict[str, Any]:
    """A finding for programs."""
    return {
        "id": finding.id,
        "severity": finding.severity,
        "state": finding.state,
        "suite": finding.suite_key,
        "what": finding.what,
        "place": finding.place,
        "mend": finding.mend,
        "rows_count": finding.rows_count,
        "waived_until_on": finding.waived_until_on,
        "waived_reason": finding.waived_reason,
    }


def show_rows(door: Door, rows: list[dict[str, Any]]) -> None:
    """Findings for people, the worst first."""
    for row in rows:
        severity = door.word(row["severity"].value, "severity")
        state = door.word(row["state"].value, "quality_state")
        door.line("finding", **{**row, "severity": severity, "state": state})


def in_order(findings: list[Any]) -> list[Any]:
    """Findings by severity, the worst first."""
    from models import Severity

    order = list(Severity)
    return sorted(findings, key=lambda each: (order.index(each.severity), each.id))


@command(app, "list")
def list_findings(
    door: Door, *, shows_all: Annotated[bool, typer.Option("--all")] = False, is_json: AsJson = False
) -> None:
    """The findings that are open; with --all those that are gone too."""
    from models import QualityFinding, QualityState

    with door.reading() as office:
        found = office.archive.read([QualityFinding], region_key=office.region_key).all(QualityFinding)
    kept = [each for each in found if shows_all or each.state is not QualityState.GONE]
    rows = [as_row(each) for each in in_order(kept)]
    if is_json:
        door.json(findings=rows)
        return
    if not rows:
        door.line("findings_none")
    show_rows(door, rows)


@command(app, "waive")
def waive(
    door: Door,
    *,
    finding: Annotated[str, typer.Argument()],
    reason: Annotated[str, typer.Option("--reason")],
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Let a finding stand until a day, for a reason that everyone sees."""
    from steering.errors import NotAllowedNow
    from steering.office import acts

    with door.reading() as office:
        last_day = until.date() if until else None
        if last_day is not None and last_day < office.today:
            raise NotAllowedNow(f"{last_day} has passed.", code="deadline_in_the_past", until=last_day)
        kept = acts.waive(office, finding, reason=reason, until=last_day)
    door.line("waived", finding=kept.id, until=kept.waived_until_on)
