"""`masterplan data diff`: what a release tells differently, cell by cell, and what became stale by it."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson
from deployments.cli.door import Door
from deployments.cli.showing import as_json_line

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from models import Staleness
    from steering.releases.difference import Difference

SHOWN = 10
PLACE = ("variable", "region_code", "period", "breakdown", "change")
BOTH = ("value", "status", "symbol", "unit", "row_number", "column_number")


def diff(
    door: Door,
    *,
    release: Annotated[str, typer.Argument(metavar="RELEASE")] = "",
    against: Annotated[str, typer.Argument(metavar="EARLIER")] = "",
    is_json: AsJson = False,
    with_rows: Annotated[bool, typer.Option("--rows")] = False,
) -> None:
    """Say what a release changed: by variable and period, or every cell."""
    from steering.office.releases import compared

    with door.reading() as office:
        found = compared(office, release, against)
    facts: dict[str, Any] = {
        "release": found.release.id,
        "file": found.release.file_name,
        "table": found.release.table_code,
        "sha256": found.release.sha256,
        "against": [{"release": each.id, "file": each.file_name} for each in found.against],
        "not_spoken_of": found.not_spoken_of,
        **as_facts(found.found),
        "stale": [_stale_facts(each) for each in found.stale],
    }
    if with_rows:
        for row in _rows(found.found):
            typer.echo(as_json_line(row))
        return
    if is_json:
        door.json(**facts, cells=_rows(found.found))
        return
    _show(door, facts)


def as_facts(found: "Difference") -> dict[str, Any]:
    """Counts, and what changed by variable and period."""
    from steering.releases.difference import groups

    return {
        "counts": {change.value: count for change, count in found.counts.items()},
        "groups": [
            {
                "variable": each.variable,
                "period": each.period,
                "counts": {change.value: count for change, count in each.counts.items()},
                "region_code": each.region_code,
                "breakdown": each.breakdown,
                "before": each.before,
                "after": each.after,
            }
            for each in groups(found)
        ],
    }


def _rows(found: "Difference") -> list[dict[str, object]]:
    from steering.office.releases import rows_of

    return rows_of(found, [*PLACE, *(f"{name}_{side}" for name in BOTH for side in ("before", "after"))])


def show_changes(door: Door, facts: dict[str, Any]) -> None:
    """What changed, in a few lines; the largest changes first."""
    from templates.paper import region_name
    from templates.periods import written
    from templates.statements import amount
    from templates.variables import breakdown_named, variable_named

    counts = facts["counts"]
    if all(not count for change, count in counts.items() if change != "identical"):
        door.line("diff_nothing", identical=counts["identical"])
        return
    door.line("diff_counts", **counts)
    for group in facts["groups"][:SHOWN]:
        told = ", ".join(
            f"{count} {door.word(change, 'cell_change')}" for change, count in group["counts"].items()
        )
        title = variable_named(group["variable"], door.language)
        door.line("diff_group", title=title, period=written(group["period"], door.language), told=told)
        if group["before"] is not None:
            parts = [region_name(group["region_code"], door.language)]
            parts += [breakdown_named(group["breakdown"], door.language)] if group["breakdown"] else []
            before, after = (
                amount(group[side], "", _digits(group), door.language) for side in ("before", "after")
            )
            door.line("diff_largest", place=", ".join(parts), before=before, after=after)
    if len(facts["groups"]) > SHOWN:
        door.line("diff_more", count=len(facts["groups"]) - SHOWN)


def _digits(group: dict[str, Any]) -> int:
    return 0 if float(group["before"]).is_integer() and float(group["after"]).is_integer() else 2


def _show(door: Door, facts: dict[str, Any]) -> None:
    against = ", ".join(each["file"] for each in facts["against"])
    door.line(
        "diff_head" if against else "diff_first", file=facts["file"], table=facts["table"], against=against
    )
    if against:
        show_changes(door, facts)
    if facts["not_spoken_of"]:
        door.line("diff_not_spoken_of", count=facts["not_spoken_of"])
    show_stale(door, facts["stale"])


def show_stale(door: Door, stale: list[dict[str, Any]]) -> None:
    """What rests on figures that changed: how much of each kind, and every figure of a draft."""
    counted: dict[tuple[str, str, str], int] = {}
    for each in stale:
        place = (each["cycle"], each["kind"], each["reason"])
        counted[place] = counted.get(place, 0) + 1
    for (cycle, kind, reason), count in sorted(counted.items()):
        door.line(
            "stale_counted",
            cycle=cycle,
            count=count,
            kind=door.word(kind, "dependent"),
            reason=door.word(reason, "stale_reason"),
        )


def _stale_facts(verdict: "Staleness") -> dict[str, Any]:
    return {
        "cycle": verdict.cycle_id,
        "kind": verdict.kind.value,
        "id": verdict.subject_id,
        "reason": verdict.reason.value,
        "cells": verdict.cells_count,
        "value_before": verdict.value_before,
        "value_after": verdict.value_after,
    }
