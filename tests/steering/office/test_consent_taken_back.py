"""Consent to circulation until the round begins: taken back, asked for again, and waited for by name."""

import json
from datetime import date, timedelta

import pytest

from models import AuditEntry, CirculationConsent, Gate, Mandate, Message, Seat, SeatingRules
from steering.deadlines import reminder_days
from steering.delivery import is_sent_at_most_once
from steering.errors import SteeringError
from steering.necessity import Necessity, necessity_of
from steering.office import acts, constituting, cycles, delegating
from steering.office.attending import attend
from steering.office.consenting import consent_to_circulation
from steering.office.delegating import Span
from steering.office.opening import Office
from steering.office.reminding import remind
from steering.office.seat_watch import watch
from steering.office.waiting import waits
from steering.office.waits_told import told_waits
from tests.steering.office.a_group import ALONE, GROUP, WITH_DEPUTY, YES, away, the_new
from tests.steering.office.an_office import asked, later, the_cycle, the_gate, voters, with_rules

FIRST = "collect_data"
SEATS = 5
NEEDED = 4
DAYS_TO_CONSENT = 10


@pytest.fixture
def gate(office: Office) -> Gate:
    """Seven seats, of which four must consent within ten days; the question itself is open longer."""
    with_rules(
        office,
        circulation_consent_share="4/5",
        circulation_objection_days=DAYS_TO_CONSENT,
        seats_count=SEATS,
    )
    return asked(office, FIRST)


def refused(act: object, *args: object, **more: object) -> str:
    with pytest.raises(SteeringError) as refusal:
        act(*args, **more)  # type: ignore[operator]
    return refusal.value.code


def letters(office: Office, occasion: str) -> list[Message]:
    return [each for each in office.archive.messages() if each.occasion == occasion]


def read(letter: Message) -> str:
    return " ".join(letter.text.split())


def say(office: Office, gate: Gate, mandate: Mandate, *, is_given: bool = True) -> CirculationConsent:
    return consent_to_circulation(office, gate.id, mandate.id, is_given=is_given)


def entries(office: Office, act: str) -> list[AuditEntry]:
    return [entry for entry in office.archive.audit_trail() if entry.act == act]


def until(gate: Gate) -> date:
    return gate.opened_at.date() + timedelta(days=DAYS_TO_CONSENT)


# Taking back


def test_a_consent_is_taken_back_and_given_again_and_every_word_of_it_stays(
    office: Office, gate: Gate
) -> None:
    member = voters(office, gate)[0]

    for is_given in (True, False, False, True):
        say(office, gate, member, is_given=is_given)

    said = office.read(the_cycle(office)).all(CirculationConsent)
    assert [(each.revision, each.is_given) for each in said] == [(1, True), (2, False), (3, True)]
    told = [json.loads(entry.details) for entry in entries(office, "gate.consent")]
    assert [(each["is_given"], each["given"]) for each in told] == [(True, 1), (False, 0), (True, 1)]


