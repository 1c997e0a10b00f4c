"""Gates: a committee is asked, its answers are counted, and the stage goes on, ends or goes back.

`hear` may be called at any moment and by two workers at once: it finds from the records what is
to be done next, does it in one transaction, and looks again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, update

import models as m
from models import (
    Ballot,
    Committee,
    CommitteeKind,
    Cycle,
    Elector,
    Gate,
    GateItem,
    GateState,
    ItemResult,
    Mandate,
    Seat,
    StageRun,
    StageState,
    Tally,
    Voting,
)
from models.columns import key
from steering.counting import Counted, count_ballots, count_nothing, count_tally
from steering.deadlines import answered, extended, is_over
from steering.draft_comments import unanswered
from steering.errors import NotAllowedNow
from steering.letters import active_mandates, ask_committee, frame_of, tell_outcome
from steering.office import papers, returning, steps, warnings
from steering.office.opening import Office
from steering.office.standing import attempts, living_round
from steering.office.steps import desk_for, validate
from steering.records import Records
from steering.stage import Decided, Item, Question, Stage, duties_of
from steering.transitions import Event
from templates.phrases import phrase
from templates.reasons import reason_text

GOOD = frozenset({GateState.PASSED, GateState.PASSED_WITH_CONDITIONS})
OVER = frozenset({*GOOD, GateState.REJECTED})


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What came of listening to the committees of a stage."""

    state: StageState
    waits_for: tuple[str, ...] = ()


def hear(office: Office, cycle: Cycle, stage: Stage) -> Heard:
    """Take every step that the answers allow, and say what is still waited for."""
    while True:
        records = office.glance(cycle)
        run = living_round(records, stage.key)
        if run is None or run.state is not StageState.IN_REVIEW:
            return Heard(state=run.state if run else StageState.RETURNED)
        question = _next_question(records, run, stage)
        if question is None:
            return _conclude(office, cycle, stage, run)
        tried = attempts(records, run, question)
        if not tried or tried[-1].state is not GateState.OPEN:
            if not _ask(office, cycle, stage, run, records, question):
                return Heard(state=run.state, waits_for=(phrase("waits.nothing_to_ask"),))
            continue
        waits_for = _listen(office, cycle, stage, run, records, question, tried[-1])
        if waits_for:
            return Heard(state=run.state, waits_for=waits_for)


def _next_question(records: Records, run: StageRun, stage: Stage) -> Question | None:
    for question in stage.gates:
        if question.is_asked_once and run.round > 1:
            continue
        tried = attempts(records, run, question)
        if not tried or tried[-1].state not in OVER:
            return question
        if tried[-1].state is GateState.REJECTED:
            return None
    return None


def _ask(
    office: Office, cycle: Cycle, stage: Stage, run: StageRun, records: Records, question: Question
) -> bool:
    """Open the next attempt at a question: freeze what is shown and who may answer.

    Gives False where there is nothing to ask: then the coordinator has to look.
    """
    committee = next(each for each in records.all(Committee) if each.key == question.committee)
    tried = attempts(records, run, question)
    items = duties_of(stage.key).items(desk_for(office, cycle, stage, run, records), question.key)
    if not items:
        return False
    electors = _electors(records, committee, office)
    _refuse_an_empty_committee(committee, electors)
    gate = Gate(
        id=key(run.id, question.key, len(tried) + 1),
        stage_run_id=run.id,
        committee_id=committee.id,
        key=question.key,
        attempt=len(tried) + 1,
        kind=question.kind,
        question=phrase(f"question.{question.key}"),
        content_sha256=content_hash(items, papers.hashes(office, cycle, run)),
        is_second_summons=bool(tried),
        opened_at=office.now,
        due_on=office.due(max(office.timing(stage.key).gate_days, committee.notice_days)),
    )
    rows = [_row(gate, number, item) for number, item in enumerate(items, start=1)]
    voters = [Elector(gate_id=gate.id, seat_id=seat.id, has_vote=seat.has_vote) for seat in electors]
    frame = frame_of(
        records, run, sender=office.sender, now=office.now, today=office.today, document=stage.documents[0]
    )
    with office.writing() as tx:
        if tx.session.get(Gate, gate.id) is not None:
            return True
        tx.keep([gate, *rows, *voters])
        details = {
            "committee": committee.key,
            "items": len(rows),
            "content": gate.content_sha256,
            "due": gate.due_on,
        }
        tx.enter("gate.open", gate.id, details, cycle_id=cycle.id)
        tx.owe(ask_committee(frame, records, gate, committee, rows))
    return True


