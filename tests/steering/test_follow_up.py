"""The follow-up list: derived from what is there, so a new report changes it and nothing else has to."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import ImplementationStatus, ItemResult, MeasureStatus, PlannedMeasure, Resolution
from steering.follow_up import Report, Target, follow_up, money_of, standing_of
from steering.stage import Desk
from templates.document_facts import FollowedDecision, Lacking, Money, Standing
from tests.steering.documented import TARGET, a_desk, everything, resolved

DECIDED = date(2027, 11, 19)
LATER = date(2028, 6, 1)
ADOPTED, REJECTED, POSTPONED = ItemResult.ADOPTED, ItemResult.REJECTED, ItemResult.POSTPONED
WORK, DONE, ENDED = (
    ImplementationStatus.IN_PROGRESS,
    ImplementationStatus.IMPLEMENTED,
    ImplementationStatus.ENDED,
)


def a_resolution(result: ItemResult = ADOPTED, **changes: object) -> Resolution:
    facts: dict[str, object] = {
        "gate_item_id": "item/M01",
        "committee_id": "heidekreis/county_council",
        "meeting_id": "meeting/1",
        "subject_id": f"{TARGET}/M01",
        "result": result,
        "text": "Die Maßnahme wird beschlossen.",
        "on_date": DECIDED,
        "yes_count": 30,
        "no_count": 15,
        "abstain_count": 2,
        "present_count": 47,
    }
    return Resolution(**{**facts, **changes})


def decided(*more: object, today: date = LATER) -> Desk:
    return replace(a_desk(records=[*everything(), *resolved(), *more]), today=today)  # type: ignore[list-item]


def of(desk: Desk, code: str, targets: dict[str, Target] | None = None) -> FollowedDecision:
    return next(each for each in follow_up(desk, targets).decisions if each.code == code)


def noted(status: ImplementationStatus, on: date) -> MeasureStatus:
    return MeasureStatus(measure_id="heidekreis/M01", on_date=on, status=status)


def test_every_measure_of_the_plan_leads_back_to_one_decision() -> None:
    desk = decided()
    sheets = [each for each in desk.records.all(PlannedMeasure) if each.version_id == TARGET]

    found = follow_up(desk).decisions

    codes = [each.code for each in found]
    assert len(codes) == len(set(codes))
    assert {sheet.measure_id.rsplit("/", 1)[-1] for sheet in sheets} <= set(codes)
    assert all(each.is_binding and each.body for each in found)


def test_a_postponed_measure_says_what_it_waits_for() -> None:
    each = of(decided(), "M01")

    assert (each.result, each.money, each.standing) == (POSTPONED, Money.POSTPONED, Standing.NOT_BEGUN)
    assert each.conditions == "bis zum Haushalt 2029"
    assert {Lacking.NEW_DATE, Lacking.CONDITIONS} <= set(each.lacking)


def test_a_new_report_changes_the_list_and_nothing_else_has_to() -> None:
    adopted = a_resolution(on_date=date(2027, 12, 1))
    before = of(decided(adopted), "M01")
    after = of(decided(adopted, noted(DONE, LATER)), "M01")
    tomorrow = of(decided(adopted, noted(DONE, date(2028, 6, 2))), "M01")

    assert (before.standing, after.standing) != (Standing.DONE, Standing.NOT_BEGUN)
    assert after.standing is Standing.DONE
    assert (after.implementation, after.reported_on) == (DONE, LATER)
    assert Lacking.REPORT in before.lacking
    assert Lacking.REPORT not in after.lacking
    assert tomorrow.standing is before.standing


def test_the_indicator_stands_beside_its_target() -> None:
    far = of(decided(), "M01", {"D15": Target(upper=0.01, year=2032)}).indicator
    met = of(decided(), "M01", {"D15": Target(upper=99.0)}).indicator
    none = of(decided(), "M01").indicator

    assert far is not None
    assert met is not None
    assert none is not None
    assert far.value is not None
    assert (far.is_met, met.is_met, none.is_met) == (False, True, None)


@pytest.mark.parametrize(
    ("result", "status", "reported_on", "fiscal_year", "today", "expected"),
    [
        (ADOPTED, None, LATER, 2028, LATER, Standing.NOT_BEGUN),
        (ADOPTED, WORK, LATER, 2028, LATER, Standing.IN_PROGRESS),
        (ADOPTED, DONE, LATER, 2028, LATER, Standing.DONE),
        (ADOPTED, None, LATER, 2028, date(2029, 1, 1), Standing.OVERDUE),
        (ADOPTED, WORK, LATER, 2028, date(2029, 1, 1), Standing.IN_PROGRESS),
        (ADOPTED, WORK, LATER, 2028, date(2033, 1, 1), Standing.OVERDUE),
        (ADOPTED, ENDED, LATER, 2028, LATER, Standing.CONTRADICTED),
        (ADOPTED, ENDED, date(2027, 1, 1), 2028, LATER, Standing.NOT_BEGUN),
        (REJECTED, WORK, LATER, 2028, LATER, Standing.CONTRADICTED),
        (REJECTED, WORK, date(2027, 1, 1), 2028, date(2040, 1, 1), Standing.NOTHING_TO_DO),
        (POSTPONED, None, LATER, 2028, date(2040, 1, 1), Standing.NOT_BEGUN),
    ],
)
def test_how_far_a_decision_is(
    result: ItemResult,
    status: ImplementationStatus | None,
    reported_on: date,
    fiscal_year: int,
    today: date,
    expected: Standing,
) -> None:
    report = Report(status=status, on_date=reported_on) if status else None

    assert standing_of(a_resolution(result), report, fiscal_year, 2032, today) is expected


@given(
    result=st.sampled_from(ItemResult),
    status=st.none() | st.sampled_from(ImplementationStatus),
    reported_on=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    fiscal_year=st.none() | st.integers(2020, 2040),
    today=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_only_what_was_adopted_can_be_overdue_or_done(
    result: ItemResult,
    status: ImplementationStatus | None,
    reported_on: date,
    fiscal_year: int | None,
    today: date,
) -> None:
    report = Report(status=status, on_date=reported_on) if status else None

    standing = standing_of(a_resolution(result), report, fiscal_year, 2032, today)

    if standing in {Standing.OVERDUE, Standing.DONE, Standing.IN_PROGRESS}:
        assert result in {ItemResult.ADOPTED, ItemResult.ADOPTED_AS_AMENDED}


@pytest.mark.parametrize(
    ("result", "is_relevant", "expected"),
    [
        (ADOPTED, False, Money.NOT_NEEDED),
        (ADOPTED, True, Money.FUNDED),
        (ItemResult.ADOPTED_AS_AMENDED, True, Money.REDUCED),
        (POSTPONED, True, Money.POSTPONED),
        (REJECTED, True, Money.REJECTED),
    ],
)
def test_what_was_decided_about_the_money(result: ItemResult, is_relevant: bool, expected: Money) -> None:  # noqa: FBT001 - drawn
    sheet = PlannedMeasure(id="x", version_id="v", measure_id="m", is_budget_relevant=is_relevant)

    assert money_of(sheet, a_resolution(result)) is expected
