"""Frames: what the records say, laid out so that a rule can be asked of it."""

from datetime import date

import pandas as pd
import pytest

import models as m
from steering.errors import NotThere
from steering.frames import PARTS, frames_for
from steering.records import Records
from tests.expectations.a_good_county import (
    BASE,
    CYCLE,
    NOW,
    SUITES,
    TARGET,
    a_good_county,
    a_release,
    cells_of,
)


@pytest.mark.parametrize("part", PARTS)
def test_a_suite_finds_its_frames_and_columns_even_where_nothing_is_kept(part: str) -> None:
    cycle = m.Cycle(
        id=CYCLE, region_key="heidekreis", base_version_id=BASE, target_version_id=TARGET, opened_at=NOW
    )

    frames = frames_for(part, Records([cycle]), today=date(2028, 1, 1), region_code="03358")

    for rule in SUITES[part].rules:
        assert {*rule.columns, *rule.place, *rule.per} - set(rule.told) <= set(frames[rule.frame].columns)


def test_frames_are_made_for_parts_that_exist() -> None:
    with pytest.raises(NotThere, match="approve_plan:opening"):
        frames_for("approve_plan:opening", Records(), today=date(2028, 1, 1))


def test_the_region_is_told_by_its_record_or_by_the_caller() -> None:
    county = a_good_county()
    told = county.frames("collect_data")["periods"]
    other = frames_for(
        "collect_data",
        Records(county.records, cells=_cells(county.cells)),
        today=county.today,
        region_code="03351",
    )["periods"]

    assert told["own_count"].tolist() == [14]
    assert other["own_count"].tolist() == [14]
    assert other["own_numbers_count"].tolist() == [7]


def _cells(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows).assign(id=range(len(rows)))


def test_a_figure_that_was_revised_is_told_by_both_readings() -> None:
    county = a_good_county()
    county.records.append(a_release("second.csv", sha256="b" * 64))
    county.cells += cells_of("r/second.csv", "2027")
    county.cell(release_id="r/second.csv", region_code="03358", variable="lv", breakdown="").update(
        value=1478.0
    )

    readings = county.frames("collect_data")["readings"]

    revised = readings[readings["values_count"] > 1]
    assert revised[["region_code", "variable", "period"]].to_numpy().tolist() == [["03358", "lv", "2027"]]


def test_only_the_snapshot_counts_for_the_analysis() -> None:
    county = a_good_county()
    county.records.append(a_release("later.csv", sha256="b" * 64))
    county.cells += cells_of("r/later.csv", "2028")

    inputs = county.frames("analyse_indicators")["own_inputs"]

    assert inputs["cells_count"].tolist() == [1, 1, 1]


def test_a_dissolved_county_is_no_peer() -> None:
    county = a_good_county()
    ghost = dict(county.cell(region_code="03351", variable="lv", breakdown=""))
    county.cells.append(
        {**ghost, "region_code": "03152", "value": None, "status": m.ValueStatus.REGION_DISSOLVED}
    )

    peers = county.frames("analyse_indicators")["peer_inputs"]

    assert peers["peers_count"].tolist() == [1, 1, 1]


def test_completed_measures_of_the_base_are_not_asked_for() -> None:
    county = a_good_county()
    county.one(m.PlannedMeasure, id=f"{BASE}/M2").disposition = m.Disposition.COMPLETED

    measures = county.frames("review_measures")["base_measures"]

    assert measures["code"].tolist() == ["M1"]


def test_a_measure_that_goes_on_under_a_new_code_has_not_vanished() -> None:
    county = a_good_county()
    county.one(m.PlannedMeasure, id=f"{TARGET}/M1").measure_id = "heidekreis/M3"
    county.one(m.MeasureLineage).to_measure_id = "heidekreis/M3"

    fates = county.frames("draft_plan")["fates"].set_index("code")

    assert fates.loc["M1", "is_planned"]


def test_the_last_attempt_at_a_gate_counts() -> None:
    county = a_good_county()
    first = county.one(m.Gate)
    second = m.Gate(**{**first.model_dump(), "id": "gate/draft/2", "attempt": 2})
    first.state = m.GateState.INQUORATE
    county.records.append(second)

    drafts = county.frames("approve_plan")["drafts"]

    assert drafts["is_released"].tolist() == [True]


def test_an_accepted_stage_has_released_its_draft() -> None:
    county = a_good_county()
    county.without(m.Gate)
    run = m.StageRun(
        id=f"{CYCLE}/draft_plan/1",
        cycle_id=CYCLE,
        stage_key="draft_plan",
        round=1,
        opened_at=NOW,
        due_on=date(2028, 6, 1),
        state=m.StageState.ACCEPTED,
        closed_at=NOW,
    )
    before = county.frames("approve_plan")["drafts"]
    county.records.append(run)

    after = county.frames("approve_plan")["drafts"]

    assert before["is_released"].tolist() == [False]
    assert after["is_released"].tolist() == [True]
