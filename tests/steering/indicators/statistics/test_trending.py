import warnings

import numpy as np
import pymannkendall
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import kendalltau, norm, theilslopes

from steering.indicators.statistics import trend, trends
from tests.steering.indicators.statistics.arrays import few, of, years

orders = st.integers(5, 10).flatmap(lambda size: st.permutations(range(size)))
thousandths = st.integers(0, 100_000).map(lambda number: number / 1000)
figures = st.one_of(thousandths, st.integers(0, 6).map(float), st.just(float("nan")))
tables = st.integers(2, 22).flatmap(
    lambda size: arrays(np.float64, st.tuples(st.integers(1, 4), st.just(size)), elements=figures)
)


def test_four_points_are_no_trend() -> None:
    assert trend(years(4), of(1, 2, 3, 4)) is None


def test_a_missing_year_is_not_counted_as_a_point() -> None:
    assert trend(years(5), of(1, 2, np.nan, 3, 4)) is None


def test_five_rising_points_are_as_sure_as_five_points_can_be() -> None:
    found = trend(years(5), of(1, 2, 3, 4, 5))

    assert found is not None
    assert round(found.p_value, 3) == 0.017
    assert found.slope == 1
    assert not found.is_statement


def test_eight_points_are_spoken_of() -> None:
    found = trend(years(8), of(1, 2, 3, 4, 6, 5, 7, 8))

    assert found is not None
    assert found.is_statement


def test_sens_own_example() -> None:
    # Sen (1968), section 6: slope 4, and 93 % limits 26/7 and 35/8.
    found = trend(of(1, 2, 3, 4, 10, 12, 18), of(9, 15, 19, 20, 45, 55, 78))

    assert found is not None
    assert (found.slope, found.low, found.high) == pytest.approx((4, 26 / 7, 35 / 8))


@given(orders)
def test_a_short_series_agrees_with_scipy(order: list[int]) -> None:
    values = np.array(order, dtype=np.float64)
    known = kendalltau(years(len(order)), values, method="exact")
    slopes = theilslopes(values, years(len(order)))

    found = trend(years(len(order)), values)

    assert found is not None
    assert found.tau == pytest.approx(known.statistic)
    assert found.p_value == pytest.approx(known.pvalue)
    assert (found.slope, found.low, found.high) == pytest.approx(
        (slopes.slope, slopes.low_slope, slopes.high_slope)
    )


@few
@given(st.lists(st.integers(0, 30), min_size=11, max_size=25).filter(lambda each: len(set(each)) > 1))
def test_a_long_series_with_ties_agrees_with_pymannkendall(counts: list[int]) -> None:
    values = np.array(counts, dtype=np.float64)
    known = pymannkendall.original_test(values)

    found = trend(years(len(counts)), values)

    assert found is not None
    assert found.tau == pytest.approx(known.Tau)
    assert found.p_value == pytest.approx(known.p, abs=1e-12)
    assert found.slope == pytest.approx(known.slope)


@few
@given(tables)
def test_many_series_at_once_are_as_each_by_itself(values: np.ndarray) -> None:
    times = years(values.shape[1])
    many = trends(times, values)

    for place, series in enumerate(values):
        alone = trend(times, series)
        assert many.points[place] == np.isfinite(series).sum()
        if alone is None:
            assert np.isnan(many.p_value[place])
            continue
        assert many.p_value[place] == alone.p_value
        assert many.slope[place] == alone.slope
        assert many.is_statement[place] == alone.is_statement


@few
@given(tables)
def test_a_trend_agrees_with_what_is_worked_out_pair_by_pair(values: np.ndarray) -> None:
    times = years(values.shape[1])
    found = trends(times, values)

    for place, series in enumerate(values):
        x, y = times[np.isfinite(series)], series[np.isfinite(series)]
        if x.size < 5:
            continue
        first, second = np.triu_indices(x.size, 1)
        rises = np.sign(y[second] - y[first])
        assert found.tau[place] == pytest.approx(rises.mean())
        assert found.slope[place] == pytest.approx(
            np.median((y[second] - y[first]) / (x[second] - x[first])), abs=1e-9
        )
        known = theilslopes(y, x)
        assert (found.low[place], found.high[place]) == pytest.approx(
            (known.low_slope, known.high_slope), abs=1e-9
        )


