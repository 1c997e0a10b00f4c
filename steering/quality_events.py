"""What a run of the checks brings about for each finding: it appears, returns, grows, goes, or wakes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from models import QualityAct, QualityCare, QualityEvent, QualityFinding, QualityState
from models.columns import key
from steering.changes import changed


def happened(
    before: Mapping[str, QualityFinding],
    after: Sequence[QualityFinding],
    cares: Mapping[str, QualityCare],
    *,
    now: datetime,
    today: date,
) -> list[QualityEvent]:
    """The events of a run, each with a name of its own: the same run once more makes the same ones."""
    return [
        QualityEvent(
            id=key(finding.id, act.value, _run_name(finding.last_run_id)),
            finding_id=finding.id,
            act=act,
            at=now,
            rows_count=finding.rows_count,
        )
        for finding in after
        for act in _acts(before.get(finding.id), finding, cares.get(finding.id), today)
    ]


def _acts(
    old: QualityFinding | None, new: QualityFinding, care: QualityCare | None, today: date
) -> Iterator[QualityAct]:
    # A finding that is older than this record is told of as if it were new.
    if old is None or (care is None and new.state is not QualityState.GONE):
        yield QualityAct.APPEARED
        return
    if new.state is QualityState.GONE:
        if old.state is not QualityState.GONE:
            yield QualityAct.GONE
        return
    if old.state is QualityState.GONE:
        yield QualityAct.RETURNED
        return
    if old.state is QualityState.WAIVED and new.state is not QualityState.WAIVED:
        yield QualityAct.WAIVER_ENDED
    elif wakes(new, care, today):
        yield QualityAct.SNOOZE_ENDED
    elif old.state is not QualityState.WAIVED and new.rows_count > old.rows_count:
        yield QualityAct.GREW


def is_snoozed(finding: QualityFinding, care: QualityCare | None, today: date) -> bool:
    """Whether nobody wants to hear of a finding for now; its last day counts, what grows is heard."""
    if care is None or care.snoozed_until_on is None:
        return False
    return care.snoozed_until_on >= today and finding.rows_count <= care.snoozed_count


def wakes(finding: QualityFinding, care: QualityCare | None, today: date) -> bool:
    """Whether a snooze has ended, by its day or because the fault has grown."""
    is_set = care is not None and care.snoozed_until_on is not None
    return is_set and not is_snoozed(finding, care, today)


def cared_after(
    before: Mapping[str, QualityFinding],
    after: Sequence[QualityFinding],
    cares: Mapping[str, QualityCare],
    source_of: Mapping[str, str],
    today: date,
) -> list[QualityCare]:
    """Who cares for each finding after a run: what returns begins anew, what has woken is awake."""
    return [
        _cared(before.get(finding.id), finding, cares.get(finding.id), source_of.get(finding.id), today)
        for finding in after
    ]


def _cared(
    old: QualityFinding | None,
    new: QualityFinding,
    care: QualityCare | None,
    source_key: str | None,
    today: date,
) -> QualityCare:
    if care is None:
        return QualityCare(finding_id=new.id, source_key=source_key or "")
    if old is not None and old.state is QualityState.GONE and new.state is not QualityState.GONE:
        # It is no stranger to its owner, but nobody has looked at the new fault.
        return QualityCare(
            finding_id=new.id,
            source_key=source_key or care.source_key,
            rows_sha256=care.rows_sha256,
            assigned_id=care.assigned_id,
        )
    kept = care if source_key is None else changed(care, source_key=source_key)
    if wakes(new, care, today):
        return changed(kept, snoozed_until_on=None, snoozed_reason="", snoozed_count=0)
    return kept


def _run_name(run_id: str) -> str:
    """The part of a run's name that tells it from other runs of the same suite."""
    return run_id.rpartition("/quality/")[2].replace("/", "-")
