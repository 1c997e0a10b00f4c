"""What a file holds and what of it could not be kept, in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deployments.cli.door import Door

if TYPE_CHECKING:  # The readers wake pandas; a look at the help must not.
    from steering.sources.cells import Reading

SHOWN = 20


def told(reading: "Reading", file: Path, language: str) -> list[dict[str, Any]]:
    """The cells and rows that are not kept, each with its reason and its mend."""
    from templates.errors import error_text

    rows = []
    for cell in reading.rejected:
        facts = {"file": file.name, "row": cell.row, "column": cell.column or 0, "symbol": cell.symbol}
        text = error_text(cell.reason, facts, language=language, general="bad_source")
        rows.append({"row": cell.row, "column": cell.column, "reason": text.what, "mend": text.mend})
    return rows


def remarked(reading: "Reading", language: str) -> list[dict[str, str]]:
    """What should be known of a file that was read: hidden rows, formulas that were not run."""
    from templates.errors import error_text

    rows = []
    for remark in reading.remarks:
        text = error_text(remark.code, dict(remark.facts), language=language, general="bad_source")
        rows.append({"code": remark.code, "remark": text.what, "mend": text.mend})
    return rows


def show(door: Door, file: Path, facts: dict[str, Any]) -> None:
    """The overview for a person: what, how much, and what is left out and why."""
    rejected = facts["rejected"]
    door.line(
        "preview",
        **{
            **facts,
            "file": file,
            "table": facts["table"] or "-",
            "rejected": len(rejected),
            "periods": ", ".join(facts["periods"]),
        },
    )
    for status, count in facts["statuses"].items():
        door.line("preview_status", status=door.word(status, "value_status"), count=count)
    for symbol, count in facts["symbols"].items():
        door.line("preview_symbol", symbol=symbol, count=count)
    for row in facts["remarks"]:
        door.line("preview_remark", **row)
    show_rows(door, rejected)


def show_rows(door: Door, rows: Sequence[dict[str, Any]]) -> None:
    """The first rows that are left out, and how many more there are."""
    for row in rows[:SHOWN]:
        door.line("preview_rejected", **row)
    if len(rows) > SHOWN:
        door.line("preview_more", count=len(rows) - SHOWN)
