"""More time, or none needed: whoever is waited for learns it, and nobody else."""

from datetime import timedelta

import pytest

from models import Answer, Gate, Message, Request
from steering.cycle import CYCLE
from steering.errors import NotThere
from steering.office import acts, cycles, more_time, steps
from steering.office.acts import Given
from steering.office.opening import Office
from steering.office.reminding import remind
from tests.steering.office.an_office import asked, later, the_cycle, voters

YES = {1: Given(answer=Answer.YES)}
FIRST = CYCLE[0].key


def told(office: Office, occasion: str) -> list[Message]:
    return [message for message in office.archive.messages() if message.occasion == occasion]


def test_an_extension_is_told_to_those_who_have_not_answered(office: Office) -> None:
    gate = asked(office, FIRST)
    answered, *late = voters(office, gate)
    acts.answer(office, gate.id, answered.id, YES)
    until = gate.due_on + timedelta(days=14)

    preview = more_time.told_of_extension(office, the_cycle(office), FIRST, until=until, reason="Ferien.")
    moved = cycles.extend(office, the_cycle(office), FIRST, until=until, reason="Ferien.")

    letters = told(office, "deadline_extended")
    assert moved == 1
    assert {letter.address for letter in letters} == {mandate.address for mandate in late}
    assert {letter.id for letter in letters} == {letter.id for letter in preview}
    assert all("Ferien." in letter.text for letter in letters)


def test_the_same_extension_again_tells_nobody_and_a_further_one_does(office: Office) -> None:
    steps.begin(office, the_cycle(office), CYCLE[0])
    requests = office.read(the_cycle(office)).all(Request)
    until = max(request.due_on for request in requests) + timedelta(days=7)

    for day in (until, until, until + timedelta(days=7)):
        cycles.extend(office, the_cycle(office), FIRST, until=day, reason="Umzug.")

    assert len(told(office, "deadline_extended")) == 2 * len(requests)


def test_one_request_alone_gets_more_time(office: Office) -> None:
    steps.begin(office, the_cycle(office), CYCLE[0])
    meant, *others = sorted(office.read(the_cycle(office)).all(Request), key=lambda each: each.id)
    until = meant.due_on + timedelta(days=7)

    moved = cycles.extend(
        office, the_cycle(office), FIRST, until=until, reason="Krank.", only=meant.subject_id
    )

    now = office.read(the_cycle(office)).by_id(Request)
    assert moved == 1
    assert now[meant.id].due_on == until
    assert [now[each.id].due_on for each in others] == [each.due_on for each in others]
    assert len(told(office, "deadline_extended")) == 1
    with pytest.raises(NotThere, match="nobody"):
        cycles.extend(office, the_cycle(office), FIRST, until=until, reason="x", only="nobody")


def test_after_an_extension_a_reminder_comes_before_the_new_day_and_not_at_once(office: Office) -> None:
    gate = asked(office, FIRST)
    last = later(office, (gate.due_on - office.today).days)
    for days in range((gate.due_on - office.today).days + 1):
        remind(later(office, days), the_cycle(office))
    before = len(told(office, "reminder"))
    until = gate.due_on + timedelta(days=21)

    cycles.extend(last, the_cycle(office), FIRST, until=until, reason="Ferien.")
    tomorrow = remind(later(last, 1), the_cycle(office))
    sent = [remind(later(last, days), the_cycle(office)) for days in range(2, 22)]

    assert before == 2 * len(voters(office, gate))
    assert tomorrow == 0
    assert [count for count in sent if count] == [len(voters(office, gate))] * 2
    assert sent[-3] or sent[-4] or sent[-5]  # the last call comes two days before the new day


def test_everyone_who_was_asked_learns_that_a_stage_is_left_out(office: Office) -> None:
    gate = asked(office, FIRST)
    answered = voters(office, gate)[0]
    acts.answer(office, gate.id, answered.id, YES)
    preview = more_time.told_of_skip(office, the_cycle(office), FIRST, reason="Nicht nötig.")

    cycles.skip(office, the_cycle(office), FIRST, reason="Nicht nötig.")

    letters = told(office, "stage_skipped")
    assert {mandate.address for mandate in voters(office, gate)} <= {letter.address for letter in letters}
    assert len({letter.address for letter in letters}) == len(letters)
    assert {letter.id for letter in letters} == {letter.id for letter in preview}
    assert office.archive.find(Gate, gate.id).reason == "Nicht nötig."


def test_whoever_owes_data_learns_that_they_are_no_longer_needed(office: Office) -> None:
    steps.begin(office, the_cycle(office), CYCLE[0])
    organisations = {each.organisation_id for each in office.read(the_cycle(office)).all(Request)}

    cycles.skip(office, the_cycle(office), FIRST, reason="Nicht nötig.")

    assert 0 < len(told(office, "stage_skipped")) <= len(organisations)
