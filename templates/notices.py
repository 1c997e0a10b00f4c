"""Notices: what people get when something is asked of them or decided.

`templates/notices/<language>/<occasion>.txt.j2` is the source of both forms; change a text there.
"""

import dataclasses
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile
from typing import Any

from templates import (
    meeting_occasions,
    occasions,
    occasions_deadlines,
    occasions_quality,
    occasions_seats,
)
from templates.environment import NO_BREAK, clip, render
from templates.letter import Block, BlockKind, blocks_of, plain_text
from templates.occasions import Facts, Occasion
from templates.words import LANGUAGES

SUBJECT_LENGTH = 70
SUBJECT_LENGTH_WITH_PREFIX = 78
GIST_LENGTH = 400
EXERCISE = {"de": "[Übung] ", "en": "[Exercise] "}
# Marks that turn the direction of writing around let a title pretend to be another one.
TURNING_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")

FACTS_OF: dict[Occasion, type[Facts]] = {
    kind.occasion: kind
    for module in (occasions, meeting_occasions, occasions_seats, occasions_deadlines, occasions_quality)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Facts) and "occasion" in vars(kind)
}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A notice, ready for the outbox."""

    subject: str
    text: str
    html: str
    gist: str = ""


def write_notice(occasion: Occasion, facts: Facts, *, language: str = "de") -> Notice:
    """The notice for an occasion, in German or English.

    Raises TypeError for facts of another occasion and UndefinedError where a text asks for a
    fact that nobody gives: a letter with a gap is never written.
    """
    if not isinstance(facts, FACTS_OF[occasion]):
        raise TypeError(
            f"A notice {occasion} needs {FACTS_OF[occasion].__name__}, not {type(facts).__name__}."
        )
    if language not in LANGUAGES:
        raise ValueError(f"Notices are written in {' and '.join(LANGUAGES)}, not in {language!r}.")
    written = render(f"notices/{language}/{occasion}.txt.j2", _shown(facts), language=language)
    first_line, body = written.strip().split("\n", 1)
    subject = _subject(first_line, language, is_simulated=facts.is_simulated)
    blocks = blocks_of(body)
    page = {"subject": subject, "blocks": blocks, "link": facts.link, "is_simulated": facts.is_simulated}
    return Notice(
        subject=subject,
        text=plain_text(blocks, facts.link),
        html=render("notices/layout.html.j2", page, language=language),
        gist=_gist(blocks, is_simulated=facts.is_simulated),
    )


def _gist(blocks: list[Block], *, is_simulated: bool) -> str:
    """The first two paragraphs after the greeting, which say what it is about and why."""
    # A simulated notice says so before it greets.
    told = takewhile(lambda block: block.kind is not BlockKind.BUTTON, blocks[2 if is_simulated else 1 :])
    paragraphs = [block.lines[0] for block in told if block.kind is BlockKind.PARAGRAPH]
    # A paragraph that announces a list says nothing without it.
    whole = [each for each in paragraphs if not each.endswith(":")] or paragraphs
    return clip(" ".join(whole[:2]), GIST_LENGTH).replace(NO_BREAK, " ")


def _subject(line: str, language: str, *, is_simulated: bool) -> str:
    prefix = EXERCISE[language] if is_simulated else ""
    room = min(SUBJECT_LENGTH, SUBJECT_LENGTH_WITH_PREFIX - len(prefix))
    return prefix + clip(line, room).replace("\u00a0", " ")


def _shown(facts: Facts) -> dict[str, Any]:
    return {field.name: _tidy(getattr(facts, field.name)) for field in dataclasses.fields(facts)}


def _tidy(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, tuple):
        return tuple(_tidy(part) for part in value)
    if dataclasses.is_dataclass(value):
        return {field.name: _tidy(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


def _one_line(text: str) -> str:
    straight = TURNING_MARKS.sub("", text)
    visible = "".join(" " if unicodedata.category(mark) == "Cc" else mark for mark in straight)
    return " ".join(visible.split())
