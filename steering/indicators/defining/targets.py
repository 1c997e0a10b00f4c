"""Target corridors (Zielkorridore): what a resolution wants an indicator to be, decided beforehand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from steering.errors import BadProfile
from steering.sources.periods import year_of


@dataclass(frozen=True, kw_only=True)
class Target:
    """The corridor of one indicator: one limit or both, in the unit of the indicator.

    It judges values from its first year on. A corridor that was drawn when the value was known
    proves nothing, so the resolution must be older than the first day on which the value of
    `from_year` can have been counted; the profile refuses any other.
    """

    indicator_key: str
    low: float | None
    high: float | None
    decided_on: date
    resolution: str
    from_year: int
    until_year: int | None = None

    def __post_init__(self) -> None:
        """Refuse a corridor without limits, and one whose limits cross."""
        if self.low is None and self.high is None:
            raise BadProfile(f"The target of {self.indicator_key} names no limit.")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise BadProfile(f"The target of {self.indicator_key} ends below its beginning.")

    def judges(self, period: str) -> bool:
        """Whether the value of a period is held against this corridor."""
        year = year_of(period)
        return self.from_year <= year and (self.until_year is None or year <= self.until_year)


def target_of(targets: Iterable[Target], indicator_key: str, period: str) -> Target | None:
    """The corridor that judges a value, the one decided last; none if no resolution speaks of it."""
    judging = [each for each in targets if each.indicator_key == indicator_key and each.judges(period)]
    return max(judging, key=lambda target: target.decided_on, default=None)
