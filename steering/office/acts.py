"""What people do: review, fill a sheet, answer, comment, report a meeting, waive.

Each act is checked against the mandate at the moment at which it is done, kept in one transaction
with its entry in the audit trail, and harmless when it is done twice.
"""

from models import Seat
from models.columns import key
from steering.office.answering import Envelope, Given, answer, cast
from steering.office.finding_acts import waive
from steering.office.meetings import Reported, report_meeting
from steering.office.opening import Office
from steering.office.owing import Review, Sheet, fill_sheet, review
from steering.office.remarks import answer_comment, comment

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


def seat_named(office: Office, committee_key: str, number: int) -> Seat:
    """The seat with this number in a committee."""
    return office.archive.find(Seat, key(office.region_key, committee_key, f"{number:02d}"))
