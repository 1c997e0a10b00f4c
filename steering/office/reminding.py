"""Reminders: at half time and two days before, and only to those who have not answered or consented."""

from collections.abc import Iterator

from sqlmodel import col, select

from models import Cycle, Gate, GateState, Message, Request, StageRun, StageState
from models.columns import key
from steering.deadlines import reminders_due, reminders_due_for
from steering.meetings.taking_up import is_for_a_meeting
from steering.office import warnings
from steering.office.archive import Transaction
from steering.office.asked_now import asks_consent, is_worth_asking, span_of
from steering.office.clock import day_of
from steering.office.opening import Office
from steering.office.publishing import is_changed_meanwhile
from steering.office.standing import open_gates, open_requests
from steering.records import Records
from steering.transitions import LIVING
from templates.occasions import Occasion


def remind(office: Office, cycle: Cycle, *, at_once: bool = False) -> int:
    """Owe the reminders that are due today; `at_once` adds one a day whatever the calendar says."""
    records = office.glance(cycle)
    owed = 0
    for subject, number, letters in _due(office, records, at_once=at_once):
        with office.writing() as tx:
            now = tx.get(type(subject), subject.id)
            if now.reminded_count >= number or _is_reminded_today(office, tx, now):
                continue
            if _is_answered_meanwhile(tx, records, now) or now.due_on != subject.due_on:
                continue
            now.reminded_count = number
            tx.session.add(now)
            new = tx.owe(letters)
            if new:
                tx.enter("message.remind", subject.id, {"number": number, "letters": new}, cycle_id=cycle.id)
            owed += new
    return owed


def _is_reminded_today(office: Office, tx: Transaction, subject: Request | Gate) -> bool:
    """Whether a reminder of this was written today: whoever asks twice in a minute sends one."""
    about = subject.id if isinstance(subject, Gate) else subject.subject_id
    for occasion in (Occasion.REMINDER, Occasion.CONSENT_REMINDER):
        before = f"{key(subject.stage_run_id, occasion, about)}/"
        written = tx.session.exec(select(Message).where(col(Message.id).startswith(before, autoescape=True)))
        if any(day_of(message.owed_at) == office.today for message in written):
            return True
    return False


def _is_answered_meanwhile(tx: Transaction, records: Records, subject: Request | Gate) -> bool:
    """Whether an answer came in since the letters were written: the next run writes them anew."""
    if isinstance(subject, Request):
        return subject.answered_at is not None
    return subject.state is not GateState.OPEN or is_changed_meanwhile(tx, records, subject)


def _due(
    office: Office, records: Records, *, at_once: bool
) -> Iterator[tuple[Request | Gate, int, list[Message]]]:
    before = office.profile.process.reminders.days_before
    for run in records.all(StageRun):
        if run.state not in LIVING:
            continue
        # What the stage no longer waits for is not asked for again.
        for request in open_requests(records, run) if run.state is StageState.OPEN else ():
            asked_on = day_of(request.asked_at)
            calendar = reminders_due_for(request, asked_on, office.today, days_before=before)
            number = _number(request.reminded_count, calendar, at_once)
            if number:
                yield request, number, [warnings.remind_of_request(office, records, run, request, number)]
        for gate in open_gates(records, run):
            number = _number(gate.reminded_count, _due_at_gate(office, records, gate), at_once)
            if number and asks_consent(records, gate):
                yield gate, number, warnings.remind_of_consent(office, records, run, gate, number)
            elif number:
                yield gate, number, warnings.remind_of_gate(office, records, run, gate, number)


def _due_at_gate(office: Office, records: Records, gate: Gate) -> int | None:
    """How many reminders a question should have had by today; None where nobody is to be reminded of it."""
    if gate.state is not GateState.OPEN:
        return None
    if asks_consent(records, gate):
        if not is_worth_asking(records, gate, office.today):
            return None
    # Whoever is summoned to a meeting on it is not asked for an answer as well.
    elif is_for_a_meeting(records, gate):
        return None
    span = span_of(records, gate)
    before = office.profile.process.reminders.days_before
    return reminders_due(span.asked_on, span.due_on, office.today, days_before=before)


def _number(sent: int, calendar: int | None, at_once: bool) -> int:  # noqa: FBT001 - passed through as it came
    """The number of the reminder to be sent now, or 0."""
    if calendar is None:
        return 0
    wanted = max(calendar, sent + 1 if at_once else 0)
    return wanted if wanted > sent else 0
