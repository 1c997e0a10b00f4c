"""What falls due between two revisions and is not done by this program: dates to be kept by people.

The rhythm of an education region: each year the measures are checked and the strategy group gets a
report, in odd years there is a conference, and after an election the committees are constituted anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from steering.calendar.working_days import RegionCalendar

Span = tuple[date, date]

FIGURES_IN, CHECK_IN, REPORT_IN = (3, 1), (10, 1), (11, 15)
CONFERENCE_IN = (9, 20)
ELECTION_MONTH, CONSTITUTED_AFTER = 9, timedelta(days=30)
SUNDAY = 6


@dataclass(frozen=True, kw_only=True)
class Planned:
    """A date that the calendar of the plan foresees; nobody here keeps it of their own accord."""

    on: date
    code: str


def planned(
    first: date, last: date, *, terms: Iterable[Span], busy: Sequence[Span], calendar: RegionCalendar
) -> list[Planned]:
    """The dates from the first to the last day. A revision that runs takes the place of the yearly ones."""
    found = [
        *_of_terms(terms, calendar),
        *(each for year in range(first.year, last.year + 1) for each in _of_a_year(year, busy, calendar)),
    ]
    return sorted((each for each in found if first <= each.on <= last), key=lambda each: (each.on, each.code))


def _of_a_year(year: int, busy: Sequence[Span], calendar: RegionCalendar) -> Iterator[Planned]:
    yearly = {"figures": FIGURES_IN, "measure_check": CHECK_IN, "progress_report": REPORT_IN}
    if year % 2:
        yearly["conference"] = CONFERENCE_IN
    for code, (month, day) in yearly.items():
        on = calendar.next_open(date(year, month, day))
        if not any(begins <= on <= ends for begins, ends in busy):
            yield Planned(on=on, code=code)


def _of_terms(terms: Iterable[Span], calendar: RegionCalendar) -> Iterator[Planned]:
    for begins, ends in terms:
        yield Planned(on=begins, code="term_begins")
        yield Planned(on=calendar.next_open(begins + CONSTITUTED_AFTER), code="constituted_anew")
        yield Planned(on=_second_sunday(ends.year), code="election")
        yield Planned(on=ends, code="term_ends")


def _second_sunday(year: int) -> date:
    """The day on which Lower Saxony has voted in 2021 and 2026; the Land sets the day each time."""
    first = date(year, ELECTION_MONTH, 1)
    return first + timedelta(days=(SUNDAY - first.weekday()) % 7 + 7)
