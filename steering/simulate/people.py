"""Who does what when: each person's day is drawn from the seed and the thing asked, nothing else.

So two simulations with one seed are the same, however often they were interrupted.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from models import (
    Ballot,
    Comment,
    Committee,
    CommitteeKind,
    Elector,
    Gate,
    GateItem,
    GateState,
    Mandate,
    Request,
    RequestKind,
    Role,
    Seat,
    StageRun,
    StageState,
    Tally,
    Voting,
)
from steering.letters import active_mandates
from steering.records import Records
from steering.simulate.acts import Act, Answering, Meeting
from steering.simulate.script import Script
from steering.simulate.voting import answer_of, meeting_of, wants_to_send_back
from steering.simulate.writing import delivery, remarks, replies, review, sheet

BY_DEPUTY = 0.12
ABSENT = 0.08
MISSING_QUORUM = 0.62


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


def drawn(script: Script, *names: object) -> Random:
    """A stream of chance that belongs to these names and to no others."""
    return Random(f"{script.seed}/" + "/".join(str(name) for name in names))  # noqa: S311 - no secret, a simulation


def _answer_to(records: Records, request: Request, run: StageRun, script: Script) -> Act:
    chance = drawn(script, request.id)
    days = (request.due_on - run.opened_at.date()).days
    on = run.opened_at.date() + timedelta(days=1 + int(days * chance.betavariate(4, 2)))
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
    if committee.voting is Voting.TALLY:
        yield from _in_meeting(records, gate, committee, items, script)
    elif committee.kind is not CommitteeKind.CONFERENCE:
        yield from _by_ballot(records, gate, run, items, script)


def _in_meeting(
    records: Records, gate: Gate, committee: Committee, items: list[GateItem], script: Script
) -> Iterator[Meeting]:
    reported = {tally.gate_item_id for tally in records.all(Tally)}
    if not all(item.id in reported for item in items):
        yield meeting_of(records, gate, committee, items, script, drawn(script, gate.id))


def _by_ballot(
    records: Records, gate: Gate, run: StageRun, items: list[GateItem], script: Script
) -> Iterator[Answering]:
    mandates = active_mandates(records.all(Mandate), gate.opened_at.date())
    members = {mandate.seat_id: mandate for mandate in mandates if mandate.role is not Role.DEPUTY}
    deputies = {mandate.seat_id: mandate for mandate in mandates if mandate.role is Role.DEPUTY}
    seats = records.by_id(Seat)
    mine = {item.id for item in items}
    done = {ballot.seat_id for ballot in records.all(Ballot) if ballot.gate_item_id in mine}
    voters = [e.seat_id for e in records.all(Elector) if e.gate_id == gate.id and e.has_vote]
    is_thin = gate.attempt == 1 and run.round == 1 and gate.key in script.misses_quorum
    is_critical = wants_to_send_back(gate, run, script)
    for seat_id in sorted(voters):
        chance = drawn(script, gate.id, seat_id)
        stays_away = chance.random() < (MISSING_QUORUM if is_thin else ABSENT)
        if stays_away or seat_id in done or seat_id not in members:
            continue
        sends_deputy = seat_id in deputies and chance.random() < BY_DEPUTY * 2
        days = max(1, (gate.due_on - gate.opened_at.date()).days - (7 if gate.is_escalated else 0))
        on = gate.opened_at.date() + timedelta(days=1 + int((days - 1) * chance.betavariate(2, 2.4)))
        answers, ranks = answer_of(items, gate, chance, is_critical=is_critical)
        yield Answering(
            on=on,
            gate_id=gate.id,
            seat_id=seats[seat_id].id,
            mandate_id=(deputies if sends_deputy else members)[seat_id].id,
            answers=answers,
            ranks=ranks,
            remark="",
        )
