"""From the keys of dissolved regions to those of their successors (Umsteigeschlüssel).

A count of the successor before it existed is the sum of its predecessors. A rate has no such sum, and
neither has a region that took only a part of another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models import WITH_NUMBER, ValueStatus
from steering.errors import NotAllowedNow
from steering.sources.periods import ends_on
from steering.sources.territory import Span, spans

# What is added up keeps the doubts of its parts; the worst word counts.
_DOUBTS = (ValueStatus.LIMITED_RELIABILITY, ValueStatus.REPORTED, ValueStatus.ROUNDED_TO_ZERO)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of one region."""

    value: float | None
    status: ValueStatus


def predecessors(region_code: str, known: Mapping[str, Span] | None = None) -> tuple[str, ...]:
    """The keys whose whole area became this region's; itself among them where it was there before."""
    table = spans() if known is None else known
    found = sorted(code for code, span in table.items() if span.successor == region_code)
    if found and (region_code not in table or table[region_code].valid_from is None):
        found.append(region_code)
    return tuple(found)


def divided(region_code: str, known: Mapping[str, Span] | None = None) -> tuple[str, ...]:
    """The keys of which only a part went to this region."""
    table = spans() if known is None else known
    return tuple(sorted(code for code, span in table.items() if region_code in span.divided_among))


def successor(region_code: str, day: date, known: Mapping[str, Span] | None = None) -> str:
    """The key that stands for a region on a day: its own, or the one of its successor's successor."""
    table = spans() if known is None else known
    seen = {region_code}
    while region_code in table:
        span = table[region_code]
        if span.valid_to is None or day <= span.valid_to or not span.successor or span.successor in seen:
            return region_code
        region_code = span.successor
        seen.add(region_code)
    return region_code


def summed(
    region_code: str,
    period: str,
    figures: Mapping[str, Figure],
    *,
    is_count: bool,
    known: Mapping[str, Span] | None = None,
) -> Figure:
    """What a region would have had before it existed. Raises NotAllowedNow for a rate or a partial sum."""
    parts = predecessors(region_code, known)
    facts: dict[str, object] = {"region": region_code, "period": period}
    if not is_count:
        raise _refused("crosswalk_of_rates", facts)
    if divided(region_code, known):
        raise _refused("crosswalk_divided", {**facts, "parts": ", ".join(divided(region_code, known))})
    if not parts or not _came_later(parts, period, known):
        raise _refused("crosswalk_not_needed", facts)
    missing = [code for code in parts if code not in figures or figures[code].status not in WITH_NUMBER]
    if missing:
        raise _refused("crosswalk_part_missing", {**facts, "parts": ", ".join(missing)})
    chosen = [figures[code] for code in parts]
    statuses = {figure.status for figure in chosen}
    status = next((doubt for doubt in _DOUBTS if doubt in statuses), ValueStatus.TRUE_ZERO)
    return Figure(value=float(sum(figure.value or 0.0 for figure in chosen)), status=status)


def _came_later(parts: tuple[str, ...], period: str, known: Mapping[str, Span] | None) -> bool:
    """Every part that ended was still there when the period ended."""
    table = spans() if known is None else known
    ends = [table[code].valid_to for code in parts if code in table]
    return all(end is None or ends_on(period) <= end for end in ends)


def _refused(code: str, facts: Mapping[str, object]) -> NotAllowedNow:
    words = " ".join(f"{name}={fact}" for name, fact in facts.items())
    return NotAllowedNow(f"{code}: {words}", code=code, **facts)
