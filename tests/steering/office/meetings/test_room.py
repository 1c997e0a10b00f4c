"""In a meeting: attendance, quorum, motions, votes, recusals, the end; and what is refused."""

import re
from datetime import timedelta

import pytest

from models import (
    ItemResult,
    Meeting,
    MeetingDocumentKind,
    MeetingState,
    MotionKind,
    MotionState,
    NoteKind,
    Presence,
    Recommendation,
    StageState,
    SummonsKind,
    Tally,
    VotingMode,
)
from steering.errors import NotAllowedNow, SteeringError
from steering.meetings.summoning import says
from steering.office.meeting_acts import (
    agenda,
    attending,
    closing,
    debating,
    minutes,
    noting,
    planning,
    summoning,
    voting,
)
from steering.office.meeting_acts.debating import Count, NewMotion
from steering.office.meeting_acts.preparing import Circumstances
from steering.office.opening import Office
from steering.office.recounting import recounted
from tests.steering.office.an_office import hear, later, state_of, the_cycle, the_gate, whole, with_rules
from tests.steering.office.meetings.a_meeting import (
    ANSWERED_FOR,
    BODY,
    MEETING,
    PLACE,
    STARTS_AT,
    agree,
    at,
    letters,
    look,
    office_at,
    seated,
    the_question,
    with_agenda,
)
from tests.steering.office.meetings.test_plans import refused

CARRIED = Count(yes=15, no=2, abstain=1)
BY = "Kreiselternrat"
OLD = "für die Jahre 2028 bis 2032"
NEW = "für die Jahre 2028 bis 2032 und mit jährlichem Bericht"


def amendment(old: str = OLD, new: str = NEW) -> NewMotion:
    return NewMotion(kind=MotionKind.AMENDMENT, moved_by=BY, old_text=old, new_text=new)


def on_the_day(office: Office) -> Office:
    return office_at(office, STARTS_AT)


def begun(office: Office) -> Office:
    """A meeting on the question has begun, with eighteen of twenty-three."""
    with_agenda(office, the_question(office))
    summoning.summon(office, MEETING)
    day = on_the_day(office)
    seated(day, MEETING, 18)
    attending.open_meeting(day, MEETING)
    return day


# Attendance and quorum


def test_a_meeting_to_which_nobody_was_summoned_cannot_be_opened(agreed: Office) -> None:
    day = on_the_day(agreed)

    with pytest.raises(NotAllowedNow) as refusal:
        attending.open_meeting(day, MEETING)

    assert refused(refusal.value) == "not_summoned"


def test_a_seat_is_filled_once_by_member_or_deputy(invited: Office) -> None:
    day = on_the_day(invited)
    first = attending.attend(day, MEETING, 2, is_deputy=True)
    again = attending.attend(day, MEETING, 2, is_deputy=True)

    with pytest.raises(NotAllowedNow) as refusal:
        attending.attend(day, MEETING, 2)
    attending.leave(day, MEETING, seat_number=2, at=at(15, 30))
    member = attending.attend(day, MEETING, 2, at=at(15, 31))

    assert again.id == first.id
    assert (first.presence, member.presence) == (Presence.DEPUTY, Presence.MEMBER)
    assert refused(refusal.value) == "seat_present_already"


def test_what_attendance_refuses(invited: Office) -> None:
    day = on_the_day(invited)
    attending.attend(day, MEETING, 5, at=at(15))
    attempts = {
        "no_such_seat": lambda: attending.attend(day, MEETING, 77),
        "seat_not_filled": lambda: attending.attend(day, MEETING, 23, is_deputy=True),
        "seat_not_present": lambda: attending.leave(day, MEETING, seat_number=9),
        "left_before_coming": lambda: attending.leave(day, MEETING, seat_number=5, at=at(14)),
        "meeting_not_open": lambda: attending.doubt(day, MEETING, by=BY),
        "doubt_by_nobody": lambda: attending.doubt(day, MEETING, by=" "),
    }
    before = whole(day)

    for code, attempt in attempts.items():
        with pytest.raises(SteeringError) as refusal:
            attempt()
        assert refused(refusal.value) == code

    assert whole(day) == before


