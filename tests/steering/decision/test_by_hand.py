"""Every vote of every small body, decided a second time by a clerk who reads the law aloud.

The clerk knows nothing of the code: he looks at the seats one by one, in fractions.
"""

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from models import Answer, Majority, MajorityBase, Tie
from steering.decision import Attendance, Count, Rules, decide
from steering.rules_of_procedure import Abstentions, ManyRecused, SecondSummons
from tests.steering.decision.bodies import ADOPTED, LOT, REJECTED, A, N, Y, decided

SHARES = {"two_thirds": Fraction(2, 3), "three_quarters": Fraction(3, 4), "four_fifths": Fraction(4, 5)}


def carried_by_hand(rules: Rules, seats: Sequence[str | None], chair: int | None) -> bool:
    """Section 66 (1) and its like: who was for it, of whom, and is that enough."""
    in_favour = [seat for seat in seats if seat == "yes"]
    against = [seat for seat in seats if seat == "no"]
    there = [seat for seat in seats if seat is not None]
    if rules.majority == "absolute":
        return Fraction(len(in_favour), rules.seats_count) > Fraction(1, 2)
    heard = there if rules.abstentions == "count_as_no" else in_favour + against
    whole = {"votes": len(heard), "present": len(there), "seats": rules.seats_count}[rules.majority_base]
    if whole == 0:
        return False
    share = Fraction(len(in_favour), whole)
    if rules.majority in SHARES:
        return share >= SHARES[rules.majority]
    if rules.majority == "own":
        return share > Fraction(3, 5)
    is_even = share == Fraction(1, 2) and len(in_favour) == len(against)
    return tie_by_hand(rules, seats, chair) if is_even else share > Fraction(1, 2)


def tie_by_hand(rules: Rules, seats: Sequence[str | None], chair: int | None) -> bool:
    """As many for it as against."""
    if rules.tie == "lot":
        return LOT.says_yes("t")
    return rules.tie == "chair_decides" and chair is not None and seats[chair] == "yes"


def every_rule_of_majority(size: int) -> Iterator[tuple[Rules, int | None]]:
    for base, abstentions in itertools.product(MajorityBase, Abstentions):
        same: dict[str, Any] = {"seats_count": size, "majority_base": base, "abstentions": abstentions}
        for tie, chair in itertools.product(Tie, (None, 0)):
            yield Rules(**same, tie=tie), chair
        for majority in (Majority.ABSOLUTE, *map(Majority, SHARES)):
            yield Rules(**same, majority=majority), None
        yield Rules(**same, majority=Majority.OWN, majority_share=Fraction(3, 5)), None


def every_vote(size: int) -> Iterator[tuple[Answer | None, ...]]:
    """The first seat may be the chair's; among the others it makes no difference who said what."""
    for first in (Y, N, A, None):
        for others in itertools.combinations_with_replacement((Y, N, A, None), size - 1):
            yield first, *others


def test_every_vote_of_every_body_of_up_to_six_seats_is_counted_as_by_hand() -> None:
    wrong = []
    for size in range(1, 7):
        for rules, chair in every_rule_of_majority(size):
            for seats in every_vote(size):
                expected = ADOPTED if carried_by_hand(rules, seats, chair) else REJECTED
                if decided(rules, seats, chair) is not expected:
                    wrong.append((rules, seats, chair, expected))

    assert wrong == []


def may_decide_by_hand(rules: Rules, seats: Sequence[str], summons: dict[str, bool]) -> bool:
    """Section 65: who is in the room and not excluded, and which sentence of it helps."""
    members, in_the_room = len(seats), [seat for seat in seats if seat not in {"away", "excluded"}]
    if summons.get("is_summons_faulty"):
        everybody = all(seat not in {"away", "excluded"} for seat in seats)
        return rules.full_house_cures_summons and everybody and not summons.get("is_fault_objected")
    share = Fraction(len(in_the_room), members)
    if share > rules.quorum_share or (not rules.quorum_is_exceeded and share == rules.quorum_share):
        return True
    if not in_the_room:
        return False
    excluded = [seat for seat in seats if seat == "excluded"]
    if rules.many_recused == "any_number_with_approval" and Fraction(len(excluded), members) > Fraction(1, 2):
        return True
    says_so = summons.get("is_announced", True)
    if summons.get("is_second_summons") and rules.second_summons == "any_number_if_announced" and says_so:
        return True
    was, doubted = summons.get("was_quorate"), summons.get("is_doubted")
    return bool(rules.quorum_holds_until_doubted and was and not doubted)


QUORUM_RULES: list[dict[str, Any]] = [
    {},
    {"quorum_holds_until_doubted": True, "full_house_cures_summons": True},
    {"many_recused": ManyRecused.ANY_NUMBER_WITH_APPROVAL, "quorum_share": Fraction(2, 3)},
    {"quorum_is_exceeded": False, "second_summons": SecondSummons.SAME_QUORUM},
]
SUMMONS: list[dict[str, bool]] = [
    {},
    {"is_second_summons": True},
    {"is_second_summons": True, "is_announced": False},
    {"was_quorate": True},
    {"was_quorate": True, "is_doubted": True},
    {"is_summons_faulty": True},
    {"is_summons_faulty": True, "is_fault_objected": True},
]


def test_every_small_body_may_decide_as_section_65_reads() -> None:
    wrong = []
    states = ("away", "excluded", "yes", "no", "abstain", "there")
    for size in range(1, 5):
        for rule, summons in itertools.product(QUORUM_RULES, SUMMONS):
            rules = Rules(seats_count=size, **rule)
            for seats in itertools.combinations_with_replacement(states, size):
                there = Attendance(
                    present_count=sum(seat not in {"away", "excluded"} for seat in seats),
                    recused_count=seats.count("excluded"),
                    **summons,
                )
                count = Count(yes=seats.count("yes"), no=seats.count("no"), abstain=seats.count("abstain"))
                result = decide(rules, count, there).result
                spoken = [Answer(seat) if seat in set(Answer) else None for seat in seats]
                carried = ADOPTED if carried_by_hand(rules, spoken, None) else REJECTED
                expected = carried if may_decide_by_hand(rules, seats, summons) else None
                if result is not expected:
                    wrong.append((rules, summons, seats, result, expected))

    assert wrong == []
