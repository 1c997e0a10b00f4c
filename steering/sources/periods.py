"""The time of a figure: as the offices write it, as we write it, and what kind of time it is."""

import re
from datetime import date, timedelta

from steering.sources import vocabulary

_DAY = re.compile(r"(\d{2})\.(\d{2})\.((?:18|19|20)\d{2})", re.ASCII)
_YEAR = re.compile(r"(?:18|19|20)\d{2}", re.ASCII)
_SCHOOL_YEAR = re.compile(r"((?:18|19|20)\d{2})/(\d{2}|\d{4})", re.ASCII)
_WINTER = re.compile(r"W(?:S|iSe|intersemester)\s+((?:18|19|20)\d{2})/\d{2,4}", re.ASCII)
_SUMMER = re.compile(r"S(?:S|oSe|ommersemester)\s+((?:18|19|20)\d{2})", re.ASCII)
_ISO_DAY = re.compile(r"((?:18|19|20)\d{2})-(\d{2})-(\d{2})", re.ASCII)
# A term of one, three, six or twelve months and the month in which it begins, as flat files write it.
_TERM = re.compile(r"(?:18|19|20)\d{2}-(?:(?:0[1-9]|1[0-2])P(?:1|12)M|(?:01|04|07|10)P[36]M)", re.ASCII)
_MONTH = re.compile(r"(0[1-9]|1[0-2])/((?:18|19|20)\d{2})", re.ASCII)
_NAMED_PART = re.compile(r"(\S.*?)\s+((?:18|19|20)\d{2})", re.ASCII)
_QUARTER = re.compile(
    r"([1-4])\. (?:Quartal|Vierteljahr)|([1-4])(?:st|nd|rd|th) quarter|Quarter ([1-4])", re.ASCII
)
_PART = re.compile(r"P[13]M$", re.ASCII)
_HALF = re.compile(r"([12])\. Halbjahr|([12])(?:st|nd) half-year", re.ASCII)

CAPTIONS = (
    *("Stichtag", "Jahr", "Berichtsjahr", "Schuljahr", "Semester", "Zeit", "Wirtschaftsjahr"),
    *("Reference date", "Year", "Reference year", "School year", "Reference period", "Time"),
)


def year_of(period: str) -> int:
    """The year by which a period is called: 2023 of '2023', '2023-12-31', '2023/24' and '2023-10P6M'."""
    return int(period[:4])


def period(text: str) -> str | None:
    """Our name of a period: '2023', '2023-12-31', '2023/24', '2023-03P1M'; None where it is none."""
    if _YEAR.fullmatch(text) or _TERM.fullmatch(text):
        return text
    return _named_day(text) or _named_term(text)


def part_of_year(text: str) -> str | None:
    """The month, quarter or half of a year as a period ends with it: '03P1M' of "März"."""
    month = vocabulary.month(text)
    if month:
        return f"{month:02}P1M"
    for form, months in ((_QUARTER, 3), (_HALF, 6)):
        found = form.fullmatch(text)
        if found:
            begins = (int(next(filter(None, found.groups()))) - 1) * months + 1
            return f"{begins:02}P{months}M"
    return None


def within(year: str, part: str) -> str:
    """The period of a month or quarter that stands beside its year: '1991-03P1M'."""
    return f"{year}-{part_of_year(part)}"


def is_year(text: str) -> bool:
    """A bare year, beside which a month may stand."""
    return _YEAR.fullmatch(text) is not None


def _named_day(text: str) -> str | None:
    day, iso = _DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    if day:
        return _iso(int(day[3]), int(day[2]), int(day[1]))
    return _iso(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None


def _named_term(text: str) -> str | None:
    if _follows(text):
        return f"{text[:4]}/{text[-2:]}"
    winter, summer, month = (form.fullmatch(text) for form in (_WINTER, _SUMMER, _MONTH))
    if month:
        return f"{month[2]}-{month[1]}P1M"
    part = _NAMED_PART.fullmatch(text)
    if part and part_of_year(part[1]):
        return within(part[2], part[1])
    if winter:
        return f"{winter[1]}-10P6M"
    return f"{summer[1]}-04P6M" if summer else None


def reference_time(period_name: str, usual: str) -> str:
    """What kind of time a period is: its own day where it names one, else what the table says of a year."""
    if _PART.search(period_name):
        return "part_of_year"
    if len(period_name) == len("2023-12-31") and "P" not in period_name:
        _, month, day = period_name.split("-")
        return f"date_{day}_{month}"
    return usual


def ends_on(period_name: str) -> date:
    """The last day that a period can mean; a school year ends with its second year."""
    if "P" in period_name:
        begins, months = int(period_name[:4]) * 12 + int(period_name[5:7]) - 1, int(period_name[8:-1])
        year, month = divmod(begins + months, 12)
        return date(year, month + 1, 1) - timedelta(days=1)
    if "/" in period_name:
        return date(int(period_name[:4]) + 1, 7, 31)
    return date.fromisoformat(period_name) if "-" in period_name else date(int(period_name), 12, 31)


def _follows(text: str) -> bool:
    years = _SCHOOL_YEAR.fullmatch(text)
    return years is not None and (int(years[1]) + 1) % 100 == int(years[2]) % 100


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
