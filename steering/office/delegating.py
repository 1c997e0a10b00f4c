"""Delegations: the vote of a seat is handed to another member, or taken back; both are told."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from models import Committee, Delegation, Gate, GateState, Mandate, Message, Seat, SeatingRules
from models.columns import key
from steering.errors import NotAllowedNow, NotThere
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.office.seat_letters import letter, own_frame, seat_addressee
from steering.office.seats import mandate_at
from steering.seating.delegations import Wish, is_withdrawn, refusal
from steering.seating.filled import rules_for
from templates.occasions_seats import DelegationChanged


@dataclass(frozen=True, kw_only=True)
class Span:
    """For what a vote is handed over: one gate, or a time."""

    gate_id: str | None = None
    from_on: date | None = None
    to_on: date | None = None


def delegate(office: Office, seat_id: str, to_seat_id: str, span: Span) -> Delegation:
    """Hand the vote of a seat to the holder of another seat of the same committee.

    Raises NotAllowedNow with the reason where the rules do not allow it; the same again changes nothing.
    """
    if span.gate_id is None and span.to_on is None:
        raise NotAllowedNow("A delegation needs an end.", code="delegation_without_end")
    with office.writing() as tx:
        begins = span.from_on or office.today
        wish = Wish(
            seat=tx.get(Seat, seat_id),
            principal=mandate_at(tx.session, seat_id, max(begins, office.today)),
            delegate=mandate_at(tx.session, to_seat_id, max(begins, office.today)),
            delegate_seat=tx.get(Seat, to_seat_id),
            from_on=begins,
            to_on=span.to_on,
            gate_id=span.gate_id,
        )
        committee = tx.get(Committee, wish.seat.committee_id)
        rules = rules_for(committee, tx.session.exec(select(SeatingRules)).all())
        kept = _of_committee(tx.session, committee)
        known = next((each for each in kept if _is_same(each, wish)), None)
        if known is not None:
            return known
        gate = _gate(tx.session, span.gate_id, committee)
        # What was handed over for a question that is closed stands in nobody's way.
        living = [each for each in kept if each.gate_id is None or _is_open(tx.session, each.gate_id)]
        refused = refusal(wish, committee, rules, living, today=office.today)
        if refused is not None:
            raise NotAllowedNow(f"{seat_id}: {refused.code}.", code=refused.code, **refused.facts)
        record = _record(office, wish, committee, len(kept) + 1)
        tx.keep([record])
        tx.enter("seats.delegate", record.id, {"to": wish.delegate.id, "gate": span.gate_id})
        tx.owe(_letters(office, tx, record, gate, rules))
        return record


def _of_committee(session: Session, committee: Committee) -> list[Delegation]:
    query = select(Delegation).where(Delegation.committee_id == committee.id)
    return list(session.exec(query).all())


def _is_open(session: Session, gate_id: str) -> bool:
    return session.get_one(Gate, gate_id).state is GateState.OPEN


def _is_same(known: Delegation, wish: Wish) -> bool:
    return not is_withdrawn(known) and (
        known.mandate_id,
        known.delegate_mandate_id,
        known.gate_id,
        known.from_on,
        known.to_on,
    ) == (wish.principal.id, wish.delegate.id, wish.gate_id, wish.from_on, wish.to_on)


def _gate(session: Session, gate_id: str | None, committee: Committee) -> Gate | None:
    if gate_id is None:
        return None
    gate = session.get(Gate, gate_id)
    if gate is None or gate.committee_id != committee.id:
        raise NotThere(f"No gate {gate_id!r} of {committee.key}.", code="no_such_gate", gate=gate_id)
    if gate.state is not GateState.OPEN:
        raise NotAllowedNow(f"Gate {gate_id} is {gate.state}.", code="gate_closed", gate=gate.question)
    return gate


def _record(office: Office, wish: Wish, committee: Committee, number: int) -> Delegation:
    return Delegation(
        id=key(committee.id, "delegation", number),
        committee_id=committee.id,
        seat_id=wish.seat.id,
        mandate_id=wish.principal.id,
        delegate_mandate_id=wish.delegate.id,
        gate_id=wish.gate_id,
        from_on=wish.from_on,
        to_on=wish.to_on,
        granted_by=office.actor,
        granted_at=office.now,
    )


def withdraw(office: Office, seat_id: str, *, gate_id: str | None = None) -> list[Delegation]:
    """Take the vote of a seat back: what was handed over for one gate, or all of it.

    Raises NotThere where nothing is handed over.
    """
    with office.writing() as tx:
        seat = tx.get(Seat, seat_id)
        committee = tx.get(Committee, seat.committee_id)
        rules = rules_for(committee, tx.session.exec(select(SeatingRules)).all())
        living = [
            each
            for each in _of_committee(tx.session, committee)
            if each.seat_id == seat_id
            and not is_withdrawn(each)
            and (each.to_on is None or each.to_on >= office.today)
            and gate_id in (None, each.gate_id)
            and (each.gate_id is None or _is_open(tx.session, each.gate_id))
        ]
        if not living:
            raise NotThere(f"Nothing of {seat_id}.", code="nothing_delegated", seat=seat.title)
        for each in living:
            each.withdrawn_by, each.withdrawn_at = office.actor, office.now
            tx.keep([each])
            tx.enter("seats.withdraw", each.id, {"seat": seat_id})
            gate = None if each.gate_id is None else tx.get(Gate, each.gate_id)
            tx.owe(_letters(office, tx, each, gate, rules))
        return living


def _letters(
    office: Office, tx: Transaction, record: Delegation, gate: Gate | None, rules: SeatingRules
) -> list[Message]:
    """Principal and delegate learn that a vote was handed over or taken back."""
    principal, other = tx.get(Mandate, record.mandate_id), tx.get(Mandate, record.delegate_mandate_id)
    seat = tx.get(Seat, record.seat_id)
    step = "withdrawn" if is_withdrawn(record) else "granted"
    told = []
    for mandate in (principal, other):
        to = seat_addressee(tx, mandate)
        facts = DelegationChanged(
            recipient=to.as_what,
            seat=seat.title,
            delegate=other.title,
            is_delegate=mandate.id == other.id,
            is_withdrawn=is_withdrawn(record),
            question="" if gate is None else gate.question,
            from_on=record.from_on,
            to_on=record.to_on,
            principal_goes_first=rules.principal_goes_first,
            **own_frame(office),  # type: ignore[arg-type]
        )
        told.append(letter(office, to, facts, about=(record.id, step)))
    return told
