"""A recount finds what was published, and whatever somebody changed by hand."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models import (
    Answer,
    Ballot,
    Committee,
    Elector,
    GateItem,
    GateOutcome,
    GateState,
    ItemVersion,
    PublishedReceipt,
    Seat,
)
from steering.changes import changed
from steering.codes import box_key, receipt_code, secret_code, tidied
from steering.errors import NotAllowedNow
from steering.recounting import recount
from tests.steering.a_counted_gate import AT, CountedGate, a_counted_gate

SEEDS = st.integers(min_value=0, max_value=2**32)


def codes(counted: CountedGate) -> set[str]:
    return {each.code for each in recount(counted.records, counted.gate, in_trail=counted.in_trail)}


@given(seed=SEEDS)
@settings(max_examples=70)
def test_a_recount_equals_what_was_published(seed: int) -> None:
    assert codes(a_counted_gate(seed)) == set()


@given(seed=SEEDS, place=st.integers(min_value=0), answer=st.sampled_from(Answer))
@settings(max_examples=40)
def test_a_changed_answer_is_found_even_where_the_count_stays_the_same(
    seed: int, place: int, answer: Answer
) -> None:
    counted = a_counted_gate(seed)
    ballots = [each for each in counted.records.all(Ballot) if each.is_current]
    assume(ballots)
    ballot = ballots[place % len(ballots)]
    assume(ballot.answer is not answer)

    assert "receipt" in codes(counted.with_changed(ballot, answer=answer))


@given(seed=SEEDS, place=st.integers(min_value=0))
@settings(max_examples=30)
def test_two_voters_whose_answers_were_swapped_are_found(seed: int, place: int) -> None:
    counted = a_counted_gate(seed)
    current = [each for each in counted.records.all(Ballot) if each.is_current]
    pairs = [
        (one, two)
        for one in current
        for two in current
        if one.gate_item_id == two.gate_item_id and (one.answer, two.answer) == (Answer.YES, Answer.NO)
    ]
    assume(pairs)
    one, two = pairs[place % len(pairs)]

    swapped = counted.with_changed(one, answer=Answer.NO).with_changed(two, answer=Answer.YES)

    assert "receipt" in codes(swapped)


A_SEED = 5


@pytest.fixture
def counted() -> CountedGate:
    made = a_counted_gate(A_SEED)
    assert made.gate.state is not GateState.INQUORATE
    return made


def first(counted: CountedGate, kind: type) -> object:
    return counted.records.all(kind)[0]


def test_a_published_number_that_was_changed_is_found(counted: CountedGate) -> None:
    item = first(counted, GateItem)

    assert {"item", "results"} <= codes(counted.with_changed(item, yes_count=item.yes_count + 1))


def test_an_outcome_that_was_changed_with_all_its_numbers_is_found_in_the_trail(
    counted: CountedGate,
) -> None:
    outcome = first(counted, GateOutcome)

    assert "trail" in codes(counted.with_changed(outcome, sha256="f" * 64))
    assert "outcome_hash" in codes(counted.with_changed(outcome, reasons="[]"))
    assert codes(counted.without(outcome)) == {"outcome_missing"}


def test_a_vote_of_a_stranger_is_found_and_not_counted(counted: CountedGate) -> None:
    elector = counted.records.all(Ballot)[0].seat_id
    mine = next(each for each in counted.records.all(Elector) if each.seat_id == elector)

    assert "stranger" in codes(counted.without(mine))


def test_a_ballot_slipped_in_after_the_close_is_found(counted: CountedGate) -> None:
    ballot = max(counted.records.all(Ballot), key=lambda each: each.revision)
    late = changed(
        ballot, id=999, revision=ballot.revision + 1, cast_at=AT.replace(year=2028), answer=Answer.ABSTAIN
    )

    assert {"late_ballot", "marks"} <= codes(counted.with_more(late))


def test_a_ballot_that_was_taken_away_is_found(counted: CountedGate) -> None:
    taken = next(each for each in counted.records.all(Ballot) if each.is_current)

    assert codes(counted.without(taken)) & {"receipt", "receipts"}


def test_a_wording_that_was_changed_is_found(counted: CountedGate) -> None:
    worded = first(counted, ItemVersion)

    assert "wording" in codes(counted.with_changed(worded, text="So war es nie."))
    assert "wording" in codes(counted.with_changed(first(counted, GateItem), text="So war es nie."))


def test_a_list_of_receipts_that_was_changed_is_found(counted: CountedGate) -> None:
    listed = first(counted, PublishedReceipt)

    assert {"receipts", "outcome_hash"} <= codes(counted.without(listed))
    assert "receipts" in codes(counted.with_more(PublishedReceipt(gate_id="g", code="0000")))


def test_rules_and_chair_that_changed_since_do_not_change_an_old_outcome(counted: CountedGate) -> None:
    other = counted
    for body in counted.records.all(Committee):
        other = other.with_changed(body, seats_count=99, quorum_pct=99.0)
    for seat in counted.records.all(Seat):
        other = other.with_changed(seat, is_chair=not seat.is_chair)

    assert codes(other) == set()


def test_rules_that_were_changed_in_the_gate_are_found() -> None:
    found = 0
    for seed in range(12):
        made = a_counted_gate(seed)
        tampered = made.with_changed(
            made.gate, rules=made.gate.rules.replace('"quorum_share":"0/1"', '"quorum_share":"99/100"')
        )
        found += bool(codes(tampered))

    assert found


@pytest.mark.parametrize("state", [GateState.OPEN, GateState.CANCELLED])
def test_a_question_without_an_outcome_cannot_be_recounted(counted: CountedGate, state: GateState) -> None:
    gate = changed(counted.gate, state=state)

    with pytest.raises(NotAllowedNow) as refusal:
        recount(counted.records, gate)

    assert refusal.value.code == "nothing_to_recount"


# Codes


def test_a_receipt_tells_nothing_without_its_nonce() -> None:
    """All three answers are tried: none of them gives the code by itself."""
    told = [[{"item": 1, "answer": answer.value}] for answer in Answer]
    code = receipt_code(b"drawn", "g", "s", told[0])

    assert code not in {receipt_code(b"", "g", "s", each) for each in told}
    assert receipt_code(b"drawn", "g", "s", told[0]) == code
    assert len({receipt_code(b"drawn", "g", "s", each) for each in told}) == 3


@given(st.binary(min_size=16, max_size=32))
def test_a_code_is_understood_however_it_was_copied(drawn: bytes) -> None:
    code = secret_code(drawn)

    assert box_key(code.lower().replace("0", "o").replace("-", " "), "g") == box_key(code, "g")
    assert box_key(code, "another") != box_key(code, "g")
    assert len(tidied(code)) == 20
