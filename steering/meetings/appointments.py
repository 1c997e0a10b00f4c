"""The appointment of a meeting: one UID for life, a sequence that grows, and one that drops it.

The access to a video conference stands here and nowhere else: only members get this file.
"""

from datetime import datetime, timedelta

from models import MeetingState
from steering.addressees import Addressee, Sender
from steering.calendar.event import CalendarEvent, EventState, Party
from steering.calendar.icalendar_files import cancellation, feed, invitation
from steering.meetings.dossier import MeetingDossier
from templates.phrases import phrase

# How long a meeting takes where nobody has planned its items.
USUAL_LENGTH = timedelta(hours=2)
ALARM = timedelta(days=1)


def appointment(dossier: MeetingDossier, sender: Sender, to: Addressee, *, now: datetime, link: str) -> str:
    """The appointment for one member: an invitation, or the file that takes it out of the calendar."""
    event = event_of(dossier, sender, now=now, link=link, to=to)
    is_dropped = event.state is EventState.CANCELLED
    return cancellation(event) if is_dropped else invitation(event)


def public_file(dossier: MeetingDossier, sender: Sender, *, now: datetime, link: str) -> str:
    """The date as anybody may take it over, without the access for members."""
    return feed([event_of(dossier, sender, now=now, link=link)], dossier.committee.title)


def event_of(
    dossier: MeetingDossier, sender: Sender, *, now: datetime, link: str, to: Addressee | None = None
) -> CalendarEvent:
    """The date of a meeting, for a member or for everybody."""
    meeting = dossier.meeting
    if meeting.starts_at is None:
        raise ValueError(f"{meeting.id} has no hour; its own office holds it.")
    language = to.language if to else "de"
    access = meeting.remote_link if to else ""
    return CalendarEvent(
        uid=f"{meeting.id.replace('/', '-')}@{sender.mail_domain}",
        sequence=meeting.sequence,
        stamped_at=now,
        title=phrase("meeting.appointment", language, committee=dossier.committee.title),
        starts=meeting.starts_at,
        ends=meeting.starts_at + length_of(dossier),
        place=meeting.place,
        description=phrase("meeting.access", language, link=access) if access else "",
        url=link,
        state=EventState.CANCELLED if meeting.state is MeetingState.CANCELLED else EventState.CONFIRMED,
        organiser=Party(title=sender.function, address=sender.address),
        attendee=Party(title=to.title, address=to.address) if to else None,
        alarms=(ALARM,),
    )


def length_of(dossier: MeetingDossier) -> timedelta:
    """How long a meeting is planned: the minutes of its items, or the usual time."""
    planned = sum(item.planned_minutes or 0 for item in dossier.agenda)
    return timedelta(minutes=planned) if planned else USUAL_LENGTH
