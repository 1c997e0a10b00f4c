"""Calendar files, read back as a calendar program reads them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from steering.calendar.event import CalendarEvent, EventState, Party
from steering.calendar.icalendar_files import cancellation, feed, invitation

BERLIN = ZoneInfo("Europe/Berlin")
STAMPED_AT = datetime(2027, 2, 1, 8, tzinfo=UTC)
OFFICE = Party(title="Stabsstelle Schulverwaltung, Bildung und ÖPNV", address="bildung@example.org")
MEMBER = Party(title="Kreiselternrat", address="strategiegruppe-07@example.org")


def a_meeting(**changes: object) -> CalendarEvent:
    facts: dict[str, object] = {
        "uid": "meeting/heidekreis/strategy_group/3@example.org",
        "stamped_at": STAMPED_AT,
        "title": "Strategiegruppe Bildung: Abstimmung der Themen",
        "starts": datetime(2027, 3, 12, 14, tzinfo=BERLIN),
        "ends": datetime(2027, 3, 12, 16, tzinfo=BERLIN),
        "place": "Kreishaus, Raum 1; Soltau",
        "description": "Tagesordnung:\n1. Themen\n2. Verschiedenes",
        "url": "https://masterplan.example.org/sitzung",
        "organiser": OFFICE,
        "attendee": MEMBER,
        "alarms": (timedelta(days=2), timedelta(hours=1)),
    }
    return CalendarEvent(**{**facts, **changes})  # type: ignore[arg-type]


def a_deadline(on: date, last: date | None = None) -> CalendarEvent:
    return CalendarEvent(
        uid="deadline@example.org", stamped_at=STAMPED_AT, title="Frist", starts=on, ends=last
    )


def read(text: str) -> Component:
    return Calendar.from_ical(text)


def entry(text: str) -> Component:
    (found,) = read(text).walk("VEVENT")
    return found


def test_an_invitation_says_all_that_a_member_needs() -> None:
    text = invitation(a_meeting())

    event = entry(text)
    assert read(text)["METHOD"] == "REQUEST"
    assert event["UID"] == "meeting/heidekreis/strategy_group/3@example.org"
    assert event["SUMMARY"] == "Strategiegruppe Bildung: Abstimmung der Themen"
    assert event["LOCATION"] == "Kreishaus, Raum 1; Soltau"
    assert event["DESCRIPTION"] == "Tagesordnung:\n1. Themen\n2. Verschiedenes"
    assert event["STATUS"] == "CONFIRMED"
    assert event["ORGANIZER"] == "mailto:bildung@example.org"
    assert event["ORGANIZER"].params["CN"] == OFFICE.title
    assert event["ATTENDEE"] == "mailto:strategiegruppe-07@example.org"
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        -timedelta(days=2),
        -timedelta(hours=1),
    ]


def test_each_change_counts_up_and_keeps_the_name_of_the_date() -> None:
    first = a_meeting()

    moved = first.changed(at=STAMPED_AT + timedelta(days=1), starts=datetime(2027, 3, 12, 15, tzinfo=BERLIN))
    event = entry(invitation(moved))

    assert event["UID"] == first.uid
    assert event["SEQUENCE"] == 1
    assert event["DTSTART"].dt.astimezone(BERLIN).hour == 15


def test_a_dropped_date_is_taken_out_of_the_calendars_and_wakes_nobody() -> None:
    text = cancellation(a_meeting(sequence=4).dropped(at=STAMPED_AT + timedelta(days=3)))

    event = entry(text)
    assert read(text)["METHOD"] == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert event["SEQUENCE"] == 5
    assert event.walk("VALARM") == []


def test_only_a_dropped_date_can_be_cancelled_and_only_somebody_can_be_invited() -> None:
    with pytest.raises(ValueError, match="not cancelled"):
        cancellation(a_meeting())
    with pytest.raises(ValueError, match="nobody is invited"):
        invitation(a_meeting(attendee=None))


def test_a_feed_names_no_members_and_keeps_its_order() -> None:
    late, early = a_meeting(), a_deadline(date(2027, 1, 11))

    text = feed([late, early], "Strategiegruppe Bildung")

    calendar = read(text)
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["X-WR-CALNAME"] == "Strategiegruppe Bildung"
    assert [event["UID"] for event in calendar.walk("VEVENT")] == [early.uid, late.uid]
    assert "ATTENDEE" not in text
    assert feed([early, late], "Strategiegruppe Bildung") == text


def test_an_empty_feed_is_still_a_calendar() -> None:
    assert read(feed([], "Leer")).walk("VEVENT") == []


@pytest.mark.parametrize(
    ("moment", "offset"),
    [
        (datetime(2027, 3, 28, 1, 30, tzinfo=BERLIN), 1),
        (datetime(2027, 3, 28, 3, 30, tzinfo=BERLIN), 2),
        (datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN), 2),
        (datetime(2027, 10, 31, 2, 30, fold=1, tzinfo=BERLIN), 1),
        (datetime(2027, 10, 31, 3, 30, tzinfo=BERLIN), 1),
        (datetime(2028, 2, 29, 14, tzinfo=BERLIN), 1),
    ],
)
def test_the_change_of_the_clock_moves_no_meeting(moment: datetime, offset: int) -> None:
    told = entry(invitation(a_meeting(starts=moment, ends=None)))["DTSTART"].dt

    assert told.astimezone(UTC) == moment.astimezone(UTC)
    assert moment.utcoffset() == timedelta(hours=offset)


def test_the_zone_in_the_file_says_the_same_as_the_law() -> None:
    (zone,) = read(invitation(a_meeting())).walk("VTIMEZONE")
    told = zone.to_tz()

    for month in range(1, 13):
        noon = datetime(2027, month, 30 if month != 2 else 28, 12)  # noqa: DTZ001 - both zones read it
        assert noon.replace(tzinfo=told).utcoffset() == noon.replace(tzinfo=BERLIN).utcoffset()


def test_a_whole_day_ends_with_its_last_day_also_in_a_leap_year() -> None:
    event = entry(feed([a_deadline(date(2028, 2, 28), date(2028, 2, 29))], "Fristen"))

    assert event["DTSTART"].dt == date(2028, 2, 28)
    assert event["DTEND"].dt == date(2028, 3, 1)
    assert event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize("method", [invitation, lambda event: feed([event], "Termine")])
def test_lines_end_and_break_as_the_standard_asks(method: object) -> None:
    text: str = method(a_meeting(description="Überprüfung der Maßnahmen " * 30))  # type: ignore[operator]

    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


WORDS = st.text(max_size=120)


@given(title=WORDS, place=WORDS, description=WORDS, sequence=st.integers(0, 9))
def test_whatever_is_written_comes_back_and_nothing_is_smuggled_in(
    title: str, place: str, description: str, sequence: int
) -> None:
    meeting = a_meeting(title=title, place=place, description=description, sequence=sequence)
    try:
        f"{title}{place}{description}".encode()
    except UnicodeEncodeError:
        return

    text = invitation(meeting)
    event = entry(text)

    assert event["SUMMARY"] == seen(title)
    assert event.get("LOCATION", "") == seen(place)
    assert event.get("DESCRIPTION", "") == seen(description)
    assert event["SEQUENCE"] == sequence
    assert text.count("BEGIN:VEVENT\r\n") == 1
    assert invitation(meeting) == text


def seen(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        a_meeting(starts=datetime(2027, 3, 12, 14), ends=None)  # noqa: DTZ001 - that is the fault
    with pytest.raises(ValueError, match="ends before"):
        a_meeting(ends=datetime(2027, 3, 12, 13, tzinfo=BERLIN))
    with pytest.raises(ValueError, match="begins with a day"):
        a_meeting(ends=date(2027, 3, 12))


def test_a_planned_date_is_shown_as_planned() -> None:
    event = entry(feed([a_meeting(state=EventState.TENTATIVE)], "Plan"))

    assert event["STATUS"] == "TENTATIVE"
