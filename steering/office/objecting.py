"""Objecting to circulation (Umlaufverfahren): a member wants the body to meet on a question."""

from datetime import date

from sqlmodel import Session, col, select, update

from models import (
    Ballot,
    CirculationObjection,
    Committee,
    Cycle,
    Gate,
    GateItem,
    Mandate,
    StageRun,
)
from steering.circulating import is_circulated, last_day_to_object, why_meet
from steering.consent import consents_needed_by
from steering.decision import Reason
from steering.errors import NotAllowedNow
from steering.frozen_rules import FrozenRules, rules_at
from steering.gate_letters import tell_meeting_needed
from steering.office.answering import open_gate, refuse_late
from steering.office.at_gate import frame_in, items_of_gate
from steering.office.clock import day_of
from steering.office.entitlement import acting
from steering.office.opening import Office
from steering.office.receipts import people_in
from steering.office.taken_up import refuse_taken_up, what_rules


def object_to_circulation(office: Office, gate_id: str, mandate_id: str) -> CirculationObjection:
    """A member objects: single answers end, what was answered counts no more, and the body has to meet.

    Whoever may answer may object. The same objection twice is made once.
    """
    with office.writing() as tx:
        at = office.at(tx.now)
        gate = open_gate(tx.session, gate_id)
        mandate = tx.get(Mandate, mandate_id)
        known = tx.session.get(CirculationObjection, (gate.id, mandate.seat_id))
        if known is not None:
            return known
        committee = tx.get(Committee, gate.committee_id)
        if not is_circulated(committee, gate):
            raise NotAllowedNow(f"{gate.id} is not circulated.", code="not_circulated", gate=gate.question)
        records = what_rules(tx.session, gate)
        rules = rules_at(records, gate, committee, records.all(GateItem))
        if consents_needed_by(rules):
            # Where enough must consent, one who does not cannot stop the others.
            raise NotAllowedNow(f"{gate.id} needs consent.", code="consent_decides", gate=gate.question)
        refuse_taken_up(tx.session, gate)
        refuse_late(at, gate)
        acting(at, tx.session, gate, mandate, items={})
        _refuse_a_late_objection(gate, rules, at.today)
        cycle = tx.get(Cycle, tx.get(StageRun, gate.stage_run_id).cycle_id)
        objection = CirculationObjection(
            gate_id=gate.id,
            seat_id=mandate.seat_id,
            mandate_id=mandate.id,
            made_at=tx.now,
            is_simulated=cycle.is_simulated,
        )
        tx.keep([objection])
        ended = _end_answers(tx.session, gate)
        tx.enter("gate.object", gate.id, {"seat": mandate.seat_id, "ended": ended}, cycle_id=cycle.id)
        reason = why_meet(records.with_added([objection]), gate) or Reason(code="circulation_objected")
        frame = frame_in(at, tx, gate)
        tx.owe(tell_meeting_needed(frame, people_in(tx, gate), gate, committee, reason, is_ended=True))
        return tx.session.get_one(CirculationObjection, (gate.id, mandate.seat_id))


def _refuse_a_late_objection(gate: Gate, rules: FrozenRules, today: date) -> None:
    until = last_day_to_object(gate, rules, asked_on=day_of(gate.opened_at))
    if today > until:
        raise NotAllowedNow(
            f"Objections until {until}.", code="objection_too_late", gate=gate.question, until=until
        )


def _end_answers(session: Session, gate: Gate) -> int:
    """Answers that were given stay readable and count no more; gives how many ended."""
    items = [item.id for item in items_of_gate(session, gate)]
    current = (col(Ballot.gate_item_id).in_(items), col(Ballot.is_current).is_(True))
    ended = len(session.exec(select(Ballot.id).where(*current)).all())
    session.exec(update(Ballot).where(*current).values(is_current=False))
    return ended
