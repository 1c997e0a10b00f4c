"""Calendars and days for the tests of this folder."""

from datetime import date

from hypothesis import strategies as st

from steering.calendar.spans import Span
from steering.calendar.working_days import RegionCalendar

SUMMER = Span(title="Sommerferien", from_on=date(2027, 7, 8), to_on=date(2027, 8, 18))
HOLIDAYS = (
    Span(title="Herbstferien", from_on=date(2026, 10, 12), to_on=date(2026, 10, 24)),
    Span(title="Weihnachtsferien", from_on=date(2026, 12, 23), to_on=date(2027, 1, 9)),
    Span(title="Osterferien", from_on=date(2027, 3, 22), to_on=date(2027, 4, 3)),
    SUMMER,
    Span(title="Herbstferien", from_on=date(2027, 10, 16), to_on=date(2027, 10, 30)),
    Span(title="Weihnachtsferien", from_on=date(2027, 12, 23), to_on=date(2028, 1, 8)),
)
CALENDAR = RegionCalendar(
    land_code="03",
    school_holidays=HOLIDAYS,
    council_breaks=(Span(title="Sommerpause", from_on=date(2027, 7, 1), to_on=date(2027, 8, 25)),),
)
# Well inside what the calendar knows, so that a test may also step out a little.
DAYS = st.dates(date(2026, 11, 20), date(2027, 11, 20))
