"""`masterplan indicators`: the catalogue, and values computed from a folder of official files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from deployments.cli.commanding import AsJson, a_group, command
from deployments.cli.door import Door

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from steering.indicators.defining.indicator import Indicator

app = a_group()

Key = Annotated[str, typer.Argument(metavar="ID")]
Data = Annotated[Path | None, typer.Option("--data")]
Period = Annotated[str, typer.Option("--period")]
Breakdown = Annotated[str, typer.Option("--breakdown")]


@command(app, "list")
def list_indicators(
    door: Door, *, stage: Annotated[str, typer.Option("--stage")] = "", is_json: AsJson = False
) -> None:
    """The catalogue: each indicator with its unit, its tables and whether it can be computed."""
    from deployments.cli.indicators_asked import stored_values
    from steering.indicators.defining.catalogue import load_catalogue

    stored = stored_values(door)
    chosen = [each for each in load_catalogue().values() if not stage or each.life_stage == stage]
    rows = [catalogue_row(each, door.language) | stored.get(each.key, {}) for each in chosen]
    if is_json:
        door.json(indicators=rows)
        return
    headings = ["indicator", "title", "unit", "availability", "tables", *(["stored"] if stored else [])]
    door.table(headings, [_cells(door, row, has_values=bool(stored)) for row in rows])
    door.say("indicators_counted", count=len(rows))


def _cells(door: Door, row: dict[str, Any], *, has_values: bool) -> list[str]:
    from templates.indicator_words import unit_named

    cells = [
        row["indicator"],
        row["title"],
        unit_named(row["unit"], door.language),
        door.word(row["computability"], "computability"),
        ", ".join(row["tables"]),
    ]
    return [*cells, row.get("stored", "")] if has_values else cells


def catalogue_row(indicator: "Indicator", language: str) -> dict[str, Any]:
    """An entry of the catalogue for programs, its texts in the reader's language."""
    from deployments.cli.tracing import formula_text
    from steering.indicators.defining.breaking import breakdown_formulas

    is_german = language == "de"
    return {
        "indicator": indicator.key,
        "version": indicator.version,
        "title": indicator.title if is_german else indicator.title_en,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "life_stage": indicator.life_stage,
        "focus_area": indicator.focus_area_key,
        "kind": indicator.formula.kind,
        "formula": formula_text(indicator),
        "tables": list(indicator.table_codes),
        "reference_times": list(indicator.reference_times),
        "principle": indicator.principle,
        "computability": indicator.computability,
        "is_confirmed": indicator.is_confirmed,
        "breakdowns": list(breakdown_formulas(indicator)),
        "minimum_count": indicator.minimum_count,
        "minimum_base": indicator.minimum_base,
        "expected_lag_days": indicator.expected_lag_days,
        "caveat": indicator.caveat if is_german else indicator.caveat_en,
    }


@command(app, "show")
def show_indicator(door: Door, *, indicator: Key, is_json: AsJson = False) -> None:
    """One entry of the catalogue: what it asks, how it is computed, and what to keep in mind."""
    from deployments.cli.indicators_asked import indicator_named, stored_values
    from deployments.cli.indicators_shown import show_entry

    _, meant = indicator_named(indicator)
    row = catalogue_row(meant, door.language) | stored_values(door).get(meant.key, {})
    if is_json:
        door.json(**row)
    else:
        show_entry(door, meant, row)


@command(app, "compute")
def compute(
    door: Door,
    *,
    indicator: Key,
    data: Data = None,
    period: Period = "",
    breakdown: Breakdown = "",
    is_public: Annotated[bool, typer.Option("--public")] = False,
    is_json: AsJson = False,
) -> None:
    """One value with interval, comparison, trend and whether it may be published."""
    from deployments.cli.indicators_asked import answered
    from deployments.cli.indicators_shown import show_result
    from steering.indicators.answering.asking import Question

    answer = answered(door, indicator, data, Question(region="", period=period, breakdown=breakdown))
    if not answer.result.publishable and not is_public:
        door.say("indicator_internal")
    if is_json:
        door.json(**answer.result.as_json(is_public=is_public))
    else:
        show_result(door, answer, is_public=is_public)
