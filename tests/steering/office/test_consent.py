"""Consent to circulation: where the rules want it, nothing is answered or counted without it."""

import json

import pytest

from models import (
    Answer,
    Ballot,
    CirculationConsent,
    Committee,
    Elector,
    Gate,
    GateState,
    ItemResult,
    ItemVersion,
    Mandate,
    Seat,
)
from steering.errors import SteeringError
from steering.office import acts
from steering.office.acts import Given, Reported
from steering.office.consenting import consent_to_circulation
from steering.office.objecting import object_to_circulation
from steering.office.opening import Office
from steering.office.recounting import recounted
from steering.office.waiting import waits
from steering.polling import poll
from tests.steering.office.an_office import asked, hear, later, the_cycle, the_gate, vote, voters, with_rules

YES = Given(answer=Answer.YES)
FIRST = "collect_data"
SEATS = 5


@pytest.fixture
def gate(office: Office) -> Gate:
    with_rules(office, circulation_consent_share="4/5", circulation_objection_days=0, seats_count=SEATS)
    return asked(office, FIRST)


def refused(act: object, *args: object) -> str:
    with pytest.raises(SteeringError) as refusal:
        act(*args)  # type: ignore[operator]
    return refusal.value.code


def letters(office: Office, occasion: str) -> list[str]:
    return [" ".join(m.text.split()) for m in office.archive.messages() if m.occasion == occasion]


def smuggled_by(office: Office, gate: Gate, member: Mandate) -> Ballot:
    return Ballot(
        gate_item_id=f"{gate.id}/1",
        seat_id=member.seat_id,
        answer=Answer.YES,
        mandate_id=member.id,
        content_sha256=office.archive.find(ItemVersion, (f"{gate.id}/1", 1)).sha256,
        cast_at=gate.opened_at,
    )


def consent(office: Office, gate: Gate, count: int) -> list[Mandate]:
    members = voters(office, gate)[:count]
    for member in members:
        consent_to_circulation(office, gate.id, member.id)
    return members


def test_members_are_asked_for_consent_first_and_the_coordinator_is_told_what_it_hangs_on(
    office: Office, gate: Gate
) -> None:
    told = letters(office, "consent_asked")

    assert len(told) == len(voters(office, gate))
    assert all("mindestens 4 Mitglieder zustimmen" in text for text in told)
    assert letters(office, "gate_opened") == []
    (coordinator,) = letters(office, "meeting_needed")
    assert "Bitte tragen Sie jede Antwort ein, auch ein Nein." in coordinator
    assert {wait.kind for wait in waits(office.glance(the_cycle(office)), office.today)} == {"consent"}
    assert hear(office, FIRST).waits_for[0].startswith("Zustimmungen zum Umlaufverfahren: ")


def test_one_consent_short_takes_no_answer_and_counts_none_that_got_in_another_way(
    office: Office, gate: Gate
) -> None:
    members = consent(office, gate, 3)
    smuggled = [smuggled_by(office, gate, each) for each in voters(office, gate)]
    committee = office.read(the_cycle(office)).by_id(Committee)[gate.committee_id]

    assert refused(acts.cast, office, gate.id, members[0].id, {1: YES}) == "gate_needs_consent"
    assert (
        poll(office.read(the_cycle(office)).with_added(smuggled), committee, gate).state
        is GateState.INQUORATE
    )
    consent_to_circulation(office, gate.id, voters(office, gate)[3].id)
    enough = office.read(the_cycle(office)).with_added(smuggled)
    assert poll(enough, committee, gate).state is GateState.PASSED


def test_the_last_consent_that_is_needed_puts_the_question_to_everybody_once(
    office: Office, gate: Gate
) -> None:
    late = later(office, (gate.due_on - office.today).days)

    consent(late, gate, SEATS)

    opened = letters(office, "gate_opened")
    asked_seats = [each for each in office.read(the_cycle(office)).all(Elector) if each.gate_id == gate.id]
    assert len(opened) == len(asked_seats)
    assert not any("widersprechen" in text for text in opened)
    assert (the_gate(office, gate.key).due_on - late.today).days >= 7
    assert [e.act for e in office.archive.audit_trail()].count("gate.circulate") == 1
    entry = next(e for e in office.archive.audit_trail() if e.act == "gate.consent")
    assert json.loads(entry.details)["needed"] == 4
    assert {wait.kind for wait in waits(office.glance(the_cycle(office)), late.today)} == {"ballot"}


def test_what_was_decided_with_consent_can_be_counted_again(office: Office, gate: Gate) -> None:
    consent(office, gate, 4)
    vote(office, gate, {1: YES})

    hear(office, FIRST)

    assert the_gate(office, gate.key).state is GateState.PASSED
    assert recounted(office, gate.id) == []


def test_the_same_consent_twice_is_one_and_a_stranger_has_none(office: Office, gate: Gate) -> None:
    consent(office, gate, 1)
    consent(office, gate, 1)
    records = office.read(the_cycle(office))
    seats = records.by_id(Seat)
    stranger = next(m for m in records.all(Mandate) if seats[m.seat_id].committee_id != gate.committee_id)

    assert len(records.all(CirculationConsent)) == 1
    assert refused(consent_to_circulation, office, gate.id, stranger.id) == "no_seat_here"


def test_nobody_objects_where_consent_decides_and_nobody_consents_where_objection_does(
    office: Office, gate: Gate
) -> None:
    member = voters(office, gate)[0]

    assert refused(object_to_circulation, office, gate.id, member.id) == "consent_decides"
    consent(office, gate, 4)
    assert refused(object_to_circulation, office, gate.id, member.id) == "consent_decides"


def test_without_such_a_rule_there_is_nothing_to_consent_to(office: Office) -> None:
    gate = asked(office, FIRST)
    member = voters(office, gate)[0]

    assert refused(consent_to_circulation, office, gate.id, member.id) == "no_consent_asked"


def test_consent_ends_with_its_last_day_and_then_a_meeting_decides(office: Office) -> None:
    with_rules(office, circulation_consent_share="4/5", circulation_objection_days=3, seats_count=SEATS)
    gate = asked(office, FIRST)
    consent(office, gate, 3)
    late = later(office, 20)

    assert refused(consent_to_circulation, later(office, 4), gate.id, voters(office, gate)[3].id) == (
        "consent_too_late"
    )
    reported = (Reported(yes=5, no=0, abstain=0, result=ItemResult.ADOPTED),)
    acts.report_meeting(late, gate.id, held_on=late.today, present=5, counts=reported, reported_by="chair")
    hear(late, FIRST)

    assert the_gate(office, gate.key).state is GateState.PASSED
    assert recounted(office, gate.id) == []
