"""The appointment of a meeting, read back as a calendar reads it."""

from typing import Any

from icalendar import Calendar

from models import MeetingState
from steering.addressees import Addressee, Sender
from steering.calendar.committee_dates import Feeding, length_of, meeting_event
from steering.calendar.event import Party
from steering.calendar.icalendar_files import feed
from steering.meetings.appointments import appointment, public_file
from templates.envelope import Capacity, Recipient
from tests.steering.meetings.a_dossier import START, a_dossier, a_meeting, an_item

SENDER = Sender(
    function="Bildungsbüro",
    address="office@example.org",
    phone="",
    base_url="https://masterplan.example.org",
    mail_domain="example.org",
)
MEMBER = Addressee(
    id="m",
    title="Mitglied",
    address="m1@example.org",
    language="de",
    as_what=Recipient(capacity=Capacity.MEMBER, committee="Strategiegruppe Bildung"),
)
LINK = "https://masterplan.example.org/meetings/x/index.html"


def read_back(written: str) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(written)
    return calendar, next(iter(calendar.walk("VEVENT")))


def an_appointment(**changed: Any) -> tuple[Any, Any]:
    dossier = a_dossier(
        meeting=a_meeting(place="Kreishaus", remote_link="https://video.example.org/7", **changed)
    )
    return read_back(appointment(dossier, SENDER, MEMBER, now=START, link=LINK))


def test_a_moved_meeting_replaces_its_date_by_the_same_name() -> None:
    _, first = an_appointment()
    _, second = an_appointment(sequence=1)

    assert first["uid"] == second["uid"] == "mt@example.org"
    assert (int(first["sequence"]), int(second["sequence"])) == (0, 1)
    assert first["dtstart"].dt == START


def test_a_cancelled_meeting_is_taken_out_of_the_calendar() -> None:
    calendar, event = an_appointment(state=MeetingState.CANCELLED, sequence=2)

    assert calendar["method"] == "CANCEL"
    assert (str(event["status"]), int(event["sequence"])) == ("CANCELLED", 2)


def test_only_members_learn_the_access_to_the_video_conference() -> None:
    calendar, event = an_appointment()
    dossier = a_dossier(meeting=a_meeting(remote_link="https://video.example.org/7"))
    public = public_file(dossier, SENDER, now=START, link=LINK)

    assert calendar["method"] == "REQUEST"
    assert "https://video.example.org/7" in str(event["description"])
    assert "video.example.org" not in public
    assert "m1@example.org" not in public


def test_a_meeting_takes_as_long_as_its_items_are_planned() -> None:
    planned = a_dossier(items=(an_item("1", planned_minutes=20), an_item("2", planned_minutes=70)))

    assert length_of(planned.agenda).total_seconds() == 90 * 60
    assert length_of(a_dossier().agenda).total_seconds() == 2 * 3600


def test_the_letter_and_the_feed_of_a_body_carry_the_same_date() -> None:
    dossier = a_dossier(items=(an_item("1", planned_minutes=45),))
    feeding = Feeding(
        committee=dossier.committee,
        organiser=Party(title=SENDER.function, address=SENDER.address),
        mail_domain=SENDER.mail_domain,
        link=LINK,
    )

    _, of_letter = read_back(appointment(dossier, SENDER, MEMBER, now=START, link=LINK))
    _, of_feed = read_back(
        feed([meeting_event(dossier.meeting, dossier.agenda, feeding, stamped_at=START)], "")
    )

    for name in ("uid", "sequence", "summary", "dtstart", "dtend", "status", "class"):
        assert of_letter[name] == of_feed[name]
