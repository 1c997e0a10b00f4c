"""One-line wordings that rules put into records: questions, item titles, proposed resolutions."""

from templates.german import named
from templates.tables import joined


def phrase(key: str, language: str = "de", **facts: object) -> str:
    """The wording with its facts filled in. Raises KeyError for a missing wording or fact."""
    return str(joined("phrases", language)[key]).format(**facts)


def committee_named(title: str, language: str = "de") -> str:
    """A committee within a sentence: die Strategiegruppe Bildung, the Strategiegruppe Bildung."""
    return named(title) if language == "de" else f"the {title}"
