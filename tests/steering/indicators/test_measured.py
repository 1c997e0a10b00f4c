"""Arrays against one value at a time: the columnar computing, held against dictionaries and plain sums."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.indicator import IndicatorStatus
from models.source import WITH_NUMBER, ValueStatus
from steering.indicators.defining.catalogue import Join, load_catalogue
from steering.indicators.defining.formula import Formula, Kind, read_sum
from steering.indicators.defining.indicator import Indicator
from steering.indicators.measuring.aggregating import counties_count
from steering.indicators.measuring.computing import compute
from steering.indicators.measuring.marks import CONFIDENTIAL, NOT_EXISTING
from steering.indicators.measuring.measured import Measured, measure
from steering.indicators.measuring.observations import observed
from steering.indicators.measuring.rows import row_of
from tests.steering.indicators.cells import a_cell, cells

D15 = load_catalogue()["D15"]
COUNTIES = ("03351", "03352", "03353")
REGIONS = (*COUNTIES, "03", "DG")
YEARS = tuple(str(year) for year in range(2018, 2024))
STATUSES = ["reported"] * 6 + [each.value for each in ValueStatus if each is not ValueStatus.MISSING_ROW]


def an_indicator(kind: Kind, numerator: str, denominator: str = "", **other: Any) -> Indicator:
    formula = Formula(
        kind=kind,
        numerator=read_sum(numerator),
        denominator=read_sum(denominator) if denominator else (),
    )
    return replace(D15, formula=formula, minimum_base=0, minimum_count=0, **other)


def measured_of(indicator: Indicator, table: pd.DataFrame, regions: tuple[str, ...] = REGIONS) -> Measured:
    peers = [code for code in regions if len(code) == 5]
    return measure(indicator, observed(table, regions), land_code="03", peers=peers)


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Leavers of three counties, the Land and Germany in six years; cells are missing, secret or gone."""
    rows = []
    for region in REGIONS:
        for year in YEARS:
            for variable, size in (("lv", 900), ("lv_no", 90)):
                what = draw(st.sampled_from(["", *STATUSES]))
                if what:
                    number = size + draw(st.integers(0, 60))
                    rows.append(a_cell(variable, number, region_code=region, period=year, status=what))
    return cells(rows or [a_cell("lv", 900)])


Found = dict[tuple[str, str, str], tuple[float, ValueStatus]]


def as_dictionary(table: pd.DataFrame) -> Found:
    rows = zip(
        *(table[name] for name in ("variable", "region_code", "period", "value", "status")), strict=True
    )
    return {(name, region, year): (value, ValueStatus(status)) for name, region, year, value, status in rows}


def by_hand(found: Found, region: str, year: str) -> tuple[IndicatorStatus, float | None]:
    """One value at a time, from a dictionary."""
    absent = (math.nan, ValueStatus.MISSING_ROW)
    (k, first), (n, second) = (found.get((name, region, year), absent) for name in ("lv_no", "lv"))
    statuses = [first, second]
    if all(status in WITH_NUMBER for status in statuses):
        return IndicatorStatus.COMPUTED, 100 * k / n
    if any(status in CONFIDENTIAL for status in statuses):
        return IndicatorStatus.INPUT_CONFIDENTIAL, None
    gone = all(status in NOT_EXISTING for status in statuses)
    return (IndicatorStatus.NOT_APPLICABLE if gone else IndicatorStatus.INPUT_MISSING), None


@settings(max_examples=25)
@given(tables())
def test_every_value_and_every_reason_is_the_one_that_a_person_finds(table: pd.DataFrame) -> None:
    values = compute([D15], table, land_code="03", peers=COUNTIES)
    found = as_dictionary(table)

    for value in values:
        status, number = by_hand(found, value.region_code, value.period)
        assert value.status is status, (value.region_code, value.period)
        assert value.value == (None if number is None else pytest.approx(number))


