"""Votes and bodies for the tests of decisions."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

from models import Answer, ItemResult, Majority, MajorityBase, Tie
from steering.decision import Lot, Rules, Vote, decide_item
from steering.rules_of_procedure import Abstentions, CastingVote

Y, N, A = Answer.YES, Answer.NO, Answer.ABSTAIN
ADOPTED, REJECTED, POSTPONED = ItemResult.ADOPTED, ItemResult.REJECTED, ItemResult.POSTPONED
LOT = Lot(seed="a" * 64, word="7 13 21 28 40 49")


def cast(*answers: Answer, chair: int | None = None) -> list[Vote]:
    """Votes of seats 0, 1, 2 ...; one of them may be the chair."""
    return [
        Vote(seat_id=f"s{seat}", answer=answer, is_chair=seat == chair) for seat, answer in enumerate(answers)
    ]


def votes(yes: int, no: int, abstain: int, *, chair: Answer | None = None) -> list[Vote]:
    """So many votes of each kind; the chair is one who answered so."""
    answers = [Y] * yes + [N] * no + [A] * abstain
    return cast(*answers, chair=answers.index(chair) if chair else None)


def seated(seats: Sequence[Answer | None], chair: int | None) -> list[Vote]:
    """What the seats answered; None answered nothing."""
    return [
        Vote(seat_id=f"s{seat}", answer=answer, is_chair=seat == chair)
        for seat, answer in enumerate(seats)
        if answer is not None
    ]


def decided(rules: Rules, seats: Sequence[Answer | None], chair: int | None) -> ItemResult:
    """The result of what the seats answered."""
    return decide_item(rules, seated(seats, chair), lot=LOT, subject="t").result


@st.composite
def any_rules(draw: st.DrawFn) -> Rules:
    """Rules of a small body, whatever they say on majorities and ties."""
    majority = draw(st.sampled_from(Majority))
    own = draw(st.fractions(Fraction(1, 2), 1, max_denominator=9)) if majority is Majority.OWN else None
    return Rules(
        seats_count=draw(st.integers(1, 9)),
        majority=majority,
        majority_share=own,
        majority_is_exceeded=own == Fraction(1, 2) or draw(st.booleans()),
        majority_base=draw(st.sampled_from(MajorityBase)),
        abstentions=draw(st.sampled_from(Abstentions)),
        tie=draw(st.sampled_from(Tie)),
        casting_vote=draw(st.sampled_from(CastingVote)),
    )


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Rules, list[Answer | None], int | None]:
    """Rules, what each seat answers (None: nothing), and which seat is the chair."""
    rules = draw(any_rules())
    seats = draw(st.lists(st.sampled_from([Y, N, A, None]), min_size=1, max_size=rules.seats_count))
    chair = draw(st.none() | st.integers(0, len(seats) - 1))
    return rules, seats, chair
