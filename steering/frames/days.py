"""The day from which a figure can exist, by its period and kind of time."""

from datetime import date

_FIRST_DAYS = {
    "date_01_03": (3, 1),
    "date_15_03": (3, 15),
    "date_30_06": (6, 30),
    "date_30_09": (9, 30),
    # The reference days of school statistics lie in the first weeks of a school year and differ by Land.
    "school_year_begin": (8, 1),
    # The earliest Land breaks up in June.
    "leaving_year": (6, 1),
}
_DAY_LENGTH = len("2023-12-31")


def first_day(period: str, reference_time: str) -> date:
    """The earliest day on which what the period names can have been counted."""
    if "P" in period:
        return date(int(period[:4]), int(period[5:7]), 1)
    if "/" in period:
        return date(int(period[:4]), 8, 1)
    if len(period) == _DAY_LENGTH:
        return date.fromisoformat(period)
    month, day = _FIRST_DAYS.get(reference_time, (12, 31))
    return date(int(period[:4]), month, day)


def year_later(day: date) -> date:
    """The same day of the next year; the last day of February stays the last."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
