"""Deciding without a meeting: where it is not allowed, or somebody objects, the body has to meet."""

import json

import pytest

from models import (
    Answer,
    Ballot,
    CirculationObjection,
    Gate,
    GateState,
    ItemResult,
    Mandate,
    PublishedReceipt,
    Seat,
)
from steering.errors import SteeringError
from steering.office import acts, closing
from steering.office.acts import Given, Reported
from steering.office.escalating import escalate
from steering.office.objecting import object_to_circulation
from steering.office.opening import Office
from steering.office.recounting import recounted
from steering.office.reminding import remind
from steering.office.secrecy import make_secret
from steering.office.waiting import can_go_on, waits
from tests.steering.office.an_office import asked, hear, later, the_cycle, the_gate, voters, whole, with_rules

YES, NO = (Given(answer=answer) for answer in (Answer.YES, Answer.NO))
FIRST = "collect_data"
ALL_YES = (Reported(yes=5, no=0, abstain=0, result=ItemResult.ADOPTED),)


@pytest.fixture
def gate(office: Office) -> Gate:
    return asked(office, FIRST)


def refused(act: object, *args: object, **more: object) -> str:
    with pytest.raises(SteeringError) as refusal:
        act(*args, **more)  # type: ignore[operator]
    return refusal.value.code


def letters(office: Office, occasion: str) -> list[str]:
    return [each.text for each in office.archive.messages() if each.occasion == occasion]


def mandates(office: Office) -> list[Mandate]:
    return office.read(the_cycle(office)).all(Mandate)


def without_circulation(office: Office) -> None:
    with_rules(office, circulation_allowed=False)


# Where the rules know no circulation


def test_a_question_that_may_not_circulate_asks_no_member_and_tells_the_coordinator(office: Office) -> None:
    without_circulation(office)
    gate = asked(office, FIRST)
    member = voters(office, gate)[0]

    told = hear(office, FIRST)

    assert refused(acts.cast, office, gate.id, member.id, {1: YES}) == "gate_needs_meeting"
    assert letters(office, "gate_opened") == []
    (letter,) = letters(office, "meeting_needed")
    assert "nehmen Sie die Frage auf die Tagesordnung" in " ".join(letter.split())
    assert [what.startswith("Sitzung nötig: ") for what in told.waits_for] == [True]
    records = office.glance(the_cycle(office))
    assert {wait.kind for wait in waits(records, office.today)} == {"meeting"}
    assert not can_go_on(records, later(office, 100).today)


def test_nobody_is_reminded_or_counted_while_a_meeting_is_needed(office: Office) -> None:
    without_circulation(office)
    gate = asked(office, FIRST)
    much_later = later(office, 60)

    hear(much_later, FIRST)

    assert remind(much_later, the_cycle(office), at_once=True) == 0
    assert escalate(much_later, the_cycle(office)) == 0
    assert refused(closing.close_early, much_later, gate.id, "Es eilt.") == "closed_by_its_meeting"
    assert the_gate(office, gate.key).state is GateState.OPEN


def test_a_meeting_decides_what_may_not_circulate_and_the_recount_agrees(office: Office) -> None:
    without_circulation(office)
    gate = asked(office, FIRST)
    day = later(office, 20)

    acts.report_meeting(day, gate.id, held_on=day.today, present=5, counts=ALL_YES, reported_by="chair")
    hear(day, FIRST)

    assert the_gate(office, gate.key).state is GateState.PASSED
    assert recounted(office, gate.id) == []


# Where one objection is enough


def test_members_are_told_until_when_they_may_object(office: Office, gate: Gate) -> None:
    told = [" ".join(each.split()) for each in letters(office, "gate_opened")]

    assert told
    assert all(
        "können Sie dem Umlaufverfahren widersprechen; dann entscheidet eine Sitzung." in t for t in told
    )


def test_one_objection_ends_the_answers_and_everybody_is_told(office: Office, gate: Gate) -> None:
    first, second = voters(office, gate)[:2]
    acts.cast(office, gate.id, first.id, {1: YES})

    objection = object_to_circulation(office, gate.id, second.id)

    assert (objection.seat_id, objection.mandate_id) == (second.seat_id, second.id)
    kept = office.read(the_cycle(office)).all(Ballot)
    assert [(each.answer, each.is_current) for each in kept] == [(Answer.YES, False)]
    assert refused(acts.cast, office, gate.id, first.id, {1: YES}) == "gate_needs_meeting"
    told = letters(office, "meeting_needed")
    assert len(told) == len(letters(office, "gate_opened")) + 1
    assert all("Ein Mitglied hat dem Umlaufverfahren widersprochen" in " ".join(t.split()) for t in told)
    assert second.title not in " ".join(told)
    entry = office.archive.audit_trail()[-1]
    assert (entry.act, json.loads(entry.details)) == ("gate.object", {"seat": second.seat_id, "ended": 1})
    assert hear(office, FIRST).waits_for[0].startswith("Sitzung nötig: ")


def test_the_same_objection_twice_is_one_and_another_finds_it_ended(office: Office, gate: Gate) -> None:
    first, second = voters(office, gate)[:2]
    object_to_circulation(office, gate.id, first.id)
    before = whole(office)

    object_to_circulation(office, gate.id, first.id)

    assert whole(office) == before
    assert refused(object_to_circulation, office, gate.id, second.id) == "gate_needs_meeting"


def test_whoever_comes_too_late_or_has_no_seat_does_not_object(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    seats = office.read(the_cycle(office)).by_id(Seat)
    strangers = [each for each in mandates(office) if seats[each.seat_id].committee_id != gate.committee_id]

    assert refused(object_to_circulation, office, gate.id, strangers[0].id) == "no_seat_here"
    assert refused(object_to_circulation, later(office, 4), gate.id, member.id) == "objection_too_late"
    assert office.read(the_cycle(office)).all(CirculationObjection) == []


@pytest.mark.parametrize("is_secret", [False, True])
def test_after_an_objection_only_the_meeting_counts(office: Office, *, is_secret: bool) -> None:
    gate = asked(office, FIRST)
    if is_secret:
        make_secret(office, gate.id, "Ein Mitglied hat es beantragt.")
    first, second = voters(office, gate)[:2]
    acts.cast(office, gate.id, first.id, {1: NO})
    object_to_circulation(office, gate.id, second.id)
    day = later(office, 20)

    acts.report_meeting(day, gate.id, held_on=day.today, present=5, counts=ALL_YES, reported_by="chair")
    hear(day, FIRST)

    assert the_gate(office, gate.key).state is GateState.PASSED
    assert recounted(office, gate.id) == []
    assert office.read(the_cycle(office)).all(PublishedReceipt) == []


def test_a_body_that_meets_anyway_has_nothing_to_object_to(office: Office) -> None:
    gate = asked(office, "approve_plan", "resolution")

    assert refused(object_to_circulation, office, gate.id, mandates(office)[0].id) == "not_circulated"
