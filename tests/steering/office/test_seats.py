"""Seats change hands: who is away, who stands in, who follows after an election, and what moves."""

from datetime import timedelta

import pytest

from models import (
    Absence,
    AbsenceReason,
    Answer,
    Ballot,
    DutyBriefing,
    Gate,
    Mandate,
    MessageState,
    Role,
    SeatingRules,
    SeatQuota,
)
from steering.errors import NoMandate, NotAllowedNow, NotThere
from steering.office import acts, constituting, erasing, seats
from steering.office.dispatch import dispatch
from steering.office.opening import Office
from steering.office.reminding import remind
from steering.office.seat_watch import watch
from tests.steering.office.a_group import (
    ALONE,
    GROUP,
    NO,
    WITH_DEPUTY,
    YES,
    away,
    ballots,
    holder,
    letters,
    the_new,
)
from tests.steering.office.an_office import (
    asked,
    later,
    the_cycle,
    voters,
    whole,
)


@pytest.fixture
def gate(office: Office) -> Gate:
    return asked(office, "collect_data")


# Absences


def test_while_a_member_is_away_the_deputy_is_asked_instead(office: Office) -> None:
    away(office, WITH_DEPUTY)

    asked(office, "collect_data")

    told = {each.address for each in letters(office, "gate_opened")}
    assert len(told) == 7
    assert holder(office, WITH_DEPUTY, Role.DEPUTY).address in told
    assert holder(office, WITH_DEPUTY).address not in told


def test_a_question_that_is_open_goes_to_the_deputy_when_a_member_leaves(office: Office, gate: Gate) -> None:
    dispatch(office)

    away(office, WITH_DEPUTY)

    (letter,) = letters(office, "seat_handover")
    assert letter.address == holder(office, WITH_DEPUTY, Role.DEPUTY).address
    assert "Vertretung" in letter.text
    assert gate.question in " ".join(letter.text.split())


def test_a_letter_that_is_not_sent_yet_does_not_reach_whoever_is_away(office: Office, gate: Gate) -> None:
    away(office, WITH_DEPUTY)

    (cancelled,) = letters(office, "gate_opened", state=MessageState.CANCELLED)
    assert cancelled.address == holder(office, WITH_DEPUTY).address
    assert len(letters(office, "seat_handover")) == 1


def test_reminders_go_to_whoever_is_in_charge_on_their_day(office: Office, gate: Gate) -> None:
    away(office, WITH_DEPUTY, days=9)
    day = later(office, 8)

    remind(day, the_cycle(office), at_once=True)

    told = {each.address for each in letters(office, "reminder")}
    assert holder(office, WITH_DEPUTY, Role.DEPUTY).address in told
    assert holder(office, WITH_DEPUTY).address not in told


def test_an_absence_ends_by_itself_and_the_member_who_was_never_asked_is_told(office: Office) -> None:
    away(office, WITH_DEPUTY, days=3)
    asked(office, "collect_data")

    watch(later(office, 3))
    during = letters(office, "seat_handover")
    watch(later(office, 4))
    again = whole(office)
    watch(later(office, 4))

    (letter,) = letters(office, "seat_handover")
    assert during == []
    assert letter.address == holder(office, WITH_DEPUTY).address
    assert whole(office) == again


def test_who_comes_back_early_is_in_charge_at_once(office: Office, gate: Gate) -> None:
    away(office, WITH_DEPUTY)

    seats.back(later(office, 2), WITH_DEPUTY)

    remind(later(office, 3), the_cycle(office), at_once=True)
    told = {each.address for each in letters(office, "reminder")}
    assert holder(office, WITH_DEPUTY).address in told
    assert holder(office, WITH_DEPUTY, Role.DEPUTY).address not in told


def test_both_may_act_the_last_answer_counts_and_both_are_told(office: Office, gate: Gate) -> None:
    away(office, WITH_DEPUTY)
    member, deputy = holder(office, WITH_DEPUTY), holder(office, WITH_DEPUTY, Role.DEPUTY)

    acts.answer(office, gate.id, deputy.id, YES)
    acts.answer(office, gate.id, member.id, NO)

    (current,) = [ballot for ballot in ballots(office) if ballot.is_current]
    assert (current.answer, current.mandate_id) == (Answer.NO, member.id)
    assert [each.address for each in letters(office, "seat_answered")] == [member.address, deputy.address]
    assert [each.address for each in letters(office, "receipt")] == [deputy.address, member.address]


def test_an_absence_entered_twice_is_one(office: Office, gate: Gate) -> None:
    away(office, WITH_DEPUTY)
    before = whole(office)

    away(office, WITH_DEPUTY)

    assert whole(office) == before


def test_absences_do_not_overlap_and_none_is_entered_for_the_past(office: Office) -> None:
    away(office, WITH_DEPUTY)

    for first, last, code in ((2, 20, "absence_overlaps"), (-9, -2, "absence_in_the_past")):
        with pytest.raises(NotAllowedNow) as refusal:
            seats.absent(
                office,
                WITH_DEPUTY,
                from_on=office.today + timedelta(days=first),
                to_on=office.today + timedelta(days=last),
            )
        assert refusal.value.code == code


