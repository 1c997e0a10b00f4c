"""Every rule of every suite is broken once, and a county without faults passes them all."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import models as m
from steering.frames import PARTS
from tests.expectations.a_good_county import (
    CYCLE,
    NOW,
    SUITES,
    TARGET,
    Break,
    County,
    a_good_county,
    a_release,
    cells_of,
)
from tests.expectations.sources.breaks import BREAKS as FIGURES

# Great Expectations and its libraries warn about themselves while they are imported.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

OWN = {"region_code": "03358", "breakdown": ""}
FAR = {"region_code": "01", "breakdown": ""}


def change(kind: type[Any], /, values: dict[str, object], **which: object) -> Break:
    """A breakage: the one record that fits gets other values."""

    def broken(county: County) -> None:
        record = county.one(kind, **which)
        for name, value in values.items():
            setattr(record, name, value)

    return broken


def change_cell(values: dict[str, object], **which: object) -> Break:
    return lambda county: county.cell(**which).update(values)


def without(*kinds: type[Any]) -> Break:
    return lambda county: county.without(*kinds)


def drop(kind: type[Any], **which: object) -> Break:
    return lambda county: county.records.remove(county.one(kind, **which))


def add(*make: Callable[[], Any]) -> Break:
    return lambda county: county.records.extend(one() for one in make)


def a_share(region_code: str, *, numerator: float, denominator: float) -> m.IndicatorValue:
    return m.IndicatorValue(
        id=f"{CYCLE}/{region_code}",
        cycle_id=CYCLE,
        round=1,
        indicator_key="D15",
        indicator_version=1,
        region_code=region_code,
        period="2027",
        value=100 * numerator / denominator,
        numerator=numerator,
        denominator=denominator,
        method="wilson95",
        status=m.IndicatorStatus.COMPUTED,
    )


def _keep_cells(keep: Callable[[dict[str, Any]], bool]) -> Break:
    def broken(county: County) -> None:
        county.cells = [cell for cell in county.cells if keep(cell)]

    return broken


def _second_delivery(county: County, period: str = "2027", **values: object) -> None:
    county.records.append(a_release("second.csv", sha256="b" * 64))
    cells = cells_of("r/second.csv", period)
    county.cells += cells
    county.cell(release_id="r/second.csv", variable="lv_no", **OWN).update(values)


def _no_own_figures(county: County) -> None:
    for cell in county.cells:
        if cell["region_code"] == "03358":
            cell.update(value=None, status=m.ValueStatus.NOT_YET_AVAILABLE, symbol="...")


def _no_requirements(county: County) -> None:
    county.required = ()


def _gap(county: County) -> None:
    county.records.append(a_release("lv-2024.csv", sha256="b" * 64))
    county.records.append(m.SnapshotRelease(snapshot_id="snap", release_id="r/lv-2024.csv"))
    county.cells += cells_of("r/lv-2024.csv", "2024")


def _too_late(county: County) -> None:
    county.today = date(2029, 12, 1)


def _too_early(county: County) -> None:
    county.today = date(2027, 5, 31)


SHEET = f"{TARGET}/M3"
BREAKS: dict[str, dict[str, Break]] = {
    "collect_data": {
        "region_codes_are_official": change_cell({"region_code": "3358"}, variable="lv", **OWN),
        "symbols_are_understood": change_cell({"status": "guessed", "value": None}, variable="lv_fhr", **OWN),
        "number_only_with_status": change_cell({"value": 7.0}, variable="lv_fhr", **OWN),
        "cells_are_unique": lambda county: county.cells.append(dict(county.cell(variable="lv", **OWN))),
        "counts_are_whole": change_cell({"value": 162.5}, variable="lv_no", **OWN),
        "parts_sum_to_total": change_cell({"value": 164.0}, variable="lv_no", **OWN),
        "parts_sum_to_total_elsewhere": change_cell({"value": 42.0}, variable="lv_no", **FAR),
        "part_within_whole": change_cell({"value": 700.0}, variable="lv_fhr_school", **OWN),
        "part_within_whole_elsewhere": change_cell({"value": 130.0}, variable="lv_fhr_school", **FAR),
        "sources_are_named": change(m.Source, {"is_required": False}),
        "required_source_is_delivered": without(m.Release),
        "own_region_is_present": _keep_cells(lambda cell: cell["region_code"] != "03358"),
        "own_region_has_figures": _no_own_figures,
        "period_is_not_ahead": _too_early,
        "newest_period_is_not_late": _too_late,
        "rows_are_readable": add(
            lambda: m.RejectedRow(release_id="r/lv-2027.csv", row_number=40, reason="width", mend="again")
        ),
        "readings_agree": lambda county: _second_delivery(county, value=999.0),
    },
    "analyse_indicators": {
        "indicators_are_chosen": _no_requirements,
        "snapshot_is_frozen": without(m.DataSnapshot),
        "own_input_is_present": _keep_cells(
            lambda cell: (cell["region_code"], cell["variable"]) != ("03358", "lv_no")
        ),
        "own_input_has_number": _no_own_figures,
        "reference_input_is_present": _keep_cells(lambda cell: cell["region_code"] != "DG"),
        "peer_inputs_are_present": _keep_cells(
            lambda cell: (cell["region_code"], cell["variable"]) != ("03351", "lv_no")
        ),
        "series_has_no_gap": _gap,
    },
    "review_measures": {
        "base_measures_exist": without(m.PlannedMeasure),
        "measure_is_reviewed": drop(m.MeasureReview, id="rev/1"),
        "measure_has_one_fate": add(
            lambda: m.Fate(
                id="fate/1b",
                cycle_id=CYCLE,
                round=1,
                measure_id="heidekreis/M1",
                review_id="rev/1",
                disposition=m.Disposition.DROPPED,
                reason="Doch nicht.",
            )
        ),
        "review_has_reason": change(m.MeasureReview, {"reason": "  "}, id="rev/1"),
        "review_is_by_the_asked": change(m.MeasureReview, {"owner_id": "heidekreis/youth"}, id="rev/1"),
        "review_names_output": change(m.MeasureReview, {"output": ""}, id="rev/1"),
        "review_indicator_is_computed": change(m.MeasureReview, {"indicator_key": "Z99"}, id="rev/1"),
    },
    "agree_topics": {
        "grounds_exist": without(m.Need, m.Fate),
        "topic_rests_on_ground": change(m.Need, {"state": m.NeedState.REJECTED}),
        "topic_has_title": change(m.Topic, {"title": " "}, id="topic/1"),
        "topic_number_is_unique": change(m.Topic, {"number": 1}, id="topic/2"),
        "need_rests_on_finding": without(m.NeedFinding),
        "need_rests_on_current_values": add(
            lambda: m.Staleness(
                release_id="release/1",
                kind=m.Dependent.FINDING,
                subject_id="finding/1",
                cycle_id=CYCLE,
                reason=m.StaleReason.INPUT,
                number=1,
                cells_count=1,
                noted_at=NOW,
            )
        ),
        "need_is_taken_up": without(m.TopicNeed),
    },
    "draft_plan": {
        "planned_measures_exist": without(m.PlannedMeasure),
        "planned_measure_has_owner": change(m.PlannedMeasure, {"owner_id": None}, id=SHEET),
        "planned_measure_has_goal": change(m.PlannedMeasure, {"goal": "\n"}, id=SHEET),
        "planned_measure_has_yardstick": change(m.PlannedMeasure, {"goal": "Eine Anlaufstelle."}, id=SHEET),
        "budget_measure_has_cost": change(
            m.PlannedMeasure, {"cost_eur": None, "cost_yearly_eur": None}, id=SHEET
        ),
        "route_names_known_bodies": change(m.PlannedMeasure, {"route": "kreistag"}, id=SHEET),
        "budget_route_ends_where_decided": change(m.PlannedMeasure, {"route": "strategy_group"}, id=SHEET),
        "kept_measure_is_planned": drop(m.PlannedMeasure, id=f"{TARGET}/M1"),
        "left_measure_is_absent": change(m.Fate, {"disposition": m.Disposition.DROPPED}, id="fate/1"),
        "few_cases_stay_back": add(lambda: a_share("03358", numerator=2.0, denominator=80.0)),
        "institutions_stay_back": add(
            lambda: a_share("grundschule-am-markt", numerator=20.0, denominator=80.0)
        ),
        "nothing_is_given_away": add(
            lambda: m.DisclosureDecision(
                cycle_id=CYCLE, round=1, figures_count=9, protected_count=2, lost_count=1, is_optimal=True
            )
        ),
    },
    "approve_plan": {
        "draft_exists": without(m.DraftVersion),
        "draft_is_released": change(m.Gate, {"state": m.GateState.SENT_BACK}),
        "comment_is_answered": change(m.Comment, {"state": m.CommentState.OPEN, "answer": ""}),
        "budget_route_ends_at_council": change(
            m.PlannedMeasure, {"route": "strategy_group>executive_committee"}, id=SHEET
        ),
        "body_on_route_has_seats": change(m.Committee, {"seats_count": 0}, key="county_council"),
    },
    "approve_plan:closing": {
        "plan_is_recommended": without(m.Recommendation),
        "plan_is_resolved": change(m.Resolution, {"result": m.ItemResult.POSTPONED}, subject_id=TARGET),
        "budget_measure_is_resolved": drop(m.Resolution, subject_id=SHEET),
        "budget_measure_has_fiscal_year": change(m.Resolution, {"fiscal_year": None}, subject_id=SHEET),
        "resolution_is_by_deciding_body": change(
            m.Resolution, {"committee_id": "heidekreis/strategy_group"}, subject_id=SHEET
        ),
        "votes_within_present": change(m.Resolution, {"yes_count": 16}, subject_id=TARGET),
        "present_within_seats": change(m.Recommendation, {"present_count": 24}),
    },
}
CASES = [(part, rule, breaking) for part, breaks in BREAKS.items() for rule, breaking in breaks.items()]


@pytest.mark.parametrize("part", PARTS)
def test_a_county_without_faults_passes(part: str) -> None:
    county = a_good_county()

    report = county.report(part)

    assert report.faults == ()
    assert report.rules_count == len(SUITES[part].rules)


@pytest.mark.parametrize(
    ("part", "rule", "breaking"), CASES, ids=[f"{part}-{rule}" for part, rule, _ in CASES]
)
def test_a_rule_catches_its_fault(part: str, rule: str, breaking: Break) -> None:
    county = a_good_county()
    breaking(county)

    found = county.faults(part)

    assert rule in found
    severity = next(one.severity for one in SUITES[part].rules if one.key == rule)
    assert found[rule].severity is severity
    assert found[rule].rows_count >= 1


@pytest.mark.parametrize("part", PARTS)
def test_every_rule_is_broken_once(part: str) -> None:
    rules = {rule.key for rule in SUITES[part].rules}

    # Rules of figures are broken in tests/expectations/sources/.
    of_figures = set(FIGURES) if part == "collect_data" else set()
    assert set(BREAKS[part]) | of_figures == rules


def test_rules_have_one_name_over_all_suites() -> None:
    keys = [rule.key for suite in SUITES.values() for rule in suite.rules]

    assert len(keys) == len(set(keys))


def test_a_critical_fault_of_another_land_does_not_stop_us() -> None:
    county = a_good_county()
    county.cell(variable="lv_no", **FAR).update(value=42.0)

    found = county.faults("collect_data")

    assert set(found) == {"parts_sum_to_total_elsewhere"}
    assert found["parts_sum_to_total_elsewhere"].severity is m.Severity.WARNING


def test_a_land_that_rounds_may_be_off_by_its_rounding() -> None:
    county = a_good_county()
    county.cell(variable="lv_no", **FAR).update(value=36.0)

    assert county.faults("collect_data") == {}


def test_a_secret_part_leaves_room_but_not_below_zero() -> None:
    secret = {"value": None, "status": m.ValueStatus.UNKNOWN_OR_CONFIDENTIAL, "symbol": "."}
    hidden, impossible = a_good_county(), a_good_county()
    for county in (hidden, impossible):
        county.cell(variable="lv_no", **OWN).update(secret)
    impossible.cell(variable="lv_mid", **OWN).update(value=1400.0)

    assert "known_parts_fit" not in hidden.faults("collect_data")
    assert "known_parts_fit" in impossible.faults("collect_data")


def test_a_superseded_release_is_not_checked() -> None:
    county = a_good_county()
    county.cell(variable="lv_no", **OWN).update(value=162.5)
    county.records.append(a_release("mended.csv", sha256="b" * 64, supersedes_id="r/lv-2027.csv"))
    county.cells += cells_of("r/mended.csv", "2027")

    assert county.faults("collect_data") == {}


def test_topics_are_not_missed_before_they_are_written() -> None:
    county = a_good_county()
    county.without(m.Topic, m.TopicNeed, m.TopicFate)

    assert county.faults("agree_topics") == {}


def test_only_the_last_round_of_reviews_counts() -> None:
    county = a_good_county()
    county.records.append(
        m.StageRun(
            id=f"{CYCLE}/review_measures/2",
            cycle_id=CYCLE,
            stage_key="review_measures",
            round=2,
            opened_at=NOW,
            due_on=date(2028, 6, 1),
        )
    )

    found = county.faults("review_measures")

    assert found["measure_is_reviewed"].rows_count == 2


def test_a_fault_names_the_row_and_its_owner() -> None:
    county = a_good_county()
    county.one(m.PlannedMeasure, id=SHEET).goal = ""

    fault = county.faults("draft_plan")["planned_measure_has_goal"]

    assert fault.rows == ({"code": "M3", "title": "Vorhaben 3", "goal": "", "owner_id": "heidekreis/youth"},)
