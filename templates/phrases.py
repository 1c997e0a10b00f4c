"""One-line wordings that rules put into records: questions, item titles, proposed resolutions."""

import tomllib
from functools import cache
from importlib.resources import files

from templates.german import named


@cache
def _phrases(language: str) -> dict[str, str]:
    text = files("templates").joinpath(f"phrases_{language}.toml").read_text(encoding="utf-8")
    return {key: str(wording) for key, wording in tomllib.loads(text).items()}


def phrase(key: str, language: str = "de", **facts: object) -> str:
    """The wording with its facts filled in. Raises KeyError for a missing wording or fact."""
    return _phrases(language)[key].format(**facts)


def committee_named(title: str, language: str = "de") -> str:
    """A committee within a sentence: die Strategiegruppe Bildung, the Strategiegruppe Bildung."""
    return named(title) if language == "de" else f"the {title}"
