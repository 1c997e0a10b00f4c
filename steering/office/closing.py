"""Closing a gate before its last day: the coordinator counts what is there now, for a reason."""

from dataclasses import replace

from models import Comment, Cycle, Gate, GateState, StageRun
from models.committee import CommitteeKind
from steering.counting import Counted, count_nothing
from steering.cycle import stage_named
from steering.decision import Reason
from steering.draft_comments import unanswered
from steering.errors import NotAllowedNow, NotThere
from steering.meetings.taking_up import is_for_a_meeting
from steering.office.asking import Case
from steering.office.drawing import with_lot
from steering.office.listening import close
from steering.office.opening import Office
from steering.office.waiting import items_of
from steering.polling import poll


def close_early(office: Office, gate_id: str, reason: str) -> Gate:
    """Close an open gate with the answers that are there, and tell everyone why."""
    case, gate = _case(office, gate_id)
    counted = count_now(case, gate, reason)
    if not close(case, gate, items_of(case.records, gate), counted):
        raise NotAllowedNow(f"{gate_id} changed.", code="closed_meanwhile", gate=gate_id)
    return office.archive.find(Gate, gate_id)


def foreseen(office: Office, gate_id: str, reason: str) -> Counted:
    """What closing now would bring; nothing is kept, and a lot is drawn anew at the close."""
    counted = count_now(*_case(office, gate_id), reason)
    if not counted.word:
        return counted
    return replace(counted, reasons=(*counted.reasons, Reason(code="lot_drawn_at_close")))


def count_now(case: Case, gate: Gate, reason: str) -> Counted:
    """The count of what is there, with the early close among its reasons.

    A body that votes in its own meeting cannot be closed early: nobody here knows its votes.
    """
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    if gate.state is not GateState.OPEN:
        raise NotAllowedNow(f"Gate {gate.id} is {gate.state}.", code="gate_closed", gate=gate.question)
    committee, items = case.committee, items_of(case.records, gate)
    if is_for_a_meeting(case.records, gate):
        raise NotAllowedNow(
            f"{committee.key} votes in its own meeting.",
            code="closed_by_its_meeting",
            committee=committee.title,
        )
    open_remarks = unanswered(said for said in case.records.all(Comment) if said.gate_id == gate.id)
    if open_remarks:
        raise NotAllowedNow(
            f"{len(open_remarks)} remarks wait.", code="remarks_unanswered", count=len(open_remarks)
        )
    is_conference = committee.kind is CommitteeKind.CONFERENCE
    if is_conference:
        counted = count_nothing(items)
    else:
        counted = with_lot(case, gate.id, lambda records: poll(records, committee, gate))
    early = Reason(code="early_close", facts={"reason": reason.strip()})
    return replace(counted, reasons=(*counted.reasons, early))


def _case(office: Office, gate_id: str) -> tuple[Case, Gate]:
    gate = office.archive.find(Gate, gate_id)
    run = office.archive.find(StageRun, gate.stage_run_id)
    cycle = office.archive.find(Cycle, run.cycle_id)
    stage = stage_named(run.stage_key)
    records = office.glance(cycle)
    questions = [question for question in stage.gates if question.key == gate.key]
    if not questions:
        raise NotThere(f"No gate {gate_id!r}.", code="no_such_gate", gate=gate_id)
    case = Case(office=office, cycle=cycle, stage=stage, run=run, records=records, question=questions[0])
    return case, records.by_id(Gate)[gate_id]
