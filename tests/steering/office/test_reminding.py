"""Reminders: only to those who have not answered, and never twice on a day."""

from datetime import timedelta

from models import Answer, Gate, Message, Request, StageRun
from steering.cycle import CYCLE
from steering.office import acts, steps
from steering.office.acts import Given
from steering.office.opening import Office
from steering.office.reminding import remind
from steering.transitions import Event
from tests.steering.office.an_office import asked, at_stage, hear, later, the_cycle, voters, whole

YES = {1: Given(answer=Answer.YES)}


def reminders(office: Office) -> list[Message]:
    return [message for message in office.archive.messages() if message.occasion == "reminder"]


def days_of(gate: Gate) -> int:
    return (gate.due_on - gate.opened_at.date()).days


def test_only_those_who_have_not_answered_are_reminded_and_once(office: Office) -> None:
    gate = asked(office, "collect_data")
    answered, *late = voters(office, gate)
    acts.answer(office, gate.id, answered.id, YES)
    half = later(office, days_of(gate) // 2 + 2)

    first = remind(half, the_cycle(office))
    before = whole(office)
    second = remind(half, the_cycle(office))

    assert first == len(late)
    assert second == 0
    assert whole(office) == before
    assert {message.address for message in reminders(office)} == {mandate.address for mandate in late}


def test_nobody_is_reminded_on_the_day_of_the_question(office: Office) -> None:
    asked(office, "collect_data")

    assert remind(office, the_cycle(office)) == 0


def test_whoever_owes_a_delivery_is_reminded_twice_and_no_more(office: Office) -> None:
    cycle = the_cycle(office)
    steps.begin(office, cycle, CYCLE[0])
    requests = office.read(cycle).all(Request)

    counts = [remind(later(office, day), cycle) for day in range(60)]

    assert sum(counts) == 2 * len(requests)
    assert len([count for count in counts if count]) == 2


def test_an_office_that_was_switched_off_does_not_make_up_for_lost_reminders(office: Office) -> None:
    cycle = the_cycle(office)
    steps.begin(office, cycle, CYCLE[0])
    requests = office.read(cycle).all(Request)

    assert remind(later(office, 40), cycle) == len(requests)
    assert remind(later(office, 41), cycle) == 0


def test_asking_for_reminders_twice_in_a_minute_sends_one(office: Office) -> None:
    gate = asked(office, "collect_data")

    first = remind(office, the_cycle(office), at_once=True)
    again = remind(office, the_cycle(office), at_once=True)
    tomorrow = remind(later(office, 1), the_cycle(office), at_once=True)

    assert (first, again, tomorrow) == (len(voters(office, gate)), 0, len(voters(office, gate)))


def test_a_request_that_the_stage_no_longer_waits_for_is_not_asked_for_again(office: Office) -> None:
    cycle = the_cycle(office)
    run = steps.begin(office, cycle, CYCLE[0])
    with office.writing() as tx:
        tx.move(tx.get(StageRun, run.id), Event.SUBMIT)

    assert remind(later(office, 40), cycle) == 0


def test_the_members_of_the_council_are_not_reminded(office: Office) -> None:
    gate = asked(office, "approve_plan", "resolution")

    assert remind(later(office, days_of(gate) - 1), the_cycle(office)) == 0


def test_a_gate_that_was_closed_reminds_nobody(office: Office) -> None:
    gate = asked(office, "collect_data")
    for member in voters(office, gate):
        acts.answer(office, gate.id, member.id, YES)
    hear(office, "collect_data")

    assert remind(later(office, days_of(gate) - 1), the_cycle(office)) == 0


def test_a_reminder_names_the_last_day(office: Office) -> None:
    at_stage(office, "collect_data")
    hear(office, "collect_data")

    remind(office, the_cycle(office), at_once=True)

    assert all("2027" in message.text for message in reminders(office))
    assert all(message.owed_at - office.now < timedelta(seconds=1) for message in reminders(office))
