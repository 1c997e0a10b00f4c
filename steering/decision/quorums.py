"""Quorum (Beschlussfähigkeit): whether enough are there, and why it may be enough all the same."""

from dataclasses import dataclass

from steering.decision.votes import Reason
from steering.rules_of_procedure import ManyRecused, Rules, SecondSummons

MANY_RECUSED = "quorum_many_recused"


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who is there when an item is decided, and how they came to be there.

    `present_count` are the voting seats in the room (or taking part) without those that are recused
    from the item: who is recused neither votes nor makes up the number.
    """

    present_count: int
    recused_count: int = 0
    is_second_summons: bool = False
    is_announced: bool = True  # the second summons said that any number would do
    was_quorate: bool = False  # established at the opening
    is_doubted: bool = False
    is_summons_faulty: bool = False
    is_fault_objected: bool = False


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """Whether enough take part, with the reason."""

    is_met: bool
    reason: Reason
    needs_approval: bool = False


def quorum_needed(rules: Rules) -> int:
    """How many seats must take part: more than the given share of the legal seats, or at least it."""
    above, below = rules.quorum_share.numerator * rules.seats_count, rules.quorum_share.denominator
    return above // below + 1 if rules.quorum_is_exceeded else max(1, -(-above // below))


def quorum(
    rules: Rules, present_count: int, *, is_second_summons: bool = False, is_announced: bool = True
) -> Quorum:
    """Whether the body is quorate with so many present, after a proper summons."""
    there = Attendance(
        present_count=present_count, is_second_summons=is_second_summons, is_announced=is_announced
    )
    return quorum_of(rules, there)


def quorum_of(rules: Rules, there: Attendance) -> Quorum:
    """Whether the body is quorate, by the first rule that says so."""
    if there.is_summons_faulty and rules.has_quorum_rule:
        return _after_faulty_summons(rules, there)
    found = _enough(rules, there)
    if found is None:
        return _missed(rules, there)
    code, *sources = found
    return _met(rules, there, code, *sources)


def _enough(rules: Rules, there: Attendance) -> tuple[str, ...] | None:
    """Why those who are there are enough, and where that is written; None where they are not."""
    if not rules.has_quorum_rule:
        return ("quorum_not_needed", "quorum_share")
    if _many_are_recused(rules, there):
        return (MANY_RECUSED, "many_recused")
    if there.present_count >= quorum_needed(rules):
        return ("quorum_met", "quorum_share")
    if _is_second(rules, there) and there.is_announced and there.present_count > 0:
        return ("quorum_second_summons", "second_summons")
    if _is_presumed(rules, there):
        return ("quorum_presumed", "quorum_holds_until_doubted", "quorum_share")
    return None


def _after_faulty_summons(rules: Rules, there: Attendance) -> Quorum:
    """A summons with a fault is cured only if all legal members came and nobody objects."""
    is_full = 0 < rules.seats_count <= there.present_count
    if rules.full_house_cures_summons and is_full and not there.is_fault_objected:
        return _met(rules, there, "quorum_full_house", "full_house_cures_summons")
    reason = _reason(rules, there, "quorum_faulty_summons", "full_house_cures_summons", "quorum_share")
    return Quorum(is_met=False, reason=reason)


def _many_are_recused(rules: Rules, there: Attendance) -> bool:
    """Whether the law excludes more than half of the seats, so that any number decides."""
    is_rule = rules.many_recused is ManyRecused.ANY_NUMBER_WITH_APPROVAL
    return is_rule and 2 * there.recused_count > rules.seats_count and there.present_count > 0


def _is_second(rules: Rules, there: Attendance) -> bool:
    return there.is_second_summons and rules.second_summons is SecondSummons.ANY_NUMBER_IF_ANNOUNCED


def _is_presumed(rules: Rules, there: Attendance) -> bool:
    """A quorum that was established holds, until somebody doubts it."""
    holds = rules.quorum_holds_until_doubted and there.was_quorate and not there.is_doubted
    return holds and there.present_count > 0


def _missed(rules: Rules, there: Attendance) -> Quorum:
    code = "quorum_missed"
    if _is_second(rules, there) and not there.is_announced and there.present_count > 0:
        code = "quorum_missed_unannounced"
    if there.was_quorate and there.is_doubted:
        code = "quorum_lost_on_doubt"
    names = {
        "quorum_missed_unannounced": "second_summons",
        "quorum_lost_on_doubt": "quorum_holds_until_doubted",
    }
    return Quorum(is_met=False, reason=_reason(rules, there, code, names.get(code, ""), "quorum_share"))


def _met(rules: Rules, there: Attendance, code: str, *sources: str) -> Quorum:
    reason = _reason(rules, there, code, *sources)
    # Decisions of so few wait for the supervisory authority (NKomVG section 65 (3)).
    return Quorum(is_met=True, reason=reason, needs_approval=code == MANY_RECUSED)


def _reason(rules: Rules, there: Attendance, code: str, *sources: str) -> Reason:
    figures = {
        "present": there.present_count,
        "needed": quorum_needed(rules),
        "seats": rules.seats_count,
        "recused": there.recused_count,
        "law": rules.law(*sources),
    }
    return Reason(code=code, facts=figures)
