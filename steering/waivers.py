"""Waivers: what blocks, and what someone lets stand until a day, for a reason."""

from collections.abc import Sequence
from datetime import date

from models import QualityFinding, QualityState, Severity
from steering.changes import changed
from steering.errors import NotAllowedNow


def blocking(findings: Sequence[QualityFinding], today: date) -> list[QualityFinding]:
    """The critical findings that are neither mended nor waived for today."""
    return [
        finding
        for finding in findings
        if finding.severity is Severity.CRITICAL
        and finding.state is not QualityState.GONE
        and not is_waived(finding, today)
    ]


def is_waived(finding: QualityFinding, today: date) -> bool:
    """Whether a waiver holds today; its last day counts."""
    until = finding.waived_until_on
    return finding.state is QualityState.WAIVED and until is not None and until >= today


def waive(finding: QualityFinding, by: str, reason: str, until: date) -> QualityFinding:
    """Let a finding stand until a day, for a reason that everyone sees."""
    if finding.state is QualityState.GONE:
        raise NotAllowedNow(
            f"Finding {finding.id} is gone; there is nothing to waive.",
            code="finding_is_gone",
            finding=finding.id,
        )
    if not by.strip() or not reason.strip():
        raise NotAllowedNow(
            f"Finding {finding.id} cannot be waived without a reason and a name of function.",
            code="waiver_without_reason",
            finding=finding.id,
        )
    return changed(
        finding,
        state=QualityState.WAIVED,
        waived_by=by.strip(),
        waived_reason=reason.strip(),
        waived_until_on=until,
    )
