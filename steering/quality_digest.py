"""The digest of quality findings: what is told to whom, when, and never twice.

Critical findings are told at the next look, warnings once a week. Notes go along and never alone.
What is snoozed or waived is not told; what was told once is told again only when it has come back,
has grown, or its snooze or waiver has ended. What was told and is gone is told as resolved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import (
    QualityAct,
    QualityCare,
    QualityEvent,
    QualityFinding,
    QualityState,
    Severity,
)
from steering.quality_events import is_snoozed
from steering.waivers import is_waived

WEEK = timedelta(days=7)
NEWS = frozenset(
    {
        QualityAct.APPEARED,
        QualityAct.RETURNED,
        QualityAct.GREW,
        QualityAct.WAIVER_ENDED,
        QualityAct.SNOOZE_ENDED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of the findings of a region: who cares, what happened, what was told to whom."""

    cares: Mapping[str, QualityCare]
    events: Mapping[str, Sequence[QualityEvent]]
    told: Mapping[str, Collection[str]]
    """Ids of the events that were told, by recipient."""
    last_told_on: Mapping[str, date]
    """The day of the last digest, by recipient."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A finding with what has to be told of it."""

    finding: QualityFinding
    source_key: str
    act: QualityAct
    event_ids: tuple[str, ...]

    @property
    def is_resolved(self) -> bool:
        """Whether the news is that it is gone."""
        return self.act is QualityAct.GONE


@dataclass(frozen=True, kw_only=True)
class Group:
    """What one table has to tell by one rule."""

    source_key: str
    rule_key: str
    severity: Severity
    items: tuple[Item, ...]

    @property
    def rows_count(self) -> int:
        """How many places are concerned."""
        return sum(item.finding.rows_count for item in self.items)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What is told to one recipient in one letter."""

    recipient_id: str
    groups: tuple[Group, ...]
    resolved: tuple[Group, ...]

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The events that are told by it."""
        items = (item for group in (*self.groups, *self.resolved) for item in group.items)
        return tuple(event for item in items for event in item.event_ids)

    @property
    def is_urgent(self) -> bool:
        """Whether something in it stops the work."""
        return any(group.severity is Severity.CRITICAL for group in self.groups)


def responsible(finding: QualityFinding, care: QualityCare | None) -> str:
    """Who mends a finding: whoever it was assigned to, or the owner of its source."""
    return (care.assigned_id if care else None) or finding.owner_id or ""


def digest_for(
    recipient_id: str, findings: Iterable[QualityFinding], known: Known, today: date
) -> Digest | None:
    """The digest that is due for a recipient today, or None: it is never empty and tells nothing twice."""
    items = [item for finding in findings for item in _news(finding, recipient_id, known, today)]
    if not _is_due(items, known.last_told_on.get(recipient_id), today):
        return None
    ordered = sorted(items, key=_place)
    return Digest(
        recipient_id=recipient_id,
        groups=tuple(_grouped(item for item in ordered if not item.is_resolved)),
        resolved=tuple(_grouped(item for item in ordered if item.is_resolved)),
    )


def _is_due(items: Sequence[Item], last_on: date | None, today: date) -> bool:
    severities = {item.finding.severity for item in items if not item.is_resolved}
    if Severity.CRITICAL in severities:
        return True
    is_worth_a_letter = Severity.WARNING in severities or any(
        item.is_resolved and item.finding.severity is not Severity.NOTE for item in items
    )
    return is_worth_a_letter and (last_on is None or today - last_on >= WEEK)


def _news(finding: QualityFinding, recipient_id: str, known: Known, today: date) -> Iterator[Item]:
    care = known.cares.get(finding.id)
    told = known.told.get(recipient_id, ())
    events = sorted(known.events.get(finding.id, ()), key=lambda event: (event.at, event.id))
    untold = [event for event in events if event.id not in told]
    if finding.state is QualityState.GONE:
        yield from _resolved(finding, care, events, untold)
        return
    if is_waived(finding, today) or is_snoozed(finding, care, today):
        return
    news = [event for event in untold if event.act in NEWS]
    if news:
        yield Item(
            finding=finding,
            source_key=care.source_key if care else "",
            act=news[-1].act,
            # Whatever happened before is told with it.
            event_ids=tuple(event.id for event in untold),
        )


def _resolved(
    finding: QualityFinding,
    care: QualityCare | None,
    events: Sequence[QualityEvent],
    untold: Sequence[QualityEvent],
) -> Iterator[Item]:
    """That a fault is mended is told to those who were told of it; to others it never was there."""
    ids = {event.id for event in untold}
    was_told = any(event.act in NEWS and event.id not in ids for event in events)
    if was_told and any(event.act is QualityAct.GONE for event in untold):
        yield Item(
            finding=finding,
            source_key=care.source_key if care else "",
            act=QualityAct.GONE,
            event_ids=tuple(event.id for event in untold),
        )


def _grouped(items: Iterable[Item]) -> Iterator[Group]:
    found: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        found[item.source_key, item.finding.rule_key].append(item)
    for (source_key, rule_key), mine in found.items():
        worst = min((item.finding.severity for item in mine), key=list(Severity).index)
        yield Group(source_key=source_key, rule_key=rule_key, severity=worst, items=tuple(mine))


def _place(item: Item) -> tuple[int, str, str, str]:
    finding = item.finding
    return list(Severity).index(finding.severity), item.source_key, finding.rule_key, finding.id
