"""Answering a gate: a member, or the deputy, says yes, no or abstains, and ranks where it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import (
    Answer,
    Ballot,
    Committee,
    Cycle,
    Elector,
    Gate,
    GateItem,
    GateState,
    Mandate,
    Role,
    StageRun,
    Voting,
)
from steering.errors import NoMandate, NotAllowedNow, NotThere
from steering.office.opening import Office
from steering.office.receipts import receipt
from steering.office.taken_up import refuse_taken_up


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a member answers to one item."""

    answer: Answer
    rank: int | None = None
    remark: str = ""


def answer(office: Office, gate_id: str, mandate_id: str, given: Mapping[int, Given]) -> int:
    """A member, or the deputy, answers items of a gate by their numbers; gives how many were new or changed.

    Raises NoMandate where the mandate may not answer, NotAllowedNow where the gate is closed.
    """
    with office.writing() as tx:
        gate = open_gate(tx.session, gate_id)
        refuse_taken_up(tx.session, gate)
        run = tx.get(StageRun, gate.stage_run_id)
        cycle = tx.get(Cycle, run.cycle_id)
        mandate = _entitled(office, tx.session, gate, tx.get(Mandate, mandate_id))
        items = {
            item.number: item for item in tx.session.exec(select(GateItem).where(GateItem.gate_id == gate.id))
        }
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
            tx.owe([receipt(office, tx, gate, mandate)])
        return new


def open_gate(session: Session, gate_id: str) -> Gate:
    """The gate, if it still takes answers."""
    gate = session.get(Gate, gate_id)
    if gate is None:
        raise NotThere(f"No gate {gate_id!r}.", code="no_such_gate", gate=gate_id)
    if gate.state is not GateState.OPEN:
        raise NotAllowedNow(f"Gate {gate_id} is {gate.state}.", code="gate_closed", gate=gate.question)
    return gate


def _entitled(office: Office, session: Session, gate: Gate, mandate: Mandate) -> Mandate:
    committee = session.get_one(Committee, gate.committee_id)
    if committee.voting is Voting.TALLY:
        raise NoMandate(
            f"{committee.key} votes in its own meeting.", code="votes_in_meeting", committee=committee.title
        )
    elector = session.get(Elector, (gate.id, mandate.seat_id))
    if elector is None:
        raise NoMandate(f"{mandate.seat_id} is no elector.", code="no_seat_here", seat=mandate.title)
    if not elector.has_vote:
        raise NoMandate(f"{mandate.seat_id} has no vote.", code="advisory_seat", seat=mandate.title)
    if not (mandate.from_on <= office.today and (mandate.to_on is None or mandate.to_on >= office.today)):
        raise NoMandate(f"{mandate.id} does not run today.", code="mandate_ended", seat=mandate.title)
    if mandate.role is Role.DEPUTY and not committee.deputies_allowed:
        raise NoMandate(f"{committee.key} knows no deputies.", code="no_deputies", committee=committee.title)
    return mandate


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
            revision=before.revision + 1 if before else 1,
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
