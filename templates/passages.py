"""The wording of a draft's passages: plain text in which every figure carries its reference."""

import re
from collections.abc import Mapping

from templates.paper import paper


def write_passage(name: str, facts: Mapping[str, object], *, language: str = "de") -> str:
    """The text of one kind of passage, its sentences set apart by single spaces."""
    text = paper(language).get_template(f"passages/{language}/{name}.txt.j2").render(**facts)
    # Spaces that do not break belong to figures and days, and stay.
    return re.sub(r"[ \t\r\n]+", " ", text.strip())


def region_named(title: str) -> str:
    """A region within a sentence: der Heidekreis, Niedersachsen."""
    return f"der {title}" if title.endswith("kreis") or title.startswith("Landkreis") else title
