"""Answers of the offices' REST interfaces (JSON): a table, a flat file or a cube stands inside as text."""

import json
from collections.abc import Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

from steering.sources import cube_file, flat_file, genesis_table
from steering.sources.cells import Delivery, Reading
from steering.sources.encoding import decode
from steering.sources.refusals import refusal

LAYOUT = "rest_json"
_INSIDE: tuple[ModuleType, ...] = (genesis_table, flat_file, cube_file)
_SAID = 200


def claims(delivery: Delivery) -> bool:
    """The file is an answer with the two parts that every answer of these interfaces has."""
    start = delivery.text.lstrip("\ufeff \t\r\n")
    return start[:1] == "{" and {"Ident", "Status"} <= set(_answer(start))


def read(delivery: Delivery) -> Reading:
    """The table inside of an answer; lines are counted in that table, as the interface would write it."""
    answer = _answer(delivery.text.lstrip("\ufeff \t\r\n"))
    inside = _inside(answer)
    if inside is None:
        raise _without_figures(answer, delivery.file_name)
    table = _checked(inside, delivery)
    for layout in _INSIDE:
        if layout.claims(table):
            reading: Reading = layout.read(table)
            copyright_line = " ".join(str(answer.get("Copyright") or "").split())
            return replace(reading, layout=LAYOUT, attribution=reading.attribution or copyright_line)
    first = inside.strip().split("\n", 1)[0][:60]
    raise refusal("rest_not_understood", delivery.file_name, 1, symbol=first)


def _checked(inside: str, delivery: Delivery) -> Delivery:
    """The text inside, examined like a file of its own: an escape may hide any sign in it."""
    try:
        content = inside.encode("utf-8")
    except UnicodeEncodeError as broken:
        raise refusal("rest_not_understood", delivery.file_name, 1, symbol="\\ud800") from broken
    return replace(decode(content, file_name=delivery.file_name), encoding=delivery.encoding)


def _answer(text: str) -> Mapping[str, Any]:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _inside(answer: Mapping[str, Any]) -> str | None:
    kept = answer.get("Object")
    content = kept.get("Content") if isinstance(kept, dict) else None
    service = _part(answer, "Ident", "Service")
    is_text = isinstance(content, str) and bool(content.strip())
    return content if is_text and service == "data" else None


def _without_figures(answer: Mapping[str, Any], file_name: str) -> Exception:
    code, said = _part(answer, "Status", "Code"), _part(answer, "Status", "Content")
    service, method = _part(answer, "Ident", "Service"), _part(answer, "Ident", "Method")
    if code not in {"0", "22"} or service == "data":
        return refusal("error_page", file_name, 1, said=f"{code}: {said or 'JSON'}"[:_SAID])
    kind = "metadata_answer" if service == "metadata" else "catalogue_answer"
    return refusal(kind, file_name, 1, symbol=f"{service}/{method}")


def _part(answer: Mapping[str, Any], part: str, name: str) -> str:
    found = answer.get(part)
    return str(found.get(name, "")).strip() if isinstance(found, dict) else ""
