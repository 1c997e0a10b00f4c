"""Listening to a committee: its answers are counted, and its gate is closed when the rule allows."""

from collections.abc import Sequence
from functools import partial

from sqlmodel import SQLModel, col, update

from models import (
    Comment,
    CommitteeKind,
    EscalationStep,
    Gate,
    GateItem,
    GateKind,
    GateState,
    Seat,
    StageRun,
)
from steering.counting import Counted, count_nothing
from steering.deadlines import extended, is_over
from steering.decision import Reason
from steering.draft_comments import unanswered
from steering.letters import tell_outcome
from steering.meetings.taking_up import is_for_a_meeting, waits_for_a_meeting
from steering.office import publishing, returning
from steering.office.archive import Transaction
from steering.office.asked_now import asks_consent, is_worth_asking
from steering.office.asking import Case
from steering.office.drawing import with_lot
from steering.office.escalating import step_taken
from steering.office.escalation_letters import about_gate
from steering.office.following import next_step
from steering.office.opening import Office
from steering.office.publishing import is_changed_meanwhile
from steering.office.waiting import items_of, who_answered
from steering.polling import ended, report
from steering.records import Records
from steering.stage import Decided, duties_of
from templates.phrases import phrase
from templates.reasons import reason_text

SETTLED = frozenset({GateState.PASSED, GateState.PASSED_WITH_CONDITIONS, GateState.REJECTED})


def listen(case: Case, gate: Gate) -> tuple[str, ...]:
    """Close the gate if its rule allows; gives what is waited for otherwise."""
    items = items_of(case.records, gate)
    counted, waits_for = _count(case, gate, items)
    if counted is None:
        return waits_for
    if counted.state is GateState.INQUORATE and not gate.is_escalated:
        _escalate(case, gate)
        return (gate.question,)
    remarks = unanswered(remark for remark in case.records.all(Comment) if remark.gate_id == gate.id)
    if remarks:
        return tuple(phrase("waits.comment", author=remark.author) for remark in remarks)
    close(case, gate, items, counted)
    return ()


def _count(case: Case, gate: Gate, items: Sequence[GateItem]) -> tuple[Counted | None, tuple[str, ...]]:
    records, committee, today = case.records, case.committee, case.office.today
    if gate.kind is GateKind.INFORM:
        return count_nothing(items, code="informed"), ()
    if is_for_a_meeting(records, gate):
        counted = report(records, committee, gate)
        return counted, () if counted else (phrase(_missing(case, gate), committee=committee.title),)
    if committee.kind is CommitteeKind.CONFERENCE:
        return (count_nothing(items), ()) if is_over(gate, today) else (None, (gate.question,))
    who = who_answered(records, gate)
    if not who.is_complete and not is_over(gate, today):
        seats = records.by_id(Seat)
        return None, tuple(sorted(seats[seat].title for seat in who.missing))
    return with_lot(case, gate.id, lambda given: ended(given, committee, gate)), ()


def _missing(case: Case, gate: Gate) -> str:
    if not waits_for_a_meeting(case.records, gate):
        return "waits.tally"
    may_come = asks_consent(case.records, gate) and is_worth_asking(case.records, gate, case.office.today)
    return "waits.consent" if may_come else "waits.meeting_needed"


def _escalate(case: Case, gate: Gate) -> None:
    """Too few answered in time: the chair, or without one the coordinator, is told; there is a week more."""
    step, letters = EscalationStep.CHAIR, about_gate(*_place(case, gate), EscalationStep.CHAIR)
    if not letters:
        step, letters = (
            EscalationStep.COORDINATOR,
            about_gate(*_place(case, gate), EscalationStep.COORDINATOR),
        )
    with case.office.writing() as tx:
        now = tx.get(Gate, gate.id)
        if now.state is not GateState.OPEN or now.is_escalated:
            return
        if is_changed_meanwhile(tx, case.records, gate):
            return
        later = extended(gate, case.office.calendar)
        tx.session.exec(update(Gate).where(col(Gate.id) == gate.id).values(is_escalated=True, due_on=later))
        tx.keep([step_taken(case.office, gate, step, due_on=later, letters=len(letters))])
        tx.enter("gate.escalate", gate.id, {"due": later, "told": step}, cycle_id=case.cycle.id)
        tx.owe(letters)


def _place(case: Case, gate: Gate) -> tuple[Office, Records, StageRun, Gate]:
    return case.office, case.records, case.run, gate


def close(case: Case, gate: Gate, items: Sequence[GateItem], counted: Counted) -> bool:
    """Close a gate with its results, settle what they change, tell everyone, and go on or back.

    Gives False, and does nothing, where the gate was closed or answered meanwhile: whoever got a
    receipt is counted, so the caller looks again.
    """
    reasons = _reasons(counted)
    # The record speaks the leading language; letters say the same in the language of their reader.
    in_words = " ".join(reason_text(reason.code, reason.facts) for reason in reasons)
    rows = counted.applied(items)
    settled = _settled(case, gate, counted, rows)
    with case.office.writing() as tx:
        now = tx.get(Gate, gate.id)
        if now.state is not GateState.OPEN or is_changed_meanwhile(tx, case.records, gate):
            return False
        outcome = publishing.publish(case.office, tx, now, rows, counted, reasons)
        details = {"outcome": outcome.sha256}
        tx.close(now, counted.state, reason=in_words, cycle_id=case.cycle.id, details=details)
        tx.keep([*rows, *settled])
        closed = tx.get(Gate, gate.id)
        # Who was only informed has the information; a letter that says so would be one too many.
        if gate.kind is not GateKind.INFORM:
            next_one = partial(next_step, case, counted.state)
            tx.owe(tell_outcome(case.frame, case.records, closed, rows, next_step=next_one, reasons=reasons))
        if counted.state is GateState.SENT_BACK:
            _send_back(case, tx, closed)
    return True


def _reasons(counted: Counted) -> tuple[Reason, ...]:
    """Why it came out so; what is sent back needs the remarks, the count tells nobody what to improve."""
    remarks = list(dict.fromkeys(remark for remark in counted.remarks.values() if remark))
    if counted.state is not GateState.SENT_BACK or not remarks:
        return counted.reasons
    return (*counted.reasons, Reason(code="remarked", facts={"remarks": " ".join(remarks)}))


def _settled(case: Case, gate: Gate, counted: Counted, rows: Sequence[GateItem]) -> list[SQLModel]:
    if counted.state not in SETTLED:
        return []
    decided = Decided(
        gate=gate,
        items=tuple(rows),
        held_on=counted.held_on or case.office.today,
        places=counted.places,
        meeting_id=counted.meeting_id,
        present_count=counted.present,
        is_simulated=case.cycle.is_simulated,
        texts=counted.texts,
    )
    return duties_of(case.stage.key).settle(case.desk, decided)


def _send_back(case: Case, tx: Transaction, gate: Gate) -> None:
    target = case.question.sends_back_to or case.stage.key
    returning.send_back(
        case.office,
        tx,
        case.records,
        case.cycle,
        to_stage=target,
        reason=gate.reason,
        by=gate.committee_id,
    )
