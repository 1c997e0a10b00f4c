"""Orders of urgency: by the definitions of the methods, by another library, and by the lot."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from votelib.component.rankscore import Borda
from votelib.convert import RankedToCondorcetVotes, RankedToPositionalVotes
from votelib.evaluate.approval import SequentialProportionalApproval
from votelib.evaluate.condorcet import Schulze

from models import Answer
from steering.decision import Lot, Vote, places, ranked
from steering.decision.orders import borda, levels, preferring, schulze
from steering.rules_of_procedure import Ranking
from tests.steering.decision.bodies import LOT, N, Y

SUBJECTS = ("a", "b", "c", "d")
Sheet = dict[str, tuple[Answer, int | None]]


def votes_of(sheets: Sequence[Sheet]) -> dict[str, list[Vote]]:
    """One sheet per seat; what a seat left out it did not answer."""
    return {
        subject: [
            Vote(seat_id=f"s{seat}", answer=sheet[subject][0], rank=sheet[subject][1])
            for seat, sheet in enumerate(sheets)
            if subject in sheet
        ]
        for subject in SUBJECTS
    }


def full(*orders: str) -> list[Sheet]:
    """Each seat ranks all subjects: 'bcad' puts b first."""
    return [{subject: (Y, place) for place, subject in enumerate(order, start=1)} for order in orders]


ORDERS = st.lists(st.permutations(SUBJECTS).map("".join), min_size=1, max_size=7)
SHEETS = st.lists(
    st.dictionaries(
        st.sampled_from(SUBJECTS), st.tuples(st.sampled_from(Answer), st.none() | st.integers(1, 4))
    ),
    max_size=7,
)


def in_order(found: Mapping[str, int]) -> str:
    return "".join(sorted(found, key=found.__getitem__))


def test_approval_goes_by_yes_votes_then_mean_rank() -> None:
    sheets: list[Sheet] = [
        {"a": (Y, 2), "b": (Y, 1), "c": (N, None), "d": (Y, 3)},
        {"a": (Y, 2), "b": (Y, 2), "c": (Y, 1), "d": (Y, 4)},
    ]

    assert in_order(places(votes_of(sheets), lot=LOT)) == "badc"


@pytest.mark.parametrize("method", Ranking)
@given(sheets=SHEETS)
def test_every_topic_has_a_place_of_its_own(method: Ranking, sheets: list[Sheet]) -> None:
    order = ranked(votes_of(sheets), method, LOT)

    assert sorted(order.places.values()) == [1, 2, 3, 4]


@pytest.mark.parametrize("method", Ranking)
@given(sheets=SHEETS, data=st.data())
def test_neither_the_order_of_ballots_nor_of_topics_matters(
    method: Ranking, sheets: list[Sheet], data: st.DataObject
) -> None:
    given_votes = votes_of(sheets)
    shuffled = {
        subject: data.draw(st.permutations(given_votes[subject]))
        for subject in data.draw(st.permutations(SUBJECTS))
    }

    assert ranked(shuffled, method, LOT) == ranked(given_votes, method, LOT)


@pytest.mark.parametrize("method", Ranking)
@given(sheets=SHEETS)
def test_what_was_drawn_changes_with_the_word_and_all_else_stays(
    method: Ranking, sheets: list[Sheet]
) -> None:
    one = ranked(votes_of(sheets), method, Lot(seed="s", word="one"))
    other = ranked(votes_of(sheets), method, Lot(seed="s", word="two"))

    if not one.drawn:
        assert one == other


@pytest.mark.parametrize("method", [Ranking.APPROVAL, Ranking.SCHULZE, Ranking.BORDA])
def test_equal_topics_come_in_the_order_of_their_lots(method: Ranking) -> None:
    order = ranked(votes_of([]), method, LOT)

    by_hand = sorted(
        SUBJECTS, key=lambda topic: hashlib.sha256(f"{LOT.seed} {LOT.word} {topic}".encode()).hexdigest()
    )
    assert in_order(order.places) == "".join(by_hand)
    assert order.drawn == (tuple(by_hand),)


def paths(counted: Mapping[tuple[str, str], int], start: str, end: str) -> Iterator[int]:
    """The weakest link of every way from one topic to another, on which each beats the next."""
    between = [subject for subject in SUBJECTS if subject not in {start, end}]
    for length in range(len(between) + 1):
        for middle in permutations(between, length):
            way = (start, *middle, end)
            links = list(pairwise(way))
            if all(counted[link] > counted[link[::-1]] for link in links):
                yield min(counted[link] for link in links)


@given(sheets=SHEETS)
def test_schulze_is_the_strongest_path_among_all_paths(sheets: list[Sheet]) -> None:
    put = levels(votes_of(sheets))
    counted = preferring(SUBJECTS, put)

    strongest = {
        (one, other): max(paths(counted, one, other), default=0) for one, other in permutations(SUBJECTS, 2)
    }

    by_hand = {
        one: sum(strongest[one, other] > strongest[other, one] for other in SUBJECTS if other != one)
        for one in SUBJECTS
    }
    assert schulze(SUBJECTS, put) == by_hand


@given(orders=ORDERS)
def test_who_beats_every_other_topic_comes_first_by_schulze(orders: list[str]) -> None:
    counted = preferring(SUBJECTS, levels(votes_of(full(*orders))))
    winners = [
        one
        for one in SUBJECTS
        if all(counted[one, other] > counted[other, one] for other in SUBJECTS if other != one)
    ]

    order = in_order(ranked(votes_of(full(*orders)), Ranking.SCHULZE, LOT).places)

    assert winners in ([], [order[0]])


@given(orders=ORDERS)
def test_schulze_and_borda_are_those_of_another_library(orders: list[str]) -> None:
    votes = {tuple(order): orders.count(order) for order in set(orders)}
    put = levels(votes_of(full(*orders)))

    theirs = Schulze.widest_paths(RankedToCondorcetVotes().convert(votes))
    points = RankedToPositionalVotes(Borda(base=0)).convert(votes)

    beaten = {
        one: sum(
            theirs.get((one, other), 0) > theirs.get((other, one), 0) for other in SUBJECTS if other != one
        )
        for one in SUBJECTS
    }
    assert schulze(SUBJECTS, put) == beaten
    assert borda(SUBJECTS, put) == {one: 2 * points[one] for one in SUBJECTS}


@given(st.lists(st.sets(st.sampled_from(SUBJECTS), min_size=1), min_size=1, max_size=9))
def test_proportional_approval_is_that_of_another_library_where_nothing_is_drawn(
    approvals: list[set[str]],
) -> None:
    sheets: list[Sheet] = [dict.fromkeys(approved, (Y, None)) for approved in approvals]
    order = ranked(votes_of(sheets), Ranking.PROPORTIONAL_APPROVAL, LOT)
    if order.drawn:
        return
    counted = {frozenset(each): approvals.count(each) for each in map(set, approvals)}

    theirs = SequentialProportionalApproval().evaluate(counted, 4)

    assert in_order(order.places).startswith("".join(theirs))


@given(sheets=SHEETS)
def test_proportional_approval_takes_what_adds_most_to_the_shares_of_all(sheets: list[Sheet]) -> None:
    order = in_order(ranked(votes_of(sheets), Ranking.PROPORTIONAL_APPROVAL, LOT).places)
    wishes = [{subject for subject, (answer, _) in sheet.items() if answer is Y} for sheet in sheets]

    def content(chosen: str) -> Fraction:
        """1 + 1/2 + 1/3 ... for each seat, as many terms as wishes of it are in front."""
        return sum(
            (Fraction(1, n) for wish in wishes for n in range(1, len(wish & set(chosen)) + 1)), Fraction(0)
        )

    for place in range(1, len(order)):
        reached = content(order[:place])
        assert all(reached >= content(order[: place - 1] + other) for other in order[place:])


def test_a_minority_with_a_wish_of_its_own_comes_up_in_time() -> None:
    majority: Sheet = {"a": (Y, None), "b": (Y, None), "c": (Y, None)}
    minority: Sheet = {"d": (Y, None)}
    sheets = [majority] * 5 + [minority] * 3

    assert in_order(ranked(votes_of(sheets), Ranking.APPROVAL, LOT).places)[3] == "d"
    assert in_order(ranked(votes_of(sheets), Ranking.PROPORTIONAL_APPROVAL, LOT).places)[1] == "d"