def test_whoever_takes_a_consent_back_gets_a_receipt_that_says_so(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    say(office, gate, member)
    say(office, gate, member, is_given=False)

    given, back = letters(office, "consent_noted")

    assert {given.address, back.address} == {member.address}
    assert "Ohne Sitzung entscheiden: Ja" in given.text
    assert "Ohne Sitzung entscheiden: Nein, die Zustimmung ist zurückgenommen" in read(back)
    assert back.subject.startswith("Notiert zum Umlaufverfahren (zurückgenommen): ")
    assert "bis Donnerstag, 21. Januar 2027 ändern, solange nicht genug Mitglieder" in read(back)


def test_a_consent_that_was_taken_back_does_not_open_the_round(office: Office, gate: Gate) -> None:
    first, *others = voters(office, gate)[:NEEDED]
    say(office, gate, first)
    say(office, gate, first, is_given=False)
    for each in others:
        say(office, gate, each)

    short = refused(acts.cast, office, gate.id, first.id, YES)
    say(office, gate, first)

    assert short == "gate_needs_consent"
    assert acts.cast(office, gate.id, first.id, YES).new == 1


def test_in_the_round_nothing_is_taken_back_and_no_answer_is_lost(office: Office, gate: Gate) -> None:
    members = voters(office, gate)
    for each in members[:NEEDED]:
        say(office, gate, each)
    acts.cast(office, gate.id, members[0].id, YES)

    assert refused(say, office, gate, members[1], is_given=False) == "consent_round_begun"
    assert refused(say, office, gate, members[-1], is_given=False) == "consent_round_begun"
    assert "Eine Zustimmung lässt sich nicht mehr zurücknehmen." in read(letters(office, "consent_noted")[-1])
    assert len(entries(office, "gate.circulate")) == 1


def test_after_the_last_day_and_after_the_close_a_consent_stands(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    say(office, gate, member)

    late = later(office, DAYS_TO_CONSENT + 1)
    assert refused(say, late, gate, member, is_given=False) == "consent_too_late"
    cycles.skip(office, the_cycle(office), FIRST, reason="Die Zahlen liegen vor.")
    assert refused(say, office, gate, member, is_given=False) == "gate_closed"


# Delegates


def test_whoever_was_handed_a_vote_says_it_for_the_seat_but_not_over_the_member(
    office: Office, gate: Gate
) -> None:
    with office.writing() as tx:
        tx.get(SeatingRules, GROUP).delegation_allowed = True
    principal, delegate, *_ = voters(office, gate)
    delegating.delegate(office, principal.seat_id, delegate.seat_id, Span(gate_id=gate.id))

    consent_to_circulation(office, gate.id, delegate.id, for_seat=principal.seat_id)
    told = {each.address for each in letters(office, "consent_noted")}
    say(office, gate, principal, is_given=False)
    over = refused(consent_to_circulation, office, gate.id, delegate.id, for_seat=principal.seat_id)

    assert told == {principal.address, delegate.address}
    assert over == "principal_has_answered"


# Reminders


def half_time(gate: Gate) -> int:
    first, *_ = reminder_days(gate.opened_at.date(), until(gate))
    return (first - gate.opened_at.date()).days


def test_only_those_who_have_not_said_it_are_reminded_at_half_time_and_before_the_last_day(
    office: Office, gate: Gate
) -> None:
    yes, no, *silent = voters(office, gate)
    say(office, gate, yes)
    # One no of seven leaves enough who may still consent.
    say(office, gate, no, is_given=False)

    counts = [attend(later(office, day)) for day in range(DAYS_TO_CONSENT + 5)]

    told = letters(office, "consent_reminder")
    assert [count for count in counts if count] == [len(silent), len(silent)]
    assert {each.address for each in told} == {each.address for each in silent}
    assert "Soll die Interne Steuerungsgruppe Bildung" in read(told[0])
    assert told[0].subject.startswith("Bitte noch antworten bis Do 21.01.: ")
    assert letters(office, "reminder") == []


def test_two_calls_on_a_day_remind_once_and_a_reminder_is_rather_lost_than_sent_twice(
    office: Office, gate: Gate
) -> None:
    at = later(office, half_time(gate))

    first, second, forced = (
        remind(at, the_cycle(office), at_once=is_forced) for is_forced in (False, False, True)
    )

    assert (first, second, forced) == (len(voters(office, gate)), 0, 0)
    assert is_sent_at_most_once("consent_reminder")
    assert necessity_of("consent_reminder") is Necessity.REQUEST


def test_while_a_member_is_away_the_deputy_is_reminded_and_speaks_for_the_seat(
    office: Office, gate: Gate
) -> None:
    away(office, WITH_DEPUTY)
    records = office.read(the_cycle(office))
    holder, deputy = sorted(
        (each for each in records.all(Mandate) if each.seat_id == WITH_DEPUTY),
        key=lambda each: each.role.value == "deputy",
    )
    half = later(office, half_time(gate))
    remind(half, the_cycle(office))
    reminded = {each.address for each in letters(office, "consent_reminder")}

    say(half, gate, deputy)
    remind(later(half, 3), the_cycle(office), at_once=True)

    assert deputy.address in reminded
    assert holder.address not in reminded
    again = [each for each in letters(office, "consent_reminder") if each.owed_at > half.now]
    assert again
    assert {holder.address, deputy.address}.isdisjoint(each.address for each in again)


def test_where_so_many_refuse_that_a_meeting_decides_nobody_is_asked_any_more(
    office: Office, gate: Gate
) -> None:
    for each in voters(office, gate)[:NEEDED]:
        say(office, gate, each, is_given=False)

    assert remind(later(office, half_time(gate)), the_cycle(office)) == 0
    (wait,) = waits(office.glance(the_cycle(office)), office.today)
    assert (wait.kind, wait.due_on) == ("meeting", gate.due_on)


def test_the_reminders_of_the_round_are_counted_from_the_day_on_which_everybody_was_asked(
    office: Office, gate: Gate
) -> None:
    half = later(office, half_time(gate))
    remind(half, the_cycle(office))
    for each in voters(office, gate)[:NEEDED]:
        say(half, gate, each)
    begun = the_gate(office, gate.key)
    days = (begun.due_on - half.today).days

    counts = {day: attend(later(half, day)) for day in range(days + 1)}

    wanted = [(day - half.today).days for day in reminder_days(half.today, begun.due_on)]
    told_on = {each.owed_at.date() for each in letters(office, "reminder")}
    assert sorted((day - half.today).days for day in told_on) == wanted
    assert any(counts.values())
    assert {wait.since_on for wait in waits(office.glance(the_cycle(office)), half.today)} == {half.today}


# Who is waited for


def test_missing_consents_are_named_by_seat_since_when_until_when_and_what_follows(
    office: Office, gate: Gate
) -> None:
    yes, *silent = voters(office, gate)
    say(office, gate, yes)
    seats = office.read(the_cycle(office)).by_id(Seat)

    told = told_waits(office, the_cycle(office))
    late = told_waits(later(office, DAYS_TO_CONSENT + 1), the_cycle(office))

    assert {each.wait.who for each in told} == {seats[each.seat_id].title for each in silent}
    assert {(each.wait.kind, each.wait.since_on, each.wait.due_on) for each in told} == {
        ("consent", office.today, until(gate))
    }
    first, last_call = reminder_days(office.today, until(gate))
    assert {(each.next_step, each.next_on) for each in told} == {("reminder", first)}
    remind(later(office, (last_call - office.today).days), the_cycle(office))
    after = told_waits(later(office, DAYS_TO_CONSENT), the_cycle(office))
    assert {(each.next_step, each.next_on, each.reminded_count) for each in after} == {
        ("meeting", until(gate) + timedelta(days=1), 2)
    }
    assert [each.wait.kind for each in late] == ["meeting"]


def test_the_daily_look_at_the_seats_asks_nobody_a_question_that_waits_for_consent_or_a_meeting(
    office: Office,
) -> None:
    with_rules(office, circulation_consent_share="4/5", circulation_objection_days=0, seats_count=SEATS)
    asked(office, FIRST)
    before = len(office.archive.messages())

    watched = watch(later(office, 1))

    assert watched.handed_over == 0
    assert len(office.archive.messages()) == before


def test_whoever_takes_over_a_seat_that_has_not_said_it_is_asked_for_consent(
    office: Office, gate: Gate
) -> None:
    asked_before = {each.id for each in letters(office, "consent_asked")}
    say(office, gate, next(each for each in voters(office, gate) if each.seat_id == ALONE))
    day = later(office, 2)

    constituting.reconstitute(day, "internal_steering_group", the_new(day, *range(1, 8)), on=day.today)

    told = {each.address for each in letters(office, "consent_asked") if each.id not in asked_before}
    assert told == {f"neu-{number}@example.org" for number in range(1, 8)} - {"neu-2@example.org"}
    assert letters(office, "seat_handover") == []
    assert watch(later(day, 1)).handed_over == 0


def test_more_time_for_the_question_is_told_to_those_whose_consent_is_missing(office: Office) -> None:
    with_rules(office, circulation_consent_share="4/5", circulation_objection_days=0, seats_count=SEATS)
    gate = asked(office, FIRST)
    yes, *silent = voters(office, gate)
    say(office, gate, yes)

    cycles.extend(office, the_cycle(office), FIRST, until=office.due(40), reason="Ferien.")

    told = letters(office, "deadline_extended")
    assert {each.address for each in told if gate.id in each.id} == {each.address for each in silent}
    assert any(each.subject.startswith("Bitte zum Umlaufverfahren antworten bis ") for each in told)
