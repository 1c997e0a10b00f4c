"""What a person may do about a quality finding: acknowledge, assign, snooze, release. Each says when not."""

from datetime import date, datetime, timedelta

from models import Organisation, QualityCare, QualityFinding, QualityState, Severity
from steering.changes import changed
from steering.errors import NotAllowedNow
from steering.quarantine import is_released
from steering.waivers import is_waived

LONGEST_SNOOZE = timedelta(days=184)


def acknowledge(finding: QualityFinding, care: QualityCare, *, by: str, now: datetime) -> QualityCare:
    """Somebody has seen the finding and takes it on; the first to say so counts."""
    _refuse_gone(finding)
    if care.acknowledged_at is not None:
        return care
    return changed(care, acknowledged_at=now, acknowledged_by=by)


def assign(finding: QualityFinding, care: QualityCare, organisation: Organisation) -> QualityCare:
    """An organisation mends the fault, whoever owns the source."""
    _refuse_gone(finding)
    return changed(care, assigned_id=organisation.id)


def snooze(
    finding: QualityFinding, care: QualityCare, *, reason: str, until: date, today: date
) -> QualityCare:
    """Nobody is written to about a finding until a day. What stops the work is never put off."""
    _refuse_gone(finding)
    _refuse_without_reason(finding, reason)
    if finding.severity is Severity.CRITICAL:
        raise NotAllowedNow(f"{finding.id} is critical.", code="critical_is_not_snoozed", finding=finding.id)
    if is_waived(finding, today):
        raise NotAllowedNow(
            f"{finding.id} is waived.",
            code="finding_is_waived",
            finding=finding.id,
            until=finding.waived_until_on,
        )
    if not today < until <= today + LONGEST_SNOOZE:
        raise NotAllowedNow(
            f"{until} is no day until which one may snooze.",
            code="snooze_out_of_bounds",
            until=until,
            earliest=today + timedelta(days=1),
            latest=today + LONGEST_SNOOZE,
        )
    return changed(
        care, snoozed_until_on=until, snoozed_reason=reason.strip(), snoozed_count=finding.rows_count
    )


def release(
    finding: QualityFinding, care: QualityCare, *, by: str, reason: str, now: datetime
) -> QualityCare:
    """The rows of a critical finding are looked at and may be used; the finding itself stands."""
    _refuse_gone(finding)
    _refuse_without_reason(finding, reason)
    if finding.severity is not Severity.CRITICAL or not care.rows_sha256:
        raise NotAllowedNow(
            f"{finding.id} holds nothing back.", code="nothing_in_quarantine", finding=finding.id
        )
    if is_released(finding, care):
        return care
    return changed(
        care,
        released_at=now,
        released_by=by,
        released_reason=reason.strip(),
        released_count=finding.rows_count,
    )


def _refuse_gone(finding: QualityFinding) -> None:
    if finding.state is QualityState.GONE:
        raise NotAllowedNow(f"Finding {finding.id} is gone.", code="finding_is_mended", finding=finding.id)


def _refuse_without_reason(finding: QualityFinding, reason: str) -> None:
    if not reason.strip():
        raise NotAllowedNow(
            f"{finding.id}: a reason is needed.", code="care_without_reason", finding=finding.id
        )
