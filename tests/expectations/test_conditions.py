"""Conditions: which rows break a rule, for figures that anyone could think of."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.conditions import (
    expect_cells_to_be_unique,
    expect_codes_to_be_official,
    expect_counts_to_be_whole,
    expect_number_only_with_status,
    expect_part_not_to_exceed_whole,
    expect_parts_to_sum_to_total,
    expect_texts_to_be_written,
    tolerance,
)

EQUATION = ("total", "parts_sum", "parts_count", "unknown_count", "base", "slack")


def is_off(
    total: float, parts_sum: float, parts_count: int, *, unknown: int = 0, base: int = 1, slack: int = 0
) -> bool:
    frame = pd.DataFrame([(total, parts_sum, parts_count, unknown, base, slack)], columns=list(EQUATION))
    return bool(expect_parts_to_sum_to_total(frame, **{name: name for name in EQUATION})[0])


def nearest(value: int, base: int) -> int:
    return base * ((value + base // 2) // base)


@given(parts=st.lists(st.integers(0, 5000), min_size=1, max_size=17), base=st.sampled_from([1, 3, 5]))
def test_honest_rounding_is_never_an_error(parts: list[int], base: int) -> None:
    rounded = [nearest(part, base) for part in parts]

    assert not is_off(nearest(sum(parts), base), sum(rounded), len(parts), base=base)


@given(
    parts=st.lists(st.integers(0, 5000), min_size=1, max_size=17), slip=st.integers(-500, 500).filter(bool)
)
def test_where_nobody_rounds_every_slip_is_found(parts: list[int], slip: int) -> None:
    assert is_off(sum(parts) + slip, sum(parts), len(parts))


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
        assert is_off(rounded, rounded + slip, len(parts), base=base)


@given(
    known=st.lists(st.integers(0, 900), min_size=1, max_size=5),
    hidden=st.lists(st.integers(0, 900), min_size=1, max_size=5),
)
def test_secret_parts_may_fill_the_rest(known: list[int], hidden: list[int]) -> None:
    total = sum(known) + sum(hidden)

    assert not is_off(total, sum(known), len(known) + len(hidden), unknown=len(hidden))
    assert is_off(sum(known) - 1, sum(known), len(known) + len(hidden), unknown=len(hidden))


@pytest.mark.parametrize(
    ("base", "parts", "allowed"), [(1, 5, 0), (3, 5, 6), (3, 2, 3), (5, 5, 10), (5, 11, 20), (3, 1, 0)]
)
def test_the_tolerance_is_the_largest_multiple_in_the_half_bases(base: int, parts: int, allowed: int) -> None:
    assert tolerance(np.array([float(base)]), np.array([float(parts)])) == allowed


def test_a_total_that_was_left_unrounded_may_be_off_by_less_than_the_base() -> None:
    # Bremen, leavers 2023, female: parts rounded to three, the total as counted.
    assert not is_off(3296, 3294, 5, base=3)
    assert is_off(3306, 3294, 5, base=3)


def test_a_total_without_number_cannot_be_off() -> None:
    assert not is_off(float("nan"), 12, 3)


@given(st.from_regex(r"\d{2}|\d{3}|\d{5}|\d{8}|DG", fullmatch=True))
def test_official_codes_pass(code: str) -> None:
    frame = pd.DataFrame({"code": [code]})

    # Digits of other scripts are digits to Python, not to an office.
    assert expect_codes_to_be_official(frame, code="code").tolist() == [not code.isascii()]


@pytest.mark.parametrize("code", ["3358", "03358 ", "DE", "", None, "0335", "033580", 3358, float("nan")])
def test_other_codes_fail(code: object) -> None:
    frame = pd.DataFrame({"code": ["03358", code]}, dtype=object)

    assert expect_codes_to_be_official(frame, code="code").tolist() == [False, True]


@given(st.floats(allow_nan=False), st.booleans())
def test_a_number_needs_a_status_that_has_one(value: float, is_reported: bool) -> None:  # noqa: FBT001 - drawn
    status = "reported" if is_reported else "confidential"
    frame = pd.DataFrame({"value": [value, None], "status": [status, status]})

    found = expect_number_only_with_status(frame, value="value", status="status", with_number=["reported"])

    assert found.tolist() == [not is_reported or not np.isfinite(value), is_reported]


def test_only_counts_must_be_whole() -> None:
    frame = pd.DataFrame({"value": [3.0, 3.5, -1.0, None, 6.5], "unit": ["Anzahl"] * 4 + ["Prozent"]})

    found = expect_counts_to_be_whole(frame, value="value", unit="unit", counted=["Anzahl"])

    assert found.tolist() == [False, True, True, False, False]


def test_a_part_may_exceed_its_whole_only_by_rounding() -> None:
    frame = pd.DataFrame({"part": [5, 6, 5, 10], "whole": [5, 5, 0, 5], "base": [1, 1, 5, 3]})

    found = expect_part_not_to_exceed_whole(frame, part="part", whole="whole", base="base")

    assert found.tolist() == [False, True, True, True]


def test_all_doubles_are_named() -> None:
    frame = pd.DataFrame({"a": [1, 2, 1, None, None], "b": [1, 2, 1, 4, 4]})

    assert expect_cells_to_be_unique(frame, columns=["a", "b"]).tolist() == [True, False, True, True, True]


def test_blanks_are_nothing_written() -> None:
    frame = pd.DataFrame({"text": ["Ziel", "", " \n", None]})

    assert expect_texts_to_be_written(frame, column="text").tolist() == [False, True, True, True]


def test_a_condition_looks_only_where_it_is_told() -> None:
    frame = pd.DataFrame({"text": ["", ""], "here": [True, False]})

    assert expect_texts_to_be_written(frame, column="text", where="here").tolist() == [True, False]
