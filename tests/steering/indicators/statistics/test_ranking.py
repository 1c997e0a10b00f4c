import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steering.indicators.statistics.ranking import rank_intervals
from tests.steering.indicators.statistics.arrays import counts, few, of

counties = st.lists(counts, min_size=1, max_size=30)


@few
@given(counties)
def test_the_interval_holds_the_rank(many: list[tuple[int, int]]) -> None:
    found = rank_intervals(of(*(k for k, _ in many)), of(*(n for _, n in many)))

    assert (found.best <= found.rank).all()
    assert (found.rank <= found.worst).all()
    assert found.best.min() == 1
    assert found.worst.max() == len(many)


def test_counties_far_apart_have_sure_ranks() -> None:
    found = rank_intervals(of(100, 500, 900), of(1000, 1000, 1000))

    assert found.rank.tolist() == found.best.tolist() == found.worst.tolist() == [3, 2, 1]


def test_few_cases_leave_every_rank_open() -> None:
    found = rank_intervals(of(1, 2, 3), of(10, 10, 10))

    assert found.rank.tolist() == [3, 2, 1]
    assert found.best.tolist() == [1, 1, 1]
    assert found.worst.tolist() == [3, 3, 3]


def test_intervals_hold_for_all_counties_at_once() -> None:
    # 10 % and 15 % of 1,000 each: apart if they were the only two, not among forty.
    two = rank_intervals(of(100, 150), of(1000, 1000))
    many = rank_intervals(of(100, 150, *[120] * 38), np.full(40, 1000.0))

    assert (two.worst[1], two.best[0]) == (1, 2)
    assert (many.worst[1], many.best[0]) == (40, 1)


def test_equal_shares_have_one_rank() -> None:
    assert rank_intervals(of(10, 20, 5), of(100, 200, 100)).rank.tolist() == [1, 1, 3]


def test_a_county_without_numbers_has_no_rank_and_is_nobodys_neighbour() -> None:
    found = rank_intervals(of(100, np.nan, 900, 0), of(1000, 1000, 1000, 0))

    assert np.isnan(found.rank[[1, 3]]).all()
    assert found.worst[[0, 2]].tolist() == [2, 1]


def test_each_year_is_ranked_by_itself() -> None:
    k, n = np.array([[100.0, 900.0], [900.0, 100.0]]), np.full((2, 2), 1000.0)

    assert rank_intervals(k, n).rank.tolist() == [[2, 1], [1, 2]]
