import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.rates import confint_poisson_2indep

from steering.indicators.statistics import rate_ratio, share_ratio
from tests.steering.indicators.statistics.arrays import of

some = st.integers(1, 500)
many = st.integers(501, 50_000)


@given(some, many, some, many)
def test_the_ratio_of_shares_agrees_with_statsmodels(k: int, n: int, k_2: int, n_2: int) -> None:
    known = confint_proportions_2indep(k, n, k_2, n_2, compare="ratio", method="log", correction=False)

    assert np.ravel(share_ratio((of(k), of(k_2)), (of(n), of(n_2)))) == pytest.approx(known, rel=1e-9)


@given(some, many, some, many)
def test_the_ratio_of_rates_agrees_with_statsmodels(k: int, n: int, k_2: int, n_2: int) -> None:
    known = confint_poisson_2indep(k, n, k_2, n_2, compare="ratio", method="wald-log")

    assert np.ravel(rate_ratio((of(k), of(k_2)), (of(n), of(n_2)))) == pytest.approx(known, rel=1e-9)


def test_turning_the_groups_round_gives_the_inverse() -> None:
    low, high = share_ratio((of(93), of(70)), (of(743), of(734)))

    other_low, other_high = share_ratio((of(70), of(93)), (of(734), of(743)))

    assert (low * other_high, high * other_low) == (pytest.approx(of(1)), pytest.approx(of(1)))
    assert low[0] < (93 / 743) / (70 / 734) < high[0]


def test_no_case_has_no_logarithm_and_no_limits() -> None:
    assert np.isnan(share_ratio((of(0, 3), of(3, np.nan)), (of(10, 10), of(10, 10)))).all()
    assert np.isnan(rate_ratio((of(3, 3), of(3, 3)), (of(0, 10), of(10, np.nan)))).all()


def test_all_cases_in_both_groups_leave_no_room_for_chance() -> None:
    assert np.ravel(share_ratio((of(49), of(7)), (of(49), of(7)))).tolist() == [1.0, 1.0]
