"""Missing answers of a body: its deputies, then its chair, then the coordinator; late reports as well."""

from datetime import timedelta

import pytest

from models import (
    Answer,
    Committee,
    Elector,
    Escalation,
    EscalationStep,
    Gate,
    GateItem,
    ItemResult,
    Mandate,
    Message,
    Role,
    Seat,
)
from steering.office import acts, cycles
from steering.office.acts import Given, Reported
from steering.office.attending import attend, calendar_of, due_cycles
from steering.office.escalating import escalate
from steering.office.opening import Office
from steering.office.waits_told import told_waits
from tests.steering.office.an_office import asked, hear, later, the_cycle, vote

FIRST = "collect_data"
DEPUTY, CHAIR, COORDINATOR = EscalationStep


def told(office: Office, occasion: str) -> list[Message]:
    return sorted((m for m in office.archive.messages() if m.occasion == occasion), key=lambda m: m.owed_at)


def steps(office: Office) -> list[EscalationStep]:
    kept = office.read(the_cycle(office)).all(Escalation)
    return [each.step for each in sorted(kept, key=lambda each: each.taken_at)]


def over(office: Office, gate: Gate, days: int) -> Office:
    """So many days after the last day that the invitation named."""
    return later(office, (gate.due_on - office.today).days + days)


def flowing(message: Message) -> str:
    return " ".join(message.text.split())


def test_the_chair_is_told_first_and_the_coordinator_three_days_later(office: Office) -> None:
    gate = asked(office, FIRST)

    hear(over(office, gate, 1), FIRST)
    first = [letter.recipient for letter in told(office, "escalation")]
    early = escalate(over(office, gate, 3), the_cycle(office))
    is_due = due_cycles(office.archive.engine, over(office, gate, 4).today, calendar_of(office))
    later_on = attend(over(office, gate, 4))
    again = escalate(over(office, gate, 5), the_cycle(office))

    chair, coordinator = told(office, "escalation")
    assert first == [chair.recipient]
    assert chair.address != office.sender.address
    assert (early, bool(is_due), again) == (0, True, 0)
    assert later_on >= 1
    assert coordinator.address == office.sender.address
    assert "Die Koordination informieren wir am" in flowing(chair)
    assert "Der Vorsitz weiß es seit dem" in flowing(coordinator)
    assert steps(office).count(CHAIR) == steps(office).count(COORDINATOR) == 1


def test_without_a_chair_the_coordinator_is_told_at_once_and_only_once(office: Office) -> None:
    gate = asked(office, FIRST)
    vacate_the_chair(office, gate)

    hear(over(office, gate, 1), FIRST)
    more = escalate(over(office, gate, 4), the_cycle(office))

    (letter,) = told(office, "escalation")
    assert letter.address == office.sender.address
    assert "Der Vorsitz weiß" not in flowing(letter)
    assert more == 0


def test_answers_that_came_meanwhile_leave_the_coordinator_alone(office: Office) -> None:
    gate = asked(office, FIRST)
    hear(over(office, gate, 1), FIRST)
    vote(over(office, gate, 2), gate, {1: Given(answer=Answer.YES)})

    assert escalate(over(office, gate, 4), the_cycle(office)) == 0


def test_whoever_gave_more_time_is_not_told_that_the_old_day_has_passed(office: Office) -> None:
    gate = asked(office, FIRST)
    hear(over(office, gate, 1), FIRST)
    day = over(office, gate, 2)
    until = day.today + timedelta(days=20)
    cycles.extend(day, the_cycle(day), FIRST, until=until, reason="Ferien.")

    assert escalate(over(office, gate, 4), the_cycle(office)) == 0


def vacate_the_chair(office: Office, gate: Gate) -> None:
    seats = office.read(the_cycle(office)).by_id(Seat)
    with office.writing() as tx:
        for mandate in office.read(the_cycle(office)).all(Mandate):
            seat = seats[mandate.seat_id]
            if seat.committee_id == gate.committee_id and seat.is_chair:
                kept = tx.get(Mandate, mandate.id)
                kept.to_on = gate.opened_at.date()
                tx.session.add(kept)


@pytest.fixture
def council_gate(office: Office) -> Gate:
    """What the council decides in a meeting of its own; its office reports."""
    return asked(office, "approve_plan", "resolution")


def test_a_late_report_is_asked_of_the_office_of_the_body_and_then_told_further(
    office: Office, council_gate: Gate
) -> None:
    counts = {day: escalate(over(office, council_gate, day), the_cycle(office)) for day in range(-3, 40)}

    letters = told(office, "report_overdue")
    assert [day for day, count in counts.items() if count] == [7, 21]  # nobody is known to have the chair
    council = office.read(the_cycle(office)).by_id(Committee)[council_gate.committee_id]
    assert [letter.address for letter in letters] == [council.office_address, office.sender.address]
    assert all(council_gate.question in flowing(letter) for letter in letters)
    assert "schreiben wir an den Vorsitz" in flowing(letters[0])
    assert "Ohne das Ergebnis geht die Fortschreibung nicht weiter." in flowing(letters[1])
    assert sorted(steps(office)) == sorted(EscalationStep)


def test_a_report_that_is_there_is_not_asked_for(office: Office, council_gate: Gate) -> None:
    day = over(office, council_gate, 1)
    items = [each for each in office.read(the_cycle(office)).all(GateItem) if each.gate_id == council_gate.id]
    counted = [Reported(yes=30, no=2, abstain=1, result=ItemResult.ADOPTED)] * len(items)
    acts.report_meeting(
        day, council_gate.id, held_on=day.today, present=33, counts=counted, reported_by="council_office"
    )

    assert escalate(over(office, council_gate, 30), the_cycle(office)) == 0


def test_nobody_of_a_council_is_reminded_of_a_question_that_it_decides_in_a_meeting(
    office: Office, council_gate: Gate
) -> None:
    with office.writing() as tx:
        tx.keep(
            [
                Seat(id="council/1", committee_id=council_gate.committee_id, number=1, title="Mitglied"),
                Elector(gate_id=council_gate.id, seat_id="council/1", has_vote=True, is_chair=False),
                Mandate(
                    id="council/1/m",
                    seat_id="council/1",
                    role=Role.MEMBER,
                    title="Mitglied des Kreistags",
                    address="kreistag@example.org",
                    from_on=office.today,
                ),
            ]
        )

    attend(over(office, council_gate, -1))

    assert told(office, "reminder") == []


def test_what_comes_next_is_shown_with_its_day(office: Office, council_gate: Gate) -> None:
    before = over(office, council_gate, 1)
    (wait,) = told_waits(before, the_cycle(office))
    escalate(over(office, council_gate, 7), the_cycle(office))
    (after,) = told_waits(over(office, council_gate, 8), the_cycle(office))

    assert (wait.next_step, wait.next_on) == ("council_office", over(office, council_gate, 7).today)
    assert (after.next_step, after.next_on) == ("chair", over(office, council_gate, 14).today)