def content_hash(items: Sequence[Item], documents: Sequence[str]) -> str:
    """The hash of what a committee was shown: the wording of each item, and the documents."""
    shown = "\n".join([*(f"{item.subject_id}\n{item.title}\n{item.text}" for item in items), *documents])
    return hashlib.sha256(shown.encode()).hexdigest()


def _row(gate: Gate, number: int, item: Item) -> GateItem:
    return GateItem(
        id=key(gate.id, number),
        gate_id=gate.id,
        number=number,
        subject_id=item.subject_id,
        title=item.title,
        text=item.text,
    )


def _electors(records: Records, committee: Committee, office: Office) -> list[Seat]:
    filled = {mandate.seat_id for mandate in active_mandates(records.all(Mandate), office.today)}
    seats = [seat for seat in records.all(Seat) if seat.committee_id == committee.id and seat.id in filled]
    return sorted(seats, key=lambda seat: seat.number)


def _refuse_an_empty_committee(committee: Committee, electors: Sequence[Seat]) -> None:
    if committee.voting is Voting.TALLY or committee.kind is CommitteeKind.CONFERENCE:
        return
    if sum(seat.has_vote for seat in electors) < 2:  # noqa: PLR2004 - one person is no committee
        raise NotAllowedNow(
            f"{committee.title} has fewer than two filled voting seats.",
            code="committee_without_seats",
            committee=committee.title,
        )


def _listen(  # noqa: PLR0913 - the whole situation of one gate
    office: Office,
    cycle: Cycle,
    stage: Stage,
    run: StageRun,
    records: Records,
    question: Question,
    gate: Gate,
) -> tuple[str, ...]:
    """Close the gate if its rule allows; gives what is waited for otherwise."""
    committee = records.by_id(Committee)[gate.committee_id]
    items = sorted((i for i in records.all(GateItem) if i.gate_id == gate.id), key=lambda item: item.number)
    open_remarks = unanswered([remark for remark in records.all(m.Comment) if remark.gate_id == gate.id])
    counted, waits_for = _count(office, records, committee, gate, items)
    if counted is None:
        return waits_for
    if counted.state is GateState.INQUORATE and not gate.is_escalated:
        _escalate(office, cycle, run, records, gate, committee)
        return (gate.question,)
    if open_remarks:
        return tuple(phrase("waits.comment", author=remark.author) for remark in open_remarks)
    _close(office, cycle, stage, run, records, question, gate, items, counted)
    return ()


def _count(
    office: Office, records: Records, committee: Committee, gate: Gate, items: Sequence[GateItem]
) -> tuple[Counted | None, tuple[str, ...]]:
    if committee.voting is Voting.TALLY:
        tallies = {tally.gate_item_id: tally for tally in records.all(Tally)}
        if not all(item.id in tallies for item in items):
            return None, (phrase("waits.tally", committee=committee.title),)
        reported = [tallies[item.id] for item in items]
        meeting = records.by_id(m.Meeting)[reported[0].meeting_id]
        return count_tally(gate, reported, held_on=meeting.held_on), ()
    if committee.kind is CommitteeKind.CONFERENCE:
        return (count_nothing(items), ()) if is_over(gate, office.today) else (None, (gate.question,))
    electors = [elector for elector in records.all(Elector) if elector.gate_id == gate.id]
    mine = {item.id for item in items}
    ballots = [ballot for ballot in records.all(Ballot) if ballot.gate_item_id in mine]
    who = answered(items, electors, ballots)
    if not who.is_complete and not is_over(gate, office.today):
        seats = records.by_id(Seat)
        return None, tuple(sorted(seats[seat].title for seat in who.missing))
    return count_ballots(committee, gate, items, ballots, records.all(Seat)), ()


