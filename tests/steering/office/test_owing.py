"""Reviews and sheets: each owner answers once, and nothing that was said is lost in silence."""

from dataclasses import replace

import pytest

from models import (
    Disposition,
    ImplementationStatus,
    MeasureReview,
    PlannedMeasure,
    Request,
    RequestKind,
    StageRun,
)
from models.columns import key
from steering.cycle import CYCLE, place_of, stage_named
from steering.errors import NotAllowedNow, NotThere
from steering.office import steps
from steering.office.acts import Review, Sheet, fill_sheet, review
from steering.office.opening import Office
from steering.transitions import Event
from tests.steering.office.an_office import later, the_cycle, whole

SAID = Review(
    status=ImplementationStatus.IN_PROGRESS,
    output="Drei Schulen machen mit.",
    proposal=Disposition.CONTINUED,
    reason="Es wirkt.",
)
FILLED = Sheet(
    goal="Weniger Abbrüche bis 2032.",
    indicator_key="D15",
    is_budget_relevant=True,
    route="strategy_group>county_council",
    cost_eur=5000,
    fiscal_year=2029,
)


def opened(office: Office, stage_key: str) -> list[Request]:
    """What a stage asks when the stages before it were skipped."""
    cycle = the_cycle(office)
    with office.writing() as tx:
        for stage in CYCLE[: place_of(stage_key) - 1]:
            run = StageRun(
                id=key(cycle.id, stage.key, 1),
                cycle_id=cycle.id,
                stage_key=stage.key,
                round=1,
                opened_at=office.now,
                due_on=office.due(70),
            )
            tx.keep([run])
            tx.move(tx.get(StageRun, run.id), Event.SKIP, reason="Für den Test.")
        base = tx.get(PlannedMeasure, next(iter(_base_sheets(office))))
        tx.keep(
            [
                PlannedMeasure(
                    id=key(cycle.target_version_id, "M01"),
                    version_id=cycle.target_version_id,
                    measure_id=base.measure_id,
                    focus_area_key=base.focus_area_key,
                    owner_id=base.owner_id,
                    life_stage="school",
                )
            ]
        )
    steps.begin(office, cycle, stage_named(stage_key))
    return sorted(office.read(cycle).all(Request), key=lambda request: request.id)


def _base_sheets(office: Office) -> list[str]:
    cycle = the_cycle(office)
    sheets = office.read(cycle).all(PlannedMeasure)
    return sorted(sheet.id for sheet in sheets if sheet.version_id == cycle.base_version_id)


@pytest.fixture
def review_request(office: Office) -> Request:
    return opened(office, "review_measures")[0]


@pytest.fixture
def sheet_request(office: Office) -> Request:
    return opened(office, "draft_plan")[0]


def test_a_review_is_kept_and_answers_its_request(office: Office, review_request: Request) -> None:
    review(office, review_request.id, SAID)

    (kept,) = office.read(the_cycle(office)).all(MeasureReview)
    assert (kept.measure_id, kept.proposal, kept.owner_id) == (
        review_request.subject_id,
        Disposition.CONTINUED,
        review_request.organisation_id,
    )
    assert office.archive.find(Request, review_request.id).answered_at == office.now


def test_the_same_review_twice_changes_nothing(office: Office, review_request: Request) -> None:
    review(office, review_request.id, SAID)
    before = whole(office)

    review(later(office, 1), review_request.id, SAID)

    assert whole(office) == before


def test_another_review_is_refused_and_not_swallowed(office: Office, review_request: Request) -> None:
    review(office, review_request.id, SAID)
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        review(office, review_request.id, replace(SAID, proposal=Disposition.DROPPED))

    assert refusal.value.code == "request_answered"
    assert whole(office) == before


def test_a_measure_under_review_is_not_new(office: Office, review_request: Request) -> None:
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        review(office, review_request.id, replace(SAID, proposal=Disposition.NEW))

    assert refusal.value.code == "old_measure_is_not_new"
    assert whole(office) == before


def test_nobody_answers_what_was_not_asked(office: Office, review_request: Request) -> None:
    before = whole(office)

    with pytest.raises(NotThere) as unknown:
        review(office, "nothing", SAID)
    with pytest.raises(NotThere) as of_another_kind:
        fill_sheet(office, review_request.id, FILLED)

    assert {unknown.value.code, of_another_kind.value.code} == {"no_such_request"}
    assert whole(office) == before


def test_a_review_that_comes_after_its_stage_is_refused(office: Office, review_request: Request) -> None:
    with office.writing() as tx:
        tx.move(tx.get(StageRun, review_request.stage_run_id), Event.SUBMIT)
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        review(office, review_request.id, SAID)

    assert refusal.value.code == "request_closed"
    assert whole(office) == before


def test_a_sheet_is_filled_and_keeps_what_was_not_said(office: Office, sheet_request: Request) -> None:
    sheet = fill_sheet(office, sheet_request.id, FILLED)

    assert sheet_request.kind is RequestKind.MEASURE_SHEET
    assert (sheet.goal, sheet.cost_eur, sheet.fiscal_year) == (FILLED.goal, 5000, 2029)
    assert sheet.life_stage == "school"


def test_the_same_sheet_twice_changes_nothing_and_another_is_refused(
    office: Office, sheet_request: Request
) -> None:
    fill_sheet(office, sheet_request.id, FILLED)
    before = whole(office)

    fill_sheet(office, sheet_request.id, FILLED)
    with pytest.raises(NotAllowedNow) as refusal:
        fill_sheet(office, sheet_request.id, replace(FILLED, cost_eur=9000))

    assert refusal.value.code == "request_answered"
    assert whole(office) == before


@pytest.mark.parametrize("cost", [{"cost_eur": -1}, {"cost_yearly_eur": -1}])
def test_costs_are_not_below_zero(office: Office, sheet_request: Request, cost: dict[str, int]) -> None:
    before = whole(office)

    with pytest.raises(NotAllowedNow) as refusal:
        fill_sheet(office, sheet_request.id, replace(FILLED, **cost))  # type: ignore[arg-type]

    assert refusal.value.code == "cost_below_zero"
    assert whole(office) == before


def test_acts_of_owners_stand_in_the_trail(office: Office, review_request: Request) -> None:
    review(office, review_request.id, SAID)

    entry = office.archive.audit_trail()[-1]
    assert entry.act == "measure.review"
    assert "continued" in entry.details
