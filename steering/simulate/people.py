"""Who does what when: each person's day is drawn from the seed and the thing asked, nothing else.

So two simulations with one seed are the same, however often they were interrupted.
"""

from collections.abc import Iterator
from datetime import date

from models import (
    Comment,
    Committee,
    CommitteeKind,
    Gate,
    GateItem,
    GateState,
    Request,
    RequestKind,
    StageRun,
    StageState,
    Tally,
    Voting,
)
from steering.circulating import why_meet
from steering.records import Records
from steering.simulate.acts import Act, Meeting
from steering.simulate.ballots import ballots_in
from steering.simulate.days import answering_day
from steering.simulate.needs import work_on_needs
from steering.simulate.script import Script, drawn
from steering.simulate.voting import meeting_of
from steering.simulate.writing import delivery, remarks, replies, review, sheet


def acts_due(records: Records, *, today: date, script: Script) -> list[Act]:
    """What has fallen due by today and was not done yet, in the order of its day."""
    return sorted((act for act in _planned(records, script) if act.on <= today), key=_order)


def next_day(records: Records, *, today: date, script: Script) -> date | None:
    """The next day on which anybody does anything; None when nobody is asked."""
    return min((act.on for act in _planned(records, script) if act.on > today), default=None)


def _order(act: Act) -> tuple[date, str]:
    return (act.on, repr(act))


def _planned(records: Records, script: Script) -> Iterator[Act]:
    runs = {run.id: run for run in records.all(StageRun)}
    for request in records.all(Request):
        if request.answered_at is None and runs[request.stage_run_id].state is StageState.OPEN:
            yield _answer_to(records, request, runs[request.stage_run_id], script)
    for gate in records.all(Gate):
        if gate.state is GateState.OPEN:
            yield from _in_gate(records, gate, runs[gate.stage_run_id], script)


def _answer_to(records: Records, request: Request, run: StageRun, script: Script) -> Act:
    on = answering_day(run.opened_at.date(), request.due_on, drawn(script, request.id))
    if request.kind is RequestKind.DELIVERY:
        return delivery(request, on, script)
    if request.kind is RequestKind.REVIEW:
        return review(records, request, on, script)
    return sheet(records, request, on, script)


def _in_gate(records: Records, gate: Gate, run: StageRun, script: Script) -> Iterator[Act]:
    committee = records.by_id(Committee)[gate.committee_id]
    items = sorted((i for i in records.all(GateItem) if i.gate_id == gate.id), key=lambda item: item.number)
    said = [comment for comment in records.all(Comment) if comment.gate_id == gate.id]
    yield from remarks(records, gate, run, said, script)
    yield from replies(gate, said, script)
    yield from work_on_needs(records, gate, run, script)
    if committee.voting is Voting.TALLY or why_meet(records, gate) is not None:
        yield from _in_meeting(records, gate, committee, items, script)
    elif committee.kind is not CommitteeKind.CONFERENCE:
        yield from ballots_in(records, gate, run, items, script)


def _in_meeting(
    records: Records, gate: Gate, committee: Committee, items: list[GateItem], script: Script
) -> Iterator[Meeting]:
    reported = {tally.gate_item_id for tally in records.all(Tally)}
    if not all(item.id in reported for item in items):
        yield meeting_of(records, gate, committee, items, script, drawn(script, gate.id))