@settings(max_examples=10)
@given(tables(), st.sampled_from([(0,), (-1,), (-2, -1), (-1, 0, 1)]))
def test_a_lag_is_the_mean_of_the_years_it_names_and_nothing_where_one_is_missing(
    table: pd.DataFrame, lags: tuple[int, ...]
) -> None:
    plain = an_indicator(Kind.RATIO, "lv_no", "lv")
    lagged = tuple(replace(term, lags=lags) for term in plain.formula.denominator)
    indicator = replace(plain, formula=replace(plain.formula, denominator=lagged))
    base = measured_of(an_indicator(Kind.COUNT, "lv", factor=1), table)

    found = measured_of(indicator, table)

    number_of = {
        (region, year): base.value[row, column]
        for row, region in enumerate(base.regions)
        for column, year in enumerate(base.periods)
    }
    for row, region in enumerate(found.regions):
        for column, year in enumerate(found.periods):
            wanted = [number_of.get((region, str(int(year) + lag)), math.nan) for lag in lags]
            mean = sum(wanted) / len(wanted)
            shown = found.inputs.laid[lagged[0].name].numbers[row, column]
            assert shown == pytest.approx(mean, nan_ok=True)


def test_a_change_is_held_against_the_year_that_the_formula_names() -> None:
    rows = [a_cell("lv", figure, period=year) for year, figure in (("2018", 1000), ("2023", 1100))]
    indicator = an_indicator(Kind.CHANGE, "lv", "lv[t-5]")

    found = measured_of(indicator, cells(rows), ("03358", "03", "DG"))

    own = row_of(found, 0, found.periods.index("2023"))
    assert own.value == pytest.approx(10.0)
    assert [name for _, name in own.inputs] == ["lv", "lv"]
    assert row_of(found, 0, found.periods.index("2018")).remark == "lv[t-5]=missing_row"


@pytest.mark.parametrize(
    ("period", "earlier"),
    [("2023-12-31", "2022-12-31"), ("2023/24", "2022/23"), ("2023-10P6M", "2022-10P6M"), ("2000", "1999")],
)
def test_a_year_before_is_the_same_kind_of_period(period: str, earlier: str) -> None:
    rows = [a_cell("lv", 1100, period=period), a_cell("lv", 1000, period=earlier)]

    found = measured_of(an_indicator(Kind.CHANGE, "lv", "lv[t-1]"), cells(rows), ("03358", "03", "DG"))

    assert row_of(found, 0, found.periods.index(period)).value == pytest.approx(10.0)


def test_two_days_of_one_year_are_not_taken_for_one_another() -> None:
    own = [a_cell("lv_no", 100, period="2023"), *(a_cell("lv", 1000, period=day) for day in DAYS)]
    indicator = replace(D15, join=Join.SAME_YEAR)

    with pytest.raises(Exception, match="stands in several cells"):
        measured_of(indicator, cells(own), ("03358", "03", "DG"))


DAYS = ("2023-06-30", "2023-12-31")


def a_county(code: str, year: str, k: float | None = 10, n: float | None = 100) -> list[dict[str, object]]:
    """Leavers of one county in one year."""
    return [a_cell(name, each, region_code=code, period=year) for name, each in (("lv_no", k), ("lv", n))]


def all_counties(year: str, count: int) -> list[dict[str, object]]:
    return [row for number in range(count) for row in a_county(f"034{number:02}", year)]


def a_land_of(rows: list[dict[str, object]]) -> Any:
    table = cells(rows)
    codes = sorted({str(code) for code in table["region_code"] if len(str(code)) == 5})
    found = measured_of(D15, table, (*codes, "03", "DG"))
    return row_of(found, found.land_row, 0)


def test_a_land_without_cells_is_the_sum_of_all_its_counties() -> None:
    count = counties_count("03", 2023)

    land = a_land_of(all_counties("2023", count))

    assert count == 45
    assert (land.value, land.numerator, land.denominator) == (10.0, 450.0, 4500.0)
    assert "sum_of_counties=45" in land.remark
    assert len(land.inputs) == 90


def test_a_part_of_the_counties_is_no_land() -> None:
    land = a_land_of(all_counties("2023", 44))

    assert land.status is IndicatorStatus.INPUT_MISSING


def test_a_county_with_a_secret_leaves_no_sum() -> None:
    rows = [*all_counties("2023", 44), *a_county("03499", "2023", k=None)]

    assert a_land_of(rows).status is IndicatorStatus.INPUT_MISSING


def test_a_land_with_cells_of_its_own_is_never_added_up() -> None:
    rows = [*all_counties("2023", 45), *a_county("03", "2023", k=None, n=4500)]

    assert a_land_of(rows).status is IndicatorStatus.INPUT_CONFIDENTIAL


