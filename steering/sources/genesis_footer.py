"""The footer of a table export: footnotes, attribution and the time stamp (Stand)."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

_STAND = re.compile(r"^[\s\"]*(?P<word>Stand|Status|As of|as of|created):\s*(?P<stand>[^;,\"]+?)[\s\";,]*$")
_ENGLISH = re.compile(r"^\W*(?:\(c\)\s*)?Federal Statistical Office\b", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"^\s*(©|\(c\))", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Footer:
    """What stands below the figures."""

    footnotes: str
    attribution: str
    stand: str


def understand_footer(lines: Sequence[str], separator: str = ";") -> Footer:
    """Notes, attribution and time stamp; a footer that was cut leaves the missing part empty."""
    stands = [found["stand"] for found in map(_STAND.match, lines) if found]
    rest = [line for line in lines if not _STAND.match(line)]
    notes = [note for note in _notes(rest, separator) if note.strip()]
    attribution = [note for note in notes if _ATTRIBUTION.match(note)]
    footnotes = [note for note in notes if not _ATTRIBUTION.match(note)]
    return Footer(
        footnotes="\n\n".join(footnotes),
        attribution=" ".join(" ".join(attribution).split()),
        stand=stands[-1] if stands else "",
    )


def is_english(lines: Sequence[str]) -> bool:
    """The office signs in English: its name, or the word before the time stamp."""
    stamps = [found["word"] for found in map(_STAND.match, lines) if found]
    return any(word != "Stand" for word in stamps) or any(map(_ENGLISH.match, lines))


def _notes(lines: list[str], separator: str) -> list[str]:
    """Each note as it was quoted; one whose quotes are broken is kept line by line."""
    try:
        records = list(csv.reader((line + "\n" for line in lines), delimiter=separator, strict=True))
    except csv.Error:
        return ["\n".join(line.strip(f'{separator}"') for line in lines)]
    return [separator.join(record).rstrip(separator).strip("\n") for record in records]
