"""Why a decision came out as it did, in a sentence."""

from collections.abc import Mapping

from templates.environment import environment
from templates.tables import joined


def reason_text(code: str, facts: Mapping[str, object] | None = None, language: str = "de") -> str:
    """The sentences for a reason of `steering/decision.py`.

    Raises KeyError for a code nobody has worded, and UndefinedError for a missing figure: a
    reason with a gap would be read aloud in a meeting.
    """
    wording = environment(language).from_string(joined("reasons", language)[code])
    return " ".join(wording.render(**(facts or {})).split())
