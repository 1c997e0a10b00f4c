"""Whether a question is decided in a meeting: then nobody answers it singly any more."""

from sqlmodel import Session, col, select

from models import AgendaItem, Gate, Meeting, MeetingState
from steering.errors import NotAllowedNow


def refuse_taken_up(session: Session, gate: Gate) -> None:
    """Refuse a single answer to a question that stands on the agenda of a meeting."""
    query = (
        select(Meeting)
        .join(AgendaItem, col(AgendaItem.meeting_id) == col(Meeting.id))
        .where(
            AgendaItem.gate_id == gate.id,
            col(AgendaItem.is_withdrawn).is_(False),
            Meeting.state != MeetingState.CANCELLED,
        )
        .order_by(col(Meeting.held_on).desc())
    )
    meeting = session.exec(query).first()
    if meeting is not None:
        raise NotAllowedNow(
            f"{gate.id} is on the agenda of {meeting.id}.",
            code="gate_in_meeting",
            gate=gate.question,
            held_on=meeting.held_on,
        )
