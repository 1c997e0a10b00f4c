import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm
from scipy.stats.mstats import winsorize

from steering.indicators.statistics import (
    Z_95,
    Z_998,
    against_rest,
    dispersion,
    funnel_z,
    newcombe,
    wilson,
    winsorised,
)

counts = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def of(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)


def test_the_limits_are_the_normal_quantiles() -> None:
    assert pytest.approx(norm.ppf(0.975)) == Z_95
    assert pytest.approx(norm.ppf(0.999)) == Z_998


def test_the_interval_of_the_heidekreis_is_the_known_one() -> None:
    low, high = wilson(of(163), of(1477))

    assert round(100 * low[0], 2) == 9.54
    assert round(100 * high[0], 2) == 12.74


@given(counts)
def test_the_interval_agrees_with_scipy(count: tuple[int, int]) -> None:
    k, n = count
    known = binomtest(k, n).proportion_ci(method="wilson")

    low, high = wilson(of(k), of(n))

    assert low[0] == pytest.approx(known.low, abs=1e-12)
    assert high[0] == pytest.approx(known.high, abs=1e-12)


@given(counts)
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(count: tuple[int, int]) -> None:
    k, n = count

    low, high = wilson(of(k), of(n))

    assert 0 <= low[0] <= k / n <= high[0] <= 1


@given(st.integers(2, 400))
def test_both_limits_rise_with_every_case(n: int) -> None:
    k = np.arange(n + 1, dtype=np.float64)

    low, high = wilson(k, np.full(n + 1, float(n)))

    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()


def test_no_case_and_all_cases_mirror_each_other() -> None:
    low, high = wilson(of(0, 50), of(50, 50))

    assert low[0] == 0
    assert high[1] == 1
    assert high[0] == pytest.approx(1 - low[1])


def test_nothing_to_count_has_no_interval() -> None:
    low, high = wilson(of(0), of(0))

    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_the_difference_agrees_with_the_published_example() -> None:
    # Newcombe (1998), table II, example (a), method 10: 56/70 - 48/80.
    low, high = newcombe((of(56), of(48)), (of(70), of(80)))

    assert low[0] == pytest.approx(0.0524, abs=5e-5)
    assert high[0] == pytest.approx(0.3339, abs=5e-5)


def test_the_funnel_measures_in_standard_errors_of_the_land() -> None:
    z = funnel_z(of(163), of(1477), 5895 / 76856)

    assert round(z[0], 2) == 4.86


@pytest.mark.parametrize("target", [0.0, 1.0])
def test_a_land_without_any_case_is_no_yardstick(target: float) -> None:
    assert np.isnan(funnel_z(of(3), of(100), target)).all()


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=60))
def test_winsorising_agrees_with_scipy(numbers: list[float]) -> None:
    known = np.sort(np.asarray(winsorize(np.array(numbers), limits=(0.1, 0.1))))

    drawn_in = np.sort(winsorised(np.array(numbers)))

    assert drawn_in == pytest.approx(known)


def test_unknown_distances_do_not_count_as_scatter() -> None:
    z = of(*np.linspace(-3, 3, 20), np.nan, np.nan)

    assert dispersion(z).regions_count == 20


def test_scatter_by_chance_alone_does_not_widen_the_funnel() -> None:
    chance = dispersion(norm.ppf((np.arange(45) + 0.5) / 45))

    assert not chance.is_excessive
    assert chance.factor == 1.0


def test_no_distance_at_all_widens_nothing() -> None:
    assert dispersion(of(np.nan)).factor == 1.0


def test_the_strict_comparison_takes_the_county_out_of_the_land() -> None:
    low, high = against_rest(of(163), of(1477), 5895, 76856)

    rest = (5895 - 163) / (76856 - 1477)
    assert low[0] < 163 / 1477 - rest < high[0]
    assert low[0] > 0
