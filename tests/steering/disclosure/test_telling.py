from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steering.disclosure.counts import Count, FigureKey, sums_of
from steering.disclosure.telling import count_range, protected_of, told_by
from steering.indicators.defining.catalogue import load_catalogue
from steering.indicators.defining.formula import read_formula
from steering.indicators.measuring.values import ComputedValue
from steering.indicators.statistics import wilson

CATALOGUE = load_catalogue()
D15, D20 = CATALOGUE["D15"], CATALOGUE["D20"]


def a_share(k: int, n: int) -> ComputedValue:
    low, high = (float(bound[0]) * 100 for bound in wilson(np.array([float(k)]), np.array([float(n)])))
    return ComputedValue(
        indicator_key="D15",
        indicator_version=1,
        region_code="03358",
        period="2023",
        value=k / n * 100,
        numerator=k,
        denominator=n,
        ci_low=low,
        ci_high=high,
        method="wilson95",
    )


def shown(value: ComputedValue, digits: int) -> tuple[float, ...]:
    return tuple(round(each or 0.0, digits) for each in (value.value, value.ci_low, value.ci_high))


def test_a_share_with_two_digits_and_its_base_gives_the_count_away() -> None:
    assert count_range(a_share(163, 1477), D15) == (163, 163)


def test_without_interval_and_with_few_digits_a_range_is_left() -> None:
    value = replace(a_share(16300, 147700), ci_low=None, ci_high=None)

    low, high = count_range(value, replace(D15, digits=1))

    assert high - low == pytest.approx(147.7)
    assert low < 16300 < high


@settings(max_examples=40, deadline=None)
@given(st.integers(30, 4000), st.data(), st.integers(0, 2))
def test_every_count_that_would_be_shown_alike_lies_in_the_range(
    n: int, data: st.DataObject, digits: int
) -> None:
    k = data.draw(st.integers(0, n))
    indicator = replace(D15, digits=digits)
    alike = [
        other
        for other in range(max(0, k - 60), min(n, k + 60) + 1)
        if shown(a_share(other, n), digits) == shown(a_share(k, n), digits)
    ]

    low, high = count_range(a_share(k, n), indicator)

    assert low <= min(alike)
    assert max(alike) <= high


def test_what_is_no_plain_share_is_taken_to_tell_all_its_sums() -> None:
    numbers = {
        Count("lv_no", "", "03358", "2023"): 163.0,
        Count("lv_no", "sex=female", "03358", "2023"): 70.0,
        Count("lv", "", "03358", "2023"): 1477.0,
        Count("lv", "sex=female", "03358", "2023"): 734.0,
    }
    value = replace(a_share(163, 1477), indicator_key="D20", value=2.98, numerator=None, denominator=None)

    told = told_by(value, D20, numbers)

    assert {(each.low, each.high) for each in told} == {(93, 93), (743, 743), (70, 70), (734, 734)}


@pytest.mark.parametrize(("k", "protected"), [(2, 1), (3, 0), (0, 1), (97, 0), (98, 1), (100, 1)])
def test_few_cases_and_few_others_are_protected(k: int, protected: int) -> None:
    assert len(protected_of(a_share(k, 100), D15, {})) == protected


def test_the_count_of_a_year_before_is_called_by_its_own_school_year() -> None:
    formula = read_formula({"kind": "change", "numerator": "pup", "denominator": "pup[t-5]"})
    indicator = replace(CATALOGUE["D02"], formula=formula)
    key = FigureKey(indicator.key, "", "03358", "2023/24")

    sums = sums_of(indicator, key)

    assert [count.period for form in sums.all for count, _ in form] == ["2023/24", "2018/19"]