def test_why_somebody_is_away_stands_nowhere_in_the_trail(office: Office) -> None:
    seats.absent(office, ALONE, from_on=office.today, to_on=office.today, reason=AbsenceReason.OTHER)

    entry = next(each for each in office.archive.audit_trail() if each.act == "seats.absent")
    assert "other" not in entry.details
    (kept,) = office.read(the_cycle(office)).all(Absence)
    assert kept.reason is AbsenceReason.OTHER


def test_nobody_comes_back_who_was_not_away(office: Office) -> None:
    with pytest.raises(NotThere) as refusal:
        seats.back(office, WITH_DEPUTY)

    assert refusal.value.code == "nobody_absent"


# Duty briefing


def test_a_vote_waits_for_the_briefing_only_where_the_rules_ask_for_it(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, YES)
    with office.writing() as tx:
        tx.get(SeatingRules, GROUP).duty_briefing = DutyBriefing.REQUIRED

    with pytest.raises(NoMandate) as refusal:
        acts.answer(office, gate.id, member.id, NO)
    seats.brief(office, member.seat_id, on=office.today)

    assert refusal.value.code == "duty_briefing_missing"
    assert acts.answer(office, gate.id, member.id, NO) == 1


def test_a_briefing_is_entered_when_it_was_given(office: Office) -> None:
    with pytest.raises(NotAllowedNow) as refusal:
        seats.brief(office, ALONE, on=office.today + timedelta(days=1))

    assert refusal.value.code == "briefing_in_the_future"


# Endings, quotas, erasing


def test_chair_and_coordinator_are_told_of_mandates_that_end_at_ninety_and_thirty_days(
    office: Office,
) -> None:
    with office.writing() as tx:
        for number in (2, 4):
            tx.get(Mandate, holder(office, f"{GROUP}/{number:02d}").id).to_on = office.today + timedelta(
                days=100
            )

    for days in (0, 11, 12, 71, 71, 80):
        watch(later(office, days))

    told = letters(office, "mandates_ending")
    assert len(told) == 4
    assert {each.address for each in told} == {
        holder(office, f"{GROUP}/01").address,
        office.sender.address,
    }
    assert all("Service und Finanzen" not in each.text for each in told)
    assert all("Soziales und Integration" in " ".join(each.text.split()) for each in told)


def test_the_shares_of_the_organisations_are_kept_with_the_profile(office: Office) -> None:
    kept = [
        each
        for each in office.read(the_cycle(office)).all(SeatQuota)
        if each.committee_id == "heidekreis/strategy_group"
    ]

    assert sum(each.seats_count for each in kept) == 23
    assert [each.title for each in kept if each.organisation_id is None] == ["weitere"]


def test_addresses_of_ended_mandates_are_erased_and_the_trail_stays_whole(office: Office, gate: Gate) -> None:
    old = voters(office, gate)
    away(office, WITH_DEPUTY)
    acts.answer(office, gate.id, old[0].id, YES)
    dispatch(office)
    day = later(office, 2)
    constituting.reconstitute(day, "internal_steering_group", the_new(day, *range(1, 8)), on=day.today)
    last = later(office, 400)
    before = whole(office)

    seen = erasing.erase(last, ended_before=last.today)
    untouched = whole(office)
    done = erasing.erase(last, ended_before=last.today, is_only_shown=False)
    again = erasing.erase(last, ended_before=last.today, is_only_shown=False)

    assert untouched == before
    assert done == seen
    assert again.is_nothing
    gone = {each.address for each in old}
    records = office.read(the_cycle(office))
    assert not gone & {each.address for each in records.all(Mandate)}
    assert not gone & {
        each.address for each in office.archive.messages() if each.state is not MessageState.OWED
    }
    assert records.all(Absence) == []
    # The vote, the function and the proof stay.
    assert [ballot.mandate_id for ballot in records.all(Ballot)] == [old[0].id]
    assert {each.title for each in old} <= {each.title for each in records.all(Mandate)}
    assert office.archive.audit_break() is None


def test_nothing_is_erased_before_its_time(office: Office) -> None:
    with pytest.raises(NotAllowedNow) as refusal:
        erasing.erase(office, ended_before=office.today + timedelta(days=1))

    assert refusal.value.code == "erased_too_early"


def test_at_a_vacant_seat_the_deputy_is_asked(office: Office) -> None:
    with office.writing() as tx:
        tx.get(Mandate, holder(office, WITH_DEPUTY).id).to_on = office.today
    tomorrow = later(office, 1)

    asked(tomorrow, "collect_data")

    told = {each.address for each in letters(office, "gate_opened")}
    assert len(told) == 7
    assert holder(office, WITH_DEPUTY, Role.DEPUTY).address in told
