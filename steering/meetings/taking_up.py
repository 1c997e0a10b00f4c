"""Which questions of the cycle a meeting has taken up: they are decided there and not by single answers."""

from models import AgendaItem, Committee, Gate, Meeting, MeetingState, Voting
from steering.circulating import why_meet
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


def is_for_a_meeting(records: Records, gate: Gate) -> bool:
    """Whether a question is decided in a meeting: its body does so, or has to, or has taken it up."""
    committee = records.by_id(Committee)[gate.committee_id]
    return committee.voting is Voting.TALLY or is_taken_from_members(records, gate)


def is_taken_from_members(records: Records, gate: Gate) -> bool:
    """Whether members who otherwise answer singly are not asked for it, because they meet on it."""
    return meeting_for(records, gate) is not None or why_meet(records, gate) is not None


def waits_for_a_meeting(records: Records, gate: Gate) -> bool:
    """Whether a question may not be answered singly, and no meeting has it on its agenda yet."""
    return meeting_for(records, gate) is None and why_meet(records, gate) is not None
