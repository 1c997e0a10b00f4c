"""What people do: every act is checked against the mandate, kept once, and harmless when repeated."""

from datetime import timedelta

import pytest
from sqlmodel import select

from models import (
    Answer,
    AuditEntry,
    Ballot,
    Comment,
    CommentState,
    Committee,
    Gate,
    GateState,
    ItemResult,
    ItemVersion,
    Mandate,
    Meeting,
    Role,
    Seat,
    Tally,
)
from steering.errors import NoMandate, NotAllowedNow, NotThere, SteeringError
from steering.office import acts
from steering.office.acts import Given, Reported
from steering.office.opening import Office
from tests.steering.office.an_office import asked, later, the_cycle, the_gate, voters, whole, with_items

YES, NO = Given(answer=Answer.YES), Given(answer=Answer.NO)


@pytest.fixture
def gate(office: Office) -> Gate:
    return asked(office, "collect_data")


@pytest.fixture
def council_gate(office: Office) -> Gate:
    return asked(office, "approve_plan", "resolution")


@pytest.fixture
def draft_gate(office: Office) -> Gate:
    return asked(office, "draft_plan", "draft")


def ballots(office: Office) -> list[Ballot]:
    return sorted(office.read(the_cycle(office)).all(Ballot), key=lambda ballot: ballot.id or 0)


def refused(
    office: Office, kind: type[SteeringError], code: str, act: object, *args: object, **more: object
) -> None:
    """The act is refused with this code, and nothing at all has changed."""
    before = whole(office)
    with pytest.raises(kind) as refusal:
        act(*args, **more)  # type: ignore[operator]
    assert refusal.value.code == code
    assert whole(office) == before


