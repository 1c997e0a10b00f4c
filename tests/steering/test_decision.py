"""How votes become outcomes: tables, laws, and a recount by other means."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Answer, GateKind, GateState, ItemResult, Majority, MajorityBase, Tie
from steering.decision import Rules, Vote, decide_item, gate_state, places, quorum, quorum_needed

Y, N, A = Answer.YES, Answer.NO, Answer.ABSTAIN
ADOPTED, REJECTED = ItemResult.ADOPTED, ItemResult.REJECTED
CODES = {
    "carried",
    "rejected_by_votes",
    "rejected_by_tie",
    "chair_decides_tie",
    "no_votes_cast",
    "abstentions_do_not_count",
}


def cast(*answers: Answer, chair: int | None = None) -> list[Vote]:
    """Votes of seats 0, 1, 2 ...; one of them may be the chair."""
    return [
        Vote(seat_id=f"s{seat}", answer=answer, is_chair=seat == chair) for seat, answer in enumerate(answers)
    ]


def votes(yes: int, no: int, abstain: int, *, chair: Answer | None = None) -> list[Vote]:
    """So many votes of each kind; the chair is one who answered so."""
    answers = [Y] * yes + [N] * no + [A] * abstain
    return cast(*answers, chair=answers.index(chair) if chair else None)


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
    rules = Rules(seats_count=seats, quorum_pct=pct)

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
    rules = Rules(seats_count=seats, quorum_pct=tenths / 10)

    needed = quorum_needed(rules)

    share = Fraction(tenths, 1000)
    assert Fraction(needed, seats) > share
    assert Fraction(needed - 1, seats) <= share


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
        ({"tie": Tie.CHAIR_DECIDES}, votes(3, 3, 1, chair=A), REJECTED, "rejected_by_tie"),
        ({"tie": Tie.CHAIR_DECIDES}, votes(3, 3, 0), REJECTED, "rejected_by_tie"),
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


any_rules = st.builds(
    Rules,
    seats_count=st.integers(1, 9),
    majority=st.sampled_from(Majority),
    majority_base=st.sampled_from(MajorityBase),
    tie=st.sampled_from(Tie),
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Rules, list[Answer | None], int | None]:
    """Rules, what each seat answers (None: nothing), and which seat is the chair."""
    rules = draw(any_rules)
    seats = draw(st.lists(st.sampled_from([Y, N, A, None]), min_size=1, max_size=rules.seats_count))
    chair = draw(st.none() | st.integers(0, len(seats) - 1))
    return rules, seats, chair


def decided(rules: Rules, seats: Sequence[Answer | None], chair: int | None) -> ItemResult:
    """The result of what the seats answered."""
    given_votes = [
        Vote(seat_id=f"s{seat}", answer=answer, is_chair=seat == chair)
        for seat, answer in enumerate(seats)
        if answer is not None
    ]
    return decide_item(rules, given_votes).result


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
    given_votes = [
        Vote(seat_id=f"s{seat}", answer=answer, is_chair=seat == chair)
        for seat, answer in enumerate(seats)
        if answer is not None
    ]
    shuffled = data.draw(st.permutations(given_votes))

    assert decide_item(rules, shuffled) == decide_item(rules, given_votes)


def by_hand(rules: Rules, seats: Sequence[Answer | None], chair: int | None) -> bool:
    """The outcome as a clerk would work it out, in fractions and without the code under test."""
    in_favour = sum(1 for answer in seats if answer == "yes")
    against = sum(1 for answer in seats if answer == "no")
    there = sum(1 for answer in seats if answer is not None)
    whole = {"votes": in_favour + against, "present": there, "seats": rules.seats_count}[rules.majority_base]
    if rules.majority == "absolute":
        return Fraction(in_favour, rules.seats_count) > Fraction(1, 2)
    if whole == 0:
        return False
    share = Fraction(in_favour, whole)
    if rules.majority == "two_thirds":
        return share >= Fraction(2, 3)
    is_even = share == Fraction(1, 2) and in_favour == against
    if is_even and rules.tie == "chair_decides" and chair is not None:
        return seats[chair] == "yes"
    return share > Fraction(1, 2)


def test_every_vote_of_every_body_of_up_to_five_seats_is_counted_as_by_hand() -> None:
    wrong = []
    for size in range(1, 6):
        for majority, base, tie in itertools.product(Majority, MajorityBase, Tie):
            rules = Rules(seats_count=size, majority=majority, majority_base=base, tie=tie)
            for seats in itertools.product([Y, N, A, None], repeat=size):
                for chair in (None, 0):
                    expected = ADOPTED if by_hand(rules, seats, chair) else REJECTED
                    if decided(rules, seats, chair) is not expected:
                        wrong.append((rules, seats, chair, expected))

    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "results", "state"),
    [
        (GateKind.RELEASE, [ADOPTED], GateState.PASSED),
        (GateKind.RELEASE, [REJECTED], GateState.SENT_BACK),
        (GateKind.ACKNOWLEDGE, [ADOPTED, REJECTED], GateState.SENT_BACK),
        (GateKind.CONFIRM, [ADOPTED, ADOPTED], GateState.PASSED),
        (GateKind.CONFIRM, [ADOPTED, REJECTED], GateState.SENT_BACK),
        (GateKind.RANK, [ADOPTED, REJECTED], GateState.PASSED_WITH_CONDITIONS),
        (GateKind.RANK, [REJECTED, REJECTED], GateState.SENT_BACK),
        (GateKind.COMMENT, [ItemResult.NOTED], GateState.PASSED),
        (GateKind.COMMENT, [REJECTED], GateState.SENT_BACK),
        (GateKind.RECOMMEND, [ADOPTED, REJECTED], GateState.PASSED_WITH_CONDITIONS),
        (GateKind.RECOMMEND, [REJECTED, ADOPTED], GateState.SENT_BACK),
        (GateKind.DECIDE, [ADOPTED, ItemResult.POSTPONED], GateState.PASSED_WITH_CONDITIONS),
        (GateKind.DECIDE, [REJECTED, ADOPTED], GateState.REJECTED),
        (GateKind.DECIDE, [ItemResult.REFERRED_BACK, ADOPTED], GateState.SENT_BACK),
        (GateKind.DECIDE, [ItemResult.POSTPONED, ADOPTED], GateState.SENT_BACK),
        (GateKind.DECIDE, [ItemResult.ADOPTED_AS_AMENDED], GateState.PASSED),
    ],
)
def test_a_gate_ends_as_its_items_do(kind: GateKind, results: list[ItemResult], state: GateState) -> None:
    assert gate_state(kind, results) is state


@given(kind=st.sampled_from(GateKind), results=st.lists(st.sampled_from(ItemResult), min_size=1, max_size=5))
def test_only_a_decision_can_be_rejected_for_good(kind: GateKind, results: list[ItemResult]) -> None:
    state = gate_state(kind, results)

    assert state in {
        GateState.PASSED,
        GateState.PASSED_WITH_CONDITIONS,
        GateState.SENT_BACK,
        GateState.REJECTED,
    }
    assert (state is not GateState.REJECTED) or kind is GateKind.DECIDE


def ranked(*pairs: tuple[Answer, int | None]) -> list[Vote]:
    """One vote per pair of answer and rank."""
    return [Vote(seat_id=f"s{seat}", answer=answer, rank=rank) for seat, (answer, rank) in enumerate(pairs)]


def test_places_go_by_yes_votes_then_mean_rank_then_name() -> None:
    by_subject = {
        "b": ranked((Y, 1), (Y, 3)),
        "a": ranked((Y, 2), (Y, 2)),
        "c": ranked((Y, 1), (Y, 2)),
        "d": ranked((Y, None), (N, None)),
        "e": ranked((Y, 1), (Y, 1), (Y, 4)),
    }

    assert places(by_subject) == {"e": 1, "c": 2, "a": 3, "b": 4, "d": 5}


@given(
    st.dictionaries(
        st.text("abc", min_size=1, max_size=3),
        st.lists(st.tuples(st.sampled_from(Answer), st.none() | st.integers(1, 5)), max_size=4),
        max_size=5,
    )
)
def test_every_topic_has_a_place_of_its_own(drawn: dict[str, list[tuple[Answer, int | None]]]) -> None:
    given_places = places({subject: ranked(*pairs) for subject, pairs in drawn.items()})

    assert sorted(given_places.values()) == list(range(1, len(drawn) + 1))


def test_every_reason_has_words() -> None:
    from templates.reasons import reason_text

    for outcome in (votes(2, 1, 2), votes(1, 1, 0), votes(0, 1, 0), []):
        for reason in decide_item(Rules(seats_count=5), outcome).reasons:
            assert reason.code in CODES
            assert reason_text(reason.code, reason.facts)
