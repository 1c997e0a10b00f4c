"""What a suite is: the rules of one part of a stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models import Severity


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One expectation of one frame, with the columns that name a failing row for people.

    `per` are the columns that make one finding; without them each place is its own.
    """

    key: str
    frame: str
    severity: Severity
    expectation: tuple[str, Mapping[str, Any]]
    place: tuple[str, ...] = ()
    per: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns on which the expectation speaks."""
        named: list[str] = []
        for option, value in self.expectation[1].items():
            if option not in _COLUMN_OPTIONS:
                continue
            named += [value] if isinstance(value, str) else value if isinstance(value, list) else []
        return tuple(dict.fromkeys(named))


_COLUMN_OPTIONS = frozenset(
    {"column", "column_A", "column_B", "column_list", "value", "status", "unit", "code", "columns", "where"}
    | {"total", "parts_sum", "parts_count", "unknown_count", "base", "slack", "part", "whole"}
)


@dataclass(frozen=True, kw_only=True)
class Suite:
    """The rules of one part of a stage."""

    key: str
    rules: tuple[Rule, ...]
