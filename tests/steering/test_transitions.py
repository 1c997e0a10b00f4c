"""The full matrix of states and events: what is not in the table is refused."""

import pytest

from models import StageState
from steering.errors import NotAllowedNow
from steering.transitions import ABSENT, CLOSED, LIVING, TABLE, Event, moved

S, E = StageState, Event

# Written by hand, state by state: what may happen to a round, and what becomes of it.
ALLOWED = {
    ABSENT: {E.OPEN: S.OPEN},
    S.OPEN: {E.SUBMIT: S.IN_REVIEW, E.SKIP: S.SKIPPED, E.OUTDATE: S.OUTDATED},
    S.IN_REVIEW: {E.ACCEPT: S.ACCEPTED, E.RETURN: S.RETURNED, E.SKIP: S.SKIPPED, E.OUTDATE: S.OUTDATED},
    S.ACCEPTED: {E.RETURN: S.RETURNED, E.OUTDATE: S.OUTDATED},
    S.SKIPPED: {E.RETURN: S.RETURNED, E.OUTDATE: S.OUTDATED},
    S.RETURNED: {},
    S.OUTDATED: {},
}


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("state", [ABSENT, *StageState])
def test_every_state_meets_every_event(state: StageState | None, event: Event) -> None:
    expected = ALLOWED[state].get(event)

    if expected is not None:
        assert moved(state, event) is expected
        return
    with pytest.raises(NotAllowedNow) as refusal:
        moved(state, event)
    assert refusal.value.code == "stage_cannot_move"
    assert refusal.value.facts["event"] == event


def test_what_was_sent_back_or_outdated_never_moves_again() -> None:
    moving = {state for state, _ in TABLE}

    assert not moving & {S.RETURNED, S.OUTDATED}


def test_a_round_lives_until_it_is_sent_back_or_outdated() -> None:
    assert set(StageState) - LIVING == {S.RETURNED, S.OUTDATED}
    assert CLOSED <= LIVING


def test_every_state_can_be_reached_from_nothing() -> None:
    reached: set[StageState | None] = {ABSENT}
    for _ in StageState:
        reached |= {after for (before, _), after in TABLE.items() if before in reached}

    assert reached == {ABSENT, *StageState}


def test_nothing_is_closed_twice() -> None:
    for state in CLOSED:
        for event in (E.OPEN, E.SUBMIT, E.ACCEPT, E.SKIP):
            with pytest.raises(NotAllowedNow):
                moved(state, event)
