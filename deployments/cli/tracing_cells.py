"""`masterplan data trace FILE:LINE:COLUMN`: from a cell to everything that rests on it."""

import re
from typing import TYPE_CHECKING, Any

import typer

from deployments.cli.door import Door

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.archive.resting_on import CellFound, Resting

_CELL = re.compile(r"(?P<file>.+):(?P<row>\d+):(?P<column>\d+)")


def is_cell(reference: str) -> bool:
    """Whether a reference names a place in a file."""
    return _CELL.fullmatch(reference.strip()) is not None


def trace_cell(door: Door, reference: str, *, is_json: bool) -> None:
    """Say what rests on a cell: by its own figure, or only by comparison."""
    from steering.office.archive.resting_on import cell_at, resting_on
    from steering.office.database import reading

    matched = _CELL.fullmatch(reference.strip())
    if matched is None:
        raise ValueError(reference)
    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        catalogue = {indicator.key: indicator for indicator in office.catalogue}
        with reading(office.archive.engine) as session:
            place = matched["file"], int(matched["row"]), int(matched["column"])
            cell = cell_at(session, office.region_key, *place)
            found = resting_on(session, cycle.id, cell, catalogue)
            facts = _facts(cell)
    if is_json:
        door.json(cycle=cycle.id, asked=reference, cell=facts, rests=[_row(each) for each in found])
        return
    _show(door, facts, found)


def _facts(cell: "CellFound") -> dict[str, Any]:
    observation = cell.observation
    return {
        "file": cell.release.file_name,
        "table": cell.release.table_code,
        "line": observation.row_number,
        "column": observation.column_number,
        "variable": observation.variable,
        "breakdown": observation.breakdown,
        "region_code": observation.region_code,
        "period": observation.period,
        "value": observation.value,
        "status": observation.status,
        "symbol": observation.symbol,
    }


def _row(each: "Resting") -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.id,
        "reason": each.reason,
        "what": each.told,
        "region_code": each.region_code or None,
        "period": each.period or None,
        "value": each.value,
        "round": each.round or None,
    }


def _show(door: Door, facts: dict[str, Any], found: "list[Resting]") -> None:
    from models.staleness import StaleReason
    from templates.periods import written
    from templates.variables import variable_named

    name = f"{facts['variable']}[{facts['breakdown']}]" if facts["breakdown"] else facts["variable"]
    said = facts["symbol"] if facts["value"] is None else facts["value"]
    door.line(
        "cell_head",
        title=variable_named(name, door.language),
        region=facts["region_code"],
        period=written(facts["period"], door.language),
        value=said,
        file=facts["file"],
        line=str(facts["line"]),
        column=str(facts["column"]),
    )
    own = [each for each in found if each.reason is StaleReason.INPUT]
    compared = [each for each in found if each.reason is not StaleReason.INPUT]
    if not found:
        door.line("cell_nothing")
    for heading, listed in (("cell_own", own), ("cell_compared", compared)):
        if listed:
            door.line(heading, count=len(listed))
        for each in listed:
            kind = door.word(each.kind.value, "dependent_one")
            where = ", ".join(part for part in (each.region_code, each.period) if part)
            typer.echo(f"  {kind}: {each.told}{f' ({where})' if where else ''}")
