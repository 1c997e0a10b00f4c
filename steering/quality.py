"""Quality findings over time: the same fault keeps its name, goes when it is mended, waits when waived."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from expectations.check import Fault, Report
from models import QualityFinding, QualityRun, QualityState
from models.columns import key
from steering.changes import changed
from steering.waivers import blocking, is_waived, waive
from templates.rules import place_text, rule_text

__all__ = ["blocking", "is_waived", "reconcile", "rows_by_finding", "run_record", "waive"]

Row = Mapping[str, object]
OwnerOf = Callable[[str, Row], str | None] | Mapping[str, str]
"""Who mends a fault whose row names no owner: a function of rule and row, or owners by rule."""

Names = Mapping[str, Mapping[str, str]]
"""What people call the things that a row names by key: by column, then by key."""

_HASH_LENGTH = 12


@dataclass(frozen=True, kw_only=True)
class _Run:
    """The run that finds."""

    id: str
    region_key: str
    suite_key: str
    now: datetime
    owner_of: OwnerOf
    language: str
    names: Names


def reconcile(
    report: Report,
    known: Sequence[QualityFinding],
    *,
    region_key: str,
    run_id: str,
    now: datetime,
    today: date,
    owner_of: OwnerOf | None = None,
    language: str = "de",
    names: Names | None = None,
) -> list[QualityFinding]:
    """The findings to keep after a run: new ones, open ones, waived ones, and those that are gone.

    A fault is the same as long as region, suite, rule and place are the same, whatever its wording
    or the number of its rows. Repeating a run changes nothing. A waiver holds until its day and for
    as many rows as were waived: what grows under a waiver is open again.
    """
    before = {
        finding.id: finding
        for finding in known
        if (finding.region_key, finding.suite_key) == (region_key, report.suite_key)
    }
    run = _Run(
        id=run_id,
        region_key=region_key,
        suite_key=report.suite_key,
        now=now,
        owner_of=owner_of or {},
        language=language,
        names=names or {},
    )
    seen = [_finding(fault, rows, run) for fault in report.faults for rows in _by_place(fault)]
    kept = [_continued(finding, before.get(finding.id), today) for finding in seen]
    named = {finding.id for finding in seen}
    return kept + [
        changed(old, state=QualityState.GONE, last_run_id=run_id)
        for old in before.values()
        if old.id not in named and (old.state is not QualityState.GONE or old.last_run_id == run_id)
    ]


def rows_by_finding(report: Report, region_key: str) -> dict[str, tuple[Fault, list[Row]]]:
    """Every row that breaks a rule, by the finding that it belongs to, with its fault."""
    return {
        _identity(region_key, report.suite_key, fault, rows): (fault, rows)
        for fault in report.faults
        for rows in _by_place(fault)
    }


def run_record(
    report: Report,
    *,
    run_id: str,
    region_key: str,
    now: datetime,
    cycle_id: str | None = None,
    round_number: int = 0,
) -> QualityRun:
    """The record of a run, for the chart over time."""
    return QualityRun(
        id=run_id,
        region_key=region_key,
        cycle_id=cycle_id,
        suite_key=report.suite_key,
        round=round_number or None,
        ran_at=now,
        rules_count=report.rules_count,
        rows_count=report.rows_count,
        failed_count=len(report.faults),
    )


def _continued(finding: QualityFinding, old: QualityFinding | None, today: date) -> QualityFinding:
    """A finding seen now, as the one that was known before goes on."""
    if old is None:
        return finding
    if old.state is QualityState.GONE:
        # It came back: nobody has waived the new fault, but it is no stranger.
        return changed(finding, first_seen_at=old.first_seen_at)
    return changed(
        finding,
        state=_next_state(finding, old, today),
        first_seen_at=old.first_seen_at,
        waived_by=old.waived_by,
        waived_reason=old.waived_reason,
        waived_until_on=old.waived_until_on,
    )


def _next_state(finding: QualityFinding, old: QualityFinding, today: date) -> QualityState:
    if is_waived(old, today) and finding.rows_count <= old.rows_count:
        return QualityState.WAIVED
    is_repeated = old.last_run_id == finding.last_run_id and old.state is not QualityState.WAIVED
    return old.state if is_repeated else QualityState.OPEN


def _by_place(fault: Fault) -> Iterator[list[Row]]:
    """The rows of a fault, those of one place together; a fault without rows is one by itself."""
    if not fault.rows:
        yield []
        return
    places: dict[str, list[Row]] = {}
    for row in fault.rows:
        places.setdefault(_place_name(fault, row), []).append(row)
    yield from places.values()


def _place_name(fault: Fault, row: Row) -> str:
    return json.dumps([str(row[column]) for column in fault.per], ensure_ascii=False)


def _identity(region_key: str, suite_key: str, fault: Fault, rows: Sequence[Row]) -> str:
    name = _place_name(fault, rows[0]) if rows else ""
    short = hashlib.sha256(name.encode()).hexdigest()[:_HASH_LENGTH]
    return key(region_key, suite_key, fault.rule_key, short)


def _finding(fault: Fault, rows: list[Row], run: _Run) -> QualityFinding:
    """What the rows of one place say, as a record that nobody has seen before."""
    first: Row = rows[0] if rows else {}
    count = len(rows) or fault.rows_count
    told = _named(first, run.names)
    text = rule_text(run.language, fault.rule_key, {**told, "count": count, "observed": fault.observed})
    return QualityFinding(
        id=_identity(run.region_key, run.suite_key, fault, rows),
        region_key=run.region_key,
        suite_key=run.suite_key,
        rule_key=fault.rule_key,
        severity=fault.severity,
        what=text.what,
        place=place_text(run.language, fault.place, told),
        mend=text.mend,
        rows_count=count,
        owner_id=_owner(fault.rule_key, first, run.owner_of),
        first_seen_at=run.now,
        last_seen_at=run.now,
        last_run_id=run.id,
    )


def _named(row: Row, names: Names) -> dict[str, object]:
    """The row with titles where it has keys."""
    return {column: names.get(column, {}).get(str(value), value) for column, value in row.items()}


def _owner(rule_key: str, row: Row, owner_of: OwnerOf) -> str | None:
    named = row.get("owner_id")
    if named:
        return str(named)
    return owner_of(rule_key, row) if callable(owner_of) else owner_of.get(rule_key)
