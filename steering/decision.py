"""How a committee's rules turn votes into an outcome, with the reasons in order.

Pure: rules and votes in, outcome out. The words of a reason come from templates; here a reason
is a code with its figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from models import Answer, CommitteeKind, GateKind, GateState, ItemResult, Majority, MajorityBase, Tie


@dataclass(frozen=True, kw_only=True)
class Rules:
    """A committee's rules of decision, as its profile declares them."""

    seats_count: int
    quorum_pct: float = 50.0
    majority: Majority = Majority.SIMPLE
    majority_base: MajorityBase = MajorityBase.VOTES
    tie: Tie = Tie.REJECTED
    kind: CommitteeKind = CommitteeKind.ADVISORY_BOARD

    @property
    def has_quorum_rule(self) -> bool:
        """A conference has no seats and no quorum; it only speaks."""
        return self.kind is not CommitteeKind.CONFERENCE


@dataclass(frozen=True, kw_only=True)
class Vote:
    """What one seat answered to one item. A seat counts once, whoever sat on it."""

    seat_id: str
    answer: Answer
    is_chair: bool = False
    rank: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Why an outcome is as it is: a code and its figures."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ItemOutcome:
    """What became of one item."""

    result: ItemResult
    yes: int
    no: int
    abstain: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """Whether enough took part."""

    is_met: bool
    reason: Reason


def quorum_needed(rules: Rules) -> int:
    """How many seats must take part: more than the given share of the legal seats."""
    return floor(rules.seats_count * rules.quorum_pct / 100) + 1


def quorum(rules: Rules, present_count: int, *, is_second_summons: bool = False) -> Quorum:
    """Whether the body is quorate. A second summons is quorate with any number (NKomVG s. 65 (2))."""
    needed = quorum_needed(rules)
    figures = {"present": present_count, "needed": needed, "seats": rules.seats_count}
    if present_count >= needed:
        return Quorum(is_met=True, reason=Reason(code="quorum_met", facts=figures))
    if is_second_summons and present_count > 0:
        return Quorum(is_met=True, reason=Reason(code="quorum_second_summons", facts=figures))
    return Quorum(is_met=False, reason=Reason(code="quorum_missed", facts=figures))


def decide_item(rules: Rules, votes: Sequence[Vote]) -> ItemOutcome:
    """The outcome of one item. The caller has established the quorum."""
    one_each = {vote.seat_id: vote for vote in votes}.values()
    counted = Counter(vote.answer for vote in one_each)
    yes, no, abstain = counted[Answer.YES], counted[Answer.NO], counted[Answer.ABSTAIN]
    figures = {"yes": yes, "no": no, "abstain": abstain, "majority": rules.majority.value}
    # Only against the votes cast do abstentions drop out; against those present they weigh like a no.
    drops_abstentions = rules.majority_base is MajorityBase.VOTES and abstain > 0
    if yes + no + abstain == 0:
        return _outcome(ItemResult.REJECTED, figures, "no_votes_cast")
    if yes == no and rules.tie is Tie.CHAIR_DECIDES and _is_half(rules, yes=yes, no=no, abstain=abstain):
        chair = next((vote.answer for vote in one_each if vote.is_chair), None)
        if chair in (Answer.YES, Answer.NO):
            result = ItemResult.ADOPTED if chair is Answer.YES else ItemResult.REJECTED
            return _outcome(result, figures, "chair_decides_tie")
    carried = _carries(rules, yes=yes, no=no, abstain=abstain)
    code = "carried" if carried else "rejected_by_tie" if yes == no > 0 else "rejected_by_votes"
    result = ItemResult.ADOPTED if carried else ItemResult.REJECTED
    return _outcome(result, figures, code, *(["abstentions_do_not_count"] if drops_abstentions else []))


def contradicts(rules: Rules, result: ItemResult, *, yes: int, no: int, present: int) -> bool:
    """Whether a reported result cannot have come of the reported votes under the body's rules."""
    # Who was there and voted neither way weighs like an abstention.
    others = present - yes - no
    carried = _carries(rules, yes=yes, no=no, abstain=others)
    if result is ItemResult.REJECTED:
        return carried
    if result not in (ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED):
        return False
    by_chair = (
        rules.tie is Tie.CHAIR_DECIDES and yes == no > 0 and _is_half(rules, yes=yes, no=no, abstain=others)
    )
    return not (carried or by_chair)


def _is_half(rules: Rules, *, yes: int, no: int, abstain: int) -> bool:
    """Whether one vote is wanting: only then can the chair's tip the scales."""
    return rules.majority is Majority.SIMPLE and 2 * yes == _base(rules, yes=yes, no=no, abstain=abstain)


def _base(rules: Rules, *, yes: int, no: int, abstain: int) -> int:
    return {
        MajorityBase.VOTES: yes + no,
        MajorityBase.PRESENT: yes + no + abstain,
        MajorityBase.SEATS: rules.seats_count,
    }[rules.majority_base]


def _carries(rules: Rules, *, yes: int, no: int, abstain: int) -> bool:
    base = _base(rules, yes=yes, no=no, abstain=abstain)
    if rules.majority is Majority.TWO_THIRDS:
        return yes > 0 and 3 * yes >= 2 * base
    if rules.majority is Majority.ABSOLUTE:
        return 2 * yes > rules.seats_count
    return 2 * yes > base


def _outcome(result: ItemResult, figures: Mapping[str, object], *codes: str) -> ItemOutcome:
    yes, no, abstain = (int(str(figures[name])) for name in ("yes", "no", "abstain"))
    reasons = tuple(Reason(code=code, facts=figures) for code in codes)
    return ItemOutcome(result=result, yes=yes, no=no, abstain=abstain, reasons=reasons)


# Which results send the matter back, rather than end it: a refused release is work to be done
# again, a refused resolution is an answer.
_SENDS_BACK = frozenset({GateKind.RELEASE, GateKind.ACKNOWLEDGE, GateKind.COMMENT})


def gate_state(kind: GateKind, results: Iterable[ItemResult]) -> GateState:
    """What the results of the items make of the gate; the first item stands for the whole."""
    listed = list(results)
    good = {ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED, ItemResult.NOTED}
    if all(result in good for result in listed):
        return GateState.PASSED
    # A whole that is postponed is no answer yet: the matter comes again, with new papers.
    if listed[0] is ItemResult.POSTPONED or ItemResult.REFERRED_BACK in listed or kind in _SENDS_BACK:
        return GateState.SENT_BACK
    if kind is GateKind.CONFIRM:
        return GateState.SENT_BACK
    if kind is GateKind.RANK:
        return GateState.PASSED_WITH_CONDITIONS if good & set(listed) else GateState.SENT_BACK
    if listed[0] not in good:
        return GateState.SENT_BACK if kind is GateKind.RECOMMEND else GateState.REJECTED
    return GateState.PASSED_WITH_CONDITIONS


def places(votes_by_subject: Mapping[str, Sequence[Vote]]) -> dict[str, int]:
    """The order of urgency, 1 first: more yes votes, then the smaller mean rank, then the name.

    The name as last resort makes a tie reproducible for anyone who counts again.
    """

    def order(subject: str) -> tuple[int, float, str]:
        votes = votes_by_subject[subject]
        yes = sum(vote.answer is Answer.YES for vote in votes)
        ranks = [vote.rank for vote in votes if vote.rank is not None]
        mean = sum(ranks) / len(ranks) if ranks else float("inf")
        return (-yes, mean, subject)

    return {subject: place for place, subject in enumerate(sorted(votes_by_subject, key=order), start=1)}
