"""What a file is when no reader knows it: said plainly, so that a person knows what to mend."""

import json
import re

from steering.errors import BadSource
from steering.sources.cells import Delivery
from steering.sources.refusals import refusal

_FLAT = re.compile(r"^\W*(statistics_code|statistik_code)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"^\W*(GENESIS-)?Table:", re.IGNORECASE)


def unreadable(delivery: Delivery) -> BadSource:
    """The refusal of a file that is none of the layouts we read."""
    start = delivery.text.lstrip("\ufeff \t\r\n")
    if start[:1] == "<":
        return refusal("error_page", delivery.file_name, 1, said=_page_title(start))
    if start[:1] in "{[":
        return refusal("error_page", delivery.file_name, 1, said=_json_words(start))
    if _FLAT.match(start):
        return refusal("flat_file", delivery.file_name, 1)
    if _ENGLISH.match(start):
        return refusal("english_export", delivery.file_name, 1)
    return refusal("not_a_table", delivery.file_name, 1, symbol=start.split("\n", 1)[0].strip()[:60])


def _page_title(page: str) -> str:
    found = re.search(r"<(title|h1)[^>]*>\s*([^<]+)", page, re.IGNORECASE)
    return found.group(2).strip()[:120] if found else "HTML"


def _json_words(text: str) -> str:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return "JSON"
    status = answer.get("Status", answer) if isinstance(answer, dict) else {}
    said = status.get("Content") if isinstance(status, dict) else None
    return str(said)[:200] if said else "JSON"
