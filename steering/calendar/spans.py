"""Days in a row that bear a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class Span:
    """School holidays, a council break or a council term: first and last day."""

    title: str
    from_on: date
    to_on: date

    def __contains__(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.from_on <= day <= self.to_on


def days_of(span: Span) -> Iterator[date]:
    """Each day of the span."""
    return days_after(span.from_on - timedelta(days=1), span.to_on)


def days_after(first: date, last: date) -> Iterator[date]:
    """Each day after the first, up to the last."""
    return (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
