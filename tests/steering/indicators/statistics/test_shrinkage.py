import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.indicators.statistics import shrunken
from tests.steering.indicators.statistics.arrays import counts, few, of


def test_the_formula_by_hand_for_three_counties() -> None:
    # Shares 0.20, 0.17 and 0.06 around 60/400 = 0.15; the mean base is 400/3.
    k, n = of(20, 34, 6), of(100, 200, 100)
    scatter = (100 * 0.05**2 + 200 * 0.02**2 + 100 * 0.09**2) / 400
    variance = scatter - 0.15 * 0.85 / (400 / 3)
    weight = variance / (variance + 0.15 * 0.85 / n)

    found = shrunken(k, n)

    assert found.mean[0] == pytest.approx(0.15)
    assert found.variance[0] == pytest.approx(variance)
    assert found.weight == pytest.approx(weight)
    assert found.share == pytest.approx(0.15 + weight * (k / n - 0.15))


@few
@given(st.lists(counts, min_size=2, max_size=40))
def test_every_share_moves_towards_the_common_one_and_not_beyond(many: list[tuple[int, int]]) -> None:
    k, n = of(*(k for k, _ in many)), of(*(n for _, n in many))

    found = shrunken(k, n)

    raw = k / n
    assert (found.weight >= 0).all()
    assert (found.weight <= 1).all()
    assert (found.share >= np.minimum(raw, found.mean) - 1e-12).all()
    assert (found.share <= np.maximum(raw, found.mean) + 1e-12).all()


def test_the_smaller_county_is_drawn_further() -> None:
    found = shrunken(of(10, 100, 40, 60), of(50, 500, 500, 500))

    assert found.weight[0] < found.weight[1]


def test_counties_that_differ_by_chance_only_all_get_the_common_share() -> None:
    found = shrunken(of(10, 11, 9, 10), of(100, 100, 100, 100))

    assert found.share == pytest.approx(np.full(4, 0.1))


def test_nobody_with_a_case_is_the_common_share_of_all() -> None:
    assert shrunken(of(0, 0), of(10, 20)).share.tolist() == [0.0, 0.0]


def test_a_county_without_numbers_is_left_out() -> None:
    found = shrunken(of(10, np.nan, 40, 7), of(100, 100, 100, 0))

    assert found.mean[0] == 0.25
    assert np.isnan(found.share[[1, 3]]).all()


def test_every_year_is_shrunk_by_itself() -> None:
    k, n = np.array([[10.0, 20.0], [40.0, 30.0]]), np.full((2, 2), 100.0)

    both = shrunken(k, n)

    assert both.share[:, 1] == pytest.approx(shrunken(k[:, 1], n[:, 1]).share)
