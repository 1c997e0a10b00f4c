"""Calendar files (iCalendar, RFC 5545 and 5546): an invitation, its cancellation, a feed of many dates.

The same event gives the same bytes, so a letter that is repeated carries the same attachment.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vRecur,
    vText,
)

from steering.calendar.event import CalendarEvent, EventState, Party

BERLIN = ZoneInfo("Europe/Berlin")
PRODUCT = "-//masterplan//Steuerungskreislauf Masterplan Bildung//DE"
READ_AGAIN_AFTER = timedelta(hours=6)
_UNSEEN = dict.fromkeys([*range(9), *range(11, 32), 127])


def invitation(event: CalendarEvent) -> str:
    """One date for one member; a later version of the same date replaces it in their calendar."""
    return _written("REQUEST", [_addressed(event)], has_attendee=True)


def cancellation(event: CalendarEvent) -> str:
    """The date is dropped: calendars that hold it take it out."""
    if event.state is not EventState.CANCELLED:
        raise ValueError(f"The event {event.uid} is not cancelled.")
    return _written("CANCEL", [_addressed(event)], has_attendee=True)


def feed(events: Iterable[CalendarEvent], title: str) -> str:
    """Many dates to subscribe to; who else is invited stays out of it."""
    in_order = sorted(events, key=lambda event: (_day_of(event.starts), event.uid))
    return _written("PUBLISH", in_order, has_attendee=False, title=title)


def _addressed(event: CalendarEvent) -> CalendarEvent:
    """Mail programs ignore a date without inviter and invited."""
    if event.organiser is None or event.attendee is None:
        raise ValueError(f"Nobody invites to the event {event.uid}, or nobody is invited.")
    return event


def _written(method: str, events: list[CalendarEvent], *, has_attendee: bool, title: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if title:
        calendar.add("name", _clean(title))
        calendar.add("x-wr-calname", _clean(title))
        calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    if any(not event.is_all_day for event in events):
        calendar.add_component(_berlin())
    for event in events:
        calendar.add_component(_event(event, has_attendee=has_attendee))
    written: bytes = calendar.to_ical()
    return written.decode()


def _event(event: CalendarEvent, *, has_attendee: bool) -> Component:
    entry = Event()
    entry.add("uid", _clean(event.uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.stamped_at.astimezone(UTC))
    entry.add("summary", _clean(event.title))
    entry.add("dtstart", _moment(event.starts))
    if event.is_all_day:
        # The file names the day after the last one.
        entry.add("dtend", _day_of(event.ends or event.starts) + timedelta(days=1))
    if isinstance(event.ends, datetime):
        entry.add("dtend", _moment(event.ends))
    for name, text in (("location", event.place), ("description", event.description), ("url", event.url)):
        if text:
            entry.add(name, _clean(text))
    entry.add("status", event.state.value.upper())
    # A whole day is a reminder, it keeps nobody from meeting somebody else.
    entry.add("transp", "TRANSPARENT" if event.is_all_day else "OPAQUE")
    entry.add("class", "PUBLIC" if event.is_public else "PRIVATE")
    if event.organiser is not None:
        entry.add("organizer", _party(event.organiser))
    if has_attendee and event.attendee is not None:
        attendee = _party(event.attendee)
        for name, value in (("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "FALSE")):
            attendee.params[name] = vText(value)
        entry.add("attendee", attendee, encode=False)
    if event.state is not EventState.CANCELLED:
        for before in event.alarms:
            entry.add_component(_alarm(event, before))
    return entry


def _party(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{_clean(party.address)}")
    address.params["CN"] = vText(_clean(party.title).replace('"', "'"))
    return address


def _alarm(event: CalendarEvent, before: timedelta) -> Component:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(event.title))
    alarm.add("trigger", -before)
    return alarm


def _moment(moment: datetime | date) -> datetime | date:
    """A moment where the committees meet; the second two o'clock of autumn is told in universal time."""
    if not isinstance(moment, datetime):
        return moment
    local = moment.astimezone(BERLIN)
    return local.astimezone(UTC) if local.fold else local


def _day_of(moment: datetime | date) -> date:
    return moment.astimezone(BERLIN).date() if isinstance(moment, datetime) else moment


def _clean(text: str) -> str:
    """The text without signs that no calendar can show."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)


def _berlin() -> Timezone:
    """Summer time from the last Sunday of March to the last Sunday of October, as it is law."""
    zone = Timezone()
    zone.add("tzid", "Europe/Berlin")
    for kind, month, name, before, after in (
        (TimezoneDaylight, 3, "CEST", 1, 2),
        (TimezoneStandard, 10, "CET", 2, 1),
    ):
        part = kind()
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, before + 1))  # noqa: DTZ001, PLR2004 - local by nature
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
