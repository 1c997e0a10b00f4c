"""The right to act: whether a mandate may answer for a seat, at a gate, today. Nobody acts beyond it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models import (
    Absence,
    Committee,
    Delegation,
    DutyBriefing,
    Elector,
    Gate,
    GateState,
    Mandate,
    Recusal,
    Seat,
    SeatingRules,
    Voting,
)
from steering.seating.delegations import holds
from steering.seating.filled import is_absent, is_deputy, runs, same_place
from steering.seating.recusals import recused_seats


class ActingAs(StrEnum):
    """As what somebody acts for a seat."""

    HOLDER = "holder"
    DEPUTY = "deputy"
    DELEGATE = "delegate"


@dataclass(frozen=True, kw_only=True)
class Allowed:
    """A mandate may act for a seat, and as what."""

    seat_id: str
    mandate_id: str
    capacity: ActingAs


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A mandate may not act: a code and what its text shows."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a committee when somebody wants to act: people, absences, delegations, recusals."""

    mandates: Sequence[Mandate] = ()
    absences: Sequence[Absence] = ()
    delegations: Sequence[Delegation] = ()
    recusals: Sequence[Recusal] = ()
    # Seats for which the member or the deputy has answered this gate.
    answered_by_own: Collection[str] = frozenset()


def right_to_act(
    seat: Seat,
    mandate: Mandate,
    committee: Committee,
    *,
    rules: SeatingRules,
    gate: Gate,
    elector: Elector | None,
    items: Mapping[str, str],
    standing: Standing,
    today: date,
    needs_vote: bool = True,
) -> Allowed | Refused:
    """Whether a mandate may answer for a seat: the gate, the seat, the person, the matter, in this order.

    `items` are what is to be answered or commented on: their titles by their ids. Whoever only
    comments needs no vote.
    """
    capacity = _capacity(seat, mandate)
    return (
        _at_the_gate(seat, mandate, committee, gate, elector, needs_vote=needs_vote)
        or _in_person(seat, mandate, committee, rules, standing, today)
        or (
            _by_delegation(seat, mandate, rules, gate, standing, today)
            if capacity is ActingAs.DELEGATE
            else None
        )
        or _in_the_matter(seat, mandate, items, standing.recusals)
        or Allowed(seat_id=seat.id, mandate_id=mandate.id, capacity=capacity)
    )


def _capacity(seat: Seat, mandate: Mandate) -> ActingAs:
    if mandate.seat_id != seat.id:
        return ActingAs.DELEGATE
    return ActingAs.DEPUTY if is_deputy(mandate) else ActingAs.HOLDER


def _at_the_gate(
    seat: Seat,
    mandate: Mandate,
    committee: Committee,
    gate: Gate,
    elector: Elector | None,
    *,
    needs_vote: bool,
) -> Refused | None:
    """The gate takes answers, and the seat was among its electors."""
    if gate.state is not GateState.OPEN:
        return Refused(code="gate_closed", facts={"gate": gate.question})
    if committee.voting is Voting.TALLY:
        return Refused(code="votes_in_meeting", facts={"committee": committee.title})
    is_elector = elector is not None and (elector.gate_id, elector.seat_id) == (gate.id, seat.id)
    if not is_elector or gate.committee_id != seat.committee_id:
        return Refused(code="no_seat_here", facts={"seat": mandate.title})
    if needs_vote and elector is not None and not elector.has_vote:
        return Refused(code="advisory_seat", facts={"seat": mandate.title})
    return None


def _in_person(
    seat: Seat,
    mandate: Mandate,
    committee: Committee,
    rules: SeatingRules,
    standing: Standing,
    today: date,
) -> Refused | None:
    """The mandate runs today, a deputy may act, and the member was briefed where it must be."""
    if not runs(mandate, today):
        return _ended(mandate, standing.mandates, today)
    if is_deputy(mandate) and not committee.deputies_allowed:
        return Refused(code="no_deputies", facts={"committee": committee.title})
    if is_deputy(mandate) and rules.deputy_needs_absence and not _holder_is_away(seat, standing, today):
        return Refused(code="member_not_absent", facts={"seat": mandate.title})
    briefed_on = mandate.duty_briefing_on
    if rules.duty_briefing is DutyBriefing.REQUIRED and (briefed_on is None or briefed_on > today):
        return Refused(code="duty_briefing_missing", facts={"seat": mandate.title})
    return None


def _ended(mandate: Mandate, mandates: Iterable[Mandate], today: date) -> Refused:
    """Why a mandate does not run: not yet, over, or over and passed on."""
    if mandate.from_on > today:
        return Refused(code="mandate_not_begun", facts={"seat": mandate.title, "begins_on": mandate.from_on})
    facts = {"seat": mandate.title, "ended_on": mandate.to_on}
    passed_on = any(same_place(each, mandate) and runs(each, today) for each in mandates)
    return Refused(code="mandate_passed_on" if passed_on else "mandate_ended", facts=facts)


def _holder_is_away(seat: Seat, standing: Standing, today: date) -> bool:
    """Whether nobody holds the seat today, or whoever holds it is away."""
    holders = [
        each
        for each in standing.mandates
        if each.seat_id == seat.id and not is_deputy(each) and runs(each, today)
    ]
    return not holders or all(is_absent(each, standing.absences, today) for each in holders)


def _by_delegation(
    seat: Seat, mandate: Mandate, rules: SeatingRules, gate: Gate, standing: Standing, today: date
) -> Refused | None:
    """The vote of another seat was handed over, still is, and its principal has not answered."""
    mine = [
        each
        for each in standing.delegations
        if (each.seat_id, each.delegate_mandate_id) == (seat.id, mandate.id)
        and each.gate_id in (None, gate.id)
    ]
    facts: dict[str, object] = {"seat": seat.title, "delegate": mandate.title}
    if is_deputy(mandate) or not mine:
        return Refused(code="not_your_seat", facts=facts)
    if not rules.delegation_allowed:
        return Refused(code="delegations_abolished", facts=facts)
    by_id = {each.id: each for each in standing.mandates}
    if not any(holds(each, gate.id, today, by_id) for each in mine):
        last = max(mine, key=lambda each: (each.granted_at, each.id))
        if last.withdrawn_at is not None:
            return Refused(code="delegation_withdrawn", facts={**facts, "withdrawn_at": last.withdrawn_at})
        return Refused(code="delegation_does_not_hold", facts=facts)
    if rules.principal_goes_first and seat.id in standing.answered_by_own:
        return Refused(code="principal_has_answered", facts=facts)
    return None


def _in_the_matter(
    seat: Seat, mandate: Mandate, items: Mapping[str, str], recusals: Sequence[Recusal]
) -> Refused | None:
    """Neither the seat nor the seat of whoever acts for it has a conflict of interest."""
    for item_id, title in items.items():
        recused = recused_seats(recusals, item_id)
        if seat.id in recused:
            return Refused(code="seat_recused", facts={"seat": seat.title, "item": title})
        if mandate.seat_id in recused:
            return Refused(code="delegate_recused", facts={"seat": mandate.title, "item": title})
    return None
