from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.indicator import Assessment, IndicatorStatus
from models.source import WITH_NUMBER, ValueStatus
from steering.errors import ChecksFailed, NotThere
from steering.indicators.defining.catalogue import Direction, Indicator, Principle, load_catalogue
from steering.indicators.measuring.computing import ComputedValue, compute
from tests.steering.indicators.cells import COUNTIES, a_cell, a_land, cells, leavers

CATALOGUE = load_catalogue()
D15 = CATALOGUE["D15"]
WITHOUT_NUMBER = [status.value for status in ValueStatus if status not in WITH_NUMBER]


def computed(indicator: Indicator, table: pd.DataFrame, region_code: str = "03358") -> ComputedValue:
    values = compute([indicator], table, land_code="03", peers=COUNTIES)
    return next(value for value in values if value.region_code == region_code)


def test_a_share_comes_with_its_counts_its_interval_and_its_cells() -> None:
    table = a_land(leavers(163, 1477))

    value = computed(D15, table)

    assert value.value == pytest.approx(11.0359, abs=1e-4)
    assert (value.numerator, value.denominator) == (163, 1477)
    assert value.ci_low == pytest.approx(9.54, abs=0.005)
    assert value.ci_high == pytest.approx(12.74, abs=0.005)
    assert value.inputs == ((1, "lv_no"), (2, "lv"))
    assert value.status is IndicatorStatus.COMPUTED
    assert value.is_publishable


def test_keys_may_come_as_categories() -> None:
    table = a_land(leavers(163, 1477))
    text_columns = ["variable", "region_code", "period", "breakdown", "status", "reference_time"]

    value = computed(D15, table.astype(dict.fromkeys(text_columns, "category")))

    assert value == computed(D15, table)


@given(status=st.sampled_from(WITHOUT_NUMBER), place=st.sampled_from([0, 1]))
def test_an_input_without_a_number_never_makes_one_and_keeps_its_reason(status: str, place: int) -> None:
    own = leavers(163, 1477)
    # The number is left in the cell on purpose: the status decides, not what stands beside it.
    own[place]["status"] = status

    value = computed(D15, a_land(own))

    assert value.value is None
    assert value.numerator is None
    assert value.status is not IndicatorStatus.COMPUTED
    assert value.assessment is Assessment.NO_STATEMENT
    assert f"={status}" in value.remark


@pytest.mark.parametrize(
    ("status", "becomes"),
    [
        ("confidential", IndicatorStatus.INPUT_CONFIDENTIAL),
        ("unknown_or_confidential", IndicatorStatus.INPUT_CONFIDENTIAL),
        ("zero_possibly_confidential", IndicatorStatus.INPUT_CONFIDENTIAL),
        ("not_recorded", IndicatorStatus.INPUT_MISSING),
        ("not_yet_available", IndicatorStatus.INPUT_MISSING),
        ("nothing_or_not_existing", IndicatorStatus.INPUT_MISSING),
    ],
)
def test_the_reason_is_told_apart(status: str, becomes: IndicatorStatus) -> None:
    own = [a_cell("lv_no", None, status=status), a_cell("lv", 1477)]

    assert computed(D15, a_land(own)).status is becomes


def test_a_suppressed_cell_that_is_set_to_zero_is_another_value() -> None:
    secret = computed(D15, a_land(leavers(None, 1477)))
    zero = computed(D15, a_land([a_cell("lv_no", 0, status="true_zero"), a_cell("lv", 1477)]))

    assert secret.status is IndicatorStatus.INPUT_CONFIDENTIAL
    assert zero.status is IndicatorStatus.COMPUTED
    assert zero.value == 0


def test_a_dissolved_county_has_nothing_to_count() -> None:
    own = [a_cell(name, None, status="region_dissolved") for name in ("lv_no", "lv")]

    assert computed(D15, a_land(own)).status is IndicatorStatus.NOT_APPLICABLE


def test_a_missing_row_is_named() -> None:
    value = computed(D15, a_land([a_cell("lv_no", 163)]))

    assert value.status is IndicatorStatus.INPUT_MISSING
    assert value.remark == "lv=missing_row"


def test_nobody_to_count_is_not_applicable_and_no_error() -> None:
    own = [a_cell("lv_no", 0, status="true_zero"), a_cell("lv", 0, status="true_zero")]

    assert computed(D15, a_land(own)).status is IndicatorStatus.NOT_APPLICABLE


def test_parts_above_the_whole_are_no_share() -> None:
    value = computed(D15, a_land(leavers(60, 54)))

    assert value.status is IndicatorStatus.NOT_APPLICABLE
    assert value.remark == "count_outside_base"


def test_below_thirty_there_is_no_rate() -> None:
    assert computed(D15, a_land(leavers(5, 29))).status is IndicatorStatus.TOO_SMALL
    assert computed(D15, a_land(leavers(5, 29))).value is None
    assert computed(D15, a_land(leavers(5, 30))).status is IndicatorStatus.COMPUTED


def test_below_a_hundred_the_reader_is_told_that_chance_is_large() -> None:
    assert "base_below=100" in computed(D15, a_land(leavers(9, 99))).remark
    assert "base_below=100" not in computed(D15, a_land(leavers(9, 100))).remark


@pytest.mark.parametrize(("k", "is_publishable"), [(2, False), (3, True), (97, True), (98, False)])
def test_few_cases_or_few_others_are_not_published(k: int, *, is_publishable: bool) -> None:
    assert computed(D15, a_land(leavers(k, 100))).is_publishable is is_publishable


def test_the_land_is_cases_over_all_and_no_mean_of_counties() -> None:
    table = a_land(leavers(163, 1477))
    whole = table[table["region_code"] == "03"].set_index("variable")["value"]

    land = computed(D15, table, "03")

    assert land.value == pytest.approx(100 * whole["lv_no"] / whole["lv"])
    assert land.assessment is Assessment.NO_STATEMENT
    assert land.z_adjusted is None


