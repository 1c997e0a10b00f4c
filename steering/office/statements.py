"""Minority statements (Sondervoten) and read receipts: what members add to a question, unasked."""

from datetime import timedelta

from sqlmodel import col, select

from models import (
    Answer,
    Ballot,
    Committee,
    Cycle,
    Elector,
    Gate,
    GateItem,
    GateKind,
    GateState,
    ItemResult,
    Mandate,
    MinorityStatement,
    ReadReceipt,
    StageRun,
    Voting,
)
from models.columns import key
from steering.errors import NoMandate, NotAllowedNow, NotThere
from steering.gate_letters import tell_statement
from steering.office.archive import Transaction
from steering.office.at_gate import frame_in
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.office.receipts import people_in

DAYS_AFTER_CLOSE = 14


def state(office: Office, gate_id: str, mandate_id: str, *, item: int, text: str) -> MinorityStatement:
    """Keep why a member who voted against the outcome of an item, or abstained, did not go along.

    The same statement twice is kept once; another one stands beside the first.
    """
    if not text.strip():
        raise NotAllowedNow("A statement needs words.", code="statement_empty")
    with office.writing() as tx:
        at = office.at(tx.now)
        gate = _closed(tx, gate_id, at)
        mandate = tx.get(Mandate, mandate_id)
        _refuse_a_stranger(at, tx, gate, mandate)
        row = _item(tx, gate, item)
        _refuse_the_majority(tx, row, mandate)
        mine = select(MinorityStatement).where(
            MinorityStatement.gate_item_id == row.id, MinorityStatement.seat_id == mandate.seat_id
        )
        known = tx.session.exec(mine.order_by(col(MinorityStatement.number))).all()
        for said in known:
            if said.text == text.strip():
                return said
        cycle = tx.get(Cycle, tx.get(StageRun, gate.stage_run_id).cycle_id)
        number = len(known) + 1
        statement = MinorityStatement(
            id=key(row.id, "statement", mandate.seat_id, number),
            gate_item_id=row.id,
            seat_id=mandate.seat_id,
            mandate_id=mandate.id,
            number=number,
            text=text.strip(),
            made_at=tx.now,
            is_simulated=cycle.is_simulated,
        )
        tx.keep([statement])
        details = {"item": item, "seat": mandate.seat_id}
        tx.enter("gate.statement", statement.id, details, cycle_id=cycle.id)
        tx.owe(tell_statement(frame_in(at, tx, gate), people_in(tx, gate), gate, row, statement))
        return statement


def confirm_reading(office: Office, gate_id: str, mandate_id: str) -> bool:
    """Keep that a member has read what the committee was informed of; gives whether that is new."""
    with office.writing() as tx:
        gate = _known(tx, gate_id)
        if gate.kind is not GateKind.INFORM:
            raise NotAllowedNow(f"{gate.id} asks for an answer.", code="not_informed", gate=gate.question)
        mandate = tx.get(Mandate, mandate_id)
        _refuse_a_stranger(office.at(tx.now), tx, gate, mandate)
        if tx.session.get(ReadReceipt, (gate.id, mandate.seat_id)) is not None:
            return False
        tx.keep(
            [ReadReceipt(gate_id=gate.id, seat_id=mandate.seat_id, mandate_id=mandate.id, read_at=tx.now)]
        )
        cycle_id = tx.get(StageRun, gate.stage_run_id).cycle_id
        tx.enter("gate.read", gate.id, {"seat": mandate.seat_id}, cycle_id=cycle_id)
        return True


def _known(tx: Transaction, gate_id: str) -> Gate:
    gate = tx.session.get(Gate, gate_id)
    if gate is None:
        raise NotThere(f"No gate {gate_id!r}.", code="no_such_gate", gate=gate_id)
    return gate


def _closed(tx: Transaction, gate_id: str, office: Office) -> Gate:
    gate = _known(tx, gate_id)
    if gate.state in (GateState.OPEN, GateState.CANCELLED, GateState.INQUORATE) or gate.closed_at is None:
        raise NotAllowedNow(f"{gate.id} has no outcome.", code="statement_too_early", gate=gate.question)
    if gate.is_secret:
        raise NotAllowedNow(f"{gate.id} was secret.", code="statement_in_secret", gate=gate.question)
    until = day_of(gate.closed_at) + timedelta(days=DAYS_AFTER_CLOSE)
    if office.today > until:
        raise NotAllowedNow(f"Until {until}.", code="statement_too_late", gate=gate.question, until=until)
    return gate


def _refuse_a_stranger(office: Office, tx: Transaction, gate: Gate, mandate: Mandate) -> None:
    committee = tx.get(Committee, gate.committee_id)
    if committee.voting is Voting.TALLY:
        raise NoMandate(
            f"{committee.key} votes in its own meeting.", code="votes_in_meeting", committee=committee.title
        )
    if tx.session.get(Elector, (gate.id, mandate.seat_id)) is None:
        raise NoMandate(f"{mandate.seat_id} is no elector.", code="no_seat_here", seat=mandate.title)
    if not (mandate.from_on <= office.today and (mandate.to_on is None or mandate.to_on >= office.today)):
        raise NoMandate(f"{mandate.id} does not run today.", code="mandate_ended", seat=mandate.title)


def _item(tx: Transaction, gate: Gate, number: int) -> GateItem:
    query = select(GateItem).where(GateItem.gate_id == gate.id, GateItem.number == number)
    found = tx.session.exec(query).first()
    if found is None:
        raise NotThere(f"Gate {gate.id} has no item {number}.", code="no_such_item", number=number)
    return found


def _refuse_the_majority(tx: Transaction, item: GateItem, mandate: Mandate) -> None:
    """Only who did not go along with the outcome states a minority; who did not vote had the chance to."""
    query = select(Ballot).where(
        Ballot.gate_item_id == item.id,
        Ballot.seat_id == mandate.seat_id,
        col(Ballot.is_current).is_(True),
    )
    ballot = tx.session.exec(query).first()
    along = Answer.NO if item.result is ItemResult.REJECTED else Answer.YES
    if ballot is None or ballot.answer is along:
        raise NoMandate(f"{mandate.seat_id} went along.", code="no_minority", number=item.number)
