"""What waits for whom, since when and until when. Pure reading, for every door."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models import (
    Ballot,
    Comment,
    Committee,
    CommitteeKind,
    Elector,
    Gate,
    GateItem,
    Organisation,
    Recusal,
    Request,
    Seat,
    StageRun,
    StageState,
    Tally,
)
from steering.consent import silent
from steering.deadlines import Answered, answered
from steering.draft_comments import unanswered
from steering.meetings.taking_up import is_for_a_meeting, meeting_for, waits_for_a_meeting
from steering.office.asked_now import Span, asks_consent, is_worth_asking, span_of
from steering.office.clock import day_of
from steering.office.standing import current_stage, living_round, open_gates, open_requests
from steering.polling import items_in, took_part
from steering.records import Records
from steering.seating.recusals import recused_by_item
from steering.transitions import LIVING

# What holds a gate up even when its last day has passed.
HOLDING = frozenset({"reply", "tally", "meeting", "consent"})


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One thing that somebody owes."""

    kind: str
    stage_key: str
    subject_id: str
    what: str
    who: str
    since_on: date
    due_on: date

    def is_late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due_on < today


def waits(records: Records, today: date) -> list[Wait]:
    """Everything that a cycle waits for, the most urgent first."""
    runs = [run for run in records.all(StageRun) if run.state in LIVING]
    found = [
        wait for run in runs for wait in (*_for_answers(records, run), *_for_bodies(records, run, today))
    ]
    return sorted(found, key=lambda wait: (wait.due_on, wait.subject_id, wait.who))


def can_go_on(records: Records, today: date) -> bool:
    """Whether the current stage could take a step today; if not, a run would only look and end."""
    stage = current_stage(records)
    if stage is None:
        return False
    run = living_round(records, stage.key)
    if run is None:
        return True
    if run.state is StageState.OPEN:
        return today > run.due_on or not open_requests(records, run)
    held_up_by = [
        wait for wait in _for_bodies(records, run, today) if wait.kind in HOLDING or not wait.is_late(today)
    ]
    return not held_up_by


def _for_answers(records: Records, run: StageRun) -> Iterator[Wait]:
    organisations = records.by_id(Organisation)
    for request in open_requests(records, run):
        yield _request(run, request, organisations[request.organisation_id].title)


def _request(run: StageRun, request: Request, who: str) -> Wait:
    return Wait(
        kind=request.kind.value,
        stage_key=run.stage_key,
        subject_id=request.id,
        what=request.title,
        who=who,
        since_on=day_of(request.asked_at),
        due_on=request.due_on,
    )


def _for_bodies(records: Records, run: StageRun, today: date) -> Iterator[Wait]:
    for gate in open_gates(records, run):
        committee = records.by_id(Committee)[gate.committee_id]
        span = span_of(records, gate)
        for remark in unanswered(said for said in records.all(Comment) if said.gate_id == gate.id):
            yield _at_gate(run, gate, "reply", remark.author, span)
        if committee.kind is CommitteeKind.CONFERENCE:
            yield _at_gate(run, gate, "comment", committee.title, span)
        elif asks_consent(records, gate) and is_worth_asking(records, gate, today):
            for title in missing_consents(records, gate):
                yield _at_gate(run, gate, "consent", title, span)
        elif is_for_a_meeting(records, gate):
            if not is_reported(records, gate):
                kind = "meeting" if waits_for_a_meeting(records, gate) else "tally"
                by_then = Span(asked_on=span.asked_on, due_on=gate.due_on)
                yield _at_gate(run, gate, kind, committee.title, by_then)
        else:
            for title in missing_seats(records, gate):
                yield _at_gate(run, gate, "ballot", title, span)


def _at_gate(run: StageRun, gate: Gate, kind: str, who: str, span: Span) -> Wait:
    return Wait(
        kind=kind,
        stage_key=run.stage_key,
        subject_id=gate.id,
        what=gate.question,
        who=who,
        since_on=span.asked_on,
        due_on=span.due_on,
    )


def items_of(records: Records, gate: Gate) -> list[GateItem]:
    """The items of a gate in their order."""
    return items_in(records, gate)


def is_reported(records: Records, gate: Gate) -> bool:
    """Whether the office of a body has reported its meeting."""
    reported = {tally.gate_item_id for tally in records.all(Tally)}
    return all(item.id in reported for item in items_of(records, gate))


def report_due_on(records: Records, gate: Gate) -> date | None:
    """By which day the result of a meeting should be here; None where none is awaited yet, or it is here.

    A meeting that is planned for later than the question's last day is waited for.
    """
    if waits_for_a_meeting(records, gate) or is_reported(records, gate):
        return None
    meeting = meeting_for(records, gate)
    return max(gate.due_on, meeting.held_on) if meeting else gate.due_on


def who_answered(records: Records, gate: Gate) -> Answered:
    """Which seats have answered a gate, and which still owe an answer."""
    items = items_of(records, gate)
    mine = {item.id for item in items}
    electors = [elector for elector in records.all(Elector) if elector.gate_id == gate.id]
    if gate.is_secret:
        return took_part(records, gate)
    ballots = [ballot for ballot in records.all(Ballot) if ballot.gate_item_id in mine]
    return answered(items, electors, ballots, recused_by_item(records.all(Recusal), items))


def missing_seats(records: Records, gate: Gate) -> list[str]:
    """The functions that still owe an answer."""
    seats = records.by_id(Seat)
    return sorted(seats[seat].title for seat in who_answered(records, gate).missing)


def missing_consents(records: Records, gate: Gate) -> list[str]:
    """The functions that have not said yet whether they consent to deciding without a meeting."""
    seats = records.by_id(Seat)
    return sorted(seats[seat].title for seat in silent(records, gate))
