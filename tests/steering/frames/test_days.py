"""The first day on which a figure can exist."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steering.frames.days import first_day, year_later


@pytest.mark.parametrize(
    ("period", "reference_time", "day"),
    [
        ("2023", "leaving_year", date(2023, 6, 1)),
        ("2023", "school_year_begin", date(2023, 8, 1)),
        ("2025", "annual_mean", date(2025, 12, 31)),
        ("2021", "calendar_sum", date(2021, 12, 31)),
        ("2023", "unstated", date(2023, 12, 31)),
        ("2023-12-31", "date_31_12", date(2023, 12, 31)),
        ("2023-03-01", "date_01_03", date(2023, 3, 1)),
        ("2023", "date_01_03", date(2023, 3, 1)),
        ("2023/24", "school_year_begin", date(2023, 8, 1)),
        ("2023-10P6M", "winter_term", date(2023, 10, 1)),
    ],
)
def test_a_figure_exists_from_its_day(period: str, reference_time: str, day: date) -> None:
    assert first_day(period, reference_time) == day


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31)))
def test_a_year_later_is_the_same_day(day: date) -> None:
    later = year_later(day)

    assert 365 <= (later - day).days <= 366
    assert later.year == day.year + 1
