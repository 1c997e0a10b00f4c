"""No cell of a table runs in a spreadsheet, and no number is lost on the way there."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.csv_text import STARTS_A_FORMULA, csv_text, shown

CELLS = st.text(max_size=20) | st.integers() | st.none() | st.dates()


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "\r=1"])
def test_a_text_that_looks_like_a_formula_is_marked(text: str) -> None:
    assert shown(text) == f"'{text}"


def test_numbers_and_days_stay_what_they_are() -> None:
    assert [shown(each) for each in (-5, 1.5, None, True, date(2027, 3, 12), "Ja")] == [
        "-5",
        "1,5",
        "",
        "1",
        "2027-03-12",
        "Ja",
    ]


@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_whatever_stands_in_a_table_reads_back_and_runs_nothing(rows: list[list[object]]) -> None:
    text = csv_text(("a", "b", "c"), rows)

    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [len(row) for row in read] == [3] * (len(rows) + 1)
    for row, given_row in zip(read[1:], rows, strict=True):
        for cell, was in zip(row, given_row, strict=True):
            assert not (isinstance(was, str) and cell.startswith(STARTS_A_FORMULA))
