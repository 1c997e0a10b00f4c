"""What must agree in the calendar of a region: spans, council dates, and the holidays of the Land."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from steering.calendar.holiday_tables import LETTERS, school_holidays
from steering.calendar.spans import Span, days_of
from steering.calendar.working_days import SATURDAY, RegionCalendar, months_later, school_year
from steering.cycle_calendar import MONTHS_BEFORE_THE_END
from steering.profile.faults import Fault
from steering.profile.known import Known
from steering.profile.references import Sheets
from steering.profile.sheet import Entry

_LONGEST_HOLIDAYS = 70  # Summer holidays take six weeks; longer ones are a slip in a year.


def check_calendar(sheets: Sheets, known: Known) -> Iterator[Fault]:
    """Faults of terms, elections, council dates and holidays."""
    if "region.toml" not in sheets:
        return
    region = sheets["region.toml"].whole
    for name in ("council_term", "council_break", "school_holiday"):
        for entry in region.entries(name):
            yield from ends_in_time(entry, "from_on", "to_on")
        yield from _overlapping(region, name)
    yield from _too_long(region)
    yield from _doubled_meetings(region)
    yield from _elections(region)
    if known.today is None:
        return
    yield from _holidays_end(region, known.today, _months_ahead(sheets))
    if region.text("land_code") in LETTERS:
        yield from _meetings_on_days_off(region)
        yield from _holidays_of_the_land(region)


def ends_in_time(table: Entry, first: str, last: str) -> Iterator[Fault]:
    """A span may not end before it begins."""
    begins, ends = table.table.get(first), table.table.get(last)
    if isinstance(begins, date) and isinstance(ends, date) and day_of(ends) < day_of(begins):
        yield table.fault(last, "ends_before_it_begins", first=begins.isoformat(), last=ends.isoformat())


def day_of(value: date) -> tuple[int, int, int]:
    """A day that can be compared: a moment is a date to Python, but the two cannot be compared."""
    return (value.year, value.month, value.day)


def _overlapping(region: Entry, name: str) -> Iterator[Fault]:
    for (_, before), (entry, span) in pairwise(_spans(region, name)):
        if span.from_on <= before.to_on:
            yield entry.fault("from_on", "spans_overlap", value=before.title, last=before.to_on.isoformat())


def _too_long(region: Entry) -> Iterator[Fault]:
    for entry, span in _spans(region, "school_holiday"):
        days = (span.to_on - span.from_on).days + 1
        if days > _LONGEST_HOLIDAYS:
            yield entry.fault("to_on", "holidays_very_long", value=span.title, days=days)


def _doubled_meetings(region: Entry) -> Iterator[Fault]:
    seen: set[tuple[str, date]] = set()
    for entry, committee, held_on in _meetings(region):
        if (committee, held_on) in seen:
            yield entry.fault("held_on", "meeting_doubled", value=committee, on=held_on.isoformat())
        seen.add((committee, held_on))


def _elections(region: Entry) -> Iterator[Fault]:
    """An election falls into the last year of a council term, before the new one begins."""
    terms = [span for _, span in _spans(region, "council_term")]
    for entry in region.entries("election"):
        held_on = _plain_day(entry, "held_on")
        begun = [term for term in terms if held_on is not None and term.from_on > held_on]
        if held_on is None or not begun:
            continue
        if (begun[0].from_on - held_on).days > 366:  # noqa: PLR2004 - a year, and a day
            yield entry.fault(
                "held_on",
                "election_without_term",
                is_warning=True,
                on=held_on.isoformat(),
                first=begun[0].from_on.isoformat(),
            )


def _meetings_on_days_off(region: Entry) -> Iterator[Fault]:
    calendar = RegionCalendar(
        land_code=str(region.text("land_code")),
        school_holidays=tuple(span for _, span in _spans(region, "school_holiday")),
        council_breaks=tuple(span for _, span in _spans(region, "council_break")),
        refuses=False,
    )
    for entry, committee, held_on in _meetings(region):
        if calendar.may_meet(held_on):
            continue
        reason = (
            calendar.holiday(held_on)
            or calendar.school_holiday(held_on)
            or calendar.council_break(held_on)
            or "–"
        )
        facts = {"value": committee, "on": held_on.isoformat(), "reason": reason}
        yield entry.fault("held_on", "meeting_on_a_day_off", is_warning=True, **facts)


def _holidays_of_the_land(region: Entry) -> Iterator[Fault]:
    """Where the profile differs from the calendar of the KMK; weekends and public holidays do not count."""
    told = _spans(region, "school_holiday")
    if not told:
        return
    first, last = told[0][1].from_on, max(span.to_on for _, span in told)
    table = school_holidays(str(region.text("land_code")), first.year)
    listed = {day for _, span in told for day in days_of(span)}
    lacking = [
        f"{span.title} ({days[0].isoformat()} – {days[-1].isoformat()})"
        for span in table
        if (days := [d for d in days_of(span) if first <= d <= last and _counts(d) and d not in listed])
    ]
    if lacking:
        yield region.fault(
            "school_holiday", "school_holiday_lacking", is_warning=True, spans=", ".join(lacking)
        )
    free = {day for span in table for day in days_of(span)}
    for entry, span in told:
        strange = [day for day in days_of(span) if _counts(day) and day not in free]
        if strange and table and span.to_on <= table[-1].to_on:
            facts = {"value": span.title, "first": strange[0].isoformat(), "last": strange[-1].isoformat()}
            yield entry.fault("from_on", "school_holiday_strange", is_warning=True, **facts)


def _months_ahead(sheets: Sheets) -> int:
    process = sheets.get("process.toml")
    return (process.whole.number("lead_months") if process else None) or MONTHS_BEFORE_THE_END


def _holidays_end(region: Entry, today: date, months: int) -> Iterator[Fault]:
    """A revision that begins today ends beyond the holidays that are known."""
    last = max(_spans(region, "school_holiday"), key=lambda each: each[1].to_on, default=None)
    if last is None:
        yield region.fault("school_holiday", "school_holidays_none", is_warning=True)
        return
    entry, span = last
    if span.to_on < months_later(today, months):
        facts = {"last": span.to_on.isoformat(), "school_year": school_year(span.to_on + timedelta(days=1))}
        yield entry.fault("to_on", "school_holidays_end_soon", is_warning=True, **facts)


def _counts(day: date) -> bool:
    return day.isoweekday() < SATURDAY


def _spans(region: Entry, name: str) -> list[tuple[Entry, Span]]:
    """The spans of a list that can be read, in the order of their first days."""
    found = []
    for entry in region.entries(name):
        first, last = _plain_day(entry, "from_on"), _plain_day(entry, "to_on")
        if first is not None and last is not None and first <= last:
            span = Span(title=entry.text("title") or "", from_on=first, to_on=last)
            found.append((entry, span))
    return sorted(found, key=lambda each: (each[1].from_on, each[1].to_on))


def _meetings(region: Entry) -> Iterator[tuple[Entry, str, date]]:
    for entry in region.entries("council_meeting"):
        committee, held_on = entry.text("committee"), _plain_day(entry, "held_on")
        if committee is not None and held_on is not None:
            yield entry, committee, held_on


def _plain_day(entry: Entry, name: str) -> date | None:
    value = entry.table.get(name)
    return date(value.year, value.month, value.day) if isinstance(value, date) else None
