"""The full matrix of states and events of a meeting: what is not in the table is refused."""

import pytest

from models import MeetingState
from steering.errors import NotAllowedNow
from steering.meetings.lifecycle import ABSENT, LIVING, OPARL_STATE, OVER, TABLE, MeetingEvent, moved

S, E = MeetingState, MeetingEvent

# Written by hand, state by state: what may happen to a meeting, and what becomes of it.
ALLOWED = {
    ABSENT: {E.PLAN: S.SCHEDULED, E.REPORT: S.HELD},
    S.SCHEDULED: {
        E.CHANGE_AGENDA: S.SCHEDULED,
        E.SET_AGENDA: S.AGENDA_SET,
        E.MOVE: S.SCHEDULED,
        E.CANCEL: S.CANCELLED,
    },
    S.AGENDA_SET: {
        E.CHANGE_AGENDA: S.SCHEDULED,
        E.SUMMON: S.SUMMONED,
        E.MOVE: S.AGENDA_SET,
        E.CANCEL: S.CANCELLED,
    },
    S.SUMMONED: {
        E.CHANGE_AGENDA: S.SCHEDULED,
        E.MOVE: S.SUMMONED,
        E.CANCEL: S.CANCELLED,
        E.OPEN: S.OPENED,
        E.LOSE_QUORUM: S.INQUORATE,
    },
    S.OPENED: {E.LOSE_QUORUM: S.INQUORATE, E.CLOSE: S.CLOSED},
    S.CLOSED: {E.DRAFT_MINUTES: S.MINUTES_DRAFT},
    S.INQUORATE: {E.CALL_AGAIN: S.SECOND_SUMMONS, E.DRAFT_MINUTES: S.MINUTES_DRAFT},
    S.SECOND_SUMMONS: {E.DRAFT_MINUTES: S.MINUTES_DRAFT},
    S.MINUTES_DRAFT: {
        E.DRAFT_MINUTES: S.MINUTES_DRAFT,
        E.APPROVE_MINUTES: S.MINUTES_APPROVED,
        E.CALL_AGAIN: S.MINUTES_DRAFT,
    },
    S.MINUTES_APPROVED: {E.CALL_AGAIN: S.MINUTES_APPROVED},
    S.CANCELLED: {E.REVIVE: S.SCHEDULED},
    S.HELD: {},
}


@pytest.mark.parametrize("event", list(MeetingEvent))
@pytest.mark.parametrize("state", [ABSENT, *MeetingState])
def test_every_state_meets_every_event(state: MeetingState | None, event: MeetingEvent) -> None:
    expected = ALLOWED[state].get(event)

    if expected is not None:
        assert moved(state, event) is expected
        return
    with pytest.raises(NotAllowedNow) as refusal:
        moved(state, event)
    assert refusal.value.code == "meeting_cannot_move"
    assert refusal.value.facts["step"] == event


def test_every_state_can_be_reached_from_nothing() -> None:
    reached: set[MeetingState | None] = {ABSENT}
    for _ in MeetingState:
        reached |= {after for (before, _), after in TABLE.items() if before in reached}

    assert reached == {ABSENT, *MeetingState}


def test_a_meeting_is_opened_from_a_summons_and_from_nothing_else() -> None:
    assert {before for (before, event) in TABLE if event is E.OPEN} == {S.SUMMONED}


def test_approved_minutes_are_never_drafted_again() -> None:
    assert not {event for (before, event) in TABLE if before is S.MINUTES_APPROVED} - {E.CALL_AGAIN}


def test_a_meeting_lives_is_over_or_is_cancelled_and_has_a_word_of_oparl() -> None:
    assert not LIVING & OVER
    assert set(MeetingState) == LIVING | OVER | {S.CANCELLED}
    assert set(OPARL_STATE) == set(MeetingState)
    assert set(OPARL_STATE.values()) == {"terminiert", "eingeladen", "durchgeführt"}
