"""Meetings of the Strategiegruppe for tests: put at any step without repeating the way."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models import AgendaKind, AgendaParty, Gate, Meeting, Message
from steering.meetings.dossier import MeetingDossier
from steering.office.clock import StandingClock
from steering.office.meeting_acts import agenda, attending, planning
from steering.office.meeting_acts.desk import dossier_of
from steering.office.meeting_acts.preparing import Circumstances
from steering.office.opening import Office
from tests.steering.office.an_office import asked, the_cycle

BERLIN = ZoneInfo("Europe/Berlin")
HELD_ON = date(2027, 2, 12)
STARTS_AT = datetime(2027, 2, 12, 15, tzinfo=BERLIN)
PLACE = "Kreishaus Bad Fallingbostel, Saal 1"
BODY = "strategy_group"
MEETING = "heidekreis/strategy_group/meeting/1"
SEATS = 23


def at(hour: int, minute: int = 0, on: date = HELD_ON) -> datetime:
    """An hour of the day of the meeting."""
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=BERLIN)


def office_at(office: Office, moment: datetime) -> Office:
    """The same office at another moment."""
    return replace(office, clock=StandingClock(at=moment))


def planned(office: Office, starts_at: datetime = STARTS_AT, **more: str) -> Meeting:
    """A meeting in the calendar."""
    what = planning.Plan(starts_at=starts_at, place=PLACE, minute_taker="Bildungsbüro", **more)
    return planning.plan(office, BODY, what)


def with_agenda(office: Office, gate: Gate | None = None, starts_at: datetime = STARTS_AT) -> Meeting:
    """A meeting whose agenda two have agreed to; item 2 is the question, or a matter of its own."""
    meeting = planned(office, starts_at)
    opening = agenda.NewItem(title="Eröffnung", kind=AgendaKind.FORMALITY, is_public=True)
    agenda.add_item(office, meeting.id, opening)
    if gate is not None:
        agenda.take_up(office, meeting.id, gate.id)
    else:
        matter = agenda.NewItem(
            title="Fahrtkosten", proposal="Die Fahrtkosten werden ersetzt.", is_public=True
        )
        agenda.add_item(office, meeting.id, matter)
    hidden = agenda.NewItem(
        title="Personalfrage der Anlaufstelle", kind=AgendaKind.INFORMATION, is_public=False
    )
    agenda.add_item(office, meeting.id, hidden)
    agree(office, meeting.id)
    return dossier_of(office, meeting.id).meeting


def agree(office: Office, meeting_id: str) -> Meeting:
    """Both agree."""
    agenda.agree(office, meeting_id, AgendaParty.CHIEF_EXECUTIVE)
    return agenda.agree(office, meeting_id, AgendaParty.CHAIR)


def seated(office: Office, meeting_id: str, count: int, moment: datetime | None = None) -> None:
    """The first seats are filled."""
    for number in range(1, count + 1):
        attending.attend(office, meeting_id, number, at=moment or at(14, 55))


def look(office: Office, meeting_id: str = MEETING) -> MeetingDossier:
    """The meeting as it is kept now."""
    return dossier_of(office, meeting_id)


def letters(office: Office, occasion: str) -> list[Message]:
    """The letters of an occasion."""
    return [message for message in office.archive.messages() if message.occasion == occasion]


def the_question(office: Office) -> Gate:
    """The last question of the strategy group: does it recommend the plan?"""
    known = [gate for gate in office.glance(the_cycle(office)).all(Gate) if gate.key == "final_discussion"]
    return known[-1] if known else asked(office, "approve_plan", "final_discussion")


ANSWERED_FOR = Circumstances(reason="Die Frist lief über die Feiertage.", given_by="Landrat")
