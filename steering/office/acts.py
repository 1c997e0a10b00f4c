"""What people do: review, fill a sheet, answer, comment, report a meeting, waive.

Each act is checked against the mandate at the moment at which it is done, kept in one transaction
with its entry in the audit trail, and harmless when it is done twice.
"""

from datetime import date

from models import QualityFinding, Seat
from models.columns import key
from steering.office.answering import Envelope, Given, answer, cast
from steering.office.meetings import Reported, report_meeting
from steering.office.opening import Office
from steering.office.owing import Review, Sheet, fill_sheet, review
from steering.office.remarks import answer_comment, comment
from steering.quality import waive as waived

__all__ = [
    "Envelope",
    "Given",
    "Reported",
    "Review",
    "Sheet",
    "answer",
    "answer_comment",
    "cast",
    "comment",
    "fill_sheet",
    "report_meeting",
    "review",
    "seat_named",
    "waive",
]

WAIVED_FOR_DAYS = 365


def waive(office: Office, finding_id: str, *, reason: str, until: date | None = None) -> QualityFinding:
    """The coordinator accepts a quality finding, with a reason that everyone sees."""
    with office.writing() as tx:
        finding = tx.get(QualityFinding, finding_id)
        last_day = until or office.due(WAIVED_FOR_DAYS)
        record = waived(finding, office.actor, reason, last_day)
        tx.keep([record])
        tx.enter("quality.waive", finding_id, {"reason": reason, "until": last_day})
        return record


def seat_named(office: Office, committee_key: str, number: int) -> Seat:
    """The seat with this number in a committee."""
    return office.archive.find(Seat, key(office.region_key, committee_key, f"{number:02d}"))