def test_nobody_adds_up_counties_of_a_year_in_which_their_number_is_not_known() -> None:
    assert counties_count("03", 2031) == 0
    assert a_land_of(all_counties("2031", 45)).status is IndicatorStatus.INPUT_MISSING


def test_a_published_rate_is_never_added_up() -> None:
    rows = [a_cell("alq", 5.0, region_code=f"034{number:02}", period="2023") for number in range(45)]
    indicator = an_indicator(Kind.OFFICIAL, "alq")
    codes = tuple(f"034{number:02}" for number in range(45))

    found = measured_of(indicator, cells(rows), (*codes, "03", "DG"))

    assert row_of(found, found.land_row, 0).status is IndicatorStatus.INPUT_MISSING


def people(ages: dict[str, tuple[float, float]]) -> list[dict[str, object]]:
    """People by age and sex, as a table prints them that has no totals."""
    return [
        a_cell("pop", figure, breakdown=f"age={age};sex={sex}")
        for age, pair in ages.items()
        for sex, figure in zip(("male", "female"), pair, strict=True)
    ]


AGES = {"00-18": (10.0, 12.0), "18-65": (30.0, 28.0), "65+": (9.0, 11.0)}


def test_where_a_table_prints_only_parts_the_whole_is_their_sum() -> None:
    indicator = an_indicator(Kind.SHARE, "pop[age=00-18]", "pop")

    value = row_of(measured_of(indicator, cells(people(AGES)), ("03358", "03", "DG")), 0, 0)

    assert (value.numerator, value.denominator) == (22.0, 100.0)
    assert len(value.inputs) == 2 + 6


def test_ages_with_a_gap_are_no_whole() -> None:
    gap = {age: pair for age, pair in AGES.items() if age != "18-65"}
    indicator = an_indicator(Kind.SHARE, "pop[age=00-18]", "pop")

    value = row_of(measured_of(indicator, cells(people(gap)), ("03358", "03", "DG")), 0, 0)

    assert value.status is IndicatorStatus.INPUT_MISSING


def test_a_secret_part_makes_a_secret_whole() -> None:
    rows = people(AGES)
    rows[0] |= {"status": "confidential"}
    indicator = an_indicator(Kind.SHARE, "pop[age=00-18]", "pop")

    value = row_of(measured_of(indicator, cells(rows), ("03358", "03", "DG")), 0, 0)

    assert value.status is IndicatorStatus.INPUT_CONFIDENTIAL


def test_more_events_than_people_are_a_rate_and_no_contradiction() -> None:
    rows = [a_cell("lv_no", 120), a_cell("lv", 100)]

    rate = row_of(
        measured_of(an_indicator(Kind.RATE, "lv_no", "lv"), cells(rows), ("03358", "03", "DG")), 0, 0
    )
    share = row_of(
        measured_of(an_indicator(Kind.SHARE, "lv_no", "lv"), cells(rows), ("03358", "03", "DG")), 0, 0
    )

    assert rate.value == pytest.approx(120.0)
    assert rate.method.startswith("poisson95")
    assert share.remark == "count_outside_base"


def test_a_balance_below_zero_is_a_number_like_any_other() -> None:
    rows = [a_cell("came", 40), a_cell("left", 100), a_cell("lv", 1000)]

    value = row_of(
        measured_of(an_indicator(Kind.RATIO, "came - left", "lv"), cells(rows), ("03358", "03", "DG")), 0, 0
    )

    assert value.value == pytest.approx(-6.0)
    assert value.is_publishable


def test_a_count_is_itself_and_has_no_interval() -> None:
    indicator = replace(an_indicator(Kind.COUNT, "lv"), factor=1, minimum_count=3)

    value = row_of(measured_of(indicator, cells([a_cell("lv", 2)]), ("03358", "03", "DG")), 0, 0)

    assert (value.value, value.ci_low, value.is_publishable) == (2.0, None, False)


def test_measuring_makes_no_object_per_value() -> None:
    """The arrays are the cells' own where nothing is to be done, so 100 indicators cost arithmetic only."""
    table = cells([row for year in YEARS for row in a_county("03358", year)])
    observations = observed(table, ("03358", "03", "DG"))

    found = measure(D15, observations, land_code="03", peers=["03358"])

    layer = observations.layers["lv"][0]
    assert found.inputs.laid["lv"].numbers.base is layer.numbers
    assert found.value.dtype == float
