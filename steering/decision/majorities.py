"""Majorities: whether the yes votes carry an item, in whole numbers and exact fractions."""

from collections.abc import Sequence

from models import Answer, ItemResult, Majority, MajorityBase, Tie
from steering.decision.lots import Lot
from steering.decision.votes import Count, ItemOutcome, Reason, Vote, counted
from steering.rules_of_procedure import CastingVote, Rules


def decide_item(
    rules: Rules,
    votes: Sequence[Vote],
    *,
    present_count: int = 0,
    lot: Lot | None = None,
    subject: str = "",
) -> ItemOutcome:
    """The outcome of one item. The caller has established the quorum."""
    return weigh(rules, counted(votes), present_count=present_count, lot=lot, subject=subject)


def weigh(
    rules: Rules, count: Count, *, present_count: int = 0, lot: Lot | None = None, subject: str = ""
) -> ItemOutcome:
    """What a count amounts to. `present_count` are those in the room, if more than voted."""
    base = _base(rules, count, present_count)
    figures = _figures(rules, count, base)
    if count.cast == 0:
        return _outcome(ItemResult.REJECTED, count, Reason(code="no_votes_cast", facts=figures))
    # Only against the votes cast do abstentions drop out; against those present they weigh like a no.
    told = [_abstentions(rules, count)] if count.abstain > 0 else []
    if _carries(rules, count.yes, base):
        return _outcome(ItemResult.ADOPTED, count, Reason(code="carried", facts=figures), *told)
    if _is_tie(rules, count, base):
        return _break_tie(rules, count, told, lot, subject)
    return _outcome(ItemResult.REJECTED, count, Reason(code="rejected_by_votes", facts=figures), *told)


def contradicts(rules: Rules, result: ItemResult, *, yes: int, no: int, present: int) -> bool:
    """Whether a reported result cannot have come of the reported votes under the body's rules."""
    # Who was there and voted neither way weighs like an abstention.
    count = Count(yes=yes, no=no, abstain=max(0, present - yes - no))
    base = _base(rules, count, present)
    carried = _carries(rules, yes, base)
    if result is ItemResult.REJECTED:
        return carried
    if result not in (ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED):
        return False
    is_broken = rules.tie is not Tie.REJECTED and _is_tie(rules, count, base)
    return not (carried or is_broken)


def needed_yes(rules: Rules, base: int) -> int:
    """The smallest number of yes votes that carries against this base."""
    share, is_exceeded = rules.needed_share
    above, below = share.numerator * base, share.denominator
    return max(1, above // below + 1 if is_exceeded else -(-above // below))


def _base(rules: Rules, count: Count, present_count: int) -> int:
    if rules.base is MajorityBase.SEATS:
        return rules.seats_count
    if rules.base is MajorityBase.PRESENT:
        return max(present_count, count.cast)
    return count.cast if rules.abstentions_weigh else count.yes + count.no


def _carries(rules: Rules, yes: int, base: int) -> bool:
    share, is_exceeded = rules.needed_share
    got, needed = yes * share.denominator, share.numerator * base
    return yes > 0 and (got > needed if is_exceeded else got >= needed)


def _is_tie(rules: Rules, count: Count, base: int) -> bool:
    """Whether one vote is wanting: only then can the chair or the lot tip the scales."""
    is_even = count.yes == count.no > 0 and 2 * count.yes == base
    return rules.majority is Majority.SIMPLE and is_even


def _break_tie(
    rules: Rules, count: Count, told: Sequence[Reason], lot: Lot | None, subject: str
) -> ItemOutcome:
    figures = {
        "yes": count.yes,
        "no": count.no,
        "abstain": count.abstain,
        "law": rules.law("tie", "majority"),
    }
    if rules.tie is Tie.LOT:
        return _by_lot(count, figures, told, lot, subject)
    says = count.casting if rules.casting_vote is CastingVote.EXTRA_VOTE else count.chair
    if rules.tie is Tie.CHAIR_DECIDES and says in (Answer.YES, Answer.NO):
        result = ItemResult.ADOPTED if says is Answer.YES else ItemResult.REJECTED
        return _outcome(result, count, Reason(code="chair_decides_tie", facts=figures), *told)
    code = "tie_without_chair" if rules.tie is Tie.CHAIR_DECIDES else "rejected_by_tie"
    return _outcome(ItemResult.REJECTED, count, Reason(code=code, facts=figures), *told)


def _by_lot(
    count: Count, figures: dict[str, object], told: Sequence[Reason], lot: Lot | None, subject: str
) -> ItemOutcome:
    """A tie that the lot decides; until it is drawn, the item is neither adopted nor rejected."""
    if lot is None:
        return _outcome(ItemResult.POSTPONED, count, Reason(code="tie_awaits_lot", facts=figures), *told)
    says_yes = lot.says_yes(subject)
    facts = {**figures, "says_yes": says_yes, "line": lot.line(subject), "word": lot.word}
    result = ItemResult.ADOPTED if says_yes else ItemResult.REJECTED
    return _outcome(result, count, Reason(code="tie_drawn", facts=facts), *told)


def _abstentions(rules: Rules, count: Count) -> Reason:
    code = "abstentions_count_as_no" if rules.abstentions_weigh else "abstentions_do_not_count"
    return Reason(
        code=code, facts={"abstain": count.abstain, "law": rules.law("abstentions", "majority_base")}
    )


def _figures(rules: Rules, count: Count, base: int) -> dict[str, object]:
    return {
        "yes": count.yes,
        "no": count.no,
        "abstain": count.abstain,
        "majority": rules.majority.value,
        "base": rules.base.value,
        "base_count": base,
        "needed_yes": needed_yes(rules, base),
        "law": rules.law("majority", "majority_share"),
    }


def _outcome(result: ItemResult, count: Count, *reasons: Reason) -> ItemOutcome:
    return ItemOutcome(
        result=result, yes=count.yes, no=count.no, abstain=count.abstain, reasons=tuple(reasons)
    )
