"""What the product itself knows, against which a profile is held."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Known:
    """Keys that a profile may or must name; None means that nobody asked, so nothing is checked."""

    indicators: frozenset[str] | None = None
    stages: tuple[str, ...] | None = None
    committees: frozenset[str] | None = None
    words: frozenset[str] | None = None
    neutral_indicators: frozenset[str] = frozenset()
    # Keys of the counties that there are, each with its name.
    counties: Mapping[str, str] | None = None
    # The first day on which an indicator's value of a year can have been counted.
    countable_from: Callable[[str, int], date] | None = None
    # Holding a profile against the tables of holidays takes a moment: only a check of today does it.
    today: date | None = None


def known_from(
    *,
    indicators: Iterable[str] | None = None,
    stages: Iterable[str] | None = None,
    committees: Iterable[str] | None = None,
    words: Iterable[str] | None = None,
    neutral_indicators: Iterable[str] = (),
    counties: Mapping[str, str] | None = None,
    countable_from: Callable[[str, int], date] | None = None,
) -> Known:
    """The same from any lists; the catalogue, the cycle and the texts are the usual ones."""
    return Known(
        indicators=None if indicators is None else frozenset(indicators),
        stages=None if stages is None else tuple(stages),
        committees=None if committees is None else frozenset(committees),
        words=None if words is None else frozenset(words),
        neutral_indicators=frozenset(neutral_indicators),
        counties=counties,
        countable_from=countable_from,
    )
