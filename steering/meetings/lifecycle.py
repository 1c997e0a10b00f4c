"""How a meeting moves: the full table of states and events, and nothing else.

A change of the agenda after it was agreed, or after people were summoned, leads back to the
beginning: it must be agreed and told anew. An inquorate meeting ends; the same matters are called
again by a second summons, which is a meeting of its own.
"""

from enum import StrEnum

from models import MeetingState
from steering.errors import NotAllowedNow


class MeetingEvent(StrEnum):
    """What can happen to a meeting."""

    PLAN = "plan"
    REPORT = "report"
    CHANGE_AGENDA = "change_agenda"
    SET_AGENDA = "set_agenda"
    SUMMON = "summon"
    MOVE = "move"
    CANCEL = "cancel"
    REVIVE = "revive"
    OPEN = "open"
    LOSE_QUORUM = "lose_quorum"
    CALL_AGAIN = "call_again"
    CLOSE = "close"
    DRAFT_MINUTES = "draft_minutes"
    APPROVE_MINUTES = "approve_minutes"


ABSENT = None
_S, _E = MeetingState, MeetingEvent

TABLE: dict[tuple[MeetingState | None, MeetingEvent], MeetingState] = {
    (ABSENT, _E.PLAN): _S.SCHEDULED,
    (ABSENT, _E.REPORT): _S.HELD,
    (_S.SCHEDULED, _E.CHANGE_AGENDA): _S.SCHEDULED,
    (_S.SCHEDULED, _E.SET_AGENDA): _S.AGENDA_SET,
    (_S.SCHEDULED, _E.MOVE): _S.SCHEDULED,
    (_S.SCHEDULED, _E.CANCEL): _S.CANCELLED,
    (_S.AGENDA_SET, _E.CHANGE_AGENDA): _S.SCHEDULED,
    (_S.AGENDA_SET, _E.SUMMON): _S.SUMMONED,
    (_S.AGENDA_SET, _E.MOVE): _S.AGENDA_SET,
    (_S.AGENDA_SET, _E.CANCEL): _S.CANCELLED,
    (_S.SUMMONED, _E.CHANGE_AGENDA): _S.SCHEDULED,
    (_S.SUMMONED, _E.MOVE): _S.SUMMONED,
    (_S.SUMMONED, _E.CANCEL): _S.CANCELLED,
    (_S.SUMMONED, _E.OPEN): _S.OPENED,
    (_S.SUMMONED, _E.LOSE_QUORUM): _S.INQUORATE,
    (_S.OPENED, _E.LOSE_QUORUM): _S.INQUORATE,
    (_S.OPENED, _E.CLOSE): _S.CLOSED,
    (_S.INQUORATE, _E.CALL_AGAIN): _S.SECOND_SUMMONS,
    (_S.INQUORATE, _E.DRAFT_MINUTES): _S.MINUTES_DRAFT,
    (_S.SECOND_SUMMONS, _E.DRAFT_MINUTES): _S.MINUTES_DRAFT,
    (_S.CLOSED, _E.DRAFT_MINUTES): _S.MINUTES_DRAFT,
    (_S.MINUTES_DRAFT, _E.DRAFT_MINUTES): _S.MINUTES_DRAFT,
    # Minutes are often written before somebody finds a day for the second meeting.
    (_S.MINUTES_DRAFT, _E.CALL_AGAIN): _S.MINUTES_DRAFT,
    (_S.MINUTES_DRAFT, _E.APPROVE_MINUTES): _S.MINUTES_APPROVED,
    (_S.MINUTES_APPROVED, _E.CALL_AGAIN): _S.MINUTES_APPROVED,
    (_S.CANCELLED, _E.REVIVE): _S.SCHEDULED,
}

LIVING = frozenset({_S.SCHEDULED, _S.AGENDA_SET, _S.SUMMONED, _S.OPENED})
OVER = frozenset({_S.CLOSED, _S.INQUORATE, _S.SECOND_SUMMONS, _S.MINUTES_DRAFT, _S.MINUTES_APPROVED, _S.HELD})

# The words of OParl 1.1 for Meeting.meetingState; `cancelled` is a property of its own there.
OPARL_STATE: dict[MeetingState, str] = {
    _S.SCHEDULED: "terminiert",
    _S.AGENDA_SET: "terminiert",
    _S.SUMMONED: "eingeladen",
    _S.OPENED: "eingeladen",
    **dict.fromkeys(OVER, "durchgeführt"),
    _S.CANCELLED: "terminiert",
}


def moved(state: MeetingState | None, event: MeetingEvent) -> MeetingState:
    """The state after the event. Raises NotAllowedNow where the table has no entry."""
    after = TABLE.get((state, event))
    if after is None:
        raise NotAllowedNow(
            f"A meeting that is {state or 'not planned'} cannot {event}.",
            code="meeting_cannot_move",
            meeting_state=state or "absent",
            step=event,
        )
    return after
