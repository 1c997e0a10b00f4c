"""A workbook is taken apart in a child process of its own: if it is a trap, only the child falls in."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import steering
from steering.sources.cells import Doubt, Remark, Workbook, Worksheet
from steering.sources.refusals import refusal

SECONDS = 60
_ROOT = Path(steering.__file__).resolve().parents[1]
# Isolated and without installed packages: the child can import Python's own library and itself.
_CHILD = (
    "import sys; sys.path.insert(0, sys.argv[1]); from steering.sources.workbooks.child import main; main()"
)
_PLAIN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def workbook(content: bytes, *, file_name: str) -> tuple[Workbook, tuple[Remark, ...]]:
    """The sheets of a workbook and what should be known of it. Raises BadSource; never falls over."""
    answer = _asked(content, file_name)
    if "refused" in answer:
        facts = dict(answer["facts"])
        row, column = facts.pop("row", None), facts.pop("column", None)
        raise refusal(answer["refused"], file_name, row, column, **facts)
    sheets = tuple(_sheet(each) for each in answer["sheets"])
    return Workbook(sheets=sheets), _remarks(answer)


def _asked(content: bytes, file_name: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-c", _CHILD, str(_ROOT)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=_PLAIN_ENVIRONMENT,
            cwd="/",
        )
    except subprocess.TimeoutExpired as late:
        raise refusal("workbook_too_heavy", file_name) from late
    if done.returncode != 0:
        raise refusal("workbook_too_heavy", file_name)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as broken:
        raise refusal("workbook_too_heavy", file_name) from broken
    return answer


def _sheet(told: Mapping[str, Any]) -> Worksheet:
    return Worksheet(
        title=told["title"],
        rows=tuple(map(tuple, told["rows"])),
        merged=tuple((first, left, last, right) for first, left, last, right in told["merged"]),
        is_hidden=told["is_hidden"],
        doubts=tuple(
            Doubt(row=row, column=column, code=code, shown=shown)
            for row, column, code, shown in told["doubts"]
        ),
    )


def _remarks(answer: Mapping[str, Any]) -> tuple[Remark, ...]:
    sheets = answer["sheets"]
    remarks = []
    hidden = [each["title"] for each in sheets if each["is_hidden"]]
    if hidden:
        remarks.append(Remark(code="hidden_sheets", facts=(("sheets", hidden),)))
    for each in sheets:
        remarks += _remarks_on(each)
    formulas = sum(each["formulas"] for each in sheets)
    if formulas:
        remarks.append(Remark(code="formulas_not_run", facts=(("count", formulas),)))
    if answer["has_macros"]:
        remarks.append(Remark(code="macros_not_run"))
    if answer["has_links"]:
        remarks.append(Remark(code="links_not_followed"))
    return tuple(remarks)


def _remarks_on(sheet: Mapping[str, Any]) -> list[Remark]:
    rows, columns = sheet["hidden_rows"], sheet["hidden_columns"]
    remarks = []
    if rows:
        is_filtered = bool(sheet["has_filter"])
        facts = (("sheet", sheet["title"]), ("count", len(rows)), ("first", rows[0]))
        remarks.append(Remark(code="filtered_rows" if is_filtered else "hidden_rows", facts=facts))
    if columns:
        facts = (("sheet", sheet["title"]), ("count", len(columns)), ("first", columns[0]))
        remarks.append(Remark(code="hidden_columns", facts=facts))
    return remarks
