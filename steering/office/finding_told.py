"""What is known of one finding: its rows, and everything that happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from models import (
    Organisation,
    QualityCare,
    QualityEvent,
    QualityFinding,
    QualityHold,
    QualityRow,
    QualityTold,
    Release,
)
from steering.errors import NotThere
from steering.office.database import reading
from steering.office.opening import Office
from steering.quarantine import is_held


@dataclass(frozen=True, kw_only=True)
class RowsTold:
    """The rows of a finding, by which rule, and whether they are kept back."""

    rule: str
    is_held: bool
    rows: list[dict[str, Any]]


def rows_of_finding(office: Office, finding_id: str) -> RowsTold:
    """Every row, without a limit."""
    with reading(office.archive.database) as session:
        finding = _finding(office, session, finding_id)
        held = is_held(finding, session.get(QualityCare, finding_id), office.today)
        query = select(QualityRow).where(QualityRow.finding_id == finding_id)
        kept = session.exec(query.order_by(col(QualityRow.number))).all()
        ids = {row.release_id for row in kept if row.release_id}
        files = {each: session.get_one(Release, each).file_name for each in ids}
    holding = held and any(row.holds is not QualityHold.NOTHING for row in kept)
    told = [_row(finding, row, files, is_held=held) for row in kept]
    return RowsTold(rule=finding.rule_key, is_held=holding, rows=told)


def _row(
    finding: QualityFinding, row: QualityRow, files: Mapping[str, str], *, is_held: bool
) -> dict[str, Any]:
    return {
        "finding": finding.id,
        "rule": finding.rule_key,
        "number": row.number,
        "file": files.get(row.release_id or "", ""),
        "row": row.row_number,
        "column": row.column_number,
        "region": row.region_code,
        "period": row.period,
        "variable": row.variable,
        "place": row.place,
        "holds": row.holds.value,
        "is_held": is_held and row.holds is not QualityHold.NOTHING,
    }


def history_of_finding(office: Office, finding_id: str) -> list[dict[str, Any]]:
    """Everything that happened to a finding, oldest first, with whoever was told."""
    with reading(office.archive.database) as session:
        _finding(office, session, finding_id)
        query = select(QualityEvent).where(QualityEvent.finding_id == finding_id)
        # What a check brought about comes before what people did at the same moment.
        events = sorted(session.exec(query).all(), key=lambda each: (each.at, each.by != "", each.id))
        told = session.exec(
            select(QualityTold).where(col(QualityTold.event_id).in_([event.id for event in events]))
        ).all()
        names = {each.id: each.title for each in session.exec(select(Organisation)).all()}
    return [
        {
            "at": event.at,
            "act": event.act.value,
            "by": event.by,
            "note": event.note,
            "until_on": event.until_on,
            "rows_count": event.rows_count,
            "told": sorted(
                names.get(each.recipient_id, office.sender.function)
                for each in told
                if each.event_id == event.id
            ),
        }
        for event in events
    ]


def _finding(office: Office, session: Session, finding_id: str) -> QualityFinding:
    found = session.get(QualityFinding, finding_id)
    if found is None or found.region_key != office.region_key:
        raise NotThere(f"No finding {finding_id!r}.", code="no_such_finding", finding=finding_id)
    return found