def _escalate(
    office: Office, cycle: Cycle, run: StageRun, records: Records, gate: Gate, committee: Committee
) -> None:
    """Too few answered in time: the chair is told, and there is a week more."""
    letters = warnings.escalation(office, records, run, gate, committee)
    with office.writing() as tx:
        now = tx.get(Gate, gate.id)
        if now.state is not GateState.OPEN or now.is_escalated:
            return
        tx.session.exec(
            update(Gate).where(col(Gate.id) == gate.id).values(is_escalated=True, due_on=extended(gate))
        )
        tx.enter("gate.escalate", gate.id, {"due": extended(gate)}, cycle_id=cycle.id)
        tx.owe(letters)


def _close(  # noqa: PLR0913 - the whole situation of one gate
    office: Office,
    cycle: Cycle,
    stage: Stage,
    run: StageRun,
    records: Records,
    question: Question,
    gate: Gate,
    items: Sequence[GateItem],
    counted: Counted,
) -> None:
    """Close a gate with its results, settle what they change, tell everyone, and go on or back."""
    reasons = [reason_text(reason.code, reason.facts) for reason in counted.reasons]
    rows = counted.applied(items)
    decided = Decided(
        gate=gate,
        items=tuple(rows),
        held_on=counted.held_on or office.today,
        places=counted.places,
        meeting_id=counted.meeting_id,
        present_count=counted.present,
        is_simulated=cycle.is_simulated,
    )
    desk = desk_for(office, cycle, stage, run, records)
    is_settled = counted.state in OVER
    settled = duties_of(stage.key).settle(desk, decided) if is_settled else []
    frame = frame_of(
        records, run, sender=office.sender, now=office.now, today=office.today, document=stage.documents[0]
    )
    with office.writing() as tx:
        now = tx.get(Gate, gate.id)
        if now.state is not GateState.OPEN:
            return
        tx.close(now, counted.state, reason=" ".join(reasons), cycle_id=cycle.id)
        tx.keep([*rows, *settled])
        closed = tx.get(Gate, gate.id)
        next_step = phrase(f"next.{counted.state}")
        tx.owe(tell_outcome(frame, records, closed, rows, next_step=next_step, reasons=reasons))
        if counted.state is GateState.SENT_BACK:
            target = question.sends_back_to or stage.key
            returning.send_back(
                office, tx, records, cycle, to_stage=target, reason=closed.reason, by=gate.committee_id
            )


def _conclude(office: Office, cycle: Cycle, stage: Stage, run: StageRun) -> Heard:
    """All gates have passed: the last check, the final documents, and the stage is closed."""
    if stage.has_closing_check:
        verdict = validate(office, cycle, stage, run, part=f"{stage.key}:closing")
        if verdict.stopped_by:
            return Heard(state=run.state, waits_for=tuple(finding.what for finding in verdict.stopped_by))
    records = office.read(cycle)
    concluded = duties_of(stage.key).conclude(desk_for(office, cycle, stage, run, records))
    after = office.read(cycle, with_cells=True).with_replaced(concluded)
    closing = next((each for each in concluded if isinstance(each, Cycle)), cycle)
    documents = papers.documents_of(
        steps.whole_desk(office, closing, run, after), stage.documents, is_decided=True
    )
    letters = warnings.adoption(office, after, run) if concluded else []
    with office.writing() as tx:
        now = tx.get(StageRun, run.id)
        if now.state is not StageState.IN_REVIEW:
            return Heard(state=now.state)
        tx.keep([*concluded, *documents])
        moved = tx.move(now, Event.ACCEPT)
        tx.owe(letters)
        return Heard(state=moved.state)
