import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.indicators.statistics import wilson
from steering.indicators.statistics.standardising import standardised
from tests.steering.indicators.statistics.arrays import counts, of


def test_a_difference_that_only_the_make_up_makes_goes_away() -> None:
    # Both counties: 5 % of Germans, 20 % of foreigners; the second has four times as many foreigners.
    k, n = np.array([[45.0, 20.0], [30.0, 80.0]]), np.array([[900.0, 100.0], [600.0, 400.0]])

    found = standardised(k, n, of(8000, 2000))

    assert found.crude == pytest.approx([0.065, 0.11])
    assert found.share == pytest.approx([0.08, 0.08])


def test_the_interval_by_hand() -> None:
    k, n = of(45, 20), of(900, 100)
    low, high = wilson(k, n)

    found = standardised(k, n, of(8000, 2000))

    assert found.low == pytest.approx(0.08 - np.hypot(0.8 * (0.05 - low[0]), 0.2 * (0.2 - low[1])))
    assert found.high == pytest.approx(0.08 + np.hypot(0.8 * (high[0] - 0.05), 0.2 * (high[1] - 0.2)))


@given(st.lists(counts, min_size=2, max_size=6))
def test_its_own_make_up_gives_the_crude_share(groups: list[tuple[int, int]]) -> None:
    k, n = of(*(k for k, _ in groups)), of(*(n for _, n in groups))

    found = standardised(k, n, n)

    assert found.share == pytest.approx(found.crude)
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share - 1e-12 <= found.high <= 1 + 1e-12


def test_one_group_alone_has_wilsons_interval() -> None:
    found = standardised(of(163), of(1477), of(1))

    assert (found.low, found.high) == pytest.approx(np.ravel(wilson(of(163), of(1477))))


def test_a_group_of_which_nobody_knows_the_share_leaves_no_share() -> None:
    found = standardised(np.array([[3.0, 0.0], [3.0, np.nan]]), np.array([[9.0, 0.0], [9.0, 9.0]]), of(1, 1))

    assert np.isnan(found.share).all()
    assert np.isnan(found.low).all()
