"""Escalation: the deputy, the chair, the coordinator, each once, and only while something is missing."""

from datetime import timedelta

import pytest

from models import Answer, Escalation, EscalationStep, Message, Request, Role, StageRun
from steering.cycle import CYCLE
from steering.office import acts, steps
from steering.office.acts import Given
from steering.office.attending import attend
from steering.office.clock import day_of
from steering.office.escalating import escalate
from steering.office.opening import Office
from steering.transitions import Event
from tests.steering.office.an_office import asked, later, the_cycle, voters, whole

YES = {1: Given(answer=Answer.YES)}


def told(office: Office, occasion: str) -> list[Message]:
    return [message for message in office.archive.messages() if message.occasion == occasion]


def taken(office: Office) -> list[EscalationStep]:
    steps_taken = office.read(the_cycle(office)).all(Escalation)
    return [each.step for each in sorted(steps_taken, key=lambda each: each.taken_at)]


def one_request(office: Office) -> Request:
    """A round in which one delivery is waited for; the others are there."""
    steps.begin(office, the_cycle(office), CYCLE[0])
    first, *others = sorted(office.read(the_cycle(office)).all(Request), key=lambda each: each.id)
    with office.writing() as tx:
        for request in others:
            request.answered_at = office.now
        tx.keep(others)
    return first


def test_each_step_is_told_once_on_its_day(office: Office) -> None:
    request = one_request(office)
    late = (request.due_on - office.today).days

    counts = {day: escalate(later(office, late + day), the_cycle(office)) for day in range(40)}

    letters = told(office, "overdue")
    assert [day for day, count in counts.items() if count] == [14, 21]
    assert taken(office) == [EscalationStep.DEPUTY, EscalationStep.CHAIR, EscalationStep.COORDINATOR]
    assert len({letter.id for letter in letters}) == len(letters) == sum(counts.values())
    assert all(request.title[:20] in letter.text.replace("\n", " ") for letter in letters)


def test_a_step_that_nobody_holds_is_passed_over_and_the_chair_still_waits_for_its_day(
    office: Office,
) -> None:
    request = one_request(office)
    late = (request.due_on - office.today).days

    assert escalate(later(office, late + 8), the_cycle(office)) == 0
    assert escalate(later(office, late + 13), the_cycle(office)) == 0
    assert escalate(later(office, late + 14), the_cycle(office)) == 1


def test_a_clock_that_jumps_a_year_tells_one_and_not_three(office: Office) -> None:
    one_request(office)
    in_a_year = later(office, 366)

    first = escalate(in_a_year, the_cycle(office))
    again = escalate(in_a_year, the_cycle(office))
    back = escalate(office, the_cycle(office))

    assert (first, again, back) == (1, 0, 0)


def test_what_was_answered_or_is_no_longer_waited_for_is_not_escalated(office: Office) -> None:
    request = one_request(office)
    late = (request.due_on - office.today).days + 30
    with office.writing() as tx:
        now = tx.get(Request, request.id)
        now.answered_at = office.now
        tx.session.add(now)

    assert escalate(later(office, late), the_cycle(office)) == 0

    with office.writing() as tx:
        now = tx.get(Request, request.id)
        now.answered_at = None
        tx.session.add(now)
        tx.move(tx.get(StageRun, request.stage_run_id), Event.SUBMIT)

    assert escalate(later(office, late), the_cycle(office)) == 0


def test_deputies_of_those_who_have_not_answered_are_asked_before_the_last_day(office: Office) -> None:
    gate = asked(office, "draft_plan", "draft")
    deputies = voters(office, gate, role=Role.DEPUTY)
    answered = voters(office, gate)[0]
    acts.answer(office, gate.id, answered.id, YES)
    days = (gate.due_on - office.today).days

    early = escalate(later(office, days - 3), the_cycle(office))
    count = escalate(later(office, days - 2), the_cycle(office))
    again = escalate(later(office, days - 1), the_cycle(office))

    wanted = {each.address for each in deputies if each.seat_id != answered.seat_id}
    assert wanted
    assert (early, again) == (0, 0)
    assert {letter.address for letter in told(office, "stand_in")} == wanted
    assert count == len(wanted)


@pytest.mark.parametrize("days", [0, 1, 10])
def test_where_nothing_is_due_nothing_is_looked_at_or_written(office: Office, days: int) -> None:
    one_request(office)
    before = whole(office)

    assert attend(later(office, days)) == 0
    assert whole(office) == before


def test_attending_reminds_and_escalates_and_twice_a_day_does_no_more(office: Office) -> None:
    request = one_request(office)
    days = (request.due_on - office.today).days + 14

    first = attend(later(office, days))
    before = whole(office)
    second = attend(later(office, days))

    assert first == 2  # one reminder to the owner, one letter to the chair
    assert second == 0
    assert whole(office) == before


def test_an_overdue_letter_says_what_it_costs(office: Office) -> None:
    request = one_request(office)
    run = office.read(the_cycle(office)).one(StageRun)
    with office.writing() as tx:
        now = tx.get(StageRun, run.id)
        now.due_on = run.due_on + timedelta(days=200)
        tx.session.add(now)
    days = (request.due_on - office.today).days

    escalate(later(office, days + 14), the_cycle(office))
    escalate(later(office, days + 60), the_cycle(office))

    chair, coordinator = sorted(told(office, "overdue"), key=lambda letter: letter.owed_at)
    assert "bleibt der Zeitplan" in " ".join(chair.text.split())
    assert "verschiebt sich dadurch schon um" in " ".join(coordinator.text.split())
    assert day_of(chair.owed_at) == later(office, days + 14).today
