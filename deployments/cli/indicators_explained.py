"""`masterplan indicators explain`: how a number came about, from the cells of the files to the sentence."""

from typing import TYPE_CHECKING, Any

import typer

from deployments.cli.commanding import AsJson, command
from deployments.cli.door import Door
from deployments.cli.indicators import Breakdown, Data, Key, Period

if TYPE_CHECKING:  # The rules wake pandas; a look at the help must not.
    from deployments.cli.indicators_asked import Answer

MOST_CELLS = 60


def register(app: typer.Typer) -> None:
    """Add the command to `masterplan indicators`."""
    command(app, "explain")(explain)


def explain(
    door: Door,
    *,
    indicator: Key,
    data: Data = None,
    period: Period = "",
    breakdown: Breakdown = "",
    is_json: AsJson = False,
) -> None:
    """How a value came about, step by step: formula, cells, arithmetic, interval, comparison, trend."""
    from deployments.cli.indicators_asked import answered
    from steering.indicators.answering.asking import Question

    answer = answered(door, indicator, data, Question(region="", period=period, breakdown=breakdown))
    cells = cells_of(answer)
    if is_json:
        from deployments.cli.tracing import formula_text

        door.json(
            result=answer.result.as_json(),
            formula=formula_text(answer.asked.indicator),
            cells=cells,
            steps=[text for _, texts in steps(door, answer, cells) for text in texts],
        )
        return
    for heading, texts in steps(door, answer, cells):
        door.line("explain_heading", heading=door.text(f"explain_{heading}"))
        for text in texts:
            door.line("explain_step", text=text)


def cells_of(answer: "Answer") -> list[dict[str, Any]]:
    """Every cell behind a value, with its file, row, column and raw text."""
    from steering.indicators.answering.kept import whole
    from steering.indicators.measuring.rows import cells, maybe

    asked = answer.asked
    found = []
    for sign, name, place in cells(asked.measured, *asked.at):
        cell = asked.cells.iloc[place]
        found.append(
            {
                "name": name,
                "sign": sign,
                "region": str(cell["region_code"]),
                "period": str(cell["period"]),
                "value": whole(maybe(float(cell["value"]))),
                "status": str(cell["status"]),
                "raw": str(cell["raw"]),
                "table": str(cell["table_code"]),
                "file": str(cell["release_id"]),
                "row": int(cell["row_number"]),
                "column": int(cell["column_number"]),
                "line": answer.line(str(cell["release_id"]), int(cell["row_number"])),
            }
        )
    return found


def steps(door: Door, answer: "Answer", cells: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """The steps by heading, in the order in which a person would check them."""
    from deployments.cli.indicators_reasons import (
        arithmetic,
        chance,
        comparison,
        formula_steps,
        notes,
        trend_steps,
    )
    from deployments.cli.indicators_shown import headline_of

    told = [
        ("question", formula_steps(door, answer)),
        ("cells", _cell_lines(door, cells)),
        ("arithmetic", arithmetic(door, answer)),
        ("chance", chance(door, answer)),
        ("comparison", comparison(door, answer)),
        ("trend", trend_steps(door, answer)),
        ("notes", notes(door, answer)),
        ("sentence", [] if answer.result.breakdown else [headline_of(door, answer)]),
    ]
    return [(heading, texts) for heading, texts in told if texts]


def _cell_lines(door: Door, cells: list[dict[str, Any]]) -> list[str]:
    from templates.indicator_words import term_named
    from templates.periods import written

    lines = []
    for cell in cells[:MOST_CELLS]:
        said = cell["raw"] or "–"
        key = "explain_cell" if cell["value"] is not None else "explain_cell_sign"
        lines.append(
            door.text(
                key,
                **{
                    **cell,
                    "what": f"{'− ' if cell['sign'] < 0 else ''}{term_named(cell['name'], door.language)}",
                    "period": written(cell["period"], door.language),
                    "said": said,
                    "meant": door.word(cell["status"], "value_status"),
                    "row": str(cell["row"]),
                    "column": str(cell["column"]),
                },
            )
        )
        if cell["line"] is not None:
            lines.append(f"    {cell['line']}")
    if len(cells) > MOST_CELLS:
        lines.append(door.text("explain_more_cells", count=len(cells) - MOST_CELLS))
    return lines
