"""Which questions of the cycle a meeting has taken up: they are decided there and not by single answers."""

from models import AgendaItem, Gate, Meeting, MeetingState
from steering.records import Records


def meeting_for(records: Records, gate: Gate) -> Meeting | None:
    """The newest meeting that has the question on its agenda; a cancelled one gives it back."""
    meetings = records.by_id(Meeting)
    found = [
        meetings[item.meeting_id]
        for item in records.all(AgendaItem)
        if item.gate_id == gate.id
        and not item.is_withdrawn
        and meetings[item.meeting_id].state is not MeetingState.CANCELLED
    ]
    return max(found, key=lambda meeting: (meeting.held_on, meeting.id), default=None)