@few
@given(tables)
def test_turning_a_series_upside_down_turns_its_trend(values: np.ndarray) -> None:
    times = years(values.shape[1])
    up, down = trends(times, values), trends(times, -values)

    np.testing.assert_array_equal(up.p_value, down.p_value)
    np.testing.assert_allclose(up.slope, -down.slope, atol=1e-9)
    np.testing.assert_allclose(up.tau, -down.tau)
    known = np.isfinite(up.tau)
    assert (np.abs(up.tau[known]) <= 1).all()
    assert ((up.p_value[known] > 0) & (up.p_value[known] <= 1)).all()
    assert (up.low[known] <= up.slope[known]).all()
    assert (up.slope[known] <= up.high[known]).all()


@given(orders)
def test_the_interval_leaves_out_standing_still_where_the_test_does(order: list[int]) -> None:
    found = trend(years(len(order)), np.array(order, dtype=np.float64))

    assert found is not None
    assert (found.low > 0 or found.high < 0) == (found.p_value < 0.05)


def test_ties_take_the_variance_down() -> None:
    flat = trend(years(6), np.full(6, 7.0))

    assert flat is not None
    assert flat.p_value == 1.0
    assert (flat.slope, flat.low, flat.high) == (0, 0, 0)


def test_a_long_series_with_ties_is_judged_by_the_normal_law() -> None:
    values = of(1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9)

    found = trend(years(12), values)

    # 66 pairs less three ties of two: a score of 63, and one off for continuity.
    assert found is not None
    assert found.p_value == pytest.approx(2 * norm.sf(62 / np.sqrt((12 * 11 * 29 - 3 * 18) / 18)), rel=1e-9)


def test_a_break_makes_two_series_of_one() -> None:
    # Falling before, falling after, and a step up between: over all it would seem to rise.
    values = of(9, 8, 7, 6, 5, 4, 19, 18, 17, 16, 15, 14)

    whole, since = trend(years(12), values), trend(years(12), values, breaks=[2016])

    assert whole is not None
    assert whole.slope > 0
    assert since is not None
    assert (since.points, since.since, since.slope) == (6, 2016, -1)


def test_too_few_years_after_a_break_say_nothing() -> None:
    assert trend(years(12), np.arange(12.0), breaks=[2013, 2018]) is None


def test_a_break_that_lies_ahead_changes_nothing() -> None:
    found = trend(years(8), np.arange(8.0), breaks=[2030])

    assert found is not None
    assert found.points == 8


def test_years_known_to_mislead_are_left_out_and_named() -> None:
    values = of(1, 2, 3, 4, 90, 6, 7, 8, 9, np.nan)

    found = trend(years(10), values, excluded=[2014, 2019, 1999])

    assert found is not None
    assert (found.points, found.excluded, found.slope) == (8, (2014.0,), 1)


def test_regions_and_indicators_keep_their_places() -> None:
    values = np.random.default_rng(7).normal(size=(3, 4, 12))
    times = years(12)

    found = trends(times, values)

    assert found.slope.shape == (3, 4)
    alone = trend(times, values[2, 1])
    assert alone is not None
    assert found.slope[2, 1] == alone.slope


@pytest.mark.parametrize("shape", [(0, 12), (3, 0), (3, 1), (2, 0, 5)])
def test_no_series_and_no_periods_have_no_trend(shape: tuple[int, ...]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = trends(years(shape[-1]), np.ones(shape))

    assert found.slope.shape == shape[:-1]
    assert np.isnan(found.p_value).all()


def test_many_blocks_are_put_together_in_order() -> None:
    slopes = np.linspace(-5, 5, 6000)
    values = slopes[:, np.newaxis] * np.arange(20.0)

    assert trends(years(20), values).slope == pytest.approx(slopes)
