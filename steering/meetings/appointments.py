"""The appointment of a meeting: one UID for life, a sequence that grows, and one that drops it.

The access to a video conference stands here and nowhere else: only members get this file.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from steering.addressees import Addressee, Sender
from steering.calendar.committee_dates import Feeding, meeting_event
from steering.calendar.event import CalendarEvent, EventState, Party
from steering.calendar.icalendar_files import cancellation, feed, invitation
from steering.meetings.dossier import MeetingDossier
from templates.phrases import phrase

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
    """The date of a meeting, for a member or for everybody: the one of its body's feed, with more in it."""
    meeting = dossier.meeting
    if meeting.starts_at is None:
        raise ValueError(f"{meeting.id} has no hour; its own office holds it.")
    language = to.language if to else "de"
    feeding = Feeding(
        committee=dossier.committee,
        organiser=Party(title=sender.function, address=sender.address),
        mail_domain=sender.mail_domain,
        link=link,
        language=language,
    )
    access = meeting.remote_link if to else ""
    return replace(
        meeting_event(meeting, dossier.agenda, feeding, stamped_at=now),
        description=phrase("meeting.access", language, link=access) if access else "",
        attendee=Party(title=to.title, address=to.address) if to else None,
        alarms=(ALARM,),
    )
