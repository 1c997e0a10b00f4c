import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from steering.indicators.statistics import (
    against_rest,
    difference_in_differences,
    difference_z,
    newcombe,
    share_of_rest,
    wilson,
)
from steering.indicators.statistics.combining import combined
from tests.steering.indicators.statistics.arrays import counts, few, of

# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
PUBLISHED = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0000)),
    ((10, 10), (0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("first", "second", "known"), PUBLISHED)
def test_the_difference_agrees_with_the_published_examples(
    first: tuple[int, int], second: tuple[int, int], known: tuple[float, float]
) -> None:
    limits = newcombe((of(first[0]), of(second[0])), (of(first[1]), of(second[1])))

    assert np.round(np.ravel(limits), 4) == pytest.approx(known)


@few
@given(counts, counts)
def test_the_difference_agrees_with_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    known = confint_proportions_2indep(
        first[0], first[1], second[0], second[1], compare="diff", method="newcomb"
    )

    limits = newcombe((of(first[0]), of(second[0])), (of(first[1]), of(second[1])))

    assert np.ravel(limits) == pytest.approx(known, abs=1e-9)


@given(counts, counts)
def test_turning_the_groups_round_turns_the_interval_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    low, high = newcombe((of(first[0]), of(second[0])), (of(first[1]), of(second[1])))

    other_low, other_high = newcombe((of(second[0]), of(first[0])), (of(second[1]), of(first[1])))

    assert (low[0], high[0]) == pytest.approx((-other_high[0], -other_low[0]), abs=1e-12)
    assert -1 <= low[0] <= first[0] / first[1] - second[0] / second[1] <= high[0] <= 1


@given(st.integers(1, 99), st.integers(100, 900), st.integers(1, 99), st.integers(100, 900))
def test_the_distance_agrees_with_statsmodels(k: int, n: int, k_2: int, n_2: int) -> None:
    known, _ = proportions_ztest([k, k_2], [n, n_2])

    assert difference_z((of(k), of(k_2)), (of(n), of(n_2)))[0] == pytest.approx(known)


def test_no_case_anywhere_has_no_distance() -> None:
    assert np.isnan(difference_z((of(0, 5), of(0, 5)), (of(10, 5), of(10, 5)))).all()


def test_the_strict_comparison_takes_the_county_out_of_the_land() -> None:
    low, high = against_rest(of(163), of(1477), 5895, 76856)

    rest = (5895 - 163) / (76856 - 1477)
    assert share_of_rest(of(163), of(1477), 5895, 76856)[0] == rest
    assert low[0] < 163 / 1477 - rest < high[0]
    assert low[0] > 0


def test_a_county_that_is_the_whole_land_has_nothing_to_be_compared_with() -> None:
    assert np.isnan(against_rest(of(5), of(10), 5, 10)).all()
    assert np.isnan(share_of_rest(of(5), of(10), 5, 10)).all()


@given(counts, counts)
def test_a_sum_of_two_shares_with_opposite_signs_is_newcombes_difference(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    k, n = of(first[0], second[0]), of(first[1], second[1])

    _, low, high = combined(of(1, -1), k / n, wilson(k, n))

    assert (low, high) == pytest.approx(np.ravel(newcombe((k[:1], k[1:]), (n[:1], n[1:]))), abs=1e-12)


def test_what_peers_share_is_taken_out_of_a_change() -> None:
    more, low, high = difference_in_differences(
        ((of(120), of(80)), (of(1100), of(1000))), ((of(1000), of(1000)), (of(10_000), of(10_000)))
    )

    assert more[0] == pytest.approx((0.08 - 0.12) - (0.10 - 0.11))
    assert low[0] < more[0] < high[0] < 0.0


@given(counts, counts)
def test_the_same_change_as_the_peers_is_no_difference(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    k, n = (of(before[0]), of(after[0])), (of(before[1]), of(after[1]))

    more, low, high = difference_in_differences((k, k), (n, n))

    assert more[0] == pytest.approx(0, abs=1e-12)
    assert low[0] <= 1e-12
    assert high[0] >= -1e-12
    assert high[0] == pytest.approx(-low[0])
