"""What a file is when no reader knows it: said plainly, so that a person knows what to mend."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from steering.errors import BadSource
from steering.sources.cells import Delivery, Workbook
from steering.sources.refusals import refusal

_NO_CODE = re.compile(r"^\W*(?:GENESIS-)?(?:Tabelle|Table):\s*([^;\n]*)")
_MARKDOWN = re.compile(r"^(---\s*$|#{1,6} \S|\|.*\|\s*$)", re.MULTILINE)
_COUNCIL = "https://schema.oparl.org/"
_COUNCIL_FIELDS = (
    {"agendaItem", "meetingState", "invitation"},
    {"paperType", "mainFile"},
    {"oparlVersion"},
    {"organizationType", "membership"},
)
_XML_WORKBOOK = "urn:schemas-microsoft-com:office:spreadsheet"
_PAGE_CELL = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_FEW_CELLS = 12
_TROUBLE = re.compile("fehler|error|wartung|maintenance", re.IGNORECASE)
_FAR = 100_000
_DEEP = 4
_LINE = re.compile(r"_{5,}")
_SHOWN = 5
_OF_REGIONS = frozenset(
    re.findall(
        r"\w+",
        "region_id region_name region id name level parent parent_id ags ars code key nuts nuts1 nuts2 nuts3 "
        "lau kreis land gemeinde bezeichnung schluessel regionalschluessel kennziffer raumeinheit typ "
        "kreisname landname gemeindename aggregat",
    )
)


def unreadable(delivery: Delivery) -> BadSource:
    """The refusal of a file that is none of the layouts we read."""
    if delivery.workbook is not None:
        return _unreadable_workbook(delivery.workbook, delivery.file_name)
    return _unreadable_text(delivery)


def _unreadable_text(delivery: Delivery) -> BadSource:
    start = delivery.text.lstrip("\ufeff \t\r\n")
    if start[:1] == "<":
        return _no_message(start, delivery.file_name) or refusal(
            "error_page", delivery.file_name, 1, said=_page_title(start)
        )
    if start[:1] in "{[":
        return _foreign_json(start, delivery.file_name)
    return _no_table(start, delivery.file_name)


def _no_table(start: str, file_name: str) -> BadSource:
    without_code = _NO_CODE.match(start)
    if without_code:
        return refusal("no_table_code", file_name, 1, symbol=without_code.group(1).strip()[:60])
    first = start.split("\n", 1)[0].strip()
    if _is_region_list(first):
        return refusal("region_list", file_name, 1, columns=first[:120])
    if _MARKDOWN.match(start):
        return refusal("markdown_text", file_name, 1, symbol=first[:60])
    return refusal("not_a_table", file_name, 1, symbol=first[:60])


def _is_region_list(head: str) -> bool:
    """Every column of the head says what a region is called; none can hold a figure."""
    words = {word.strip(' "\r').casefold() for word in re.split(r"[;,\t]", head)} - {""}
    return len(words) > 1 and words <= _OF_REGIONS


def _unreadable_workbook(workbook: Workbook, file_name: str) -> BadSource:
    """A workbook whose sheets are none that we know; an export loses its code when its sheet is renamed."""
    for sheet in workbook.sheets:
        texts = [row[0].strip() for row in sheet.rows if row]
        is_export = any(_LINE.fullmatch(text) for text in texts) and any("Stand:" in text for text in texts)
        if is_export and not sheet.is_hidden:
            return refusal("sheet_without_code", file_name, sheet=sheet.title)
    named = [sheet.title for sheet in workbook.sheets if sheet.rows and not sheet.is_hidden]
    if not named:
        return refusal("empty_workbook", file_name)
    return refusal("unknown_workbook", file_name, sheets=named[:_SHOWN], count=len(named))


def _no_message(page: str, file_name: str) -> BadSource | None:
    """Figures as browsers read them: a spreadsheet as XML, as LSN-Online writes it, or a page of cells."""
    if _XML_WORKBOOK in page[:_FAR]:
        return refusal("xml_workbook", file_name, 1)
    title = _page_title(page)
    if len(_PAGE_CELL.findall(page[:_FAR])) >= _FEW_CELLS and not _TROUBLE.search(title):
        return refusal("web_table", file_name, 1, said=title)
    return None


def _page_title(page: str) -> str:
    found = re.search(r"<(title|h1)[^>]*>\s*([^<]+)", page, re.IGNORECASE)
    return found.group(2).strip()[:120] if found else "HTML"


def _foreign_json(text: str, file_name: str) -> BadSource:
    """Minutes and papers of councils (OParl), messages of a portal, and everything else."""
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return refusal("broken_json", file_name, 1)
    council = next(filter(None, map(_council_kind, _objects(answer))), "")
    if council:
        return refusal("council_record", file_name, 1, symbol=council[:60])
    status = answer.get("Status", answer) if isinstance(answer, dict) else {}
    if isinstance(status, dict) and "Content" in status and status.get("Code", -1) not in (0, "0"):
        return refusal("error_page", file_name, 1, said=f"{status.get('Code')}: {status['Content']}"[:200])
    named = ", ".join(list(answer)[:5]) if isinstance(answer, dict) else "[ … ]"
    return refusal("foreign_json", file_name, 1, symbol=named[:60])


def _objects(answer: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The outer objects of an answer, also those in its lists."""
    if isinstance(answer, dict):
        yield answer
    parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    for part in list(parts)[:20] if depth < _DEEP else ():
        if isinstance(part, dict | list):
            yield from _objects(part, depth + 1)


def _council_kind(record: Mapping[str, Any]) -> str:
    kind = record.get("type")
    if isinstance(kind, str) and kind.startswith(_COUNCIL):
        return kind.rsplit("/", 1)[-1]
    names = set(record)
    if "id" in names and any(names & fields for fields in _COUNCIL_FIELDS):
        return " ".join(str(record.get("name") or "OParl").split())
    title = record.get("title")
    is_scheme = record.get("type") == "object" and isinstance(record.get("properties"), dict)
    return f"OParl: {title}" if is_scheme and isinstance(title, str) else ""
