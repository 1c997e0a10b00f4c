import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from steering.indicators.statistics import Z_95, Z_998, funnel_limits, funnel_limits_exact, funnel_z
from tests.steering.indicators.statistics.arrays import of

LAND = 5895 / 76856
shares = st.floats(0.01, 0.99)


def test_the_funnel_measures_in_standard_errors_of_the_land() -> None:
    z = funnel_z(of(163), of(1477), LAND)

    assert round(z[0], 2) == 4.86


@pytest.mark.parametrize("target", [0.0, 1.0, float("nan")])
def test_a_land_without_any_case_is_no_yardstick(target: float) -> None:
    assert np.isnan(funnel_z(of(3), of(100), target)).all()
    assert np.isnan(funnel_limits(of(100), target)).all()
    assert np.isnan(funnel_limits_exact(of(100), target)).all()


def test_each_period_has_its_own_land() -> None:
    k, n = np.array([[10.0, 30.0], [20.0, 20.0]]), np.full((2, 2), 100.0)

    z = funnel_z(k, n, of(0.1, 0.2))

    assert z == pytest.approx(np.array([[0.0, 2.5], [0.1 / np.sqrt(0.0009), 0.0]]))


@given(st.integers(5, 100_000), shares, st.floats(0.5, 4))
def test_a_share_lies_outside_the_limits_where_its_distance_is_larger(
    n: int, share: float, far: float
) -> None:
    low, high = funnel_limits(of(n), share, z=far)
    k = of(*np.linspace(0, n, 11))

    z = funnel_z(k, np.full(11, float(n)), share)

    inside = (k / n >= low - 1e-12) & (k / n <= high + 1e-12)
    assert (inside == (np.abs(z) <= far + 1e-9)).all()


def test_the_usual_scatter_widens_the_limits() -> None:
    low, high = funnel_limits(of(1477), LAND, z=Z_95, factor=6.13**0.5)

    assert low[0] < 163 / 1477 < high[0] + 0.0001
    assert (high[0] - LAND) / (LAND - low[0]) == pytest.approx(1)


@given(st.integers(1, 3000), shares, st.sampled_from([Z_95, Z_998]))
def test_the_exact_limits_lie_within_a_case_of_the_binomial_quantiles(n: int, share: float, z: float) -> None:
    tail = 0.025 if z == Z_95 else 0.001
    low, high = funnel_limits_exact(of(n), share, z=z)

    for limit, p in ((low[0], tail), (high[0], 1 - tail)):
        quantile = binom.ppf(p, n, share)
        assert max(0, quantile - 1) - 1e-6 <= limit * n <= quantile + 1e-6


def test_the_exact_limits_are_interpolated_as_published() -> None:
    # Spiegelhalter (2005), appendix A.1.1, by hand for n = 20, share 0.1, upper 97.5 %: P(X<=4) = 0.95683,
    # P(X<=5) = 0.98875, so the limit is (5 - (0.98875 - 0.975) / (0.98875 - 0.95683)) / 20.
    _, high = funnel_limits_exact(of(20), 0.1)

    assert high[0] == pytest.approx((5 - (0.98875 - 0.975) / (0.98875 - 0.95683)) / 20, abs=2e-5)


def test_exact_and_normal_limits_meet_where_there_are_many_cases() -> None:
    n = of(200_000)

    assert np.ravel(funnel_limits_exact(n, 0.3)) == pytest.approx(np.ravel(funnel_limits(n, 0.3)), abs=1e-5)


def test_no_case_and_what_is_not_known_have_no_limits() -> None:
    assert np.isnan(funnel_limits(of(0, np.nan), 0.3)).all()
    assert np.isnan(funnel_limits_exact(of(0, np.nan), 0.3)).all()
