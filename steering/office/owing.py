"""What owners of measures owe: the review of a measure, and the sheet of a planned one."""

from dataclasses import dataclass

from sqlmodel import Session

from models import (
    Cycle,
    Disposition,
    ImplementationStatus,
    Measure,
    MeasureReview,
    PlannedMeasure,
    Request,
    RequestKind,
    StageRun,
    StageState,
)
from models.columns import key
from steering.errors import NotAllowedNow, NotThere
from steering.office.archive import Transaction
from steering.office.opening import Office

SHEET_FIELDS = (
    "goal",
    "indicator_key",
    "is_budget_relevant",
    "route",
    "life_stage",
    "cost_eur",
    "cost_yearly_eur",
    "fiscal_year",
)


@dataclass(frozen=True, kw_only=True)
class Review:
    """What the owner of a measure reports."""

    status: ImplementationStatus
    output: str
    proposal: Disposition
    reason: str
    obstacles: str = ""
    indicator_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What the owner of a planned measure fills in."""

    goal: str
    indicator_key: str | None
    is_budget_relevant: bool
    route: str
    life_stage: str = ""
    cost_eur: int | None = None
    cost_yearly_eur: int | None = None
    fiscal_year: int | None = None
    title: str = ""


def review(office: Office, request_id: str, what: Review) -> MeasureReview:
    """The owner of a measure answers the request for a review.

    The same answer again is harmless; another one is refused, because nobody would read it.
    """
    if what.proposal is Disposition.NEW:
        raise NotAllowedNow("A measure under review is not new.", code="old_measure_is_not_new")
    with office.writing() as tx:
        request, run, cycle = _open_request(tx.session, request_id, RequestKind.REVIEW)
        record = MeasureReview(
            id=key(run.id, "review", request.subject_id.rsplit("/", maxsplit=1)[-1]),
            cycle_id=cycle.id,
            round=run.round,
            measure_id=request.subject_id,
            owner_id=request.organisation_id,
            status=what.status,
            output=what.output,
            obstacles=what.obstacles,
            indicator_key=what.indicator_key,
            proposal=what.proposal,
            reason=what.reason,
            answered_at=office.now,
            is_simulated=cycle.is_simulated,
        )
        if request.answered_at is not None:
            return _same_review(request, tx.get(MeasureReview, record.id), record)
        tx.keep([record])
        _settle_request(office, tx.session, request)
        tx.enter("measure.review", record.id, {"proposal": what.proposal}, cycle_id=cycle.id)
        return record


def _same_review(request: Request, kept: MeasureReview, again: MeasureReview) -> MeasureReview:
    if kept.model_dump(exclude={"answered_at"}) != again.model_dump(exclude={"answered_at"}):
        raise _answered(request)
    return kept


def _answered(request: Request) -> NotAllowedNow:
    return NotAllowedNow(f"{request.id} was answered.", code="request_answered", request=request.title)


def fill_sheet(office: Office, request_id: str, what: Sheet) -> PlannedMeasure:
    """The owner of a planned measure answers the request for its sheet."""
    if min(what.cost_eur or 0, what.cost_yearly_eur or 0) < 0:
        raise NotAllowedNow("Costs below zero.", code="cost_below_zero")
    with office.writing() as tx:
        request, run, cycle = _open_request(tx.session, request_id, RequestKind.MEASURE_SHEET)
        sheet = tx.get(PlannedMeasure, request.subject_id)
        filled = {
            name: value for name in SHEET_FIELDS if (value := getattr(what, name)) or name != "life_stage"
        }
        if request.answered_at is not None:
            if any(getattr(sheet, name) != value for name, value in filled.items()):
                raise _answered(request)
            return sheet
        for name, value in filled.items():
            setattr(sheet, name, value)
        _name_new_measure(tx, sheet, what.title)
        sheet.is_simulated = cycle.is_simulated
        tx.session.add(sheet)
        _settle_request(office, tx.session, request)
        tx.enter(
            "measure.sheet", sheet.id, {"cost": what.cost_eur, "route": what.route}, cycle_id=run.cycle_id
        )
        return sheet


def _name_new_measure(tx: Transaction, sheet: PlannedMeasure, title: str) -> None:
    """A new measure gets its own title with its sheet; an old one keeps the title that it has."""
    if not title.strip() or sheet.disposition is not Disposition.NEW:
        return
    measure = tx.get(Measure, sheet.measure_id)
    measure.title = title.strip()
    tx.session.add(measure)


def _open_request(session: Session, request_id: str, kind: RequestKind) -> tuple[Request, StageRun, Cycle]:
    request = session.get(Request, request_id)
    if request is None or request.kind is not kind:
        raise NotThere(f"No request {request_id!r}.", code="no_such_request", request=request_id)
    run = session.get_one(StageRun, request.stage_run_id)
    if request.answered_at is None and run.state is not StageState.OPEN:
        raise NotAllowedNow(f"{run.id} is {run.state}.", code="request_closed", request=request.title)
    return request, run, session.get_one(Cycle, run.cycle_id)


def _settle_request(office: Office, session: Session, request: Request) -> None:
    request.answered_at = office.now
    session.add(request)
    session.flush()
