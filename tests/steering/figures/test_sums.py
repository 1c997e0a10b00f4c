"""Sums of rounded figures: honest rounding is no error, and every other slip is found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.figures.sums import is_off, tolerance


def off(total: float, parts_sum: float, parts: int, *, base: int = 1) -> bool:
    one = np.array([[total]]), np.array([[float(base)]]), np.zeros((1, 1))
    return bool(is_off(one[0] - parts_sum, *one, parts=parts)[0, 0])


def nearest(value: int, base: int) -> int:
    return base * ((value + base // 2) // base)


@given(parts=st.lists(st.integers(0, 5000), min_size=1, max_size=17), base=st.sampled_from([1, 3, 5]))
def test_honest_rounding_is_never_an_error(parts: list[int], base: int) -> None:
    rounded = [nearest(part, base) for part in parts]

    assert not off(nearest(sum(parts), base), sum(rounded), len(parts), base=base)


@given(
    parts=st.lists(st.integers(0, 5000), min_size=1, max_size=17), slip=st.integers(-500, 500).filter(bool)
)
def test_where_nobody_rounds_every_slip_is_found(parts: list[int], slip: int) -> None:
    assert off(sum(parts) + slip, sum(parts), len(parts))


@given(
    parts=st.lists(st.integers(0, 900), min_size=2, max_size=11),
    slip=st.integers(-20, 20),
    base=st.sampled_from([3, 5]),
)
def test_a_slip_inside_a_rounded_table_is_found_unless_it_is_a_multiple(
    parts: list[int], slip: int, base: int
) -> None:
    rounded = sum(nearest(part, base) for part in parts)

    if slip % base:
        assert off(rounded, rounded + slip, len(parts), base=base)


@pytest.mark.parametrize(
    ("base", "parts", "allowed"), [(1, 5, 0), (3, 5, 6), (3, 2, 3), (5, 5, 10), (5, 11, 20), (3, 1, 0)]
)
def test_the_tolerance_is_the_largest_multiple_in_the_half_bases(base: int, parts: int, allowed: int) -> None:
    assert tolerance(np.array([float(base)]), parts) == allowed


def test_a_total_that_was_left_unrounded_may_be_off_by_less_than_the_base() -> None:
    # Bremen, leavers 2023, female: parts rounded to three, the total as counted.
    assert not off(3296, 3294, 5, base=3)
    assert off(3306, 3294, 5, base=3)


def test_a_total_without_number_cannot_be_off() -> None:
    assert not off(float("nan"), 12, 3)


def test_a_rounding_by_lot_may_be_further_off() -> None:
    lots = np.array([True])

    assert tolerance(np.array([3.0]), 5, lots) == 12
    assert tolerance(np.array([5.0]), 5, lots) == 20
