"""The words that people read for the values that records hold: one term for one thing."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _words(language: str) -> dict[str, str]:
    text = files("templates").joinpath(f"words_{language}.toml").read_text(encoding="utf-8")
    return {term: str(wording) for term, wording in tomllib.loads(text).items()}


def word(term: str, language: str = "de") -> str:
    """The wording of a term. Raises KeyError for a term nobody has worded."""
    return _words(language)[term]
