import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, norm, theilslopes

from steering.indicators.trend import trend

orders = st.integers(5, 10).flatmap(lambda size: st.permutations(range(size)))


def years(size: int) -> np.ndarray:
    return np.arange(2010, 2010 + size, dtype=np.float64)


def test_four_points_are_no_trend() -> None:
    assert trend(years(4), np.array([1.0, 2.0, 3.0, 4.0])) is None


def test_a_missing_year_is_not_counted_as_a_point() -> None:
    assert trend(years(5), np.array([1.0, 2.0, np.nan, 3.0, 4.0])) is None


def test_five_rising_points_are_as_sure_as_five_points_can_be() -> None:
    found = trend(years(5), np.array([1.0, 2.0, 3.0, 4.0, 5.0]))

    assert found is not None
    assert round(found.p_value, 3) == 0.017
    assert found.slope == 1


@given(orders)
def test_a_short_series_agrees_with_scipy(order: list[int]) -> None:
    values = np.array(order, dtype=np.float64)
    known = kendalltau(years(len(order)), values, method="exact")

    found = trend(years(len(order)), values)

    assert found is not None
    assert found.tau == pytest.approx(known.statistic)
    assert found.p_value == pytest.approx(known.pvalue)
    assert found.slope == pytest.approx(theilslopes(values, years(len(order))).slope)


def test_ties_take_the_variance_down() -> None:
    flat = trend(years(6), np.full(6, 7.0))

    assert flat is not None
    assert flat.p_value == 1.0
    assert flat.slope == 0


def test_a_long_series_with_ties_is_judged_by_the_normal_law() -> None:
    values = np.array([1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9], dtype=np.float64)

    found = trend(years(12), values)

    # 66 pairs less three ties of two: a score of 63, and one off for continuity.
    assert found is not None
    assert found.p_value == pytest.approx(2 * norm.sf(62 / np.sqrt((12 * 11 * 29 - 3 * 18) / 18)), rel=1e-9)
