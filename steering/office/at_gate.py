"""A gate as this transaction sees it: its items, the answers that stand, and the frame of its letters."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models import Ballot, Cycle, Gate, GateItem, MasterplanVersion, StageRun
from models.columns import key
from steering.cycle import stage_named
from steering.letters import Frame, link_to, plan_title
from steering.office.archive import Transaction
from steering.office.opening import Office
from steering.stage import Item


def new_row(gate: Gate, number: int, item: Item) -> GateItem:
    """An item of a gate, still without result."""
    return GateItem(
        id=key(gate.id, number),
        gate_id=gate.id,
        number=number,
        subject_id=item.subject_id,
        title=item.title,
        text=item.text,
    )


def items_of_gate(session: Session, gate: Gate) -> list[GateItem]:
    """The items of a gate in their order, as they are now."""
    query = select(GateItem).where(GateItem.gate_id == gate.id).order_by(col(GateItem.number))
    return list(session.exec(query).all())


def current_ballots(session: Session, items: Sequence[GateItem], seat_id: str = "") -> list[Ballot]:
    """The answers that stand now, of all seats or of one, in the order of the items."""
    query = (
        select(Ballot)
        .join(GateItem, col(GateItem.id) == Ballot.gate_item_id)
        .where(col(Ballot.gate_item_id).in_([item.id for item in items]), col(Ballot.is_current).is_(True))
        .order_by(col(GateItem.number))
    )
    return list(session.exec(query.where(Ballot.seat_id == seat_id) if seat_id else query).all())


def frame_in(office: Office, tx: Transaction, gate: Gate) -> Frame:
    """The frame of a letter about a gate, from the records as they are now."""
    run = tx.get(StageRun, gate.stage_run_id)
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
