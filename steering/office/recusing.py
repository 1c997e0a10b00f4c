"""Conflicts of interest (Mitwirkungsverbot): entered, found to be none, or withdrawn, item by item.

What is entered stays; a correction is a new record. A vote that was cast before does not count and
stays readable, and it does not come back when the conflict is withdrawn.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import (
    Ballot,
    Committee,
    Gate,
    GateItem,
    GateState,
    Mandate,
    Message,
    Participation,
    Recusal,
    RecusalDecision,
    RecusalGround,
    Seat,
    StageRun,
    StatedBy,
)
from steering.addressees import as_addressee, coordinator
from steering.errors import NotAllowedNow, NotThere
from steering.interests import hints_at
from steering.letters import common, message
from steering.office.archive import Transaction
from steering.office.at_gate import frame_in
from steering.office.handing_over import standing_in
from steering.office.opening import Office
from steering.office.seats import open_cycle_in
from steering.seating.filled import runs
from steering.seating.recusals import items_of_gate, newest_of, next_id
from templates.occasions_seats import PossibleConflict, RecusalHint, RecusalNoted


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What is stated on a possible conflict of interest."""

    decision: RecusalDecision
    stated_by: StatedBy = StatedBy.MEMBER
    ground: RecusalGround | None = None


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """The item that a recusal would be about, and whether the seat has answered it."""

    title: str
    has_answer: bool


def foreseen(office: Office, gate_id: str, number: int, seat_id: str) -> Foreseen:
    """What a recusal would touch; nothing is kept."""
    with office.writing() as tx:
        _, item = _item(tx.session, gate_id, number)
        query = select(Ballot).where(
            Ballot.gate_item_id == item.id, Ballot.seat_id == seat_id, col(Ballot.is_current).is_(True)
        )
        return Foreseen(title=item.title, has_answer=tx.session.exec(query).first() is not None)


def recuse(office: Office, gate_id: str, number: int, seat_id: str, what: Stated) -> Recusal:
    """Enter what was stated on a seat and an item of an open gate; the same again changes nothing."""
    with office.writing() as tx:
        gate, item = _item(tx.session, gate_id, number)
        seat = tx.get(Seat, seat_id)
        if seat.committee_id != gate.committee_id:
            raise NotThere(f"{seat_id} is not asked.", code="no_seat_here", seat=seat.title)
        kept = tx.session.exec(select(Recusal).where(Recusal.gate_item_id == item.id)).all()
        last = newest_of(kept, item.id, seat_id)
        if last is not None and (last.decision, last.ground, last.stated_by) == (
            what.decision,
            what.ground,
            what.stated_by,
        ):
            return last
        _refuse_withdrawing_nothing(last, what, seat, item)
        _refuse_a_cast_secret_vote(tx.session, gate, seat, what)
        record = _record(office, item, seat, last, what)
        tx.keep([record])
        voided = _void(tx.session, item, seat) if what.decision is RecusalDecision.EXCLUDED else 0
        run = tx.get(StageRun, gate.stage_run_id)
        details = {"seat": seat_id, "decision": what.decision, "by": what.stated_by, "voided": voided}
        tx.enter("gate.recuse", item.id, details, cycle_id=run.cycle_id)
        tx.owe(_letters(office, tx, gate, item, record, is_voided=voided > 0))
        return record


def _item(session: Session, gate_id: str, number: int) -> tuple[Gate, GateItem]:
    gate = session.get(Gate, gate_id)
    if gate is None:
        raise NotThere(f"No gate {gate_id!r}.", code="no_such_gate", gate=gate_id)
    if gate.state is not GateState.OPEN:
        raise NotAllowedNow(f"Gate {gate_id} is {gate.state}.", code="gate_closed", gate=gate.question)
    query = select(GateItem).where(GateItem.gate_id == gate_id, GateItem.number == number)
    item = session.exec(query).first()
    if item is None:
        raise NotThere(f"Gate {gate_id} has no item {number}.", code="no_such_item", number=number)
    return gate, item