def test_a_guest_is_there_and_does_not_count(invited: Office) -> None:
    day = on_the_day(invited)
    attending.attend_as_guest(day, MEETING, "Presse")
    seated(day, MEETING, 12)

    check = attending.open_meeting(day, MEETING)

    assert (check.present_count, check.needed_count, check.seats_count, check.is_met) == (12, 12, 23, True)


def test_the_quorum_lasts_until_somebody_doubts_it_where_the_rules_say_so(office: Office) -> None:
    with_rules(office, quorum_holds_until_doubted=True)
    day = begun(office)
    for seat in range(1, 8):
        attending.leave(day, MEETING, seat_number=seat, at=at(16))
    voting.vote(day, MEETING, "2", Count(yes=9, no=1, abstain=1), at=at(16, 5))

    check = attending.doubt(day, MEETING, by=BY, at=at(16, 10))

    dossier = look(day)
    assert (check.present_count, check.is_met) == (11, False)
    assert dossier.meeting.state is MeetingState.INQUORATE
    assert [each.result for each in day.read(the_cycle(day)).all(Tally)] == [ItemResult.ADOPTED]
    assert all(stay.left_at is not None for stay in dossier.stays)


def test_rules_that_change_after_the_question_was_put_do_not_change_its_vote(day: Office) -> None:
    with_rules(day, majority="two_thirds")

    vote = voting.vote(day, MEETING, "2", Count(yes=10, no=8, abstain=0))

    assert vote.result is ItemResult.ADOPTED


def test_where_more_than_half_are_excluded_any_number_decides_and_the_authority_approves(
    office: Office,
) -> None:
    with_rules(office, many_recused="any_number_with_approval")
    day = begun(office)
    attending.recuse(day, MEETING, "2", range(1, 13))

    vote = voting.vote(day, MEETING, "2", Count(yes=5, no=1, abstain=0))
    closing.close_meeting(day, MEETING, at=at(17))
    minutes.draft_minutes(day, MEETING)
    hear(day, "approve_plan")

    approval = "Der Beschluss braucht die Genehmigung der Kommunalaufsicht."
    gate = the_gate(day, "final_discussion")
    (told, *_) = [each for each in day.archive.messages() if each.occasion == "outcome"]
    assert (vote.present_count, vote.recused_count, vote.result) == (6, 12, ItemResult.ADOPTED)
    assert approval in gate.reason
    assert approval in " ".join(told.text.split())
    assert any(
        approval in " ".join(re.sub("<[^>]+>", " ", each.html).split())
        for each in look(day).documents
        if each.kind is MeetingDocumentKind.MINUTES
    )
    assert recounted(day, gate.id) == []


def test_a_doubt_that_is_unfounded_changes_nothing(day: Office) -> None:
    check = attending.doubt(day, MEETING, by=BY)

    assert check.is_met
    assert look(day).meeting.state is MeetingState.OPENED


def test_after_a_lost_quorum_nothing_is_decided(day: Office) -> None:
    for seat in range(1, 8):
        attending.leave(day, MEETING, seat_number=seat, at=at(16))
    attending.doubt(day, MEETING, by=BY, at=at(16, 10))

    with pytest.raises(NotAllowedNow) as refusal:
        voting.vote(day, MEETING, "2", Count(yes=9, no=1, abstain=1))

    assert refused(refusal.value) == "meeting_not_open"
    assert day.read(the_cycle(day)).all(Tally) == []


def test_a_late_summons_is_healed_by_all_and_by_nobody_less(agreed: Office) -> None:
    late = office_at(agreed, STARTS_AT - timedelta(days=2))
    summoning.summon(late, MEETING, ANSWERED_FOR)
    day = on_the_day(agreed)
    seated(day, MEETING, 23)

    check = attending.open_meeting(day, MEETING)

    assert (check.is_met, check.reason, check.needed_count) == (True, "quorum_healed", 23)


@pytest.mark.parametrize(("present", "has_objection"), [(22, False), (23, True)])
def test_a_late_summons_is_not_healed_otherwise(agreed: Office, present: int, has_objection: bool) -> None:  # noqa: FBT001
    late = office_at(agreed, STARTS_AT - timedelta(days=2))
    summoning.summon(late, MEETING, ANSWERED_FOR)
    day = on_the_day(agreed)
    seated(day, MEETING, present)

    check = attending.open_meeting(day, MEETING, has_objection=has_objection)

    assert (check.is_met, check.reason) == (False, "summons_not_proper")
    assert look(day).meeting.state is MeetingState.INQUORATE


