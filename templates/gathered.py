"""Letters that tell several others: the facts of requests that share a letter, and of a digest."""

from dataclasses import dataclass
from datetime import date

from templates.envelope import Facts, Occasion, Stated


@dataclass(frozen=True, kw_only=True)
class AlsoAsked(Stated):
    """One of several requests: on which occasion it was made, what it is about, and its last day."""

    asked_as: Occasion
    title: str
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Requests(Facts):
    """Several things are asked at once; each has its own record."""

    occasion = Occasion.REQUESTS

    requests: tuple[AlsoAsked, ...]
    first_due_on: date | None = None

    def __post_init__(self) -> None:
        """One request has a letter of its own."""
        super().__post_init__()
        if len(self.requests) <= 1:
            raise ValueError("A letter with several requests needs more than one.")


@dataclass(frozen=True, kw_only=True)
class Told(Stated):
    """One piece of news in a digest: its heading, and the first sentences of its letter."""

    title: str
    gist: str


@dataclass(frozen=True, kw_only=True)
class Digest(Facts):
    """Several pieces of news at once."""

    occasion = Occasion.DIGEST

    told: tuple[Told, ...]

    def __post_init__(self) -> None:
        """A digest is never empty."""
        super().__post_init__()
        if not self.told:
            raise ValueError("A digest tells something.")
