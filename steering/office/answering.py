"""Answering a gate: a member, or the deputy, says yes, no or abstains, and ranks where it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Answer, Ballot, Cycle, Gate, GateItem, GateState, Mandate, Role, StageRun
from steering.errors import NotAllowedNow, NotThere
from steering.office.entitlement import acting
from steering.office.opening import Office
from steering.office.receipts import receipt
from steering.office.seat_letters import tell_the_others
from steering.office.taken_up import refuse_taken_up


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a member answers to one item."""

    answer: Answer
    rank: int | None = None
    remark: str = ""


def answer(
    office: Office, gate_id: str, mandate_id: str, given: Mapping[int, Given], *, for_seat: str = ""
) -> int:
    """A member, or the deputy, answers items of a gate by their numbers; gives how many were new or changed.

    `for_seat` names another seat whose vote was handed over. Raises NoMandate where the mandate may not
    answer, NotAllowedNow where the gate is closed.
    """
    with office.writing() as tx:
        gate = open_gate(tx.session, gate_id)
        refuse_taken_up(tx.session, gate)
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        items = {
            item.number: item for item in tx.session.exec(select(GateItem).where(GateItem.gate_id == gate.id))
        }
        asked = {items[number].id: items[number].title for number in given if number in items}
        mandate = _entitled(office, tx.session, gate, tx.get(Mandate, mandate_id), for_seat, asked)
        new = 0
        for number, what in sorted(given.items()):
            if number not in items:
                raise NotThere(f"Gate {gate.id} has no item {number}.", code="no_such_item", number=number)
            _refuse_an_impossible_rank(number, what)
            new += _cast(
                office, tx.session, gate, items[number], mandate, what, is_simulated=cycle.is_simulated
            )
        if new:
            # What was answered stays out of the trail: an open vote is read in the ballots, not twice.
            details = {"seat": mandate.seat_id, "items": new, "content": gate.content_sha256}
            tx.enter("gate.answer", gate.id, details, cycle_id=cycle.id)
            tx.owe([receipt(office, tx, gate, mandate), *tell_the_others(office, tx, gate, mandate)])
        return new


def open_gate(session: Session, gate_id: str) -> Gate:
    """The gate, if it still takes answers."""
    gate = session.get(Gate, gate_id)
    if gate is None:
        raise NotThere(f"No gate {gate_id!r}.", code="no_such_gate", gate=gate_id)
    if gate.state is not GateState.OPEN:
        raise NotAllowedNow(f"Gate {gate_id} is {gate.state}.", code="gate_closed", gate=gate.question)
    return gate


def _entitled(
    office: Office, session: Session, gate: Gate, mandate: Mandate, for_seat: str, items: Mapping[str, str]
) -> Mandate:
    """The mandate as it acts for a seat; whether it may is a rule of seating."""
    return acting(office, session, gate, mandate, for_seat=for_seat, items=items)


def _refuse_an_impossible_rank(number: int, what: Given) -> None:
    if what.rank is not None and what.rank < 1:
        raise NotAllowedNow(f"Item {number}: rank {what.rank}.", code="rank_impossible", number=number)


def _cast(
    office: Office,
    session: Session,
    gate: Gate,
    item: GateItem,
    mandate: Mandate,
    what: Given,
    *,
    is_simulated: bool,
) -> int:
    query = select(Ballot).where(
        Ballot.gate_item_id == item.id, Ballot.seat_id == mandate.seat_id, col(Ballot.is_current).is_(True)
    )
    before = session.exec(query).first()
    if before is not None and (before.answer, before.rank, before.remark) == (
        what.answer,
        what.rank,
        what.remark,
    ):
        return 0
    if before is not None:
        before.is_current = False
        session.add(before)
        session.flush()
    session.add(
        Ballot(
            gate_item_id=item.id,
            seat_id=mandate.seat_id,
            revision=_next_revision(session, item, mandate),
            answer=what.answer,
            rank=what.rank,
            remark=what.remark,
            mandate_id=mandate.id,
            is_by_deputy=mandate.role is Role.DEPUTY,
            content_sha256=gate.content_sha256,
            cast_at=office.now,
            is_simulated=is_simulated,
        )
    )
    session.flush()
    return 1


def _next_revision(session: Session, item: GateItem, mandate: Mandate) -> int:
    """The number of an answer: those that were replaced or voided keep theirs."""
    query = select(Ballot.revision).where(Ballot.gate_item_id == item.id, Ballot.seat_id == mandate.seat_id)
    return 1 + max(session.exec(query).all(), default=0)