def _refuse_withdrawing_nothing(last: Recusal | None, what: Stated, seat: Seat, item: GateItem) -> None:
    is_there = last is not None and last.decision is not RecusalDecision.WITHDRAWN
    if what.decision is RecusalDecision.WITHDRAWN and not is_there:
        raise NotThere(f"{seat.id} is not recused.", code="not_recused", seat=seat.title, item=item.title)


def _refuse_a_cast_secret_vote(session: Session, gate: Gate, seat: Seat, what: Stated) -> None:
    """Nobody can find the secret vote of a seat again, so it cannot be voided either."""
    if not gate.is_secret or what.decision is not RecusalDecision.EXCLUDED:
        return
    took_part = session.get(Participation, (gate.id, seat.id))
    if took_part is not None and took_part.revision > 0:
        raise NotAllowedNow(
            f"{seat.id} has voted in secret.", code="secret_vote_is_cast", seat=seat.title, gate=gate.question
        )


def _record(office: Office, item: GateItem, seat: Seat, last: Recusal | None, what: Stated) -> Recusal:
    number = 1 if last is None else last.number + 1
    return Recusal(
        id=next_id(item.id, seat.id, number),
        gate_item_id=item.id,
        seat_id=seat.id,
        number=number,
        decision=what.decision,
        ground=what.ground,
        stated_by=what.stated_by,
        entered_by=office.actor,
        entered_at=office.now,
    )


def _void(session: Session, item: GateItem, seat: Seat) -> int:
    """Let a vote that is there no longer count; gives how many there were."""
    query = select(Ballot).where(
        Ballot.gate_item_id == item.id, Ballot.seat_id == seat.id, col(Ballot.is_current).is_(True)
    )
    cast = session.exec(query).all()
    for ballot in cast:
        ballot.is_current = False
        session.add(ballot)
    session.flush()
    return len(cast)


def _letters(
    office: Office, tx: Transaction, gate: Gate, item: GateItem, record: Recusal, *, is_voided: bool
) -> list[Message]:
    """Everybody who may act for the seat learns what was entered."""
    committee, seat = tx.get(Committee, gate.committee_id), tx.get(Seat, record.seat_id)
    frame = frame_in(office, tx, gate)
    mandates = tx.session.exec(
        select(Mandate).where(Mandate.seat_id == seat.id).order_by(col(Mandate.id))
    ).all()
    told = []
    for mandate in mandates:
        if not runs(mandate, office.today):
            continue
        to = as_addressee(mandate, seat, committee)
        facts = RecusalNoted(
            committee=committee.title,
            seat=seat.title,
            item=item.title,
            decision=record.decision,
            ground=record.ground,
            is_voided=is_voided,
            due_on=gate.due_on,
            **common(frame, to),  # type: ignore[arg-type]
        )
        told.append(message(frame, to, facts, about=record.id))
    return told


def tell_hints(office: Office) -> int:
    """Tell the coordinator once of possible conflicts at each open gate; gives how many letters are new."""
    with office.writing() as tx:
        cycle = open_cycle_in(tx, office.region_key)
        if cycle is None:
            return 0
        records = standing_in(tx, cycle)
        committees = records.by_id(Committee)
        owed = 0
        for gate in records.all(Gate):
            committee = committees[gate.committee_id]
            items = items_of_gate(records.all(GateItem), gate)
            found = hints_at(records, committee, items) if gate.state is GateState.OPEN else []
            if not found:
                continue
            frame, to = frame_in(office, tx, gate), coordinator(office.sender)
            facts = RecusalHint(
                committee=committee.title,
                question=gate.question,
                conflicts=tuple(
                    PossibleConflict(item=hint.item.title, seat=hint.seat.title) for hint in found
                ),
                due_on=gate.due_on,
                **common(frame, to),  # type: ignore[arg-type]
            )
            owed += tx.owe([message(frame, to, facts, about=gate.id)])
        return owed
