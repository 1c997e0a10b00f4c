"""Escalating: when something is missing after its last day, the next one in the chain is told, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from models import (
    Cycle,
    Escalation,
    EscalationStep,
    Gate,
    GateItem,
    GateState,
    Message,
    Request,
    StageRun,
    StageState,
    Tally,
)
from models.columns import key
from steering.escalation import AtGate, Chain, next_step, steps_due, steps_due_at_gate
from steering.meetings.taking_up import is_for_a_meeting
from steering.office.archive import Transaction
from steering.office.clock import day_of
from steering.office.escalation_letters import about_gate, about_report, about_request, to_deputies
from steering.office.opening import Office
from steering.office.standing import open_gates, open_requests
from steering.office.waiting import report_due_on, who_answered
from steering.records import Records
from steering.transitions import LIVING


@dataclass(frozen=True, kw_only=True)
class Told:
    """A step that is due, and whom it is told to."""

    subject: Request | Gate
    step: EscalationStep
    due_on: date
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
    """For a gate: deputies before its last day, and the coordinator so many days after the chair."""
    asked = office.profile.process.reminders
    return Chain(
        days={
            EscalationStep.DEPUTY: -asked.stand_in_before_days,
            EscalationStep.COORDINATOR: asked.coordinator_after_chair_days,
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
        if is_settled(now) or now.due_on != subject.due_on or _is_reported_meanwhile(tx, now):
            return 0
        taken = taken_of(tx, now, told.due_on)
        if any(day_of(each.taken_at) == office.today and each.letters_count for each in taken):
            return 0
        step = step_taken(office, now, told.step, due_on=told.due_on, letters=len(told.letters))
        if tx.session.get(Escalation, step.id) is not None:
            return 0
        tx.keep([step])
        owed = tx.owe(told.letters)
        tx.enter("deadline.escalate", now.id, {"step": told.step, "letters": owed}, cycle_id=cycle.id)
        return owed


def step_taken(
    office: Office, subject: Request | Gate, step: EscalationStep, *, due_on: date, letters: int
) -> Escalation:
    """The record of a step about a last day."""
    return Escalation(
        id=key(subject.id, "escalation", due_on, step),
        stage_run_id=subject.stage_run_id,
        subject_id=subject.id,
        step=step,
        due_on=due_on,
        taken_at=office.now,
        letters_count=letters,
    )


def _is_reported_meanwhile(tx: Transaction, subject: Request | Gate) -> bool:
    if isinstance(subject, Request):
        return False
    mine = select(Tally).join(GateItem, col(GateItem.id) == col(Tally.gate_item_id))
    return tx.session.exec(mine.where(GateItem.gate_id == subject.id)).first() is not None


def is_settled(subject: Request | Gate) -> bool:
    """Whether nothing is waited for any more."""
    if isinstance(subject, Request):
        return subject.answered_at is not None
    return subject.state is not GateState.OPEN


def taken_of(tx: Transaction, subject: Request | Gate, due_on: date) -> list[Escalation]:
    """The steps that were taken about a last day."""
    query = select(Escalation).where(Escalation.subject_id == subject.id, Escalation.due_on == due_on)
    return list(tx.session.exec(query).all())


def taken_steps(records: Records, subject: Request | Gate, due_on: date | None = None) -> set[EscalationStep]:
    """The same, from records that were read; without a day, about the one that is in force."""
    day = due_on or subject.due_on
    return {
        each.step for each in records.all(Escalation) if each.subject_id == subject.id and each.due_on == day
    }


def _due(office: Office, records: Records) -> Iterator[Told]:
    for run in records.all(StageRun):
        if run.state not in LIVING:
            continue
        # What the stage no longer waits for is nobody's fault any more.
        for request in open_requests(records, run) if run.state is StageState.OPEN else ():
            yield from _at_request(office, records, run, request)
        for gate in open_gates(records, run):
            if is_for_a_meeting(records, gate):
                yield from _at_report(office, records, run, gate)
            else:
                yield from _at_gate(office, records, run, gate)


def _at_request(office: Office, records: Records, run: StageRun, request: Request) -> Iterator[Told]:
    taken = taken_steps(records, request)
    for step in steps_due(chain_of(office), request.due_on, office.today, taken):
        after = next_step(chain_of(office), request.due_on, office.today, {*taken, step})
        letters = about_request(office, records, run, request, step, after)
        yield Told(subject=request, step=step, due_on=request.due_on, letters=letters)
        if letters:
            break


def _at_gate(office: Office, records: Records, run: StageRun, gate: Gate) -> Iterator[Told]:
    standing = standing_at(records, gate)
    for step in steps_due_at_gate(chain_of_gates(office), standing, office.today):
        if step is EscalationStep.DEPUTY:
            letters = to_deputies(office, records, run, gate)
        elif who_answered(records, gate).is_complete:
            continue
        else:
            letters = about_gate(office, records, run, gate, step, chair_told_on=standing.chair_told_on)
        if letters:
            yield Told(subject=gate, step=step, due_on=gate.due_on, letters=letters)


def standing_at(records: Records, gate: Gate) -> AtGate:
    """Which steps were taken about the last day of a gate that is in force, and when the chair was told."""
    mine = [
        each for each in records.all(Escalation) if (each.subject_id, each.due_on) == (gate.id, gate.due_on)
    ]
    told = [day_of(each.taken_at) for each in mine if each.step is EscalationStep.CHAIR]
    return AtGate(
        due_on=gate.due_on, taken={each.step for each in mine}, chair_told_on=max(told, default=None)
    )


def _at_report(office: Office, records: Records, run: StageRun, gate: Gate) -> Iterator[Told]:
    """What a body decided in its meeting was not reported: its office, its chair, the coordinator."""
    due_on = report_due_on(records, gate)
    if due_on is None:
        return
    taken = taken_steps(records, gate, due_on)
    for step in steps_due(chain_of(office), due_on, office.today, taken):
        after = next_step(chain_of(office), due_on, office.today, {*taken, step})
        letters = about_report(office, records, run, gate, step, due_on=due_on, coming=after)
        yield Told(subject=gate, step=step, due_on=due_on, letters=letters)
        if letters:
            break
