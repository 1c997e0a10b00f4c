import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson
from statsmodels.stats.rates import confint_poisson

from steering.indicators.statistics import poisson_exact, rate_interval
from tests.steering.indicators.statistics.arrays import few, of


@pytest.mark.parametrize(
    ("k", "low", "high"),
    [(0, 0.0, 3.69), (1, 0.0253, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39), (100, 81.36, 121.63)],
)
def test_the_limits_are_those_of_the_printed_tables(k: int, low: float, high: float) -> None:
    # Garwood's limits as Pearson and Hartley print them (Biometrika Tables for Statisticians, table 40).
    found = np.ravel(poisson_exact(of(k)))

    assert found == pytest.approx((low, high), abs=0.006)


@few
@given(st.integers(1, 20_000), st.integers(1, 200_000))
def test_the_rate_agrees_with_statsmodels(k: int, base: int) -> None:
    known = confint_poisson(k, base, method="exact-c")

    assert np.ravel(rate_interval(of(k), of(base))) == pytest.approx(known, rel=1e-9)


@given(st.integers(1, 3000))
def test_beyond_the_limits_the_count_would_be_rarer_than_one_in_forty(k: int) -> None:
    low, high = poisson_exact(of(k))

    assert poisson.sf(k - 1, low[0]) == pytest.approx(0.025, rel=1e-6)
    assert poisson.cdf(k, high[0]) == pytest.approx(0.025, rel=1e-6)


def test_both_limits_rise_with_every_case() -> None:
    low, high = poisson_exact(np.arange(500.0))

    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()


def test_no_count_and_no_base_have_no_limits() -> None:
    assert np.isnan(poisson_exact(of(np.nan, -1))).all()
    assert np.isnan(rate_interval(of(3, 3, np.nan), of(0, np.nan, 10))).all()
