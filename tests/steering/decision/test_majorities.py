"""Whether the yes votes carry: tables, laws of counting, and what a report may not say."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Answer, ItemResult, Majority, MajorityBase, Tie
from steering.decision import Count, Rules, Vote, contradicts, decide_item, needed_yes, weigh
from steering.rules_of_procedure import Abstentions, CastingVote
from tests.steering.decision.bodies import (
    ADOPTED,
    LOT,
    POSTPONED,
    REJECTED,
    A,
    N,
    Y,
    bodies,
    decided,
    seated,
    votes,
)


@pytest.mark.parametrize(
    ("rules", "cast_votes", "result", "code"),
    [
        # Simple majority of the votes: abstentions drop out (NKomVG section 66).
        ({}, votes(1, 0, 22), ADOPTED, "carried"),
        ({}, votes(0, 0, 23), REJECTED, "rejected_by_votes"),
        ({}, votes(11, 11, 1), REJECTED, "rejected_by_tie"),
        ({}, votes(12, 11, 0), ADOPTED, "carried"),
        ({}, votes(0, 1, 0), REJECTED, "rejected_by_votes"),
        ({}, [], REJECTED, "no_votes_cast"),
        # The chair breaks a tie, and only a tie; without the chair it stays one.
        ({"tie": Tie.CHAIR_DECIDES}, votes(3, 3, 0, chair=Y), ADOPTED, "chair_decides_tie"),
        ({"tie": Tie.CHAIR_DECIDES}, votes(3, 3, 0, chair=N), REJECTED, "chair_decides_tie"),
        ({"tie": Tie.CHAIR_DECIDES}, votes(3, 3, 1, chair=A), REJECTED, "tie_without_chair"),
        ({"tie": Tie.CHAIR_DECIDES}, votes(3, 3, 0), REJECTED, "tie_without_chair"),
        ({"tie": Tie.CHAIR_DECIDES}, votes(2, 3, 0, chair=Y), REJECTED, "rejected_by_votes"),
        # Of those present: an abstention weighs like a no, and half is not more than half.
        ({"majority_base": MajorityBase.PRESENT}, votes(3, 0, 3), REJECTED, "rejected_by_votes"),
        ({"majority_base": MajorityBase.PRESENT}, votes(4, 0, 3), ADOPTED, "carried"),
        # Of all seats, whoever is there.
        ({"majority_base": MajorityBase.SEATS}, votes(11, 0, 0), REJECTED, "rejected_by_votes"),
        ({"majority_base": MajorityBase.SEATS}, votes(12, 0, 0), ADOPTED, "carried"),
        ({"majority": Majority.ABSOLUTE}, votes(11, 0, 0), REJECTED, "rejected_by_votes"),
        ({"majority": Majority.ABSOLUTE}, votes(12, 11, 0), ADOPTED, "carried"),
        # Two thirds are enough; one vote less is not.
        ({"majority": Majority.TWO_THIRDS}, votes(2, 1, 9), ADOPTED, "carried"),
        ({"majority": Majority.TWO_THIRDS}, votes(3, 2, 0), REJECTED, "rejected_by_votes"),
        ({"majority": Majority.TWO_THIRDS}, votes(0, 0, 5), REJECTED, "rejected_by_votes"),
        ({"majority": Majority.THREE_QUARTERS}, votes(3, 1, 0), ADOPTED, "carried"),
        ({"majority": Majority.THREE_QUARTERS}, votes(5, 2, 0), REJECTED, "rejected_by_votes"),
        ({"majority": Majority.FOUR_FIFTHS}, votes(4, 1, 7), ADOPTED, "carried"),
        ({"majority": Majority.FOUR_FIFTHS}, votes(7, 2, 0), REJECTED, "rejected_by_votes"),
        ({"majority": Majority.OWN, "majority_share": Fraction(3, 5)}, votes(4, 2, 0), ADOPTED, "carried"),
        (
            {"majority": Majority.OWN, "majority_share": Fraction(3, 5)},
            votes(3, 2, 0),
            REJECTED,
            "rejected_by_votes",
        ),
        (
            {"majority": Majority.OWN, "majority_share": Fraction(3, 5), "majority_is_exceeded": False},
            votes(3, 2, 0),
            ADOPTED,
            "carried",
        ),
        # An abstention may weigh like a no, among those who vote.
        ({"abstentions": Abstentions.COUNT_AS_NO}, votes(3, 1, 2), REJECTED, "rejected_by_votes"),
        ({"abstentions": Abstentions.COUNT_AS_NO}, votes(4, 1, 2), ADOPTED, "carried"),
        # The lot decides a tie only once it is drawn.
        ({"tie": Tie.LOT}, votes(3, 3, 0), POSTPONED, "tie_awaits_lot"),
        ({"tie": Tie.LOT}, votes(0, 0, 3), REJECTED, "rejected_by_votes"),
        ({"tie": Tie.LOT, "majority": Majority.ABSOLUTE}, votes(3, 3, 0), REJECTED, "rejected_by_votes"),
        (
            {"majority": Majority.TWO_THIRDS, "majority_base": MajorityBase.PRESENT},
            votes(6, 0, 4),
            REJECTED,
            "rejected_by_votes",
        ),
    ],
)
def test_a_majority_is_counted_as_its_rules_say(
    rules: dict[str, object], cast_votes: list[Vote], result: ItemResult, code: str
) -> None:
    outcome = decide_item(Rules(seats_count=23, **rules), cast_votes)  # type: ignore[arg-type]

    assert outcome.result is result
    assert outcome.reasons[0].code == code


def test_a_chair_breaks_no_tie_where_the_majority_is_of_more_than_the_votes() -> None:
    of_present = Rules(seats_count=9, majority_base=MajorityBase.PRESENT, tie=Tie.CHAIR_DECIDES)
    of_seats = Rules(seats_count=9, majority_base=MajorityBase.SEATS, tie=Tie.CHAIR_DECIDES)

    assert decide_item(of_present, votes(2, 2, 1, chair=Y)).result is REJECTED
    assert decide_item(of_seats, votes(2, 2, 0, chair=Y)).result is REJECTED
    assert decide_item(of_present, votes(2, 2, 0, chair=Y)).result is ADOPTED


def test_a_seat_counts_once_whoever_sat_on_it() -> None:
    twice = [Vote(seat_id="s1", answer=N), Vote(seat_id="s2", answer=N), Vote(seat_id="s1", answer=Y)]

    outcome = decide_item(Rules(seats_count=3), twice)

    assert (outcome.yes, outcome.no) == (1, 1)


def test_that_abstentions_do_not_count_is_said() -> None:
    outcome = decide_item(Rules(seats_count=5), votes(2, 1, 2))

    assert [reason.code for reason in outcome.reasons] == ["carried", "abstentions_do_not_count"]


def test_those_in_the_room_weigh_where_the_majority_is_one_of_the_present() -> None:
    rules = Rules(seats_count=9, majority_base=MajorityBase.PRESENT)

    assert weigh(rules, Count(yes=3, no=1), present_count=5).result is ADOPTED
    assert weigh(rules, Count(yes=3, no=1), present_count=6).result is REJECTED


def test_the_chair_may_be_asked_again_after_a_tie() -> None:
    rules = Rules(seats_count=9, tie=Tie.CHAIR_DECIDES, casting_vote=CastingVote.EXTRA_VOTE)

    assert weigh(rules, Count(yes=2, no=2, chair=N, casting=Y)).result is ADOPTED
    assert weigh(rules, Count(yes=2, no=2, chair=Y)).result is REJECTED


def test_a_drawn_lot_decides_a_tie_and_is_told_as_a_line() -> None:
    rules = Rules(seats_count=9, tie=Tie.LOT)

    outcome = decide_item(rules, votes(2, 2, 0), lot=LOT, subject="t")

    assert outcome.result is (ADOPTED if LOT.says_yes("t") else REJECTED)
    assert outcome.reasons[0].code == "tie_drawn"
    assert outcome.reasons[0].facts["line"] == f"{LOT.seed} {LOT.word} t"


@given(body=bodies())
def test_the_number_of_yes_votes_that_is_named_as_needed_is_the_smallest_that_carries(
    body: tuple[Rules, list[Answer | None], int | None],
) -> None:
    rules = body[0]
    # Against a base that does not grow with the yes votes.
    told = weigh(rules, Count(yes=1)).reasons[0].facts["base_count"]
    if rules.base is not MajorityBase.SEATS:
        return
    needed = needed_yes(rules, rules.seats_count)

    assert told == rules.seats_count
    assert needed > rules.seats_count or weigh(rules, Count(yes=needed)).result is ADOPTED
    assert needed == 1 or weigh(rules, Count(yes=needed - 1)).result is not ADOPTED


@pytest.mark.parametrize(
    ("rules", "result", "yes", "no", "present", "is_contradiction"),
    [
        ({}, ADOPTED, 20, 10, 30, False),
        ({}, ADOPTED, 10, 20, 30, True),
        ({}, REJECTED, 20, 10, 30, True),
        ({}, ADOPTED, 15, 15, 30, True),
        ({"tie": Tie.LOT}, ADOPTED, 15, 15, 30, False),
        ({"tie": Tie.CHAIR_DECIDES}, ADOPTED, 15, 15, 30, False),
        ({"tie": Tie.CHAIR_DECIDES}, REJECTED, 15, 15, 30, False),
        ({"majority": Majority.ABSOLUTE}, ADOPTED, 25, 0, 30, True),
        ({"majority": Majority.ABSOLUTE}, ADOPTED, 26, 0, 30, False),
        ({"majority": Majority.FOUR_FIFTHS, "majority_base": MajorityBase.SEATS}, ADOPTED, 40, 0, 51, True),
        ({"majority": Majority.FOUR_FIFTHS, "majority_base": MajorityBase.SEATS}, ADOPTED, 41, 0, 51, False),
        ({}, ItemResult.POSTPONED, 30, 0, 30, False),
    ],
)
def test_a_report_must_agree_with_its_own_figures(
    rules: dict[str, object], result: ItemResult, yes: int, no: int, present: int, *, is_contradiction: bool
) -> None:
    council = Rules(seats_count=51, **rules)  # type: ignore[arg-type]

    assert contradicts(council, result, yes=yes, no=no, present=present) is is_contradiction


@given(body=bodies(), data=st.data())
def test_one_more_yes_never_turns_adopted_into_rejected(
    body: tuple[Rules, list[Answer | None], int | None], data: st.DataObject
) -> None:
    rules, seats, chair = body
    turned = data.draw(st.integers(0, len(seats) - 1))
    # An abstention, a no or an absence becomes a yes.
    warmer = [Y if seat == turned else answer for seat, answer in enumerate(seats)]

    if decided(rules, seats, chair) is ADOPTED:
        assert decided(rules, warmer, chair) is ADOPTED


@given(body=bodies(), data=st.data())
def test_the_order_of_the_votes_does_not_matter(
    body: tuple[Rules, list[Answer | None], int | None], data: st.DataObject
) -> None:
    rules, seats, chair = body
    given_votes = seated(seats, chair)
    shuffled = data.draw(st.permutations(given_votes))

    assert decide_item(rules, shuffled) == decide_item(rules, given_votes)
