"""The letters of an escalation: what is missing, since when, what it holds up, and who is told next."""

from datetime import date, timedelta

from models import (
    Committee,
    Elector,
    EscalationStep,
    Gate,
    Mandate,
    Message,
    Organisation,
    Request,
    Role,
    Seat,
    StageRun,
)
from models.columns import key
from steering.addressees import Addressee, coordinator, council_office, deputies, holders, once_each
from steering.cycle import stage_named
from steering.deadlines import extended, missing_titles, workday
from steering.decision import quorum_needed
from steering.frozen_rules import rules_at
from steering.letters import common, message
from steering.meetings.taking_up import is_for_a_meeting, meeting_for
from steering.office.opening import Office
from steering.office.waiting import items_of, who_answered
from steering.office.warnings import gate_frame, late_cost, letter_frame
from steering.records import Records
from templates import occasions_deadlines as say
from templates.occasions import Escalation
from templates.phrases import phrase
from templates.words import word


def about_request(
    office: Office,
    records: Records,
    run: StageRun,
    request: Request,
    step: EscalationStep,
    coming: tuple[EscalationStep, date] | None,
) -> list[Message]:
    """The letters of one step about a request; none where nobody holds that place."""
    owner = records.by_id(Organisation)[request.organisation_id]
    cost = late_cost(office, run, request)
    frame = letter_frame(office, records, run)
    return [
        message(
            frame,
            to,
            say.Overdue(
                step=step,
                asks=request.kind,
                title=request.title,
                owner=owner.title,
                due_on=request.due_on,
                today=office.today,
                reminded_count=request.reminded_count,
                waits=what_waits_for(records, run, to.language),
                last_harmless_on=cost.last_harmless_on if cost else None,
                moved_days=cost.moved_days if cost else 0,
                next_step=coming[0] if coming else None,
                next_on=coming[1] if coming else None,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=key(request.subject_id, request.due_on, step),
        )
        for to in once_each(_told_at(office, records, run, owner, step))
    ]


def what_waits_for(records: Records, run: StageRun, language: str = "de") -> str:
    """What cannot go on without an answer to what a stage asks."""
    asked = stage_named(run.stage_key).gates[0].committee
    title = next((each.title for each in records.all(Committee) if each.key == asked), asked)
    return phrase("waits.blocks_stage", language, stage=word(run.stage_key, language), committee=title)


def _told_at(
    office: Office, records: Records, run: StageRun, owner: Organisation, step: EscalationStep
) -> list[Addressee]:
    if step is EscalationStep.COORDINATOR:
        return [coordinator(office.sender)]
    if step is EscalationStep.CHAIR:
        return chair_for(office, records, run)
    seats = {seat.id for seat in records.all(Seat) if seat.organisation_id == owner.id}
    mandates = {mandate.id: mandate.seat_id for mandate in records.all(Mandate)}
    return [
        to
        for committee in sorted(records.all(Committee), key=lambda each: each.id)
        for to in deputies(records, committee, office.today)
        if mandates[to.id] in seats and to.address.casefold() != owner.address.casefold()
    ]


def chair_for(office: Office, records: Records, run: StageRun) -> list[Addressee]:
    """The chair of the first body of a stage that has one."""
    committees = {committee.key: committee for committee in records.all(Committee)}
    for question in stage_named(run.stage_key).gates:
        found = holders(records, committees[question.committee], office.today, roles=[Role.CHAIR])
        if found:
            return found
    return []


def about_gate(
    office: Office,
    records: Records,
    run: StageRun,
    gate: Gate,
    step: EscalationStep,
    *,
    chair_told_on: date | None = None,
) -> list[Message]:
    """The chair, and later the coordinator, learn who has not answered; who is both learns it once."""
    committee = records.by_id(Committee)[gate.committee_id]
    chairs = holders(records, committee, office.today, roles=[Role.CHAIR])
    told = chairs if step is EscalationStep.CHAIR else [coordinator(office.sender)]
    if step is EscalationStep.COORDINATOR and chair_told_on:
        at = {chair.address.casefold() for chair in chairs}
        told = [to for to in told if to.address.casefold() not in at]
    frame = gate_frame(office, records, run)
    titles = {seat.id: seat.title for seat in records.all(Seat)}
    # The chair is told with the end of the last day, and has a week more to do something about it.
    due_on = extended(gate, office.calendar) if chair_told_on is None else gate.due_on
    after = timedelta(days=office.profile.process.reminders.coordinator_after_chair_days)
    rules = rules_at(records, gate, committee, items_of(records, gate)).default
    return [
        message(
            frame,
            to,
            Escalation(
                title=gate.question,
                due_on=due_on,
                today=office.today,
                missing=missing_titles(who_answered(records, gate).missing, titles),
                asked_count=sum(each.gate_id == gate.id for each in records.all(Elector)),
                needed_count=quorum_needed(rules),
                coordinator_on=workday(office.today + after) if step is EscalationStep.CHAIR else None,
                chair_told_on=chair_told_on,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=gate.id,
        )
        for to in once_each(told)
    ]


def about_report(
    office: Office,
    records: Records,
    run: StageRun,
    gate: Gate,
    step: EscalationStep,
    *,
    due_on: date,
    coming: tuple[EscalationStep, date] | None,
) -> list[Message]:
    """A body has met and nobody reported its decision: its own office, its chair, the coordinator."""
    committee = records.by_id(Committee)[gate.committee_id]
    meeting = meeting_for(records, gate)
    frame = letter_frame(office, records, run)
    return [
        message(
            frame,
            to,
            say.ReportOverdue(
                step=step,
                committee=committee.title,
                title=gate.question,
                due_on=due_on,
                today=office.today,
                held_on=meeting.held_on if meeting else None,
                next_step=coming[0] if coming else None,
                next_on=coming[1] if coming else None,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=key(gate.id, due_on, step),
        )
        for to in once_each(_told_of_report(office, records, committee, step))
    ]


def _told_of_report(
    office: Office, records: Records, committee: Committee, step: EscalationStep
) -> list[Addressee]:
    if step is EscalationStep.COORDINATOR:
        return [coordinator(office.sender)]
    if step is EscalationStep.CHAIR:
        return holders(records, committee, office.today, roles=[Role.CHAIR])
    return [council_office(committee)] if committee.office_address else []


def to_deputies(office: Office, records: Records, run: StageRun, gate: Gate) -> list[Message]:
    """Deputies of those seats, and only those, that have not answered."""
    committee = records.by_id(Committee)[gate.committee_id]
    if is_for_a_meeting(records, gate) or not committee.deputies_allowed:
        return []
    frame = gate_frame(office, records, run)
    seats = records.by_id(Seat)
    mandates = {mandate.id: mandate.seat_id for mandate in records.all(Mandate)}
    missing = who_answered(records, gate).missing
    members = {to.address.casefold() for to in holders(records, committee, office.today)}
    items = tuple(item.title for item in items_of(records, gate))
    return [
        message(
            frame,
            to,
            say.StandIn(
                asks=gate.kind,
                title=gate.question,
                seat=seats[mandates[to.id]].title,
                due_on=gate.due_on,
                items=items,
                **common(frame, to),  # type: ignore[arg-type]
            ),
            about=key(gate.id, gate.due_on),
        )
        for to in once_each(deputies(records, committee, office.today))
        if mandates[to.id] in missing and to.address.casefold() not in members
    ]
