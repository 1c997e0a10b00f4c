"""Escalating: when something is missing after its last day, the next one in the chain is told, once."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import select

from models import (
    Cycle,
    Escalation,
    EscalationStep,
    Gate,
    GateState,
    Message,
    Request,
    StageRun,
    StageState,
)
from models.columns import key
from steering.escalation import Chain, next_step, steps_due
from steering.office.archive import Transaction
from steering.office.clock import day_of
from steering.office.escalation_letters import about_request, to_deputies
from steering.office.opening import Office
from steering.office.standing import open_gates, open_requests
from steering.records import Records
from steering.transitions import LIVING


@dataclass(frozen=True, kw_only=True)
class Told:
    """A step that is due, and whom it is told to."""

    subject: Request | Gate
    step: EscalationStep
    letters: list[Message]


def chain_of(office: Office) -> Chain:
    """After how many days whom is told about a request, as the region has it."""
    asked = office.profile.process.reminders
    return Chain(
        days={
            EscalationStep.DEPUTY: asked.deputy_after_days,
            EscalationStep.CHAIR: asked.escalate_after_days,
            EscalationStep.COORDINATOR: asked.coordinator_after_days,
        }
    )


def chain_of_gates(office: Office) -> Chain:
    """For a gate: deputies before its day; chair and coordinator when its rule asks for them."""
    before = office.profile.process.reminders.stand_in_before_days
    never = 10**5
    return Chain(
        days={
            EscalationStep.DEPUTY: -before,
            EscalationStep.CHAIR: never,
            EscalationStep.COORDINATOR: never,
        }
    )


def escalate(office: Office, cycle: Cycle) -> int:
    """Take the steps that are due today; gives how many letters are owed."""
    records = office.glance(cycle)
    return sum(_take(office, cycle, told) for told in _due(office, records))


def _take(office: Office, cycle: Cycle, told: Told) -> int:
    """Keep the step and owe its letters, unless the answer came or the step was taken meanwhile."""
    subject = told.subject
    with office.writing() as tx:
        now = tx.get(type(subject), subject.id)
        if is_settled(now) or now.due_on != subject.due_on:
            return 0
        if any(day_of(each.taken_at) == office.today and each.letters_count for each in taken_of(tx, now)):
            return 0
        step = _record(office, now, told)
        if tx.session.get(Escalation, step.id) is not None:
            return 0
        tx.keep([step])
        owed = tx.owe(told.letters)
        tx.enter("deadline.escalate", now.id, {"step": told.step, "letters": owed}, cycle_id=cycle.id)
        return owed


def _record(office: Office, subject: Request | Gate, told: Told) -> Escalation:
    return Escalation(
        id=key(subject.id, "escalation", subject.due_on, told.step),
        stage_run_id=subject.stage_run_id,
        subject_id=subject.id,
        step=told.step,
        due_on=subject.due_on,
        taken_at=office.now,
        letters_count=len(told.letters),
    )


def is_settled(subject: Request | Gate) -> bool:
    """Whether nothing is waited for any more."""
    if isinstance(subject, Request):
        return subject.answered_at is not None
    return subject.state is not GateState.OPEN


def taken_of(tx: Transaction, subject: Request | Gate) -> list[Escalation]:
    """The steps that were taken about the last day that is in force."""
    query = select(Escalation).where(Escalation.subject_id == subject.id, Escalation.due_on == subject.due_on)
    return list(tx.session.exec(query).all())


def taken_steps(records: Records, subject: Request | Gate) -> set[EscalationStep]:
    """The same, from records that were read."""
    return {
        each.step
        for each in records.all(Escalation)
        if each.subject_id == subject.id and each.due_on == subject.due_on
    }


def _due(office: Office, records: Records) -> Iterator[Told]:
    for run in records.all(StageRun):
        if run.state not in LIVING:
            continue
        # What the stage no longer waits for is nobody's fault any more.
        for request in open_requests(records, run) if run.state is StageState.OPEN else ():
            taken = taken_steps(records, request)
            for step in steps_due(chain_of(office), request.due_on, office.today, taken):
                after = next_step(chain_of(office), request.due_on, office.today, {*taken, step})
                letters = about_request(office, records, run, request, step, after)
                yield Told(subject=request, step=step, letters=letters)
                if letters:
                    break
        for gate in open_gates(records, run):
            taken = taken_steps(records, gate)
            for step in steps_due(chain_of_gates(office), gate.due_on, office.today, taken):
                letters = to_deputies(office, records, run, gate)
                if letters:
                    yield Told(subject=gate, step=step, letters=letters)
