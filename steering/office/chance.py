"""Chance: where the office draws what nobody may guess; handed in, like the clock."""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class Chance(Protocol):
    """Whatever draws."""

    def draw(self, count: int) -> bytes:
        """So many bytes that nobody can foretell."""
        ...


class SecureChance:
    """The machine's own source of randomness."""

    def draw(self, count: int) -> bytes:
        """So many bytes that nobody can foretell."""
        return secrets.token_bytes(count)


class SeededChance:
    """The same draws for the same seed: invented people have no secrets, but their days must repeat."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.drawn = 0

    def draw(self, count: int) -> bytes:
        """The next bytes of the seed, at most 32."""
        self.drawn += 1
        return hashlib.sha256(f"{self.seed}/{self.drawn}".encode()).digest()[:count]


def shuffled(things: Iterable[Thing], chance: Chance) -> list[Thing]:
    """The things in an order that chance draws: each gets a number that nobody knew before."""
    return [
        thing for _, _, thing in sorted((chance.draw(16), place, thing) for place, thing in enumerate(things))
    ]