@given(k=st.integers(0, 1477))
def test_the_interval_always_holds_the_value(k: int) -> None:
    value = computed(D15, a_land(leavers(k, 1477)))

    assert value.value is not None
    assert value.ci_low is not None
    assert value.ci_high is not None
    assert value.ci_low <= value.value <= value.ci_high


@pytest.mark.parametrize(
    ("direction", "k", "assessment"),
    [
        (Direction.LOWER, 400, Assessment.WORSE),
        (Direction.LOWER, 20, Assessment.BETTER),
        (Direction.HIGHER, 400, Assessment.BETTER),
        (Direction.HIGHER, 20, Assessment.WORSE),
        (Direction.LOWER, 118, Assessment.USUAL),
        (Direction.NEUTRAL, 400, Assessment.NO_STATEMENT),
    ],
)
def test_only_what_lies_off_the_usual_scatter_is_judged(
    direction: Direction, k: int, assessment: Assessment
) -> None:
    value = computed(replace(D15, direction=direction), a_land(leavers(k, 1477)))

    assert value.assessment is assessment
    assert value.z_adjusted is not None


def test_a_handful_of_counties_is_no_yardstick() -> None:
    table = a_land(leavers(400, 1477))

    values = compute([D15], table, land_code="03", peers=COUNTIES[:9])

    assert {value.assessment for value in values} == {Assessment.NO_STATEMENT}
    assert "too_few_regions=9" in next(v.remark for v in values if v.region_code == "03358")


def test_without_the_land_nothing_is_judged() -> None:
    table = a_land(leavers(400, 1477))

    value = computed(D15, table[table["region_code"] != "03"])

    assert value.assessment is Assessment.NO_STATEMENT
    assert value.remark == "land_without_value"


def test_a_published_rate_is_taken_as_it_is_and_not_judged() -> None:
    rate = [
        a_cell("alq", figure, region_code=code, period="2025", reference_time="annual_mean", unit="pct")
        for code, figure in (("03358", 6.5), ("03", 6.1))
    ]

    value = computed(CATALOGUE["A11"], cells(rate))

    assert value.value == 6.5
    assert value.method == "official"
    assert value.ci_low is None
    assert value.assessment is Assessment.NO_STATEMENT


def test_the_gap_between_the_sexes_takes_men_as_the_difference() -> None:
    own = [
        *leavers(163, 1477),
        a_cell("lv_no", 70, breakdown="sex=female"),
        a_cell("lv", 734, breakdown="sex=female"),
    ]

    value = computed(CATALOGUE["D20"], cells(own))

    assert value.value == pytest.approx(100 * (93 / 743 - 70 / 734))
    assert value.ci_low is not None
    assert value.ci_low < 0
    assert len(value.inputs) == 4


def test_a_gap_that_reveals_two_persons_is_not_published() -> None:
    own = [
        *leavers(40, 1477),
        a_cell("lv_no", 38, breakdown="sex=female"),
        a_cell("lv", 734, breakdown="sex=female"),
    ]

    assert not computed(CATALOGUE["D20"], cells(own)).is_publishable


def test_periods_meet_by_the_year_only_where_the_entry_says_so() -> None:
    own = [a_cell("unemp_15_25", 668, period="2025", reference_time="annual_mean")]
    own += [
        a_cell("pop", 4000, period="2025-12-31", reference_time="date_31_12", breakdown=f"age={group}")
        for group in ("15-18", "18-20", "20-25")
    ]

    joined = computed(CATALOGUE["E10"], cells(own))
    unjoined = computed(replace(CATALOGUE["E10"], join=D15.join), cells(own))

    assert joined.value == pytest.approx(1000 * 668 / 12000)
    assert joined.period == "2025"
    assert unjoined.status is IndicatorStatus.INPUT_MISSING


def test_a_figure_of_another_reference_time_does_not_count() -> None:
    own = [a_cell("lv_no", 163, reference_time="school_year_begin"), a_cell("lv", 1477)]

    assert computed(D15, a_land(own)).status is IndicatorStatus.INPUT_MISSING


def test_years_stay_apart() -> None:
    older = [{**cell, "period": "2022", "release_id": "leavers-2022"} for cell in leavers(100, 1000)]

    values = compute([D15], a_land(leavers(163, 1477) + older), land_code="03", peers=COUNTIES)

    own = {value.period: value.value for value in values if value.region_code == "03358"}
    assert own == {"2022": 10.0, "2023": pytest.approx(11.0359, abs=1e-4)}


def test_two_vintages_of_a_table_are_refused() -> None:
    again = [{**cell, "release_id": "leavers-2023-revised"} for cell in leavers(160, 1470)]

    with pytest.raises(ChecksFailed, match="Give one release of each table") as refusal:
        computed(D15, a_land(leavers(163, 1477) + again))

    assert refusal.value.code == "ambiguous_cells"
    assert refusal.value.facts["releases"] == ["leavers-2023", "leavers-2023-revised"]


def test_mixed_principles_are_flagged() -> None:
    value = computed(replace(D15, principle=Principle.MIXED), a_land(leavers(163, 1477)))

    assert "mixed_principle" in value.remark


def test_the_land_is_no_county_of_itself() -> None:
    with pytest.raises(NotThere, match="cannot be one of its own counties"):
        compute([D15], a_land(leavers(163, 1477)), land_code="03", peers=["03", "03358"])


def test_no_cells_make_no_values() -> None:
    assert compute([D15], cells(leavers(1, 2)).iloc[:0], land_code="03", peers=COUNTIES) == []
