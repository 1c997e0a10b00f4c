"""Whether enough are there: tables of the law, and the share reckoned exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import CommitteeKind
from steering.decision import Attendance, Rules, quorum, quorum_needed, quorum_of
from steering.rules_of_procedure import ManyRecused, SecondSummons

COUNCIL = Rules(
    seats_count=51,
    kind=CommitteeKind.COUNTY_COUNCIL,
    quorum_holds_until_doubted=True,
    many_recused=ManyRecused.ANY_NUMBER_WITH_APPROVAL,
    full_house_cures_summons=True,
)


@pytest.mark.parametrize(
    ("seats", "pct", "needed"),
    [
        (23, 50.0, 12),
        (7, 50.0, 4),
        (8, 50.0, 5),
        (2, 50.0, 2),
        (1, 50.0, 1),
        (55, 50.0, 28),
        (9, 0.0, 1),
        (3, 66.6, 2),
    ],
)
def test_a_quorum_is_more_than_the_share_of_the_legal_seats(seats: int, pct: float, needed: int) -> None:
    rules = Rules(seats_count=seats, quorum_share=Fraction(str(pct)) / 100)

    assert quorum_needed(rules) == needed
    assert quorum(rules, needed).is_met
    assert quorum(rules, needed).reason.code == "quorum_met"
    assert not quorum(rules, needed - 1).is_met
    assert quorum(rules, needed - 1).reason.code == "quorum_missed"


def test_a_second_summons_is_quorate_with_anyone_but_not_with_nobody() -> None:
    rules = Rules(seats_count=23)

    one = quorum(rules, 1, is_second_summons=True)
    nobody = quorum(rules, 0, is_second_summons=True)

    assert (one.is_met, one.reason.code) == (True, "quorum_second_summons")
    assert not nobody.is_met


@given(seats=st.integers(1, 2_000), tenths=st.integers(0, 999))
def test_the_quorum_is_reckoned_exactly(seats: int, tenths: int) -> None:
    rules = Rules(seats_count=seats, quorum_share=Fraction(tenths, 1000))

    needed = quorum_needed(rules)

    share = Fraction(tenths, 1000)
    assert Fraction(needed, seats) > share
    assert Fraction(needed - 1, seats) <= share


@pytest.mark.parametrize(
    ("there", "is_met", "code"),
    [
        # Section 65 (1): more than half of the legal seats.
        ({"present_count": 26}, True, "quorum_met"),
        ({"present_count": 25}, False, "quorum_missed"),
        ({"present_count": 0}, False, "quorum_missed"),
        # Established at the opening, it holds until somebody doubts it.
        ({"present_count": 20, "was_quorate": True}, True, "quorum_presumed"),
        ({"present_count": 20, "was_quorate": True, "is_doubted": True}, False, "quorum_lost_on_doubt"),
        ({"present_count": 26, "was_quorate": True, "is_doubted": True}, True, "quorum_met"),
        ({"present_count": 0, "was_quorate": True}, False, "quorum_missed"),
        # A faulty summons: all legal members, and nobody objects.
        ({"present_count": 51, "is_summons_faulty": True}, True, "quorum_full_house"),
        ({"present_count": 50, "is_summons_faulty": True}, False, "quorum_faulty_summons"),
        (
            {"present_count": 51, "is_summons_faulty": True, "is_fault_objected": True},
            False,
            "quorum_faulty_summons",
        ),
        # Section 65 (2): any number, if the second summons said so.
        ({"present_count": 1, "is_second_summons": True}, True, "quorum_second_summons"),
        (
            {"present_count": 25, "is_second_summons": True, "is_announced": False},
            False,
            "quorum_missed_unannounced",
        ),
        ({"present_count": 26, "is_second_summons": True, "is_announced": False}, True, "quorum_met"),
        # Section 65 (3): more than half are excluded by law.
        ({"present_count": 3, "recused_count": 26}, True, "quorum_many_recused"),
        ({"present_count": 3, "recused_count": 25}, False, "quorum_missed"),
        ({"present_count": 0, "recused_count": 51}, False, "quorum_missed"),
        ({"present_count": 26, "recused_count": 25}, True, "quorum_met"),
    ],
)
def test_a_council_is_quorate_as_the_law_says(there: dict[str, int], code: str, *, is_met: bool) -> None:
    found = quorum_of(COUNCIL, Attendance(**there))

    assert (found.is_met, found.reason.code) == (is_met, code)
    assert found.needs_approval == (code == "quorum_many_recused")


def test_a_body_without_these_rules_has_none_of_their_exceptions() -> None:
    strict = Rules(
        seats_count=9, second_summons=SecondSummons.SAME_QUORUM, many_recused=ManyRecused.SAME_QUORUM
    )
    few = Attendance(present_count=4, recused_count=5, is_second_summons=True, was_quorate=True)

    assert quorum_of(strict, few).reason.code == "quorum_missed"
    assert quorum_of(strict, Attendance(present_count=9, is_summons_faulty=True)).is_met is False


@pytest.mark.parametrize(
    ("seats", "share", "needed"),
    [(10, "1/2", 5), (9, "1/2", 5), (9, "2/3", 6), (10, "2/3", 7), (7, "1/1", 7), (7, "0/1", 1)],
)
def test_a_share_may_be_reached_instead_of_exceeded(seats: int, share: str, needed: int) -> None:
    rules = Rules(seats_count=seats, quorum_share=Fraction(share), quorum_is_exceeded=False)

    assert quorum_needed(rules) == needed


def test_a_conference_needs_no_quorum() -> None:
    conference = Rules(seats_count=0, kind=CommitteeKind.CONFERENCE)

    assert quorum_of(conference, Attendance(present_count=0)).reason.code == "quorum_not_needed"
