"""A body whose rules presume nothing counts its quorum at every vote, on an item as on a motion to it."""

import pytest

from models import MotionKind, MotionState
from steering.errors import NotAllowedNow
from steering.office.meeting_acts import attending, debating, voting
from steering.office.meeting_acts.debating import Count, NewMotion
from steering.office.opening import Office
from tests.steering.office.meetings.a_meeting import MEETING, at, look
from tests.steering.office.meetings.test_plans import refused


def test_a_body_counts_its_quorum_at_each_item_where_its_rules_presume_nothing(day: Office) -> None:
    for seat in range(1, 8):
        attending.leave(day, MEETING, seat_number=seat, at=at(16))

    with pytest.raises(NotAllowedNow) as refusal:
        voting.vote(day, MEETING, "2", Count(yes=9, no=1, abstain=1), at=at(16, 5))

    assert refused(refusal.value) == "vote_without_quorum"
    assert (refusal.value.facts["present"], refusal.value.facts["needed"]) == (11, 12)
    assert look(day).votes == ()


def test_too_few_decide_on_a_motion_as_little_as_on_an_item(day: Office) -> None:
    motion = debating.move_motion(
        day,
        MEETING,
        NewMotion(kind=MotionKind.POSTPONE, moved_by="Schulen", text="Es fehlt etwas."),
        number="2",
    )
    for seat in range(1, 8):
        attending.leave(day, MEETING, seat_number=seat, at=at(16))

    with pytest.raises(NotAllowedNow) as refusal:
        debating.vote_motion(day, MEETING, motion.number, Count(yes=9, no=1, abstain=1), at=at(16, 5))

    assert refused(refusal.value) == "vote_without_quorum"
    assert look(day).motions[-1].state is MotionState.OPEN
