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
    expect_texts_to_be_written,
)


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


def test_all_doubles_are_named() -> None:
    frame = pd.DataFrame({"a": [1, 2, 1, None, None], "b": [1, 2, 1, 4, 4]})

    assert expect_cells_to_be_unique(frame, columns=["a", "b"]).tolist() == [True, False, True, True, True]


def test_blanks_are_nothing_written() -> None:
    frame = pd.DataFrame({"text": ["Ziel", "", " \n", None]})

    assert expect_texts_to_be_written(frame, column="text").tolist() == [False, True, True, True]


def test_a_condition_looks_only_where_it_is_told() -> None:
    frame = pd.DataFrame({"text": ["", ""], "here": [True, False]})

    assert expect_texts_to_be_written(frame, column="text", where="here").tolist() == [True, False]
