"""Why a decision came out as it did, in a sentence."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from templates.environment import environment


@cache
def _reasons(language: str) -> dict[str, str]:
    text = files("templates").joinpath(f"reasons_{language}.toml").read_text(encoding="utf-8")
    return {code: str(wording) for code, wording in tomllib.loads(text).items()}


def reason_text(code: str, facts: Mapping[str, object] | None = None, language: str = "de") -> str:
    """The sentences for a reason of `steering/decision.py`.

    Raises KeyError for a code nobody has worded, and UndefinedError for a missing figure: a
    reason with a gap would be read aloud in a meeting.
    """
    wording = environment(language).from_string(_reasons(language)[code])
    return " ".join(wording.render(**(facts or {})).split())
