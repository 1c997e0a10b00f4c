"""`masterplan data trace`: a figure of the plan, back to the line of the file it comes from."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli import tracing_cells
from deployments.cli.commanding import AsJson
from deployments.cli.door import Door
from steering.errors import NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.archive.trace import Traced
    from steering.office.opening import Office


def trace(
    door: Door, *, reference: Annotated[str, typer.Argument(metavar="REF")], is_json: AsJson = False
) -> None:
    """Lead a reference, a value or a printed figure back to its cells, or a cell on to what rests on it."""
    from steering.office.archive.trace import trace as find
    from steering.office.database import reading

    if tracing_cells.is_cell(reference):
        tracing_cells.trace_cell(door, reference, is_json=is_json)
        return
    with door.reading() as office:
        cycle = office.archive.latest_cycle(office.region_key)
        with reading(office.archive.engine) as session:
            found = find(session, cycle.id, reference)
        if not found:
            raise NotThere(f"Nothing is called {reference!r}.", code="no_such_figure", figure=reference)
        values = [_value(office, each) for each in found]
    if is_json:
        door.json(cycle=cycle.id, asked=reference, values=values)
        return
    for value in values:
        _show(door, value)


def _value(office: "Office", traced: "Traced") -> dict[str, Any]:
    indicator = next((each for each in office.catalogue if each.key == traced.value.indicator_key), None)
    value = traced.value
    return {
        "reference": traced.reference,
        "shown": traced.shown,
        "value_id": value.id,
        "indicator": value.indicator_key,
        "title": indicator.title if indicator else value.indicator_key,
        "title_en": indicator.title_en if indicator else value.indicator_key,
        "formula": formula_text(indicator) if indicator else "",
        "digits": indicator.digits if indicator else 2,
        "unit": indicator.unit if indicator else "",
        "region_code": value.region_code,
        "region_title": _region_title(office, value.region_code),
        "period": value.period,
        "value": value.value,
        "status": value.status,
        "ci_low": value.ci_low,
        "ci_high": value.ci_high,
        "method": value.method,
        "cells": [_cell(office, each) for each in traced.cells],
    }


def _region_title(office: "Office", region_code: str) -> str:
    region = office.profile.region
    return {region.region_code: region.title, region.land_code: region.land_title}.get(region_code, "")


def formula_text(indicator: Any) -> str:
    """A formula as it is written in the catalogue: 100 * (a + b) / c."""
    text = str(indicator.formula.written)
    return text if indicator.factor == 1 else f"{indicator.factor} * ({text})"


def _cell(office: "Office", cell: Any) -> dict[str, Any]:
    from steering.office.kept_files import line_of

    observation, release = cell.observation, cell.release
    line = line_of(office.settings.home / "releases", release, observation.row_number)
    return {
        "name": cell.name,
        "region_code": observation.region_code,
        "period": observation.period,
        "value": observation.value,
        "status": observation.status,
        "symbol": observation.symbol,
        "file": release.file_name,
        "table": release.table_code,
        "sha256": release.sha256,
        "line": observation.row_number,
        "column": observation.column_number,
        "part": line.part if line else "",
        "text": line.text if line else None,
    }


def _show(door: Door, value: dict[str, Any]) -> None:
    from templates.paper import amount, region_name
    from templates.variables import variable_named

    digits, unit, spoken = value["digits"], value["unit"], door.language
    written = {
        name: amount(value[name], unit, digits, language=spoken) for name in ("value", "ci_low", "ci_high")
    }
    title = value["title"] if spoken == "de" else value["title_en"]
    status = door.word(value["status"].value, "indicator_status")
    region = value["region_title"] or region_name(value["region_code"], spoken)
    door.line("traced", **{**value, **written, "title": title, "status": status, "region": region})
    if value["ci_low"] is not None:
        door.line("traced_interval", **written)
    for cell in value["cells"]:
        said = cell["symbol"] if cell["value"] is None else cell["value"]
        part = cell["part"]
        told = {
            **cell,
            "file": f"{cell['file']} ({part})" if part else cell["file"],
            "value": said,
            "line": str(cell["line"]),
            "title": variable_named(cell["name"], spoken),
        }
        door.line("traced_cell", **told)
        typer.echo(f"      {cell['text'] if cell['text'] is not None else door.text('file_gone')}")
