"""The lot: anybody can draw it again, and nobody can bend it."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from steering.decision import Lot
from tests.steering.decision.bodies import LOT


def test_a_lot_is_the_sha_256_of_a_line_of_text() -> None:
    line = f"{LOT.seed} 7 13 21 28 40 49 topic-3"

    assert LOT.line("topic-3") == line
    assert LOT.drawn("topic-3") == hashlib.sha256(line.encode()).hexdigest()


def test_a_lot_without_a_word_has_no_gap_in_its_line() -> None:
    assert Lot(seed="s").line("t") == "s t"


@given(st.sets(st.text("abc", min_size=1), min_size=1, max_size=6), st.data())
def test_the_order_of_lots_does_not_depend_on_the_order_of_things(
    things: set[str], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(sorted(things)))

    assert LOT.order(shuffled) == LOT.order(things)


def test_both_answers_to_a_tie_are_possible_and_about_as_frequent() -> None:
    drawn = [Lot(seed="s", word=str(word)).says_yes("t") for word in range(1000)]

    assert 400 < sum(drawn) < 600
