"""What a file is when no reader knows it: said plainly, so that a person knows what to mend."""

import json
import re
from collections.abc import Mapping

from steering.errors import BadSource
from steering.sources.cells import Delivery, Workbook
from steering.sources.refusals import refusal

_FLAT = re.compile(r"^\W*(statistics_code|statistik_code)\b", re.IGNORECASE)
_NO_CODE = re.compile(r"^\W*(?:GENESIS-)?Tabelle:\s*([^;\n]*)")
_LINE = re.compile(r"_{5,}")
_SHOWN = 5
_ENGLISH = re.compile(r"^\W*(GENESIS-)?Table:", re.IGNORECASE)


def unreadable(delivery: Delivery) -> BadSource:
    """The refusal of a file that is none of the layouts we read."""
    if delivery.workbook is not None:
        return _unreadable_workbook(delivery.workbook, delivery.file_name)
    start = delivery.text.lstrip("\ufeff \t\r\n")
    if start[:1] == "<":
        return refusal("error_page", delivery.file_name, 1, said=_page_title(start))
    if start[:1] in "{[" and _is_failure(start):
        return refusal("error_page", delivery.file_name, 1, said=_json_words(start))
    if _FLAT.match(start):
        return refusal("flat_file", delivery.file_name, 1)
    if _ENGLISH.match(start):
        return refusal("english_export", delivery.file_name, 1)
    without_code = _NO_CODE.match(start)
    if without_code:
        return refusal("no_table_code", delivery.file_name, 1, symbol=without_code.group(1).strip()[:60])
    return refusal("not_a_table", delivery.file_name, 1, symbol=start.split("\n", 1)[0].strip()[:60])


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


def _page_title(page: str) -> str:
    found = re.search(r"<(title|h1)[^>]*>\s*([^<]+)", page, re.IGNORECASE)
    return found.group(2).strip()[:120] if found else "HTML"


def _is_failure(text: str) -> bool:
    """The answer says that something went wrong; its status 0 says that all went well."""
    code = _status(text).get("Code", -1)
    return code not in (0, "0")


def _json_words(text: str) -> str:
    said = _status(text).get("Content")
    return str(said)[:200] if said else "JSON"


def _status(text: str) -> Mapping[str, object]:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    status = answer.get("Status", answer) if isinstance(answer, dict) else {}
    return status if isinstance(status, dict) else {}