# The second summons


def test_an_inquorate_meeting_is_called_again_for_the_same_matters_with_the_sentence(
    questioned: Office,
) -> None:
    from tests.steering.office.meetings.a_meeting import the_question

    gate = the_question(questioned)
    with_agenda(questioned, gate)
    summoning.summon(questioned, MEETING)
    day = on_the_day(questioned)
    seated(day, MEETING, 5)
    check = attending.open_meeting(day, MEETING)
    second_at = STARTS_AT + timedelta(days=20)
    what = planning.Plan(starts_at=second_at, place=PLACE, minute_taker="Bildungsbüro")
    second = planning.plan(day, BODY, what, second_of=MEETING)
    agree(day, second.id)
    with pytest.raises(NotAllowedNow) as refusal:
        agenda.add_item(day, second.id, agenda.NewItem(title="Neues"))
    kept = summoning.summon(day, second.id)
    how = Circumstances(reason="Der Saal ist belegt.")
    summoning.move(day, second.id, second_at + timedelta(days=1), how=how)
    later_day = office_at(day, second_at + timedelta(days=1))
    attending.attend(later_day, second.id, 1)
    attending.attend(later_day, second.id, 2)
    opened = attending.open_meeting(later_day, second.id)
    voting.vote(later_day, second.id, "2", Count(yes=2, no=0, abstain=0))
    closing.close_meeting(later_day, second.id)
    hear(later_day, "approve_plan")

    assert not check.is_met
    assert look(day).meeting.state is MeetingState.SECOND_SUMMONS
    assert refused(refusal.value) == "second_meeting_same_matters"
    assert [item.number for item in look(day, second.id).agenda] == ["2"]
    assert kept.kind is SummonsKind.SECOND
    assert "ohne Rücksicht auf die Anzahl der anwesenden Mitglieder beschlussfähig" in kept.sentence
    summoned = [each for each in letters(day, "meeting_summons") if second.id in each.id]
    assert len(summoned) == 23
    assert all(says(letter.text, kept.sentence) for letter in [*summoned, *letters(day, "meeting_moved")])
    assert len(letters(day, "meeting_moved")) == 23
    assert all(letter.subject.startswith("Bitte kommen am Do 04.03., zweite Ladung") for letter in summoned)
    assert (opened.is_met, opened.reason) == (True, "meeting_quorum_second_summons")
    (recommendation,) = day.read(the_cycle(day)).all(Recommendation)
    assert (recommendation.yes_count, recommendation.present_count) == (2, 2)


# Motions and votes


def test_an_adopted_amendment_changes_what_is_recommended_word_for_word(day: Office) -> None:
    motion = debating.move_motion(day, MEETING, amendment(), number="2")
    again = debating.move_motion(day, MEETING, amendment(), number="2")
    debating.vote_motion(day, MEETING, motion.number, CARRIED)
    vote = voting.vote(day, MEETING, "2", CARRIED)
    same = voting.vote(day, MEETING, "2", CARRIED)
    closing.close_meeting(day, MEETING, at=at(17))
    hear(day, "approve_plan")

    assert again.id == motion.id
    assert same.id == vote.id
    assert (vote.result, vote.is_amended) == (ItemResult.ADOPTED_AS_AMENDED, True)
    (recommendation,) = day.read(the_cycle(day)).all(Recommendation)
    assert recommendation.result is ItemResult.ADOPTED_AS_AMENDED
    assert (
        recommendation.text
        == f"Dem Kreistag wird empfohlen, den Masterplan Bildung 3.0 {NEW} zu beschließen."
    )
    assert (recommendation.yes_count, recommendation.present_count) == (15, 18)


