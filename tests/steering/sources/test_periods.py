"""Times as the offices write them."""

from datetime import date

import pytest

from steering.sources.periods import ends_on, period, reference_time


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2023", "2023"),
        ("31.12.2023", "2023-12-31"),
        ("2022/23", "2022/23"),
        ("2022/2023", "2022/23"),
        ("1999/00", "1999/00"),
        ("WS 2023/24", "2023-10P6M"),
        ("SS 2024", "2024-04P6M"),
        ("2023-10P6M", "2023-10P6M"),
        *(("03/2023", "2023-03P1M"), ("März 2023", "2023-03P1M"), ("March 2023", "2023-03P1M")),
        *(("2. Vierteljahr 2023", "2023-04P3M"), ("4th quarter 2023", "2023-10P3M")),
        ("2. Halbjahr 2023", "2023-07P6M"),
    ],
)
def test_a_time_has_one_name(text: str, name: str) -> None:
    assert period(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20025",
        "31.02.2023",
        "32.01.2023",
        "45291",
        "Mrz 25",
        "2022/24",
        "03358",
        "1.1.2023",
        "5. Quartal 2023",
    ],
)
def test_what_is_no_time_has_no_name(text: str) -> None:
    assert period(text) is None


@pytest.mark.parametrize(
    ("name", "usual", "kind"),
    [
        ("2023-12-31", "date_31_12", "date_31_12"),
        ("2008-03-15", "date_01_03", "date_15_03"),
        ("2023", "leaving_year", "leaving_year"),
        ("2023-10P6M", "winter_term", "winter_term"),
        ("2023-10P1M", "annual_mean", "part_of_year"),
    ],
)
def test_a_day_says_its_own_kind_of_time(name: str, usual: str, kind: str) -> None:
    assert reference_time(name, usual) == kind


def test_a_period_ends_on_its_last_day() -> None:
    ends = [ends_on(name) for name in ("2023", "2023-12-31", "2022/23", "2023-10P6M", "2024-04P6M")]

    assert ends == [
        date(2023, 12, 31),
        date(2023, 12, 31),
        date(2023, 7, 31),
        date(2024, 3, 31),
        date(2024, 9, 30),
    ]
