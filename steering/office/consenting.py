"""Consenting to circulation (Umlaufverfahren): with enough members the question is put to all singly."""

from datetime import date

from sqlmodel import select

from models import CirculationConsent, Committee, Cycle, Gate, GateExpiry, GateItem, Mandate, Seat, StageRun
from steering.addressees import once_each
from steering.circulating import waits_for_consent, why_meet
from steering.consent import consenting, consents_needed_by, last_words
from steering.consent_letters import Noted, confirm_consent
from steering.errors import NotAllowedNow
from steering.expiry import rule_of
from steering.frozen_rules import FrozenRules, rules_at
from steering.letters import ask_committee
from steering.office.amending import DAYS_TO_ANSWER_ANEW
from steering.office.answering import open_gate, refuse_late
from steering.office.archive import Transaction
from steering.office.asked_now import last_day_to_consent
from steering.office.at_gate import frame_in, items_of_gate
from steering.office.entitlement import acting
from steering.office.opening import Office
from steering.office.receipts import addressee_in
from steering.office.seat_letters import others_at
from steering.office.taken_up import refuse_on_agenda, what_rules
from steering.records import Records


def consent_to_circulation(
    office: Office, gate_id: str, mandate_id: str, *, is_given: bool = True, for_seat: str = ""
) -> CirculationConsent:
    """A member says whether to decide without a meeting; the consent that completes them opens the round.

    Whoever may answer may say it, and may say otherwise until enough have consented: then all are asked,
    and no consent is taken back. The same word twice is said once.
    """
    people = office.glance(_cycle_at(office, gate_id))
    with office.writing() as tx:
        at = office.at(tx.now)
        gate = open_gate(tx.session, gate_id)
        mandate = tx.get(Mandate, mandate_id)
        records = what_rules(tx.session, gate)
        before = last_words(records, gate).get(for_seat or mandate.seat_id)
        if before is not None and before.is_given is is_given:
            return before
        rules = rules_at(records, gate, tx.get(Committee, gate.committee_id), records.all(GateItem))
        _refuse_where_none_is_asked(records, gate, rules)
        refuse_on_agenda(tx.session, gate)
        _refuse_late_consent(gate, rules, at)
        if not is_given:
            _refuse_in_the_round(records, gate)
        own = _spoke_for_themselves(tx, records, gate)
        mandate = acting(at, tx.session, gate, mandate, for_seat=for_seat, items={}, answered_by_own=own)
        cycle = tx.get(Cycle, tx.get(StageRun, gate.stage_run_id).cycle_id)
        word = CirculationConsent(
            gate_id=gate.id,
            seat_id=mandate.seat_id,
            revision=before.revision + 1 if before else 1,
            is_given=is_given,
            mandate_id=mandate.id,
            made_at=tx.now,
            is_simulated=cycle.is_simulated,
        )
        tx.keep([word])
        after = what_rules(tx.session, gate)
        noted = Noted(
            seat=tx.get(Seat, word.seat_id),
            revision=word.revision,
            by=mandate.title,
            is_given=is_given,
            was_given=before is not None and before.is_given,
            is_begun=why_meet(after, gate) is None,
            at=tx.now,
        )
        details = {"seat": word.seat_id, "is_given": is_given, "given": len(consenting(after, gate))}
        details["needed"] = consents_needed_by(rules)
        tx.enter("gate.consent", gate.id, details, cycle_id=cycle.id)
        _tell(at, tx, gate, mandate, noted, last_day_to_consent(gate, rules))
        if noted.is_begun and waits_for_consent(records, gate):
            _put_to_all(at, tx, gate, people, rules)
        return tx.session.get_one(CirculationConsent, (gate.id, word.seat_id, word.revision))


def _tell(office: Office, tx: Transaction, gate: Gate, mandate: Mandate, noted: Noted, until: date) -> None:
    """A receipt for whoever said it, and the same for everybody else who may act for the seat."""
    committee = tx.get(Committee, gate.committee_id)
    others = [to for to, _ in others_at(office, tx, gate, mandate, committee)]
    readers = once_each([addressee_in(tx, gate, mandate), *others])
    tx.owe(confirm_consent(frame_in(office, tx, gate), committee, gate, noted, until, readers))


def _cycle_at(office: Office, gate_id: str) -> Cycle:
    gate = office.archive.find(Gate, gate_id)
    return office.archive.find(Cycle, office.archive.find(StageRun, gate.stage_run_id).cycle_id)


def _spoke_for_themselves(tx: Transaction, records: Records, gate: Gate) -> set[str]:
    """The seats for which the member or the deputy has spoken, and nobody to whom the vote was handed."""
    words = last_words(records, gate).values()
    return {word.seat_id for word in words if tx.get(Mandate, word.mandate_id).seat_id == word.seat_id}


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


def _refuse_in_the_round(records: Records, gate: Gate) -> None:
    """Members answer the question already: what they answered must not end because one thinks again."""
    if why_meet(records, gate) is None:
        raise NotAllowedNow(
            f"{gate.id} was put to all members.", code="consent_round_begun", gate=gate.question
        )


def _put_to_all(office: Office, tx: Transaction, gate: Gate, people: Records, rules: FrozenRules) -> None:
    """Enough have consented: everybody is asked now, and has the time that an answer needs."""
    days = max(DAYS_TO_ANSWER_ANEW, rules.silence_days if rules.takes_silence_for_consent else 0)
    gate.due_on = max(gate.due_on, office.due(days))
    # Reminders begin anew: those before were about consent.
    gate.reminded_count = 0
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
