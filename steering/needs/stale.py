"""Which findings rest on values that a later release tells differently: marked, never altered."""

from models import Dependent, Staleness, StaleReason
from steering.records import Records


def stale_findings(records: Records) -> set[str]:
    """The findings whose values a later release tells differently; the newest verdict holds."""
    verdicts = sorted(
        (each for each in records.all(Staleness) if each.kind is Dependent.FINDING),
        key=lambda each: each.number,
    )
    newest = {each.subject_id: each.reason for each in verdicts}
    return {name for name, reason in newest.items() if reason is not StaleReason.RESTORED}
