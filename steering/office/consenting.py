"""Consenting to circulation (Umlaufverfahren): with enough members the question is put to all singly."""

from datetime import date

from sqlmodel import select

from models import (
    CirculationConsent,
    Committee,
    Cycle,
    Gate,
    GateExpiry,
    GateItem,
    Mandate,
    StageRun,
)
from steering.circulating import last_day_to_object, waits_for_consent, why_meet
from steering.consent import consenting, consents_needed_by
from steering.errors import NotAllowedNow
from steering.expiry import rule_of
from steering.frozen_rules import FrozenRules, rules_at
from steering.letters import ask_committee
from steering.office.amending import DAYS_TO_ANSWER_ANEW
from steering.office.answering import open_gate, refuse_late
from steering.office.archive import Transaction
from steering.office.at_gate import frame_in, items_of_gate
from steering.office.clock import day_of
from steering.office.entitlement import acting
from steering.office.opening import Office
from steering.office.taken_up import refuse_on_agenda, what_rules
from steering.records import Records


def consent_to_circulation(office: Office, gate_id: str, mandate_id: str) -> CirculationConsent:
    """A member consents to deciding without a meeting; the consent that completes them opens the round.

    Whoever may answer may consent. The same consent twice is given once.
    """
    people = office.glance(_cycle_at(office, gate_id))
    with office.writing() as tx:
        at = office.at(tx.now)
        gate = open_gate(tx.session, gate_id)
        mandate = tx.get(Mandate, mandate_id)
        known = tx.session.get(CirculationConsent, (gate.id, mandate.seat_id))
        if known is not None:
            return known
        committee = tx.get(Committee, gate.committee_id)
        records = what_rules(tx.session, gate)
        rules = rules_at(records, gate, committee, records.all(GateItem))
        _refuse_where_none_is_asked(records, gate, rules)
        refuse_on_agenda(tx.session, gate)
        _refuse_late_consent(gate, rules, at)
        acting(at, tx.session, gate, mandate, items={})
        cycle = tx.get(Cycle, tx.get(StageRun, gate.stage_run_id).cycle_id)
        given = CirculationConsent(
            gate_id=gate.id,
            seat_id=mandate.seat_id,
            mandate_id=mandate.id,
            made_at=tx.now,
            is_simulated=cycle.is_simulated,
        )
        tx.keep([given])
        after = what_rules(tx.session, gate)
        details = {
            "seat": mandate.seat_id,
            "given": len(consenting(after, gate)),
            "needed": consents_needed_by(rules),
        }
        tx.enter("gate.consent", gate.id, details, cycle_id=cycle.id)
        if waits_for_consent(records, gate) and why_meet(after, gate) is None:
            _put_to_all(at, tx, gate, people, rules)
        return tx.session.get_one(CirculationConsent, (gate.id, mandate.seat_id))


def _cycle_at(office: Office, gate_id: str) -> Cycle:
    gate = office.archive.find(Gate, gate_id)
    return office.archive.find(Cycle, office.archive.find(StageRun, gate.stage_run_id).cycle_id)


def _refuse_where_none_is_asked(records: Records, gate: Gate, rules: FrozenRules) -> None:
    is_possible = why_meet(records, gate) is None or waits_for_consent(records, gate)
    if not (is_possible and consents_needed_by(rules)):
        raise NotAllowedNow(f"{gate.id} asks for no consent.", code="no_consent_asked", gate=gate.question)


def _refuse_late_consent(gate: Gate, rules: FrozenRules, office: Office) -> None:
    refuse_late(office, gate)
    until = last_day_to_consent(gate, rules)
    if office.today > until:
        raise NotAllowedNow(
            f"Consents until {until}.", code="consent_too_late", gate=gate.question, until=until
        )


def last_day_to_consent(gate: Gate, rules: FrozenRules) -> date:
    """The last day on which a member may consent: as long as others have to object."""
    return last_day_to_object(gate, rules, asked_on=day_of(gate.opened_at))


def _put_to_all(office: Office, tx: Transaction, gate: Gate, people: Records, rules: FrozenRules) -> None:
    """Enough have consented: everybody is asked now, and has the time that an answer needs."""
    days = max(DAYS_TO_ANSWER_ANEW, rules.silence_days if rules.takes_silence_for_consent else 0)
    gate.due_on = max(gate.due_on, office.due(days))
    tx.session.add(gate)
    tx.session.flush()
    stated = tx.session.exec(select(GateExpiry).where(GateExpiry.gate_id == gate.id)).all()
    letters = ask_committee(
        frame_in(office, tx, gate),
        people,
        gate,
        tx.get(Committee, gate.committee_id),
        items_of_gate(tx.session, gate),
        at_expiry=rule_of(Records([*stated]), gate),
    )
    cycle_id = tx.get(StageRun, gate.stage_run_id).cycle_id
    tx.enter("gate.circulate", gate.id, {"due": gate.due_on}, cycle_id=cycle_id)
    tx.owe(letters)
