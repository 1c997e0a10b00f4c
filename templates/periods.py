"""When something was: what a period label means, in words."""

from datetime import date

from templates.environment import day, numeric_day

_YEAR_LENGTH = 4
_WORDS = {
    "de": {
        "annual_mean": "im Jahresdurchschnitt {year}",
        "school_year_begin": "zu Beginn des Schuljahres {year}/{short}",
        "winter_term": "im Wintersemester {year}/{short}",
        "school_year": "im Schuljahr {year}/{short}",
        "date_01_03": "am 1. März {year}",
        "date_30_06": "am 30. Juni {year}",
        "date_31_12": "am 31. Dezember {year}",
        "day": "am {written}",
        "year": "{year}",
        "for_day": "für den {written}",
        "for_year": "für {written}",
    },
    "en": {
        "annual_mean": "on average in {year}",
        "school_year_begin": "at the beginning of the school year {year}/{short}",
        "winter_term": "in the winter term {year}/{short}",
        "school_year": "in the school year {year}/{short}",
        "date_01_03": "on 1 March {year}",
        "date_30_06": "on 30 June {year}",
        "date_31_12": "on 31 December {year}",
        "day": "on {written}",
        "year": "in {year}",
        "for_day": "for {written}",
        "for_year": "for {written}",
    },
}


def when(period: str, reference_time: str, language: str) -> str:
    """A period as part of a sentence: „2023“, „am 31. Dezember 2019“, „im Jahresdurchschnitt 2025“."""
    words = _WORDS[language]
    form = words.get(reference_time, words["year"])
    return _written(words["day"] if _is_day(period) else form, period, language)


def for_when(period: str, language: str) -> str:
    """A period behind „für“: „für 2023“, „für den 31. Dezember 2019“."""
    words = _WORDS[language]
    return _written(words["for_day"] if _is_day(period) else words["for_year"], period, language)


def _is_day(period: str) -> bool:
    return len(period) == len("2019-12-31") and period[_YEAR_LENGTH] == "-" and period[-3] == "-"


def _written(form: str, period: str, language: str) -> str:
    year = period[:_YEAR_LENGTH]
    return form.format(year=year, short=_next_year(period), written=written(period, language))


def written(period: str, language: str) -> str:
    """A period as it stands in brackets: „2015“, „31. Dezember 2019“, „2023/24“."""
    if _is_day(period):
        return day(date.fromisoformat(period), language=language)
    return period if len(period) == _YEAR_LENGTH else f"{period[:_YEAR_LENGTH]}/{_next_year(period)}"


def in_column(period: str, language: str) -> str:
    """A period in a narrow column: „2015“, „31.12.2019“, „2023/24“."""
    if _is_day(period):
        return numeric_day(date.fromisoformat(period), language=language)
    return written(period, language)


def _next_year(period: str) -> str:
    return f"{(int(period[:_YEAR_LENGTH]) + 1) % 100:02}"
