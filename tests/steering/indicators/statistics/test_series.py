import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steering.indicators.statistics.series import breaks_at, since_break, without, years_among
from tests.steering.indicators.statistics.arrays import of, years


def test_only_what_follows_the_last_break_is_read() -> None:
    begins = breaks_at(years(6, 2018), [2019, 2021])

    found = since_break(of(1, 2, 3, 4, 5, 6), begins)

    assert np.isnan(found[:3]).all()
    assert found[3:].tolist() == [4, 5, 6]


def test_a_break_in_a_year_without_a_period_begins_with_the_next() -> None:
    assert breaks_at(of(2015, 2018, 2021), [2016]).tolist() == [False, True, False]


def test_breaks_before_and_after_the_series_begin_nothing_new() -> None:
    values = of(1, 2, 3)

    assert since_break(values, breaks_at(years(3), [1990, 2050])).tolist() == [1, 2, 3]


def test_each_series_has_its_own_breaks() -> None:
    begins = np.array([[False, True, False], [False, False, False]])

    found = since_break(np.ones((2, 3)), begins)

    assert np.isnan(found).tolist() == [[True, False, False], [False, False, False]]


def test_excluded_years_have_no_value() -> None:
    assert np.isnan(without(of(1, 2, 3), years_among(years(3), [2011, 1900]))).tolist() == [
        False,
        True,
        False,
    ]


@given(st.lists(st.integers(2000, 2040), max_size=4))
def test_no_value_from_before_the_last_break_is_left(first_years: list[int]) -> None:
    times = years(20)
    begun = [year for year in first_years if year <= times[-1]]

    found = since_break(times, breaks_at(times, first_years))

    assert np.nanmin(found) >= max(begun, default=0)
    assert found[-1] == times[-1]