def test_an_answer_is_kept_with_what_was_seen_and_who_gave_it(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    new = acts.answer(office, gate.id, member.id, {1: Given(answer=Answer.NO, remark="Zu spät.")})

    (ballot,) = ballots(office)
    shown = office.archive.find(ItemVersion, (f"{gate.id}/1", 1)).sha256
    assert new == 1
    assert (ballot.seat_id, ballot.mandate_id, ballot.answer) == (member.seat_id, member.id, Answer.NO)
    assert (ballot.content_sha256, ballot.remark, ballot.revision) == (shown, "Zu spät.", 1)
    assert ballot.is_current
    assert not ballot.is_by_deputy


def test_the_same_answer_twice_changes_nothing(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    acts.answer(office, gate.id, member.id, {1: YES})
    before = whole(office)

    again = acts.answer(office, gate.id, member.id, {1: YES})

    assert again == 0
    assert whole(office) == before


def test_a_changed_answer_counts_and_the_old_one_stays_readable(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    for given in (YES, NO, YES):
        acts.answer(office, gate.id, member.id, {1: given})

    assert [(b.revision, b.answer, b.is_current) for b in ballots(office)] == [
        (1, Answer.YES, False),
        (2, Answer.NO, False),
        (3, Answer.YES, True),
    ]


def test_a_deputys_answer_takes_the_place_of_the_members_and_one_counts(office: Office, gate: Gate) -> None:
    deputy = voters(office, gate, role=Role.DEPUTY)[0]
    member = next(each for each in voters(office, gate) if each.seat_id == deputy.seat_id)
    acts.answer(office, gate.id, member.id, {1: YES})

    acts.answer(office, gate.id, deputy.id, {1: NO})

    current = [ballot for ballot in ballots(office) if ballot.is_current]
    assert [(ballot.seat_id, ballot.answer, ballot.is_by_deputy) for ballot in current] == [
        (member.seat_id, Answer.NO, True)
    ]


def test_what_was_voted_stands_in_the_ballots_and_not_in_the_trail(office: Office, gate: Gate) -> None:
    acts.answer(office, gate.id, voters(office, gate)[0].id, {1: Given(answer=Answer.NO, remark="Geheim.")})

    entry = office.archive.audit_trail()[-1]
    assert entry.act == "gate.answer"
    assert "no" not in entry.details.split('"')
    assert "Geheim" not in entry.details


def test_nobody_answers_a_gate_that_is_not_there(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    refused(office, NotThere, "no_such_gate", acts.answer, office, "nothing", member.id, {1: YES})


def test_nobody_answers_without_a_mandate_that_exists(office: Office, gate: Gate) -> None:
    refused(office, NotThere, "not_there", acts.answer, office, gate.id, "nobody", {1: YES})


@pytest.mark.parametrize("state", [state for state in GateState if state is not GateState.OPEN])
def test_nobody_answers_a_gate_that_is_closed(office: Office, gate: Gate, state: GateState) -> None:
    member = voters(office, gate)[0]
    with office.writing() as tx:
        tx.close(tx.get(Gate, gate.id), state, reason="Für den Test.", cycle_id=the_cycle(office).id)

    refused(office, NotAllowedNow, "gate_closed", acts.answer, office, gate.id, member.id, {1: YES})


def test_nobody_answers_an_item_that_is_not_there(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]

    # The first item exists; its answer is not kept either.
    refused(office, NotThere, "no_such_item", acts.answer, office, gate.id, member.id, {1: YES, 2: NO})


def test_nobody_answers_for_another_committee(office: Office, gate: Gate) -> None:
    stranger = next(
        mandate
        for mandate in office.read(the_cycle(office)).all(Mandate)
        if "strategy_group" in mandate.seat_id
    )

    refused(office, NoMandate, "no_seat_here", acts.answer, office, gate.id, stranger.id, {1: YES})


def test_who_got_a_seat_after_the_question_was_asked_does_not_answer_it(office: Office, gate: Gate) -> None:
    with office.writing() as tx:
        seat = Seat(id="late", committee_id=gate.committee_id, number=99, title="Neu")
        mandate = Mandate(
            id="late/m", seat_id="late", title="Neu", address="neu@example.org", from_on=office.today
        )
        tx.keep([seat, mandate])

    refused(office, NoMandate, "no_seat_here", acts.answer, office, gate.id, "late/m", {1: YES})


def test_an_advisory_seat_has_no_vote(office: Office) -> None:
    seats = office.read(the_cycle(office)).all(Seat)
    seat_id = next(seat.id for seat in seats if "internal" in seat.committee_id)
    with office.writing() as tx:
        tx.get(Seat, seat_id).has_vote = False
    gate = asked(office, "collect_data")
    advisor = next(m for m in office.read(the_cycle(office)).all(Mandate) if m.seat_id == seat_id)

    refused(office, NoMandate, "advisory_seat", acts.answer, office, gate.id, advisor.id, {1: YES})


def test_a_mandate_that_has_ended_or_not_begun_does_not_answer(office: Office, gate: Gate) -> None:
    ended, future = voters(office, gate)[:2]
    with office.writing() as tx:
        record = tx.get(Mandate, ended.id)
        record.from_on = office.today - timedelta(days=10)
        record.to_on = office.today - timedelta(days=1)
        tx.get(Mandate, future.id).from_on = office.today + timedelta(days=1)

    for mandate, code in ((ended, "mandate_ended"), (future, "mandate_not_begun")):
        refused(office, NoMandate, code, acts.answer, office, gate.id, mandate.id, {1: YES})


def test_the_last_day_of_a_mandate_counts(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    with office.writing() as tx:
        tx.get(Mandate, member.id).to_on = office.today

    assert acts.answer(office, gate.id, member.id, {1: YES}) == 1


def test_a_committee_without_deputies_hears_none(office: Office, gate: Gate) -> None:
    deputy = voters(office, gate, role=Role.DEPUTY)[0]
    with office.writing() as tx:
        tx.get(Committee, gate.committee_id).deputies_allowed = False

    refused(office, NoMandate, "no_deputies", acts.answer, office, gate.id, deputy.id, {1: YES})


def test_a_body_that_meets_takes_no_single_answers(office: Office, council_gate: Gate) -> None:
    somebody = office.read(the_cycle(office)).all(Mandate)[0]

    refused(
        office, NoMandate, "votes_in_meeting", acts.answer, office, council_gate.id, somebody.id, {1: YES}
    )


def test_a_rank_below_one_is_refused(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    given = {1: Given(answer=Answer.YES, rank=0)}

    refused(office, NotAllowedNow, "rank_impossible", acts.answer, office, gate.id, member.id, given)


# Meetings


def report(office: Office, gate: Gate, *counts: Reported, present: int = 50, days_ago: int = 0) -> Meeting:
    return acts.report_meeting(
        office,
        gate.id,
        held_on=office.today - timedelta(days=days_ago),
        present=present,
        counts=counts,
        reported_by="council_office",
    )


CARRIED = Reported(yes=40, no=8, abstain=2, result=ItemResult.ADOPTED)


def test_a_meetings_counts_are_kept_item_by_item(office: Office, council_gate: Gate) -> None:
    with_items(office, council_gate, 2)
    postponed = Reported(yes=10, no=30, abstain=10, result=ItemResult.POSTPONED, remark="Mittel fehlen.")

    meeting = report(office, council_gate, CARRIED, postponed)

    tallies = sorted(office.read(the_cycle(office)).all(Tally), key=lambda tally: tally.gate_item_id)
    assert [(t.yes_count, t.result, t.meeting_id) for t in tallies] == [
        (40, ItemResult.ADOPTED, meeting.id),
        (10, ItemResult.POSTPONED, meeting.id),
    ]
    assert meeting.present_count == 50


@pytest.mark.parametrize(
    ("count", "present", "code"),
    [
        (Reported(yes=40, no=11, abstain=0, result=ItemResult.ADOPTED), 50, "more_votes_than_present"),
        (Reported(yes=20, no=20, abstain=10, result=ItemResult.ADOPTED), 50, "result_against_votes"),
        (Reported(yes=0, no=0, abstain=0, result=ItemResult.ADOPTED), 50, "result_against_votes"),
        (Reported(yes=30, no=10, abstain=0, result=ItemResult.REJECTED), 50, "result_against_votes"),
        (Reported(yes=-1, no=-5, abstain=0, result=ItemResult.ADOPTED), 50, "count_below_zero"),
        (Reported(yes=0, no=0, abstain=0, result=ItemResult.REJECTED), -1, "count_below_zero"),
        (Reported(yes=40, no=8, abstain=2, result=ItemResult.NOTED), 50, "result_is_no_decision"),
        (CARRIED, 10_000, "more_present_than_seats"),
        (Reported(yes=10, no=1, abstain=0, result=ItemResult.ADOPTED), 11, "meeting_without_quorum"),
    ],
)
def test_a_count_that_cannot_be_is_refused(
    office: Office, council_gate: Gate, count: Reported, present: int, code: str
) -> None:
    refused(office, NotAllowedNow, code, report, office, council_gate, count, present=present)


def test_every_item_needs_its_count(office: Office, council_gate: Gate) -> None:
    with_items(office, council_gate, 2)

    refused(office, NotAllowedNow, "counts_missing", report, office, council_gate, CARRIED)
    refused(office, NotAllowedNow, "counts_missing", report, office, council_gate)


def test_a_meeting_lies_between_the_question_and_today(office: Office, council_gate: Gate) -> None:
    refused(
        office, NotAllowedNow, "meeting_in_the_future", report, office, council_gate, CARRIED, days_ago=-1
    )
    refused(
        office, NotAllowedNow, "meeting_before_question", report, office, council_gate, CARRIED, days_ago=1
    )


def test_the_same_report_twice_changes_nothing(office: Office, council_gate: Gate) -> None:
    report(office, council_gate, CARRIED)
    before = whole(office)

    report(office, council_gate, CARRIED)

    assert whole(office) == before


def test_a_report_is_not_overwritten_by_another(office: Office, council_gate: Gate) -> None:
    report(office, council_gate, CARRIED)
    other = Reported(yes=10, no=38, abstain=2, result=ItemResult.REJECTED)

    refused(office, NotAllowedNow, "already_reported", report, office, council_gate, other)


def test_nobody_reports_a_meeting_of_a_body_that_answers_by_ballot(office: Office, gate: Gate) -> None:
    refused(office, NotAllowedNow, "votes_by_ballot", report, office, gate, CARRIED)


# Remarks


def test_a_remark_is_kept_with_its_passage(office: Office, draft_gate: Gate) -> None:
    record = acts.comment(office, draft_gate.id, author="Kreiselternrat", text="Zu kurz.", anchor="p1")

    assert (record.anchor, record.state, record.draft_id) == ("p1", CommentState.OPEN, "heidekreis-3.0/draft")


def test_a_double_click_makes_one_remark(office: Office, draft_gate: Gate) -> None:
    first = acts.comment(office, draft_gate.id, author="Kreiselternrat", text="Zu kurz.", anchor="p1")
    before = whole(office)

    second = acts.comment(office, draft_gate.id, author="Kreiselternrat", text="Zu kurz.", anchor="p1")

    assert second.id == first.id
    assert whole(office) == before


def test_two_remarks_are_two(office: Office, draft_gate: Gate) -> None:
    acts.comment(office, draft_gate.id, author="Kreiselternrat", text="Zu kurz.")
    acts.comment(office, draft_gate.id, author="Kreiselternrat", text="Zu lang.")

    assert len(office.read(the_cycle(office)).all(Comment)) == 2


def test_a_remark_needs_words(office: Office, draft_gate: Gate) -> None:
    refused(
        office, NotAllowedNow, "comment_empty", acts.comment, office, draft_gate.id, author="x", text=" \n"
    )


def test_only_a_gate_that_asks_for_remarks_takes_them(office: Office, gate: Gate) -> None:
    refused(office, NotAllowedNow, "no_comments_here", acts.comment, office, gate.id, author="x", text="y")


def test_nobody_remarks_in_the_name_of_a_seat_that_was_not_asked(office: Office, draft_gate: Gate) -> None:
    foreign = next(s for s in office.read(the_cycle(office)).all(Seat) if "internal" in s.committee_id)

    for seat_id in (foreign.id, "nothing"):
        refused(
            office,
            NoMandate,
            "no_seat_here",
            acts.comment,
            office,
            draft_gate.id,
            author="x",
            text="y",
            seat_id=seat_id,
        )


def test_every_remark_gets_an_answer_with_a_decision_and_words(office: Office, draft_gate: Gate) -> None:
    remark = acts.comment(office, draft_gate.id, author="x", text="Zu kurz.")

    for state, text in ((CommentState.OPEN, "Danke."), (CommentState.ACCEPTED, "  ")):
        refused(
            office,
            NotAllowedNow,
            "answer_incomplete",
            acts.answer_comment,
            office,
            remark.id,
            state=state,
            text=text,
        )
    answered = acts.answer_comment(office, remark.id, state=CommentState.DECLINED, text="Ist lang genug.")
    assert (answered.state, answered.answer) == (CommentState.DECLINED, "Ist lang genug.")


def test_the_same_answer_to_a_remark_twice_changes_nothing(office: Office, draft_gate: Gate) -> None:
    remark = acts.comment(office, draft_gate.id, author="x", text="Zu kurz.")
    acts.answer_comment(office, remark.id, state=CommentState.DECLINED, text="Nein.")
    before = whole(office)

    acts.answer_comment(later(office, 1), remark.id, state=CommentState.DECLINED, text="Nein.")

    assert whole(office) == before


def test_every_act_enters_the_trail_in_the_same_transaction(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    count = len(office.archive.audit_trail())

    acts.answer(office, gate.id, member.id, {1: YES})

    trail = office.archive.audit_trail()
    assert len(trail) == count + 1
    assert trail[-1].subject == gate.id
    assert office.archive.audit_break() is None


def test_an_act_whose_trail_cannot_be_written_is_not_kept(office: Office, gate: Gate) -> None:
    member = voters(office, gate)[0]
    with office.writing() as tx:
        last = tx.session.exec(select(AuditEntry.number).order_by(AuditEntry.number.desc())).first()  # type: ignore[attr-defined]
    assert last is not None
    with office.archive.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_more BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    with pytest.raises(Exception, match="full"):
        acts.answer(office, gate.id, member.id, {1: YES})

    assert ballots(office) == []
    assert the_gate(office, gate.key).state is GateState.OPEN
