"""A secret vote as it is entered: asked without echo, or read from a private file; never an argument.

What stands on a command line is seen in the list of processes and stays in the history of the shell. So a
vote that is secret comes another way, and no message of ours ever repeats it.
"""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from deployments.cli.door import Door
from steering.errors import BadUsage, NotThere

if TYPE_CHECKING:  # The office wakes the database; a look at the help must not.
    from steering.office.acts import Given

STANDARD_INPUT = Path("-")
MOST_SIGNS = 20_000
OTHERS_MAY = 0o077
_WORDS = {"ja": "yes", "nein": "no", "enthaltung": "abstain"}


@dataclass(frozen=True, kw_only=True, repr=False)
class Sealed:
    """The answers of a ballot, and the code that opens one that was put in before; shows neither."""

    given: "Mapping[int, Given]"
    code: str = ""


def sealed_ballot(door: Door, titles: Mapping[int, str], file: Path | None) -> Sealed:
    """The ballot of a secret vote, from a file or from whoever sits at the terminal."""
    return _asked(door, titles) if file is None else _read(file, titles)


def refuse_on_the_line(gate: str, typed: Iterable[object]) -> None:
    """Refuse what must not stand on a command line. The answer is not taken."""
    if any(typed):
        raise BadUsage("A secret vote is no argument.", code="secret_on_the_line", gate=gate)


def _asked(door: Door, titles: Mapping[int, str]) -> Sealed:
    if not sys.stdin.isatty():
        raise BadUsage("Nobody can be asked.", code="secret_needs_terminal")
    door.say("secret_asks")
    given = {}
    for number, title in sorted(titles.items()):
        typed = _hidden(door.text("secret_item", number=number, title=title))
        given[number] = _answer(typed, number)
    return Sealed(given=given, code=_hidden(door.text("secret_code")))


def _hidden(question: str) -> str:
    said: str = typer.prompt(question, default="", show_default=False, hide_input=True, err=True)
    return said.strip()


def _read(file: Path, titles: Mapping[int, str]) -> Sealed:
    given: dict[int, Given] = {}
    code, every = "", None
    for place, line in enumerate(_lines(file), start=1):
        name, sign, said = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if sign and name == "code":
            code = said
        elif sign and name == "all" and every is None:
            every = _answer(said, place)
        elif sign and name.isdecimal() and int(name) in titles and int(name) not in given:
            given[int(name)] = _answer(said, place)
        else:
            raise _unreadable(place)
    rest = dict.fromkeys(titles, every) if every is not None else {}
    return Sealed(given={**{number: each for number, each in rest.items() if each}, **given}, code=code)


def _lines(file: Path) -> Sequence[str]:
    if file == STANDARD_INPUT:
        return sys.stdin.read(MOST_SIGNS).splitlines()
    if not file.is_file():
        raise NotThere(f"No file {file}.", code="no_file", file=str(file))
    if os.name == "posix" and file.stat().st_mode & OTHERS_MAY:
        raise BadUsage(f"Others may read {file}.", code="secret_file_open", file=str(file))
    with file.open(encoding="utf-8", errors="replace") as kept:
        return kept.read(MOST_SIGNS).splitlines()


def _answer(typed: str, place: int) -> "Given":
    from models import Answer
    from steering.office.acts import Given

    word, _, rank = typed.casefold().partition(":")
    said = _WORDS.get(word.strip(), word.strip())
    is_ranked = rank.strip().isdecimal() and int(rank) > 0
    if said not in list(Answer) or (rank and not is_ranked):
        raise _unreadable(place)
    return Given(answer=Answer(said), rank=int(rank) if is_ranked else None)


def _unreadable(place: int) -> BadUsage:
    # What was typed is not repeated: it may be the vote, with one letter too many.
    return BadUsage(f"Line {place} is no answer.", code="secret_unreadable", number=place)