def test_the_furthest_reaching_motion_comes_first_as_the_chair_decides(day: Office) -> None:
    first = debating.move_motion(day, MEETING, amendment(), number="2")
    second = debating.move_motion(day, MEETING, amendment(OLD, "für immer"), number="2")
    debating.order_motions(day, MEETING, "2", [second.number, first.number])

    with pytest.raises(NotAllowedNow) as refusal:
        debating.vote_motion(day, MEETING, first.number, CARRIED)
    with pytest.raises(NotAllowedNow) as pending:
        voting.vote(day, MEETING, "2", CARRIED)
    debating.vote_motion(day, MEETING, second.number, CARRIED)

    assert refused(refusal.value) == "motion_not_its_turn"
    assert refused(pending.value) == "motions_pending"
    states = {motion.number: motion.state for motion in look(day).motions}
    assert states == {first.number: MotionState.MOOT, second.number: MotionState.ADOPTED}


@pytest.mark.parametrize(
    ("kind", "result", "stage"),
    [
        (MotionKind.POSTPONE, ItemResult.POSTPONED, StageState.OUTDATED),
        (MotionKind.REFER_BACK, ItemResult.REFERRED_BACK, StageState.OUTDATED),
    ],
)
def test_a_matter_that_is_put_off_comes_again(
    day: Office, kind: MotionKind, result: ItemResult, stage: StageState
) -> None:
    motion = debating.move_motion(
        day, MEETING, NewMotion(kind=kind, moved_by=BY, text="Die Kosten fehlen."), number="2"
    )
    debating.vote_motion(day, MEETING, motion.number, CARRIED)
    closing.close_meeting(day, MEETING, at=at(17))
    hear(day, "approve_plan")

    (tally,) = day.read(the_cycle(day)).all(Tally)
    assert (tally.result, tally.remark) == (result, "Die Kosten fehlen.")
    assert state_of(day, "approve_plan") is stage


def test_a_rejected_motion_leaves_everything_as_it_was(day: Office) -> None:
    motion = debating.move_motion(day, MEETING, amendment(), number="2")
    debating.vote_motion(day, MEETING, motion.number, Count(yes=5, no=9, abstain=4))
    vote = voting.vote(day, MEETING, "2", CARRIED)

    assert (vote.result, vote.is_amended) == (ItemResult.ADOPTED, False)


def test_the_public_is_excluded_by_motion(day: Office) -> None:
    motion = debating.move_motion(
        day, MEETING, NewMotion(kind=MotionKind.NON_PUBLIC, moved_by=BY), number="1"
    )
    debating.vote_motion(day, MEETING, motion.number, CARRIED)

    assert look(day).item("1").is_public is False


def test_an_urgent_item_is_added_by_a_majority_and_voted_on(day: Office) -> None:
    what = NewMotion(
        kind=MotionKind.URGENT_ITEM,
        moved_by=BY,
        text="Busverkehr im Winter",
        new_text="Der Bus fährt weiter.",
    )
    motion = debating.move_motion(day, MEETING, what)
    debating.vote_motion(day, MEETING, motion.number, CARRIED)
    vote = voting.vote(day, MEETING, "4", CARRIED)

    item = look(day).item("4")
    assert (item.title, item.is_urgent, vote.text) == ("Busverkehr im Winter", True, "Der Bus fährt weiter.")


def test_whoever_is_recused_is_taken_off_for_that_item(day: Office) -> None:
    attending.recuse(day, MEETING, "2", [9, 10])

    with pytest.raises(NotAllowedNow) as refusal:
        voting.vote(day, MEETING, "2", Count(yes=17, no=0, abstain=0))
    vote = voting.vote(day, MEETING, "2", Count(yes=16, no=0, abstain=0))

    assert refused(refusal.value) == "more_votes_than_present"
    assert (vote.present_count, vote.recused_count) == (16, 2)


def test_a_wrong_count_is_given_again_and_both_stay(day: Office) -> None:
    voting.vote(day, MEETING, "2", CARRIED)
    second = voting.vote(day, MEETING, "2", Count(yes=14, no=3, abstain=1), mode=VotingMode.SECRET)

    dossier = look(day)
    assert second.revision == 2
    assert len(dossier.votes) == 2
    closing.close_meeting(day, MEETING, at=at(17))
    (tally,) = day.read(the_cycle(day)).all(Tally)
    assert tally.yes_count == 14


