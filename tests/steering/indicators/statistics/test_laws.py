import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, norm

from steering.indicators.statistics.laws import (
    binomial_quantile,
    binomial_up_to,
    chi_square_quantile,
    distance_of,
    two_sided_p,
)
from tests.steering.indicators.statistics.arrays import of

shares = st.floats(0.005, 0.995)


@given(st.floats(-37, 37))
def test_the_two_sided_p_agrees_with_scipy_far_out_as_well(z: float) -> None:
    assert two_sided_p(of(z))[0] == pytest.approx(2 * norm.sf(abs(z)), rel=1e-9)


@given(st.floats(0.001, 30))
def test_a_distance_comes_back_from_its_p(z: float) -> None:
    assert distance_of(two_sided_p(of(z)))[0] == pytest.approx(z, rel=1e-6)


@given(st.floats(0.001, 0.999), st.floats(0.5, 5000))
def test_the_chi_square_quantile_agrees_with_scipy(p: float, freedom: float) -> None:
    assert chi_square_quantile(p, of(freedom))[0] == pytest.approx(chi2.ppf(p, freedom), rel=1e-9)


@given(st.integers(1, 500), shares, st.floats(0.001, 0.999))
def test_the_binomial_quantile_agrees_with_scipy(n: int, share: float, p: float) -> None:
    assert binomial_quantile(p, of(n), of(share))[0] == binom.ppf(p, n, share)


def test_a_probability_that_a_whole_number_has_exactly_gives_that_number() -> None:
    n = np.arange(1.0, 60)
    for share in (0.1, 0.25, 0.5, 0.9):
        middle = np.floor(n / 2)
        for probability, number, size in zip(
            binomial_up_to(middle, n, np.full(59, share)), middle, n, strict=True
        ):
            if probability < 1:
                assert binomial_quantile(probability, of(size), of(share))[0] == number


@given(st.integers(0, 500), st.integers(1, 500), shares)
def test_the_binomial_law_agrees_with_scipy(k: int, n: int, share: float) -> None:
    assert binomial_up_to(of(k), of(n), of(share))[0] == pytest.approx(binom.cdf(k, n, share), abs=1e-12)


def test_below_no_case_is_nothing_and_what_is_not_known_stays_so() -> None:
    assert binomial_up_to(of(-1), of(5), of(0.5))[0] == 0
    assert np.isnan(binomial_up_to(of(1, np.nan, 1), of(np.nan, 5, 5), of(0.5, 0.5, np.nan))).all()


def test_the_laws_of_chance_are_loaded_only_when_they_are_asked() -> None:
    asked = "import sys, steering.indicators.statistics; print('scipy' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
