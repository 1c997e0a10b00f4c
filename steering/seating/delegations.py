"""Delegations: a member hands the vote of a seat to another member, where the body's rules allow it.

No circles, no chains: whoever votes for another hands nothing on, and whoever hands on votes for
nobody else. A delegation ends by itself with the mandate of either.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models import Committee, Delegation, Mandate, Seat, SeatingRules
from steering.seating.filled import is_deputy, runs


@dataclass(frozen=True, kw_only=True)
class NotGranted:
    """Why a delegation is refused: a code and what its text shows."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who wants to hand the vote of which seat to whom, for one gate or for a time."""

    seat: Seat
    principal: Mandate
    delegate: Mandate
    delegate_seat: Seat
    from_on: date
    to_on: date | None = None
    gate_id: str | None = None


def meet(one: Delegation | Wish, other: Delegation | Wish) -> bool:
    """Whether two delegations can hold for the same gate on the same day."""
    if one.gate_id is not None and other.gate_id is not None and one.gate_id != other.gate_id:
        return False
    return one.from_on <= (other.to_on or date.max) and other.from_on <= (one.to_on or date.max)


def is_withdrawn(delegation: Delegation) -> bool:
    """Whether the principal took the vote back."""
    return delegation.withdrawn_at is not None


def holds(
    delegation: Delegation, gate_id: str, on: date, mandates: Mapping[str, Mandate], *, is_open: bool = True
) -> bool:
    """Whether a delegation holds at a gate on a day: not withdrawn, and both mandates run."""
    both = (mandates.get(delegation.mandate_id), mandates.get(delegation.delegate_mandate_id))
    return (
        is_open
        and not is_withdrawn(delegation)
        and delegation.gate_id in (None, gate_id)
        and delegation.from_on <= on <= (delegation.to_on or date.max)
        and all(mandate is not None and runs(mandate, on) for mandate in both)
    )


def refusal(
    wish: Wish,
    committee: Committee,
    rules: SeatingRules,
    delegations: Sequence[Delegation],
    *,
    today: date,
) -> NotGranted | None:
    """Why a delegation is not granted, or None."""
    facts: dict[str, object] = {"seat": wish.principal.title, "delegate": wish.delegate.title}
    if committee.decides or not rules.delegation_allowed:
        return NotGranted(code="delegation_not_allowed", facts={**facts, "committee": committee.title})
    return _of_the_two(wish, facts, today=today) or _of_the_others(wish, rules, delegations, facts)


def _of_the_two(wish: Wish, facts: Mapping[str, object], *, today: date) -> NotGranted | None:
    """What stands against it in the two themselves: the first fault that is found."""
    ends_too_early = wish.to_on is not None and (wish.to_on < wish.from_on or wish.to_on < today)
    faults = {
        "delegation_by_another": wish.principal.seat_id != wish.seat.id or is_deputy(wish.principal),
        "delegation_to_oneself": wish.delegate.seat_id == wish.seat.id,
        "delegation_to_a_stranger": wish.delegate_seat.committee_id != wish.seat.committee_id,
        "delegation_without_vote": not wish.seat.has_vote,
        "delegate_without_vote": not wish.delegate_seat.has_vote or is_deputy(wish.delegate),
        "delegation_in_the_past": ends_too_early,
    }
    for code, is_so in faults.items():
        if is_so:
            return NotGranted(code=code, facts={**facts, "until": wish.to_on})
    for mandate in (wish.principal, wish.delegate):
        if not runs(mandate, max(wish.from_on, today)):
            return NotGranted(code="delegation_without_mandate", facts={**facts, "who": mandate.title})
    return None


def _of_the_others(
    wish: Wish, rules: SeatingRules, delegations: Iterable[Delegation], facts: Mapping[str, object]
) -> NotGranted | None:
    """What stands against it in delegations that are there."""
    living = [each for each in delegations if not is_withdrawn(each) and meet(each, wish)]
    if any(each.mandate_id == wish.principal.id for each in living):
        return NotGranted(code="delegated_already", facts=facts)
    if any(each.mandate_id == wish.delegate.id for each in living):
        return NotGranted(code="delegate_has_delegated", facts=facts)
    if any(each.delegate_mandate_id == wish.principal.id for each in living):
        return NotGranted(code="principal_votes_for_others", facts=facts)
    held = [each for each in living if each.delegate_mandate_id == wish.delegate.id]
    if len(held) >= rules.delegations_per_member:
        return NotGranted(
            code="delegate_holds_enough", facts={**facts, "limit": rules.delegations_per_member}
        )
    return None
