"""Receipts: whoever answered is told what was entered, because somebody else entered it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import (
    Absence,
    BallotReceipt,
    Committee,
    Cycle,
    Gate,
    Mandate,
    PublishedReceipt,
    Seat,
    StageRun,
)
from models.columns import key
from steering.addressees import Addressee, as_addressee
from steering.codes import as_told, canonical, receipt_code
from steering.letters import confirm_receipt
from steering.office.archive import Transaction
from steering.office.at_gate import current_ballots, frame_in, items_of_gate
from steering.office.chance import Chance, SeededChance
from steering.office.opening import Office
from steering.office.seat_letters import for_seat
from steering.records import Records

NONCE_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Codes:
    """What came of answering: how many answers are new or changed, and what the member keeps."""

    new: int
    receipt: str
    secret_code: str = ""


def acknowledge(office: Office, tx: Transaction, gate: Gate, mandate: Mandate, *, new: int) -> Codes:
    """Keep a receipt for what a seat has answered by now, and owe the letter that repeats it."""
    items = items_of_gate(tx.session, gate)
    ballots = current_ballots(tx.session, items, mandate.seat_id)
    numbers = {item.id: item.number for item in items}
    last = _last(tx.session, gate, mandate.seat_id)
    number = last.number + 1 if last else 1
    nonce = chance_for(office, tx, gate, mandate.seat_id, number).draw(NONCE_BYTES)
    told = [as_told(numbers[each.gate_item_id], each) for each in ballots]
    kept = BallotReceipt(
        code=receipt_code(nonce, gate.id, mandate.seat_id, told),
        gate_id=gate.id,
        seat_id=mandate.seat_id,
        number=number,
        nonce=nonce.hex(),
        covers=canonical([[numbers[each.gate_item_id], each.revision] for each in ballots]),
    )
    tx.keep([kept])
    frame, to = frame_in(office, tx, gate), addressee_in(tx, gate, mandate)
    tx.owe([confirm_receipt(frame, to, gate, items, ballots, receipt=kept)])
    return Codes(new=new, receipt=kept.code)


def known_codes(session: Session, gate: Gate, seat_id: str) -> Codes:
    """The receipt that a seat was given last: the same answer again gets the same one."""
    last = _last(session, gate, seat_id)
    return Codes(new=0, receipt=last.code if last else "")


def published(session: Session, gate: Gate) -> list[str]:
    """The receipts of an open round whose ballots count at this moment, in the order of the alphabet."""
    mine = current_ballots(session, items_of_gate(session, gate))
    return sorted(
        last.code
        for seat_id in {ballot.seat_id for ballot in mine}
        if (last := _last(session, gate, seat_id)) is not None
    )


def publish(tx: Transaction, gate: Gate, codes: Sequence[str]) -> None:
    """Lay the list of receipts open; nobody can add to it later or take from it."""
    tx.keep([PublishedReceipt(gate_id=gate.id, code=code) for code in codes])


def chance_for(office: Office, tx: Transaction, gate: Gate, *about: object) -> Chance:
    """The office's chance; a simulated revision draws the same every time."""
    cycle = tx.get(Cycle, tx.get(StageRun, gate.stage_run_id).cycle_id)
    return SeededChance(key(gate.id, *about)) if cycle.is_simulated else office.chance


def addressee_in(tx: Transaction, gate: Gate, mandate: Mandate) -> Addressee:
    """Whoever answered, as the reader of a letter."""
    own = tx.get(Mandate, mandate.id)
    to = as_addressee(mandate, tx.get(Seat, mandate.seat_id), tx.get(Committee, gate.committee_id))
    return for_seat(to, mandate, own.seat_id)


def people_in(tx: Transaction, gate: Gate) -> Records:
    """Who was asked and what, from the records as they are now: enough for letters."""
    committee = tx.get(Committee, gate.committee_id)
    seats = tx.session.exec(select(Seat).where(Seat.committee_id == committee.id)).all()
    mine = [seat.id for seat in seats]
    mandates = tx.session.exec(select(Mandate).where(col(Mandate.seat_id).in_(mine))).all()
    away = tx.session.exec(select(Absence).where(col(Absence.seat_id).in_(mine))).all()
    return Records([committee, *seats, *mandates, *away, *items_of_gate(tx.session, gate)])


def _last(session: Session, gate: Gate, seat_id: str) -> BallotReceipt | None:
    query = select(BallotReceipt).where(BallotReceipt.gate_id == gate.id, BallotReceipt.seat_id == seat_id)
    return session.exec(query.order_by(col(BallotReceipt.number).desc())).first()
