"""The footer of a table export: footnotes, attribution and the time stamp (Stand)."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

_STAND = re.compile(r"^[\s\"]*(?:Stand|Status|As of|as of):\s*(?P<stand>[^;\"]+?)[\s\";]*$")
_ATTRIBUTION = re.compile(r"^\s*(©|\(c\))", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Footer:
    """What stands below the figures."""

    footnotes: str
    attribution: str
    stand: str


def understand_footer(lines: Sequence[str]) -> Footer:
    """Notes, attribution and time stamp; a footer that was cut leaves the missing part empty."""
    stands = [found["stand"] for found in map(_STAND.match, lines) if found]
    notes = [note for note in _notes([line for line in lines if not _STAND.match(line)]) if note.strip()]
    attribution = [note for note in notes if _ATTRIBUTION.match(note)]
    footnotes = [note for note in notes if not _ATTRIBUTION.match(note)]
    return Footer(
        footnotes="\n\n".join(footnotes),
        attribution=" ".join(" ".join(attribution).split()),
        stand=stands[-1] if stands else "",
    )


def _notes(lines: list[str]) -> list[str]:
    """Each note as it was quoted; one whose quotes are broken is kept line by line."""
    try:
        records = list(csv.reader((line + "\n" for line in lines), delimiter=";", strict=True))
    except csv.Error:
        return ["\n".join(line.strip(';"') for line in lines)]
    return [";".join(record).rstrip(";").strip("\n") for record in records]
