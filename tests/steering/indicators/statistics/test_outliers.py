import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import median_abs_deviation

from steering.indicators.statistics.outliers import ALARM, CUT, jump_z
from tests.steering.indicators.statistics.arrays import few, of


def test_the_first_change_of_a_series_is_none() -> None:
    assert np.isnan(jump_z(np.arange(12.0))[0])


@few
@given(st.lists(st.integers(0, 10_000), min_size=9, max_size=25))
def test_the_distance_agrees_with_scipy(levels: list[int]) -> None:
    values = np.array(levels, dtype=np.float64)
    changes = np.diff(values)
    spread = median_abs_deviation(changes)

    found = jump_z(values)[1:]

    if spread > 0:
        # 0.6745 and 1/1.4826 are the same constant to four digits.
        assert found == pytest.approx(0.6745 * (changes - np.median(changes)) / spread, rel=1e-4)


def test_a_steady_climb_is_no_jump_and_a_step_in_it_is_one() -> None:
    steady = 10 + np.arange(12.0) + of(0.1, -0.1, 0.2, 0, -0.2, 0.1, 0, -0.1, 0.2, -0.2, 0.1, 0)
    stepped = steady + np.where(np.arange(12) >= 8, 20, 0)

    assert (np.abs(jump_z(steady)[1:]) < CUT).all()
    assert np.flatnonzero(np.abs(jump_z(stepped)) > ALARM).tolist() == [8]


def test_a_series_that_never_changes_has_nothing_off() -> None:
    assert (jump_z(np.full(12, 7.0))[1:] == 0).all()


def test_where_changes_hardly_vary_the_mean_change_is_the_measure() -> None:
    values = of(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 9)

    # The median change and its deviation are 0; ten changes of 0.4 on the mean.
    assert jump_z(values)[-1] == pytest.approx(4 / (1.2533 * 0.4))


def test_where_counts_hardly_vary_chance_is_the_measure() -> None:
    values = of(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 103)

    assert jump_z(values, is_count=True)[-1] == pytest.approx(3 / np.sqrt(values.mean()))


def test_the_spread_of_seven_changes_says_nothing() -> None:
    assert np.isnan(jump_z(of(1, 2, 1, 2, 1, 2, 1, 90))).all()


def test_a_gap_makes_no_change_and_hides_none_beside_it() -> None:
    values = of(1, 2, 1, 2, np.nan, 1, 2, 1, 2, 1, 2, 30)

    found = jump_z(values)

    assert np.flatnonzero(np.isnan(found)).tolist() == [0, 4, 5]
    assert abs(found[-1]) > ALARM


@few
@given(st.lists(st.floats(-100, 100).map(lambda x: round(x, 3)), min_size=9, max_size=20), st.floats(0.5, 50))
def test_neither_unit_nor_level_matter(levels: list[float], unit: float) -> None:
    values = np.array(levels)

    moved = jump_z(values * unit + 7)

    assert moved[1:] == pytest.approx(jump_z(values)[1:], rel=1e-3, abs=1e-3) or _is_flat(values)


def _is_flat(values: np.ndarray) -> bool:
    """Changes that are alike but for rounding have no scale that rounding leaves alone."""
    changes = np.diff(values)
    return bool(median_abs_deviation(changes) < 1e-9)
