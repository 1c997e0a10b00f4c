import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, norm
from statsmodels.stats.proportion import proportion_confint

from steering.indicators.statistics import Z_95, Z_99, Z_998, clopper_pearson, wilson
from tests.steering.indicators.statistics.arrays import counts, few, of


def test_the_limits_are_the_normal_quantiles() -> None:
    assert pytest.approx(norm.ppf([0.975, 0.995, 0.999]), rel=1e-14) == [Z_95, Z_99, Z_998]


def test_the_interval_of_the_heidekreis_is_the_known_one() -> None:
    low, high = wilson(of(163, 424), of(1477, 1477))

    assert np.round(100 * low, 2).tolist() == [9.54, 26.46]
    assert np.round(100 * high, 2).tolist() == [12.74, 31.07]


@pytest.mark.parametrize(
    ("k", "n", "score", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_the_intervals_agree_with_the_published_examples(
    k: int, n: int, score: tuple[float, float], exact: tuple[float, float]
) -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, methods 3 and 5.
    assert np.round(np.ravel(wilson(of(k), of(n))), 4) == pytest.approx(score)
    assert np.round(np.ravel(clopper_pearson(of(k), of(n))), 4) == pytest.approx(exact)


@few
@given(counts, st.sampled_from([0.9, 0.95, 0.99, 0.998]))
def test_the_interval_agrees_with_scipy_and_statsmodels(count: tuple[int, int], level: float) -> None:
    k, n = count
    by_scipy = binomtest(k, n).proportion_ci(method="wilson", confidence_level=level)
    by_statsmodels = proportion_confint(k, n, alpha=1 - level, method="wilson")

    low, high = wilson(of(k), of(n), z=float(norm.ppf((1 + level) / 2)))

    assert (low[0], high[0]) == pytest.approx((by_scipy.low, by_scipy.high), abs=1e-12)
    assert (low[0], high[0]) == pytest.approx(by_statsmodels, abs=1e-12)


@few
@given(counts)
def test_the_exact_interval_agrees_with_scipy(count: tuple[int, int]) -> None:
    k, n = count
    known = binomtest(k, n).proportion_ci(method="exact")

    assert np.ravel(clopper_pearson(of(k), of(n))) == pytest.approx((known.low, known.high), abs=1e-10)


@given(counts)
def test_the_interval_holds_the_share_and_stays_between_nothing_and_all(count: tuple[int, int]) -> None:
    k, n = count

    low, high = wilson(of(k), of(n))

    assert 0 <= low[0] <= k / n <= high[0] <= 1


@given(counts)
def test_cases_and_the_others_mirror_each_other(count: tuple[int, int]) -> None:
    k, n = count

    low, high = wilson(of(k, n - k), of(n, n))

    assert low[0] == pytest.approx(1 - high[1], abs=1e-12)


@given(st.integers(2, 400))
def test_both_limits_rise_with_every_case(n: int) -> None:
    k = np.arange(n + 1, dtype=np.float64)

    low, high = wilson(k, np.full(n + 1, float(n)))

    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()


def test_the_interval_covers_what_it_says_on_average() -> None:
    # Brown, Cai and DasGupta (2001): near 95 % on average for every n, where Wald's lies well below.
    shares = np.linspace(0.005, 0.995, 199)
    for n in (10, 20, 40, 100):
        k = np.arange(n + 1, dtype=np.float64)
        low, high = wilson(k, np.full(n + 1, float(n)))
        holds = (low[:, None] <= shares) & (shares <= high[:, None])

        covered = (binom.pmf(k[:, None], n, shares) * holds).sum(axis=0)

        assert 0.945 <= covered.mean() <= 0.96


def test_nothing_to_count_and_what_is_not_known_have_no_interval() -> None:
    for low, high in (wilson(of(0, np.nan), of(0, 5)), clopper_pearson(of(0, np.nan), of(0, 5))):
        assert np.isnan(low).all()
        assert np.isnan(high).all()


def test_tables_of_any_shape_are_reckoned_cell_by_cell() -> None:
    k, n = np.arange(24.0).reshape(2, 3, 4), np.full((2, 3, 4), 40.0)

    low, high = wilson(k, n)

    assert low.shape == high.shape == (2, 3, 4)
    assert low[1, 2, 3] == wilson(of(23), of(40))[0][0]
