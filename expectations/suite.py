"""What a suite is: the rules of one part of a stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from expectations.figures import EXPECTATIONS
from models import Severity


class Dimension(StrEnum):
    """What a rule says about the quality of data."""

    ACCURACY = "accuracy"
    COMPLETENESS = "completeness"
    CONSISTENCY = "consistency"
    TIMELINESS = "timeliness"
    UNIQUENESS = "uniqueness"
    VALIDITY = "validity"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One expectation of one frame, with the columns that name a failing row for people.

    `per` are the columns that make one finding; without them each place is its own. `numbers` are
    those of the register of statistical expectations (docs/data-checks.md) that the rule answers for;
    a rule without a `dimension` does not speak of data and does not count in their score. `told` are the
    facts that an expectation of figures gives beside the columns of the frame.
    """

    key: str
    frame: str
    severity: Severity
    expectation: tuple[str, Mapping[str, Any]]
    place: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    dimension: Dimension | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns on which the expectation speaks."""
        if self.expectation[0] in EXPECTATIONS:
            # They speak on the figures that the frame carries along.
            return ()
        named: list[str] = []
        for option, value in self.expectation[1].items():
            if option not in _COLUMN_OPTIONS:
                continue
            named += [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(dict.fromkeys(named))


_COLUMN_OPTIONS = frozenset(
    {"column", "column_A", "column_B", "column_list", "value", "status", "unit", "code", "columns", "where"}
)


@dataclass(frozen=True, kw_only=True)
class Suite:
    """The rules of one part of a stage."""

    key: str
    rules: tuple[Rule, ...]
