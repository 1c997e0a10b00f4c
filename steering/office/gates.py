"""Gates: a committee is asked, its answers are counted, and the stage goes on, ends or goes back.

`hear` may be called at any moment and by two workers at once: it finds from the records what is
to be done next, does it in one transaction, and looks again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import SQLModel

from models import Cycle, Document, GateState, MasterplanVersion, StageRun, StageState
from steering.changes import changed
from steering.documents.education_scope import EVERYTHING
from steering.office import papers, steps, warnings
from steering.office.asking import Case, ask
from steering.office.listening import listen
from steering.office.opening import Office
from steering.office.report_scope import REPORT, scope_for
from steering.office.standing import attempts, living_round
from steering.office.steps import desk_for, validate
from steering.records import Records
from steering.stage import Desk, Question, Stage, duties_of
from steering.transitions import Event
from templates.phrases import phrase

OVER = frozenset({GateState.PASSED, GateState.PASSED_WITH_CONDITIONS, GateState.REJECTED})


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
        question = next_question(records, run, stage)
        if question is None:
            return _conclude(office, cycle, stage, run)
        case = Case(office=office, cycle=cycle, stage=stage, run=run, records=records, question=question)
        waits_for = _one_step(case)
        if waits_for:
            return Heard(state=run.state, waits_for=waits_for)


def next_question(records: Records, run: StageRun, stage: Stage) -> Question | None:
    """The question that is open or comes next in a round; None when all are through."""
    for question in stage.gates:
        if question.is_asked_once and run.round > 1:
            continue
        tried = attempts(records, run, question)
        if not tried or tried[-1].state not in OVER:
            return question
        if tried[-1].state is GateState.REJECTED:
            return None
    return None


def _one_step(case: Case) -> tuple[str, ...]:
    tried = case.tried
    if tried and tried[-1].state is GateState.OPEN:
        return listen(case, tried[-1])
    return () if ask(case) else (phrase("waits.nothing_to_ask"),)


def _conclude(office: Office, cycle: Cycle, stage: Stage, run: StageRun) -> Heard:
    """All gates have passed: the last check, the final documents, and the stage is closed."""
    if stage.has_closing_check:
        verdict = validate(office, cycle, stage, run, part=f"{stage.key}:closing")
        if verdict.stopped_by:
            return Heard(state=run.state, waits_for=tuple(finding.what for finding in verdict.stopped_by))
    records = office.dossier(cycle)
    concluded = duties_of(stage.key).conclude(desk_for(office, cycle, stage, run, records))
    after = records.with_replaced(concluded)
    closing = next((each for each in concluded if isinstance(each, Cycle)), cycle)
    desk = steps.whole_desk(office, closing, run, after)
    scope = scope_for(office, desk, is_lenient=True) if REPORT in stage.documents else EVERYTHING
    documents = papers.documents_of(desk, stage.documents, is_decided=True, scope=scope)
    adopted = _adopted(desk, stage)
    letters = warnings.adoption(office, after, run) if concluded else []
    with office.writing() as tx:
        now = tx.get(StageRun, run.id)
        if now.state is not StageState.IN_REVIEW:
            return Heard(state=now.state)
        tx.keep([*_with_hash(concluded, cycle, adopted), *documents, *adopted])
        moved = tx.move(now, Event.ACCEPT)
        tx.owe(letters)
        return Heard(state=moved.state)


def _adopted(desk: Desk, stage: Stage) -> list[Document]:
    """What is written of a plan once it is adopted."""
    version = desk.records.by_id(MasterplanVersion).get(desk.cycle.target_version_id)
    is_adopted = version is not None and version.adopted_on is not None
    return papers.documents_of(desk, stage.closing_documents) if is_adopted else []


def _with_hash(concluded: Sequence[SQLModel], cycle: Cycle, texts: Sequence[Document]) -> list[SQLModel]:
    """The adopted version keeps the hash of its text, so that the text can be proved for ever."""
    return [
        changed(each, document_sha256=texts[0].html_sha256)
        if texts and isinstance(each, MasterplanVersion) and each.id == cycle.target_version_id
        else each
        for each in concluded
    ]
