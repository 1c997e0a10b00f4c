"""Letters about meetings: to members, and to their deputies where a member cannot come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from models import Message, Role, Summons, SummonsKind
from models.columns import key
from steering.addressees import SPEAKING, Addressee, Sender, active_mandates, as_addressee, once_each
from steering.meetings.appointments import appointment
from steering.meetings.dossier import MeetingDossier
from steering.meetings.summoning import is_statutory
from steering.written_letters import Sheet, written
from templates import meeting_occasions as say
from templates.envelope import Contact, Facts

STAGE_KEY = "meeting"


@dataclass(frozen=True, kw_only=True)
class MeetingFrame:
    """What all letters about one meeting share."""

    sender: Sender
    plan: str
    now: datetime
    link: str
    cycle_id: str | None


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What a summons says beside the agenda."""

    kind: SummonsKind
    sentence: str = ""
    is_late: bool = False
    is_urgent: bool = False
    reason: str = ""
    before_at: datetime | None = None


def summoned(dossier: MeetingDossier, *, absent: Collection[str] = ()) -> list[Addressee]:
    """Everyone who is to come: who holds a seat on the day, and the deputies of those who cannot."""
    seats = {seat.id: seat for seat in dossier.seats}
    found = [
        as_addressee(mandate, seats[mandate.seat_id], dossier.committee)
        for mandate in active_mandates(dossier.mandates, dossier.meeting.held_on)
        if mandate.role in SPEAKING or (mandate.role is Role.DEPUTY and mandate.seat_id in absent)
    ]
    return once_each(found)


def slug(dossier: MeetingDossier) -> str:
    """The place of a meeting's documents: strategy_group-1."""
    return "-".join(dossier.meeting.id.split("/")[1:]).replace("-meeting-", "-")


def call(frame: MeetingFrame, dossier: MeetingDossier, to: Addressee, sending: Sending) -> Message:
    """The letter that summons somebody, or tells of a new agenda or day."""
    facts = _called(frame, dossier, to, sending)
    return _message(frame, dossier, to, facts, about=len(dossier.summonses) + 1, has_date=True)


def _called(frame: MeetingFrame, dossier: MeetingDossier, to: Addressee, sending: Sending) -> Facts:
    shared = _common(frame, dossier, to)
    if sending.kind is SummonsKind.MOVED:
        return say.MeetingMoved(
            before_at=sending.before_at or frame.now,
            reason=sending.reason,
            is_late=sending.is_late,
            sentence=sending.sentence,
            **shared,  # type: ignore[arg-type]
        )
    shared |= {"agenda": _lines(dossier), "papers_count": len(dossier.papers), "reason": sending.reason}
    if sending.kind is SummonsKind.AGENDA_CHANGED:
        return say.AgendaChanged(is_late=sending.is_late, **shared)  # type: ignore[arg-type]
    return say.MeetingSummons(
        has_remote_access=bool(dossier.meeting.remote_link),
        has_vote=to.has_vote,
        is_second=dossier.meeting.is_second_summons,
        is_statutory=is_statutory(dossier.committee.kind),
        sentence=sending.sentence,
        is_late=sending.is_late,
        is_urgent=sending.is_urgent,
        **shared,  # type: ignore[arg-type]
    )


def cancel(frame: MeetingFrame, dossier: MeetingDossier, to: Addressee, reason: str) -> Message:
    """The letter that cancels a meeting."""
    facts = say.MeetingCancelled(reason=reason, **_common(frame, dossier, to))  # type: ignore[arg-type]
    return _message(frame, dossier, to, facts, about=dossier.meeting.sequence, has_date=True)


def lay_before(
    frame: MeetingFrame,
    dossier: MeetingDossier,
    to: Addressee,
    *,
    version: int,
    due_on: date,
    was_inquorate: bool,
) -> Message:
    """The letter with draft minutes."""
    facts = say.MinutesReady(
        due_on=due_on,
        was_inquorate=was_inquorate,
        **_common(frame, dossier, to),  # type: ignore[arg-type]
    )
    return _message(frame, dossier, to, facts, about=version)


def tell_approved(
    frame: MeetingFrame, dossier: MeetingDossier, to: Addressee, *, approved_on: date, corrections: int
) -> Message:
    """The letter that tells of approved minutes."""
    facts = say.MinutesApproved(
        approved_on=approved_on,
        corrections_count=corrections,
        **_common(frame, dossier, to),  # type: ignore[arg-type]
    )
    return _message(frame, dossier, to, facts, about="approved")


def _lines(dossier: MeetingDossier) -> tuple[say.AgendaLine, ...]:
    return tuple(
        say.AgendaLine(number=item.number, title=item.title, is_public=item.is_public)
        for item in dossier.agenda
    )


def _common(frame: MeetingFrame, dossier: MeetingDossier, to: Addressee) -> dict[str, object]:
    return {
        "asker": frame.sender.function,
        "plan": frame.plan,
        "recipient": to.as_what,
        "contact": Contact(
            function=frame.sender.function, mail=frame.sender.address, phone=frame.sender.phone
        ),
        "link": frame.link,
        "is_simulated": dossier.meeting.is_simulated,
        "committee": dossier.committee.title,
        "meeting_at": dossier.meeting.starts_at,
        "place": dossier.meeting.place,
    }


def _message(
    frame: MeetingFrame,
    dossier: MeetingDossier,
    to: Addressee,
    facts: Facts,
    *,
    about: object,
    has_date: bool = False,
) -> Message:
    """The message owed to one addressee; with a date, their calendar learns of it."""
    appointed = appointment(dossier, frame.sender, to, now=frame.now, link=frame.link) if has_date else ""
    sheet = Sheet(
        identity=key(dossier.meeting.id, facts.occasion, about, to.id),
        stage_key=STAGE_KEY,
        round=len(dossier.summonses) + 1,
        cycle_id=frame.cycle_id,
        now=frame.now,
        mail_domain=frame.sender.mail_domain,
        calendar=appointed,
        title=dossier.committee.title,
        due_on=dossier.meeting.held_on,
    )
    return written(sheet, to, facts)


def latest(dossier: MeetingDossier) -> Summons | None:
    """The summons that counts."""
    return dossier.summonses[-1] if dossier.summonses else None
