"""Contracts: what is not due is expected, what is late is named, and what was agreed is compared."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Source
from steering.contracts import SourceState, Standing, breaches_of, frames_of_contracts, next_period, standing
from steering.profile.contracts import Contract, RegionLevel

NOTHING_AGREED = Contract()


def a_source(*, lag: int = 60, is_required: bool = True) -> Source:
    return Source(
        id="r/s",
        region_key="r",
        key="s",
        title="Arbeitslose",
        table_code="13211",
        publisher="P",
        licence="L",
        owner_id="o",
        expected_lag_days=lag,
        is_required=is_required,
    )


def cells(
    *periods: str,
    time: str = "annual_mean",
    variable: str = "unemp",
    region: str = "03358",
    unit: str = "persons",
) -> pd.DataFrame:
    rows = [
        {
            "release_id": "x",
            "period": period,
            "reference_time": time,
            "variable": variable,
            "region_code": region,
            "unit": unit,
            "value": 1.0,
            "status": "reported",
        }
        for period in periods
    ]
    return pd.DataFrame(rows, columns=list(rows[0]) if rows else ["release_id"])


def on(
    today: date,
    contract: Contract = NOTHING_AGREED,
    *,
    told: pd.DataFrame | None = None,
    lag: int = 60,
) -> Standing:
    there = cells("2024", "2025") if told is None else told
    return standing(a_source(lag=lag), contract, there, today=today, next_open=lambda day: day)


def test_the_next_figures_are_expected_until_their_day_and_late_after_it() -> None:
    # The annual mean of 2026 is there 60 days after the end of 2026.
    before, last, after = (on(date(2027, 3, day)) for day in (1, 1, 2))

    assert (before.expected_on, before.next_period) == (date(2027, 3, 1), "2026")
    assert last.state is SourceState.EXPECTED
    assert (after.state, after.late_days) == (SourceState.LATE, 1)


def test_a_day_that_is_no_working_day_moves_to_the_next_one() -> None:
    told = standing(
        a_source(),
        Contract(),
        cells("2025"),
        today=date(2027, 3, 1),
        next_open=lambda day: day + timedelta(days=2),
    )

    assert told.expected_on == date(2027, 3, 3)


def test_an_agreed_day_of_the_year_comes_after_the_lag() -> None:
    agreed = on(date(2027, 3, 20), Contract(expected_by="03-28"))
    next_year = on(date(2027, 3, 20), Contract(expected_by="01-28"))

    assert (agreed.state, agreed.expected_on) == (SourceState.EXPECTED, date(2027, 3, 28))
    assert next_year.expected_on == date(2028, 1, 28)


def test_days_of_grace_are_days_on_which_nobody_cries() -> None:
    assert on(date(2027, 3, 10), Contract(grace_days=10)).state is SourceState.EXPECTED
    assert on(date(2027, 3, 12), Contract(grace_days=10)).state is SourceState.LATE


def test_a_source_that_was_never_delivered_is_missing_unless_nothing_is_due() -> None:
    none = cells()

    assert on(date(2027, 3, 1), told=none).state is SourceState.MISSING
    not_yet = on(date(2027, 2, 1), Contract(first_year=2026), told=none)
    assert (not_yet.state, not_yet.expected_on) == (SourceState.EXPECTED, date(2027, 3, 1))
    assert on(date(2027, 3, 2), Contract(first_year=2026), told=none).state is SourceState.MISSING


def test_a_source_that_nobody_needs_is_never_missing() -> None:
    told = standing(
        a_source(is_required=False), Contract(), cells(), today=date(2027, 3, 1), next_open=lambda day: day
    )

    assert told.state is SourceState.OPTIONAL


@pytest.mark.parametrize(
    ("period", "months", "following"),
    [
        ("2025", 12, "2026"),
        ("2024-12-31", 12, "2025-12-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-06-30", 3, "2024-09-30"),
        ("2024-09-30", 3, "2024-12-31"),
        ("2023-10P6M", 6, "2024-04P6M"),
        ("2023-10P6M", 12, "2024-10P6M"),
        ("2023/24", 12, "2024/25"),
        ("2099/00", 12, "2100/01"),
    ],
)
def test_the_next_period_is_written_as_the_last(period: str, months: int, following: str) -> None:
    assert next_period(period, months) == following


def test_every_breach_is_named() -> None:
    contract = Contract(
        variables=("unemp", "alq"),
        regions=(RegionLevel.COUNTRY, RegionLevel.DISTRICT),
        units=("persons",),
        first_year=2022,
    )
    told = pd.concat([cells("2023", "2025"), cells("2025", variable="odd", unit="1000 persons")])

    found = breaches_of(contract, told)

    assert found.missing_variables == ("alq",)
    assert found.strange_variables == ("odd",)
    assert found.missing_regions == ("country",)
    assert found.missing_years == ("2022", "2024")
    assert found.strange_units == ("1000 persons",)
    assert not found.is_kept


def test_what_is_not_agreed_is_not_looked_at() -> None:
    assert breaches_of(Contract(), cells("2019", "2025", variable="odd", unit="odd")).is_kept


@given(st.integers(1, 1500), st.integers(0, 800))
def test_late_is_exactly_after_the_expected_day(shift: int, lag: int) -> None:
    today = date(2026, 1, 1) + timedelta(days=shift)

    told = on(today, lag=lag)

    assert told.expected_on == date(2026, 12, 31) + timedelta(days=lag)
    assert (told.state is SourceState.LATE) == (today > told.expected_on)
    assert told.late_days == (today - told.expected_on).days


def test_the_tables_for_the_rules_hold_delivered_sources_only() -> None:
    frames = frames_of_contracts([on(date(2027, 3, 2)), on(date(2027, 3, 2), told=cells())])

    assert list(frames["lags"]["days_late"]) == [1]
    assert list(frames["contracts"]["missing_variables_count"]) == [0]