def test_what_a_meeting_refuses(day: Office) -> None:
    open_motion = debating.move_motion(day, MEETING, amendment(), number="2")
    attempts = {
        "amendment_not_found": lambda: debating.move_motion(day, MEETING, amendment("nirgends"), number="2"),
        "amendment_ambiguous": lambda: debating.move_motion(day, MEETING, amendment("e", "x"), number="2"),
        "amendment_changes_nothing": lambda: debating.move_motion(
            day, MEETING, amendment(OLD, OLD), number="2"
        ),
        "no_such_agenda_item": lambda: debating.move_motion(day, MEETING, amendment(), number="9"),
        "no_such_part": lambda: debating.move_motion(day, MEETING, amendment(), number="2", part=4),
        "no_such_motion": lambda: debating.vote_motion(day, MEETING, 9, CARRIED),
        "order_incomplete": lambda: debating.order_motions(day, MEETING, "2", []),
        "more_votes_than_present": lambda: debating.vote_motion(
            day, MEETING, open_motion.number, Count(yes=18, no=1, abstain=0)
        ),
        "urgent_item_without_title": lambda: debating.move_motion(
            day, MEETING, NewMotion(kind=MotionKind.URGENT_ITEM, moved_by=BY)
        ),
        "note_incomplete": lambda: noting.note(day, MEETING, "2", NoteKind.MINORITY, "Nein."),
        "items_open": lambda: closing.close_meeting(day, MEETING),
        "meeting_cannot_move": lambda: summoning.cancel_meeting(day, MEETING, "Zu spät."),
    }
    before = whole(day)

    for code, attempt in attempts.items():
        with pytest.raises(SteeringError) as refusal:
            attempt()
        assert refused(refusal.value) == code

    assert whole(day) == before


def test_what_comes_after_the_vote_is_refused(day: Office) -> None:
    motion = debating.move_motion(day, MEETING, amendment(), number="2")
    debating.withdraw_motion(day, MEETING, motion.number)
    voting.vote(day, MEETING, "2", CARRIED)
    attempts = {
        "motion_decided": lambda: debating.vote_motion(day, MEETING, motion.number, CARRIED),
        "item_voted": lambda: debating.move_motion(day, MEETING, amendment(OLD, "nie"), number="2"),
        "recused_too_late": lambda: attending.recuse(day, MEETING, "2", [4]),
        "result_against_votes": lambda: voting.vote(
            day, MEETING, "2", Count(yes=1, no=9, abstain=0), result=ItemResult.ADOPTED
        ),
    }

    for code, attempt in attempts.items():
        with pytest.raises(SteeringError) as refusal:
            attempt()
        assert refused(refusal.value) == code


# The end


def test_a_closed_meeting_ends_every_stay_and_lets_the_cycle_go_on(day: Office) -> None:
    voting.vote(day, MEETING, "2", CARRIED)
    first = closing.close_meeting(day, MEETING, at=at(17, 5))
    before = whole(day)
    closing.close_meeting(day, MEETING, at=at(17, 5))
    heard = hear(day, "approve_plan")

    assert before != whole(day)
    assert first.state is MeetingState.CLOSED
    assert {stay.left_at for stay in look(day).stays} == {at(17, 5)}
    assert "Kreisausschuss" in heard.waits_for[0]


def test_notes_are_kept_until_the_minutes_are_written(day: Office) -> None:
    first = noting.note(day, MEETING, "2", NoteKind.MINORITY, "Zu teuer.", author="Gewerkschaften")
    again = noting.note(day, MEETING, "2", NoteKind.MINORITY, "Zu teuer.", author="Gewerkschaften")

    assert first.id == again.id
    assert len(look(day).notes) == 1


def test_two_who_move_a_meeting_at_once_do_not_both_win(day: Office) -> None:
    from steering.meetings.lifecycle import MeetingEvent
    from steering.office.meeting_acts.desk import shift

    stale = look(day)
    with day.writing() as tx:
        tx.get(Meeting, MEETING).lock_version += 1

    with pytest.raises(NotAllowedNow) as refusal, later(day, 1).writing() as tx:
        shift(tx, stale, MeetingEvent.CLOSE)

    assert refused(refusal.value) == "meeting_changed_meanwhile"
