import numpy as np
import pytest

from steering.indicators.statistics.pooling import pool_labels, pooled
from tests.steering.indicators.statistics.arrays import of, years


def test_three_years_are_counted_together() -> None:
    k, n = pooled(years(4, 2020), of(1, 2, 3, 4), of(10, 20, 30, 40))

    assert k[2:].tolist() == [6, 9]
    assert n[2:].tolist() == [60, 90]
    assert np.isnan(k[:2]).all()
    assert pool_labels(years(4, 2020))[2:] == ["2020–2022", "2021–2023"]


def test_a_year_without_a_count_makes_no_pool() -> None:
    k, n = pooled(years(5), of(1, np.nan, 3, 4, 5), of(10, 20, 30, 40, 50))

    assert np.isnan(k[:4]).all()
    assert np.isnan(n[:4]).all()
    assert k[4] == 12


def test_years_with_a_gap_are_no_three_years() -> None:
    k, _ = pooled(of(2018, 2019, 2021, 2022, 2023), of(1, 2, 3, 4, 5), np.full(5, 10.0))

    assert np.isfinite(k).tolist() == [False, False, False, False, True]


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_series_shorter_than_the_window_has_no_pool(size: int) -> None:
    k, _ = pooled(years(size), np.ones(size), np.ones(size))

    assert k.shape == (size,)
    assert np.isnan(k).all()


def test_regions_are_pooled_each_for_itself() -> None:
    counts = np.arange(12.0).reshape(2, 6)

    k, _ = pooled(years(6), counts, counts, years=2)

    assert k[1, 1:].tolist() == [13, 15, 17, 19, 21]
