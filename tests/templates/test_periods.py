import pytest

from templates.periods import for_when, when, written


@pytest.mark.parametrize(
    ("period", "reference_time", "german", "english"),
    [
        ("2023", "leaving_year", "2023", "in 2023"),
        ("2025", "annual_mean", "im Jahresdurchschnitt 2025", "on average in 2025"),
        ("2021", "calendar_sum", "2021", "in 2021"),
        ("2019-12-31", "date_31_12", "am 31. Dezember 2019", "on 31 December 2019"),
        (
            "2023",
            "school_year_begin",
            "zu Beginn des Schuljahres 2023/24",
            "at the beginning of the school year 2023/24",
        ),
        (
            "1999",
            "school_year_begin",
            "zu Beginn des Schuljahres 1999/00",
            "at the beginning of the school year 1999/00",
        ),
        ("2023-10P6M", "winter_term", "im Wintersemester 2023/24", "in the winter term 2023/24"),
    ],
)
def test_a_period_is_told_in_words(period: str, reference_time: str, german: str, english: str) -> None:
    assert when(period, reference_time, "de").replace("\u00a0", " ") == german
    assert when(period, reference_time, "en").replace("\u00a0", " ") == english


@pytest.mark.parametrize(
    ("period", "told", "in_brackets"),
    [
        ("2023", "für 2023", "2023"),
        ("2019-12-31", "für den 31. Dezember 2019", "31. Dezember 2019"),
        ("2023-10P6M", "für 2023/24", "2023/24"),
    ],
)
def test_a_period_stands_behind_fuer_and_in_brackets(period: str, told: str, in_brackets: str) -> None:
    assert for_when(period, "de").replace("\u00a0", " ") == told
    assert written(period, "de").replace("\u00a0", " ") == in_brackets
