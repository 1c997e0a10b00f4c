"""What waits for whom since when: how late it is, what follows by itself, and what it holds up."""

from dataclasses import dataclass
from datetime import date, timedelta

from models import Cycle, EscalationStep, Gate, Request, StageRun
from steering.cycle import CYCLE, stage_named
from steering.deadlines import reminder_days
from steering.escalation import next_step, next_step_at_gate
from steering.expiry import rule_of
from steering.meetings.taking_up import is_for_a_meeting
from steering.office.asked_now import span_of
from steering.office.clock import day_of
from steering.office.escalating import chain_of, chain_of_gates, standing_at, taken_steps
from steering.office.escalation_letters import what_waits_for
from steering.office.opening import Office
from steering.office.waiting import Wait, report_due_on, waits
from steering.office.warnings import late_cost
from steering.records import Records
from templates.phrases import phrase
from templates.words import word

BALLOT = "ballot"
CONSENT = "consent"
# The office of a body is asked itself, in place of a deputy.
_OF_REPORT = {EscalationStep.DEPUTY: "council_office"}


@dataclass(frozen=True, kw_only=True)
class Told:
    """A wait with everything that somebody needs to act on it."""

    wait: Wait
    days_late: int
    reminded_count: int
    next_step: str
    next_on: date | None
    holds_up: str
    moved_days: int | None = None
    last_harmless_on: date | None = None


def told_waits(
    office: Office, cycle: Cycle, language: str = "de", *, records: Records | None = None
) -> list[Told]:
    """Everything that a cycle waits for, the most urgent first; `records` where they were read already."""
    records = records or office.glance(cycle)
    return [_told(office, records, wait, language) for wait in waits(records, office.today)]


def _told(office: Office, records: Records, wait: Wait, language: str) -> Told:
    late = max(0, (office.today - wait.due_on).days)
    requests = records.by_id(Request)
    if wait.subject_id in requests:
        return _about_request(office, records, wait, requests[wait.subject_id], late, language)
    gate = records.by_id(Gate)[wait.subject_id]
    coming = {BALLOT: _next_at_gate, CONSENT: _next_at_consent}.get(wait.kind, _next_at_report)
    step, on = coming(office, records, gate)
    return Told(
        wait=wait,
        days_late=late,
        reminded_count=gate.reminded_count if wait.kind in (BALLOT, CONSENT) else 0,
        next_step=step,
        next_on=on,
        holds_up=_behind(gate, wait.stage_key, language),
    )


def _about_request(
    office: Office, records: Records, wait: Wait, request: Request, late: int, language: str
) -> Told:
    run = records.by_id(StageRun)[request.stage_run_id]
    cost = late_cost(office, run, request)
    step, on = _next_at_request(office, records, request, run)
    return Told(
        wait=wait,
        days_late=late,
        reminded_count=request.reminded_count,
        next_step=step,
        next_on=on,
        holds_up=what_waits_for(records, run, language),
        moved_days=cost.moved_days if cost else None,
        last_harmless_on=cost.last_harmless_on if cost else None,
    )


def _next_at_request(
    office: Office, records: Records, request: Request, run: StageRun
) -> tuple[str, date | None]:
    """What happens by itself: a reminder, the next step of the chain, or the stage goes on without it."""
    coming = next_step(chain_of(office), request.due_on, office.today, taken_steps(records, request))
    reminder = _next_reminder(office, day_of(request.asked_at), request.due_on, request.reminded_count)
    ways = [(run.due_on + timedelta(days=1), "goes_on")]
    ways += [(coming[1], coming[0].value)] if coming else []
    ways += [(reminder, "reminder")] if reminder else []
    on, step = min(ways)
    return step, max(on, office.today)


def _next_at_gate(office: Office, records: Records, gate: Gate) -> tuple[str, date | None]:
    rule = None if gate.is_second_summons or gate.is_escalated else rule_of(records, gate)
    ways = [(gate.due_on + timedelta(days=1), rule.value if rule else "closes")]
    coming = next_step_at_gate(chain_of_gates(office), standing_at(records, gate), office.today)
    ways += [(coming[1], coming[0].value)] if coming else []
    reminder = _next_reminder(office, span_of(records, gate).asked_on, gate.due_on, gate.reminded_count)
    ways += [(reminder, "reminder")] if reminder else []
    on, step = min(ways)
    return step, max(on, office.today)


def _next_at_consent(office: Office, records: Records, gate: Gate) -> tuple[str, date | None]:
    """Whoever has not said it is reminded; with too few consents the body has to meet."""
    span = span_of(records, gate)
    ways = [(span.due_on + timedelta(days=1), "meeting")]
    reminder = _next_reminder(office, span.asked_on, span.due_on, gate.reminded_count)
    ways += [(reminder, "reminder")] if reminder else []
    on, step = min(ways)
    return step, max(on, office.today)


def _next_at_report(office: Office, records: Records, gate: Gate) -> tuple[str, date | None]:
    """Who is told next that the result of a meeting was not reported."""
    due_on = report_due_on(records, gate) if is_for_a_meeting(records, gate) else None
    if due_on is None:
        return "", None
    coming = next_step(chain_of(office), due_on, office.today, taken_steps(records, gate, due_on))
    return (_OF_REPORT.get(coming[0], coming[0].value), coming[1]) if coming else ("", None)


def _next_reminder(office: Office, asked_on: date, due_on: date, sent: int) -> date | None:
    days = reminder_days(asked_on, due_on, days_before=office.profile.process.reminders.days_before)
    coming = days[sent:]
    return coming[0] if coming else None


def _behind(gate: Gate, stage_key: str, language: str) -> str:
    """What comes after a question: the next one of the stage, or the next stage."""
    questions = [question.key for question in stage_named(stage_key).gates]
    later = questions[questions.index(gate.key) + 1 :] if gate.key in questions else []
    if later:
        return phrase("waits.blocks_gate", language, next=phrase(f"question.{later[0]}", language))
    place = [stage.key for stage in CYCLE].index(stage_key) + 1
    following = word(CYCLE[place].key, language) if place < len(CYCLE) else phrase("waits.in_force", language)
    return phrase("waits.blocks_gate", language, next=following)
