"""What is kept beside the findings of a check: their rows, who cares, what happened, and the history."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlmodel import Session, col, delete, insert, select

from expectations.check import Fault, RuleResult
from models import (
    Message,
    Organisation,
    QualityCare,
    QualityCount,
    QualityEvent,
    QualityFinding,
    QualityRow,
    QualityRun,
    QualityScore,
    QualityState,
    QualityTold,
    Release,
    Severity,
    Source,
)
from steering.changes import changed
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.quality_events import cared_after, happened
from steering.quality_score import score
from steering.quarantine import Files, KeptRow, Row, hash_of, rows_of
from steering.records import Records

COORDINATOR = "coordinator"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A run and the findings before and after it."""

    run: QualityRun
    before: Mapping[str, QualityFinding]
    after: Sequence[QualityFinding]
    cares: Mapping[str, QualityCare]
    rows: Mapping[str, tuple[Fault, list[Row]]]
    results: Sequence[RuleResult]


def keep_care(office: Office, tx: Transaction, kept: Kept, records: Records) -> None:
    """Keep rows, care, events and history of a run, in the transaction of the run."""
    now, today = office.now, office.today
    events = happened(kept.before, kept.after, kept.cares, now=now, today=today)
    cares = cared_after(kept.before, kept.after, kept.cares, _sources(kept), today)
    files = Files(records.all(Source), records.all(Release))
    renewed = [_with_rows(tx.session, care, kept, files) for care in cares]
    tx.keep(renewed)
    keep_events(tx.session, events)
    tx.keep([*_counts(kept), *_scores(kept)])


def keep_events(session: Session, events: Sequence[QualityEvent]) -> None:
    """Keep events that are not there yet: a run that is repeated has happened once."""
    session.add_all([each for each in events if session.get(QualityEvent, each.id) is None])
    session.flush()


def _sources(kept: Kept) -> dict[str, str]:
    """The source that each finding seen speaks of; none where its rows name several or none."""
    found: dict[str, str] = {}
    for identity, (_, rows) in kept.rows.items():
        named = {str(row.get("source_key") or "") for row in rows}
        found[identity] = named.pop() if len(named) == 1 else ""
    return found


def _with_rows(session: Session, care: QualityCare, kept: Kept, files: Files) -> QualityCare:
    """Write the rows of a finding anew where they have changed; with the fault they go."""
    fault, rows = kept.rows.get(care.finding_id, (None, []))
    made = [] if fault is None else rows_of(care.finding_id, fault, rows, files)
    told = hash_of(made)
    if told == care.rows_sha256:
        return care
    session.connection().execute(delete(QualityRow).where(col(QualityRow.finding_id) == care.finding_id))
    if made:
        session.connection().execute(insert(QualityRow), [row._asdict() for row in made])
    return changed(care, rows_sha256=told)


def _counts(kept: Kept) -> Iterator[QualityCount]:
    states = Counter((each.severity, each.state is QualityState.WAIVED) for each in _standing(kept))
    for severity in Severity:
        yield QualityCount(
            run_id=kept.run.id,
            severity=severity.value,
            open_count=states[severity, False],
            waived_count=states[severity, True],
        )


def _standing(kept: Kept) -> list[QualityFinding]:
    return [each for each in kept.after if each.state is not QualityState.GONE]


def _scores(kept: Kept) -> Iterator[QualityScore]:
    for dimension, value in score(kept.results).items():
        yield QualityScore(run_id=kept.run.id, dimension=str(dimension.value), score=value)


def tell_of_letters(
    office: Office, tx: Transaction, letters: Sequence[Message], findings: Sequence[QualityFinding]
) -> None:
    """Note for whom the letters of a stage have told of findings, so that no digest tells it again."""
    by_address = {letter.address.casefold(): letter.id for letter in letters}
    if not by_address:
        return
    office_letter = by_address.get(office.sender.address.casefold(), "")
    for finding in findings:
        note_told(tx, finding.id, COORDINATOR, office_letter)
        owner = tx.session.get(Organisation, finding.owner_id) if finding.owner_id else None
        if owner is not None and owner.address.casefold() in by_address:
            note_told(tx, finding.id, owner.id, by_address[owner.address.casefold()])


def note_told(tx: Transaction, finding_id: str, recipient_id: str, message_id: str) -> None:
    """Note that everything that has happened to a finding was told to somebody."""
    events = tx.session.exec(select(QualityEvent.id).where(QualityEvent.finding_id == finding_id)).all()
    for event_id in events:
        keep_told(tx, event_id, recipient_id, message_id)


def keep_told(tx: Transaction, event_id: str, recipient_id: str, message_id: str) -> None:
    """Note that an event was told to somebody, once."""
    if tx.session.get(QualityTold, (event_id, recipient_id)) is None:
        tx.session.add(
            QualityTold(event_id=event_id, recipient_id=recipient_id, told_at=tx.now, message_id=message_id)
        )
        tx.session.flush()


def held_rows(session: Session, finding_ids: Sequence[str]) -> list[KeptRow]:
    """The rows of these findings."""
    columns = [col(getattr(QualityRow, name)) for name in KeptRow._fields]
    query = select(*cast("Any", columns)).where(col(QualityRow.finding_id).in_(list(finding_ids)))
    return [KeptRow(*row) for row in session.connection().execute(query).all()]
