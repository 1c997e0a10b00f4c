"""After an objection to circulation the question goes to a meeting, and only its votes count."""

from models import Answer, GateItem, GateState, ItemResult
from steering.office import acts
from steering.office.acts import Given
from steering.office.meeting_acts import attending, closing, summoning, voting
from steering.office.meeting_acts.debating import Count
from steering.office.objecting import object_to_circulation
from steering.office.opening import Office
from steering.office.recounting import recounted
from steering.office.waiting import waits
from tests.steering.office.an_office import hear, the_cycle, the_gate, voters
from tests.steering.office.meetings.a_meeting import (
    MEETING,
    STARTS_AT,
    at,
    office_at,
    seated,
    the_question,
    with_agenda,
)

STAGE = "approve_plan"


def kinds(office: Office) -> set[str]:
    return {wait.kind for wait in waits(office.glance(the_cycle(office)), office.today)}


def test_a_question_that_was_objected_to_is_decided_in_the_meeting_that_takes_it_up(
    questioned: Office,
) -> None:
    gate = the_question(questioned)
    first, second = voters(questioned, gate)[:2]
    acts.cast(questioned, gate.id, first.id, {1: Given(answer=Answer.NO)})
    object_to_circulation(questioned, gate.id, second.id)
    before = kinds(questioned)
    with_agenda(questioned, gate)
    summoning.summon(questioned, MEETING)
    day = office_at(questioned, STARTS_AT)
    seated(day, MEETING, 18)
    attending.open_meeting(day, MEETING)
    voting.vote(day, MEETING, "2", Count(yes=15, no=2, abstain=1))
    closing.close_meeting(day, MEETING, at=at(17))

    hear(day, STAGE)

    closed = the_gate(day, gate.key)
    (item,) = [each for each in day.read(the_cycle(day)).all(GateItem) if each.gate_id == gate.id]
    assert before == {"meeting"}
    assert closed.state is GateState.PASSED
    assert (item.result, item.yes_count, item.no_count) == (ItemResult.ADOPTED, 15, 2)
    assert recounted(day, gate.id) == []


def test_a_meeting_that_is_cancelled_gives_the_question_back_to_wait_for_another(questioned: Office) -> None:
    gate = the_question(questioned)
    object_to_circulation(questioned, gate.id, voters(questioned, gate)[0].id)
    with_agenda(questioned, gate)
    taken = kinds(questioned)

    summoning.cancel_meeting(questioned, MEETING, "Der Saal ist gesperrt.")

    assert taken == {"tally"}
    assert kinds(questioned) == {"meeting"}
