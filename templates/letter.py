"""A letter: written once as text, given as plain text and as HTML.

The templates write paragraphs, lists (`- `), numbered lists (`#. `) and one button (`>> `), parted
by empty lines. No fact can make a list or a button: facts are one line long and never stand first
in a block.
"""

import textwrap
from dataclasses import dataclass
from enum import StrEnum

from templates.environment import NO_BREAK

WIDTH = 72
LIST_MARK = "- "
NUMBER_MARK = "#. "
BUTTON_MARK = ">> "


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    NUMBERED = "numbered"
    BUTTON = "button"


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a letter: a paragraph, a list, a numbered list, or the button."""

    kind: BlockKind
    lines: tuple[str, ...]


def blocks_of(source: str) -> list[Block]:
    """The blocks of a written text."""
    parts: list[list[str]] = [[]]
    for line in source.split("\n"):
        if line.strip():
            parts[-1].append(line.strip())
        elif parts[-1]:
            parts.append([])
    return [_block(lines) for lines in parts if lines]


def _block(lines: list[str]) -> Block:
    for mark, kind in ((LIST_MARK, BlockKind.LIST), (NUMBER_MARK, BlockKind.NUMBERED)):
        if all(line.startswith(mark) for line in lines):
            return Block(kind=kind, lines=tuple(line.removeprefix(mark) for line in lines))
    if lines[0].startswith(BUTTON_MARK):
        return Block(kind=BlockKind.BUTTON, lines=(lines[0].removeprefix(BUTTON_MARK),))
    return Block(kind=BlockKind.PARAGRAPH, lines=(" ".join(lines),))


def plain_text(blocks: list[Block], link: str) -> str:
    """The letter for mail programs that show text; the address stands on a line of its own."""
    written = "\n\n".join(_plain(block, link) for block in blocks) + "\n"
    # Days hold together while lines are broken; afterwards plain spaces are safer in old programs.
    return written.replace(NO_BREAK, " ")


def _plain(block: Block, link: str) -> str:
    if block.kind is BlockKind.BUTTON:
        return f"{block.lines[0]}:\n{link}"
    if block.kind is BlockKind.LIST:
        return "\n".join(_wrapped(line, first=LIST_MARK, later="  ") for line in block.lines)
    if block.kind is BlockKind.NUMBERED:
        numbered = ((f"{number}. ", line) for number, line in enumerate(block.lines, start=1))
        return "\n".join(_wrapped(line, first=mark, later=" " * len(mark)) for mark, line in numbered)
    return _wrapped(block.lines[0])


def _wrapped(line: str, *, first: str = "", later: str = "") -> str:
    return textwrap.fill(
        line,
        width=WIDTH,
        initial_indent=first,
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )
