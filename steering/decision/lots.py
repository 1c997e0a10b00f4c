"""The lot: drawn so that anybody can draw it again with pencil, paper and a SHA-256 of one line.

The line of a thing is `<seed> <word> <thing>`: the hash of what was put to the vote, a word that
nobody could know or choose before the vote (the numbers of the next public lottery, say), and the
name of the thing. The thing whose line has the smallest SHA-256, as text, comes first. Names and
places in a list have no part in it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Lot:
    """What a lot is drawn from: the hash of what was voted on, and a word that was published."""

    seed: str
    word: str = ""

    def line(self, thing: str) -> str:
        """The line of text that is hashed."""
        return " ".join(part for part in (self.seed, self.word, thing) if part)

    def drawn(self, thing: str) -> str:
        """The lot of one thing: the smaller one wins."""
        return hashlib.sha256(self.line(thing).encode()).hexdigest()

    def order(self, things: Iterable[str]) -> list[str]:
        """Things that are equal in all else, in the order of their lots."""
        return sorted(things, key=lambda thing: (self.drawn(thing), thing))

    def says_yes(self, subject: str) -> bool:
        """How a tie on one item is decided: two lots, and the smaller one wins."""
        return self.order([f"{subject} yes", f"{subject} no"])[0].endswith(" yes")
