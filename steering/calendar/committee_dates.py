"""The dates of one committee: its meetings, the last days of its questions, and what is planned next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models import AgendaItem, Committee, Cycle, Gate, GateState, Meeting, MeetingState, StageRun
from steering.calendar.event import CalendarEvent, EventState, Party
from steering.calendar.layout import Layout, StepKind
from steering.records import Records
from templates.phrases import phrase

# How long a meeting takes where nobody has planned its items.
USUAL_LENGTH = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Feeding:
    """For whom a feed is written: its committee, in a language, as of a moment."""

    committee: Committee
    organiser: Party
    mail_domain: str
    link: str
    language: str = "de"

    def uid(self, *parts: str) -> str:
        """The name of a date for life: the record that it comes from."""
        return f"{'-'.join(parts).replace('/', '-')}@{self.mail_domain}"


def committee_events(records: Records, feeding: Feeding) -> list[CalendarEvent]:
    """The meetings and questions of the committee that are in the records."""
    return [*_meetings(records, feeding), *_gates(records, feeding)]


def _meetings(records: Records, feeding: Feeding) -> Iterator[CalendarEvent]:
    cycle = records.one(Cycle)
    for meeting in records.all(Meeting):
        if meeting.committee_id != feeding.committee.id:
            continue
        agenda = [item for item in records.all(AgendaItem) if item.meeting_id == meeting.id]
        yield meeting_event(meeting, agenda, feeding, stamped_at=cycle.opened_at)


def meeting_event(
    meeting: Meeting, agenda: Iterable[AgendaItem], feeding: Feeding, *, stamped_at: datetime
) -> CalendarEvent:
    """A meeting as a date: in the feed of its body, and in the letters to its members."""
    return CalendarEvent(
        uid=feeding.uid(meeting.id),
        sequence=meeting.sequence,
        stamped_at=stamped_at,
        title=phrase("calendar.meeting", feeding.language, committee=feeding.committee.title),
        starts=meeting.starts_at or meeting.held_on,
        ends=meeting.starts_at + length_of(agenda) if meeting.starts_at else None,
        place=meeting.place,
        state=EventState.CANCELLED if meeting.state is MeetingState.CANCELLED else EventState.CONFIRMED,
        organiser=feeding.organiser,
        url=feeding.link,
        is_public=feeding.committee.is_public,
    )


def length_of(agenda: Iterable[AgendaItem]) -> timedelta:
    """How long a meeting is planned: the minutes of its items, or the usual time."""
    planned = sum(item.planned_minutes or 0 for item in agenda if not item.is_withdrawn)
    return timedelta(minutes=planned) if planned else USUAL_LENGTH


def _gates(records: Records, feeding: Feeding) -> Iterator[CalendarEvent]:
    for gate in records.all(Gate):
        if gate.committee_id != feeding.committee.id:
            continue
        facts = {"committee": feeding.committee.title, "what": gate_title(gate.key, feeding.language)}
        yield CalendarEvent(
            uid=feeding.uid("gate", gate.id),
            sequence=gate.lock_version,
            stamped_at=gate.closed_at or gate.opened_at,
            title=phrase("calendar.deadline", feeding.language, **facts),
            starts=gate.due_on,
            description=gate.question,
            state=EventState.CANCELLED if gate.state is GateState.CANCELLED else EventState.CONFIRMED,
            organiser=feeding.organiser,
            url=feeding.link,
            is_public=feeding.committee.is_public,
        )


def planned_events(records: Records, layout: Layout, feeding: Feeding, today: date) -> list[CalendarEvent]:
    """When the questions to the committee are planned that nobody has put yet.

    They rest on the day on which the revision began, so that a planned day does not move with every look.
    """
    cycle = records.one(Cycle)
    runs = {run.id: run.stage_key for run in records.all(StageRun)}
    put = {(runs[gate.stage_run_id], gate.key) for gate in records.all(Gate) if gate.stage_run_id in runs}
    days = layout.network.earliest({layout.first: cycle.opened_at.date()})
    mine = [
        step
        for step in layout.steps
        if step.kind is StepKind.GATE
        and step.committee == feeding.committee.key
        and (step.stage_key, step.gate) not in put
        and days[step.ends] >= today
    ]
    return [
        _planned(cycle.id, step.key, step.gate, days[step.ends], cycle.opened_at, feeding) for step in mine
    ]


def _planned(
    cycle_id: str, key: str, gate: str, day: date, stamped_at: datetime, feeding: Feeding
) -> CalendarEvent:
    facts = {"committee": feeding.committee.title, "what": gate_title(gate, feeding.language)}
    return CalendarEvent(
        uid=feeding.uid("planned", cycle_id, key),
        stamped_at=stamped_at,
        title=phrase("calendar.planned", feeding.language, **facts),
        starts=day,
        state=EventState.TENTATIVE,
        organiser=feeding.organiser,
        url=feeding.link,
        is_public=feeding.committee.is_public,
    )


def listed_events(days: Sequence[date], feeding: Feeding, stamped_at: datetime) -> list[CalendarEvent]:
    """The days on which the committee meets, as its office has published them."""
    return [
        CalendarEvent(
            uid=feeding.uid("listed", feeding.committee.id, day.isoformat()),
            stamped_at=stamped_at,
            title=phrase("calendar.meeting", feeding.language, committee=feeding.committee.title),
            starts=day,
            organiser=feeding.organiser,
            is_public=feeding.committee.is_public,
        )
        for day in sorted(days)
    ]


def gate_title(gate: str, language: str = "de") -> str:
    """What a gate is about, in a few words."""
    return phrase(f"gate.{gate}", language)
