"""Receipts: whoever answered is told what was entered, because somebody else entered it."""

from sqlmodel import col, select

from models import (
    Ballot,
    Committee,
    Cycle,
    Gate,
    GateItem,
    Mandate,
    MasterplanVersion,
    Message,
    Seat,
    StageRun,
)
from steering.addressees import as_addressee
from steering.cycle import stage_named
from steering.letters import Frame, confirm_receipt, link_to, plan_title
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.office.seat_letters import for_seat


def receipt(office: Office, tx: Transaction, gate: Gate, mandate: Mandate) -> Message:
    """The letter that repeats to a member what is entered for the seat at this moment."""
    run = tx.get(StageRun, gate.stage_run_id)
    seat = tx.get(Seat, mandate.seat_id)
    items = tx.session.exec(
        select(GateItem).where(GateItem.gate_id == gate.id).order_by(col(GateItem.number))
    ).all()
    ballots = tx.session.exec(
        select(Ballot).where(
            col(Ballot.gate_item_id).in_([item.id for item in items]),
            Ballot.seat_id == seat.id,
            col(Ballot.is_current).is_(True),
        )
    ).all()
    own = tx.get(Mandate, mandate.id)
    to = for_seat(as_addressee(mandate, seat, tx.get(Committee, gate.committee_id)), mandate, own.seat_id)
    return confirm_receipt(_frame(office, tx, run), to, gate, items, ballots)


def _frame(office: Office, tx: Transaction, run: StageRun) -> Frame:
    cycle = tx.get(Cycle, run.cycle_id)
    return Frame(
        sender=office.sender,
        cycle=cycle,
        plan=plan_title(tx.get(MasterplanVersion, cycle.target_version_id)),
        run=run,
        now=office.now,
        today=office.today,
        link=link_to(office.sender, run, stage_named(run.stage_key).documents[0]),
    )
