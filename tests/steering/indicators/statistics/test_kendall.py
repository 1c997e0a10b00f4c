from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, norm

from steering.indicators.statistics.kendall import EXACT_UNTIL, score_p, score_variance
from tests.steering.indicators.statistics.arrays import of

# One-sided P(S >= score), Kendall (1975), appendix, table 1; also Gilbert (1987), table A18.
PRINTED = [
    (4, {0: 0.625, 2: 0.375, 4: 0.167, 6: 0.042}),
    (5, {0: 0.592, 2: 0.408, 4: 0.242, 6: 0.117, 8: 0.042, 10: 0.0083}),
    (6, {1: 0.500, 3: 0.360, 5: 0.235, 7: 0.136, 9: 0.068, 11: 0.028, 13: 0.0083, 15: 0.0014}),
    (7, {1: 0.500, 3: 0.386, 5: 0.281, 7: 0.191, 9: 0.119, 11: 0.068, 13: 0.035, 15: 0.015}),
    (8, {2: 0.452, 4: 0.360, 6: 0.274, 8: 0.199, 10: 0.138, 12: 0.089, 14: 0.054, 16: 0.031, 18: 0.016}),
    (10, {1: 0.500, 3: 0.431, 5: 0.364, 7: 0.300, 9: 0.242, 11: 0.190, 13: 0.146, 15: 0.108, 17: 0.078}),
]


@pytest.mark.parametrize(("points", "tails"), PRINTED)
def test_the_exact_tails_are_those_of_the_printed_table(points: int, tails: dict[int, float]) -> None:
    scores = of(*(score for score in tails if score > 0))
    known = of(*(2 * tail for score, tail in tails.items() if score > 0))

    found = score_p(scores, np.full(scores.shape, points), np.zeros(scores.shape))

    assert found == pytest.approx(known, abs=0.0012)


@pytest.mark.parametrize(("points", "smallest"), [(4, 0.083), (5, 0.017), (6, 0.003)])
def test_the_smallest_p_of_short_series_is_the_known_one(points: int, smallest: float) -> None:
    all_pairs = points * (points - 1) // 2

    assert score_p(of(all_pairs), of(points), of(0))[0] == pytest.approx(smallest, abs=0.0005)


@given(st.integers(2, EXACT_UNTIL).flatmap(lambda size: st.permutations(range(size))))
def test_the_exact_p_agrees_with_scipy(order: list[int]) -> None:
    known = kendalltau(range(len(order)), order, method="exact")
    pairs = len(order) * (len(order) - 1) / 2

    found = score_p(of(round(known.statistic * pairs)), of(len(order)), of(0))

    assert found[0] == pytest.approx(known.pvalue)


def test_where_the_normal_law_takes_over_the_two_hardly_differ() -> None:
    scores = np.arange(1.0, 46.0, 2.0)
    points = np.full(scores.shape, 10.0)
    exact = score_p(scores, points, np.zeros(scores.shape))

    normal = 2 * norm.sf((scores - 1) / np.sqrt(score_variance(points, np.zeros(scores.shape))))

    assert np.abs(exact - normal).max() < 0.011


@pytest.mark.parametrize("values", [(1, 1, 2, 3, 4, 5, 6), (1, 1, 2, 2, 3, 4, 5), (1, 1, 1, 2, 3, 4, 5)])
def test_with_ties_the_normal_law_stays_close_to_counting_every_order(values: tuple[int, ...]) -> None:
    size = len(values)
    first, second = np.triu_indices(size, 1)
    orders = np.array(list(permutations(values)), dtype=np.float64)
    scores = np.sign(orders[:, second] - orders[:, first]).sum(axis=1)
    _, alike = np.unique(values, return_counts=True)
    ties = of((alike * (alike - 1) * (2 * alike + 5)).sum())

    for score in np.unique(np.abs(scores)):
        found = score_p(of(score), of(size), ties)[0]
        assert found == pytest.approx((np.abs(scores) >= score).mean(), abs=0.025)
    assert scores.var() == pytest.approx(score_variance(of(size), ties)[0])
