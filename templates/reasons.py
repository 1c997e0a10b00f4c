"""Why a decision came out as it did, in a sentence."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from templates.environment import environment
from templates.laws import law_text
from templates.tables import joined

if TYPE_CHECKING:  # It is woken with the first sentence.
    from jinja2 import Template


def reason_text(code: str, facts: Mapping[str, object] | None = None, language: str = "de") -> str:
    """The sentences for a reason of `steering/decision/`, with the paragraph that it rests on.

    Raises KeyError for a code nobody has worded, and UndefinedError for a missing figure: a
    reason with a gap would be read aloud in a meeting.
    """
    told = " ".join(_wording(code, language).render(**(facts or {})).split())
    law = str((facts or {}).get("law") or "")
    return f"{told.removesuffix('.')} ({law_text(law, language)})." if law else told


@cache
def _wording(code: str, language: str) -> "Template":
    return environment(language).from_string(joined("reasons", language)[code])
