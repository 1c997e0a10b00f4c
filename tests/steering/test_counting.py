"""Counting a gate: ballots, reported counts, and bodies that only speak."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from models import (
    Answer,
    Ballot,
    Committee,
    CommitteeKind,
    Gate,
    GateItem,
    GateKind,
    GateState,
    ItemResult,
    Majority,
    Seat,
    Tally,
    Tie,
)
from steering.counting import count_ballots, count_nothing, count_tally, rules_of
from steering.decision import Attendance
from steering.rules_of_procedure import CastingVote, RuleBook

AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
Y, N, A = Answer.YES, Answer.NO, Answer.ABSTAIN


def a_committee(**rules: object) -> Committee:
    told = {
        "id": "r/c",
        "region_key": "r",
        "key": "c",
        "title": "C",
        "kind": CommitteeKind.ADVISORY_BOARD,
        "seats_count": 5,
        "quorum_pct": 50.0,
    }
    return Committee.model_validate({**told, **rules})


def a_gate(*, kind: GateKind = GateKind.CONFIRM, is_second_summons: bool = False) -> Gate:
    return Gate(
        id="g",
        stage_run_id="s",
        committee_id="r/c",
        key="q",
        kind=kind,
        question="?",
        content_sha256="shown",
        is_second_summons=is_second_summons,
        opened_at=AT,
        due_on=date(2027, 3, 15),
    )


def an_item(number: int = 1) -> GateItem:
    return GateItem(id=f"g/{number}", gate_id="g", number=number, subject_id=f"x{number}", title="", text="")


SEATS = [
    Seat(id=f"s{number}", committee_id="r/c", number=number, title=f"Sitz {number}", is_chair=number == 1)
    for number in range(1, 6)
]


def a_ballot(seat: int, answer: Answer, number: int = 1, **told: object) -> Ballot:
    cast = {
        "gate_item_id": f"g/{number}",
        "seat_id": f"s{seat}",
        "answer": answer,
        "mandate_id": f"m{seat}",
        "content_sha256": "shown",
        "cast_at": AT,
    }
    return Ballot.model_validate({**cast, **told})


@pytest.mark.parametrize(
    ("answers", "state", "code"),
    [
        ([Y, Y, Y], GateState.PASSED, "quorum_met"),
        ([Y, Y], GateState.INQUORATE, "quorum_missed"),
        ([A, A, A], GateState.SENT_BACK, "quorum_met"),
        ([Y, N, A], GateState.SENT_BACK, "quorum_met"),
        ([], GateState.INQUORATE, "quorum_missed"),
    ],
)
def test_a_gate_needs_its_quorum_first_and_its_majority_then(
    answers: list[Answer], state: GateState, code: str
) -> None:
    ballots = [a_ballot(seat, answer) for seat, answer in enumerate(answers, start=1)]

    counted = count_ballots(a_committee(), a_gate(), [an_item()], ballots, SEATS)

    assert counted.state is state
    assert counted.reasons[0].code == code
    assert counted.present == len(answers)


def test_without_a_quorum_no_item_gets_a_result() -> None:
    counted = count_ballots(a_committee(), a_gate(), [an_item()], [a_ballot(1, Y)], SEATS)

    assert counted.applied([an_item()])[0].result is None


def test_a_second_summons_decides_with_one_and_goes_back_with_none() -> None:
    second = a_gate(is_second_summons=True)

    with_one = count_ballots(a_committee(), second, [an_item()], [a_ballot(1, Y)], SEATS)
    with_none = count_ballots(a_committee(), second, [an_item()], [], SEATS)

    assert with_one.state is GateState.PASSED
    assert with_none.state is GateState.SENT_BACK
    assert [reason.code for reason in with_none.reasons] == ["quorum_missed", "expired_without_answers"]


def test_ballots_for_other_contents_and_replaced_ballots_do_not_count() -> None:
    ballots = [
        a_ballot(1, Y),
        a_ballot(2, Y),
        a_ballot(3, N, content_sha256="older"),
        a_ballot(4, N, is_current=False),
        a_ballot(4, Y, revision=2),
    ]

    counted = count_ballots(a_committee(), a_gate(), [an_item()], ballots, SEATS)
    item = counted.applied([an_item()])[0]

    assert (counted.present, item.yes_count, item.no_count) == (3, 3, 0)


def test_who_answered_any_item_was_present() -> None:
    items = [an_item(1), an_item(2)]
    ballots = [a_ballot(1, Y, 1), a_ballot(2, Y, 1), a_ballot(3, Y, 2)]

    counted = count_ballots(a_committee(), a_gate(), items, ballots, SEATS)

    assert counted.present == 3
    assert counted.state is GateState.PASSED


def test_the_chair_is_the_seat_that_chairs() -> None:
    committee = a_committee(tie=Tie.CHAIR_DECIDES)
    ballots = [a_ballot(1, Y), a_ballot(2, N), a_ballot(3, A)]

    counted = count_ballots(committee, a_gate(), [an_item()], ballots, SEATS)

    assert counted.state is GateState.PASSED
    assert "chair_decides_tie" in {reason.code for reason in counted.reasons}


def test_remarks_are_joined_once_each() -> None:
    ballots = [
        a_ballot(1, N, remark="Zu teuer."),
        a_ballot(2, N, remark="Zu teuer."),
        a_ballot(3, N, remark="Nein."),
    ]

    counted = count_ballots(a_committee(), a_gate(), [an_item()], ballots, SEATS)

    assert counted.applied([an_item()])[0].remark == "Zu teuer. Nein."


def test_only_a_gate_that_ranks_gives_places() -> None:
    ballots = [a_ballot(seat, Y, item, rank=item) for seat in (1, 2, 3) for item in (1, 2)]
    items = [an_item(1), an_item(2)]

    ranked = count_ballots(a_committee(), a_gate(kind=GateKind.RANK), items, ballots, SEATS)
    confirmed = count_ballots(a_committee(), a_gate(), items, ballots, SEATS)

    assert ranked.places == {"x1": 1, "x2": 2}
    assert confirmed.places == {}


def test_a_reported_count_is_taken_over_as_it_was_reported() -> None:
    tally = Tally(
        gate_item_id="g/1",
        meeting_id="m",
        present_count=50,
        yes_count=30,
        no_count=15,
        abstain_count=5,
        result=ItemResult.ADOPTED,
        remark="mit Auflage",
        reported_by="council_office",
        reported_at=AT,
    )

    counted = count_tally(a_gate(kind=GateKind.DECIDE), [tally], held_on=date(2027, 3, 10))
    item = counted.applied([an_item()])[0]

    assert counted.state is GateState.PASSED
    assert (counted.held_on, counted.meeting_id, counted.present) == (date(2027, 3, 10), "m", 50)
    assert (item.yes_count, item.no_count, item.abstain_count, item.remark) == (30, 15, 5, "mit Auflage")


def test_what_a_conference_said_is_noted() -> None:
    counted = count_nothing([an_item()])

    assert counted.state is GateState.PASSED
    assert counted.applied([an_item()])[0].result is ItemResult.NOTED


def test_counting_changes_no_record_that_it_was_given() -> None:
    item = an_item()
    ballots = [a_ballot(seat, Y) for seat in (1, 2, 3)]

    count_ballots(a_committee(), a_gate(), [item], ballots, SEATS).applied([item])

    assert item.result is None


def test_a_committees_rules_are_those_of_its_profile() -> None:
    rules = rules_of(a_committee(seats_count=23, quorum_pct=40.0, tie=Tie.CHAIR_DECIDES))

    assert (rules.seats_count, rules.quorum_share, rules.tie) == (23, Fraction(2, 5), Tie.CHAIR_DECIDES)


def test_who_is_recused_neither_votes_nor_makes_up_the_quorum() -> None:
    ballots = [a_ballot(seat, Y) for seat in (1, 2)] + [a_ballot(3, N)]

    whole = count_ballots(a_committee(), a_gate(), [an_item()], ballots, SEATS)
    without = count_ballots(a_committee(), a_gate(), [an_item()], ballots, SEATS, recused={"g/1": {"s3"}})

    assert (whole.state, whole.present) == (GateState.PASSED, 3)
    assert (without.state, without.present) == (GateState.INQUORATE, 2)


def test_a_recusal_holds_for_its_item_only() -> None:
    items = [an_item(1), an_item(2)]
    ballots = [a_ballot(seat, Y if seat < 4 else N, number) for seat in (1, 2, 3, 4) for number in (1, 2)]

    counted = count_ballots(a_committee(), a_gate(), items, ballots, SEATS, recused={"g/2": {"s4"}})
    first, second = counted.applied(items)

    assert (first.yes_count, first.no_count) == (3, 1)
    assert (second.yes_count, second.no_count) == (3, 0)
    assert counted.present == 4


def test_an_item_that_too_few_may_decide_waits_while_the_others_are_decided() -> None:
    items = [an_item(1), an_item(2)]
    ballots = [a_ballot(seat, Y, number) for seat in (1, 2, 3) for number in (1, 2)]

    counted = count_ballots(
        a_committee(), a_gate(kind=GateKind.DECIDE), items, ballots, SEATS, recused={"g/2": {"s3"}}
    )

    assert [item.result for item in counted.applied(items)] == [ItemResult.ADOPTED, ItemResult.POSTPONED]
    assert counted.state is GateState.PASSED_WITH_CONDITIONS
    assert "quorum_missed" in [reason.code for reason in counted.reasons]


def test_in_a_meeting_only_those_in_the_room_count() -> None:
    ballots = [a_ballot(seat, Y) for seat in (1, 2, 3)]

    counted = count_ballots(
        a_committee(), a_gate(), [an_item()], ballots, SEATS, present={"s1", "s2", "s4", "s5"}
    )

    assert counted.present == 4
    assert counted.applied([an_item()])[0].yes_count == 2


def test_an_advisory_member_has_no_vote_even_if_a_ballot_is_there() -> None:
    seats = [*SEATS[:4], Seat(id="s5", committee_id="r/c", number=5, title="Beratung", has_vote=False)]
    ballots = [a_ballot(seat, Y) for seat in (1, 2, 5)]

    counted = count_ballots(a_committee(), a_gate(), [an_item()], ballots, seats)

    assert (counted.state, counted.present) == (GateState.INQUORATE, 2)


def test_each_item_follows_the_rules_of_its_matter() -> None:
    items = [an_item(1), an_item(2)]
    ballots = [a_ballot(seat, Y if seat < 3 else N, number) for seat in (1, 2, 3) for number in (1, 2)]
    plain = rules_of(a_committee())
    book = RuleBook(rules={"any": plain, "budget": replace(plain, majority=Majority.ABSOLUTE)})

    counted = count_ballots(
        a_committee(), a_gate(), items, ballots, SEATS, book=book, matters={"g/2": "budget"}
    )

    assert [item.result for item in counted.applied(items)] == [ItemResult.ADOPTED, ItemResult.REJECTED]


def test_who_was_asked_and_says_nothing_consents_where_silence_is_consent() -> None:
    book = RuleBook(rules={"any": replace(rules_of(a_committee()), silence_is_consent=True)})
    asked = {seat.id for seat in SEATS}

    counted = count_ballots(
        a_committee(), a_gate(), [an_item()], [a_ballot(1, Y)], SEATS, book=book, asked=asked
    )
    broken = count_ballots(
        a_committee(), a_gate(), [an_item()], [a_ballot(1, N)], SEATS, book=book, asked=asked
    )

    assert (counted.state, counted.applied([an_item()])[0].yes_count) == (GateState.PASSED, 5)
    assert broken.state is GateState.INQUORATE


def test_the_order_of_the_ballots_changes_nothing() -> None:
    items = [an_item(1), an_item(2)]
    ballots = [a_ballot(seat, (Y, N, A)[seat % 3], number) for seat in (1, 2, 3, 4, 5) for number in (1, 2)]

    one = count_ballots(a_committee(), a_gate(kind=GateKind.RANK), items, ballots, SEATS)
    other = count_ballots(a_committee(), a_gate(kind=GateKind.RANK), items, ballots[::-1], SEATS)

    assert one == other


def test_a_chair_who_is_asked_again_decides_the_item_that_was_tied() -> None:
    extra = replace(
        rules_of(a_committee()), tie=Tie.CHAIR_DECIDES, casting_vote=CastingVote.EXTRA_VOTE, is_secret=True
    )
    ballots = [a_ballot(1, Y), a_ballot(2, Y), a_ballot(3, N), a_ballot(4, N)]
    book = RuleBook(rules={"any": extra})

    open_tie = count_ballots(a_committee(), a_gate(), [an_item()], ballots, SEATS, book=book)
    broken = count_ballots(
        a_committee(), a_gate(), [an_item()], ballots, SEATS, book=book, casting={"g/1": Y}
    )

    assert (open_tie.state, broken.state) == (GateState.SENT_BACK, GateState.PASSED)


def test_a_second_summons_that_did_not_say_so_needs_the_quorum() -> None:
    silent = Attendance(present_count=0, is_announced=False)
    ballots = [a_ballot(1, Y)]

    counted = count_ballots(
        a_committee(), a_gate(is_second_summons=True), [an_item()], ballots, SEATS, meeting=silent
    )

    assert counted.reasons[0].code == "quorum_missed_unannounced"


def test_remarks_of_those_who_are_recused_are_left_out() -> None:
    ballots = [a_ballot(seat, Y) for seat in (1, 2, 3)] + [a_ballot(4, Y, remark="Das nützt mir.")]

    counted = count_ballots(a_committee(), a_gate(), [an_item()], ballots, SEATS, recused={"g/1": ["s4"]})

    assert counted.remarks == {"g/1": ""}


def test_a_reported_count_is_told_with_the_rules_that_it_rests_on() -> None:
    council = replace(rules_of(a_committee()), seats_count=51, sources={"majority": "§ 66 (1) NKomVG"})
    told = Tally(
        gate_item_id="g/1",
        meeting_id="m",
        present_count=40,
        yes_count=25,
        no_count=15,
        abstain_count=0,
        result=ItemResult.ADOPTED_AS_AMENDED,
        reported_by="council_office",
        reported_at=AT,
    )

    counted = count_tally(a_gate(kind=GateKind.DECIDE), [told], book=RuleBook(rules={"any": council}))

    assert [reason.code for reason in counted.reasons] == ["tally_reported", "quorum_met", "carried"]
    assert counted.reasons[2].facts["law"] == "§ 66 (1) NKomVG"


def test_a_reported_result_that_needs_more_than_its_figures_is_not_explained_by_them() -> None:
    tied = Tally(
        gate_item_id="g/1",
        meeting_id="m",
        present_count=4,
        yes_count=2,
        no_count=2,
        abstain_count=0,
        result=ItemResult.POSTPONED,
        reported_by="council_office",
        reported_at=AT,
    )

    counted = count_tally(a_gate(), [tied], book=RuleBook(rules={"any": rules_of(a_committee())}))

    assert [reason.code for reason in counted.reasons] == ["tally_reported", "quorum_met"]
