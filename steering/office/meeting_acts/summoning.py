"""Summoning a meeting, moving and cancelling it: first shown, then sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from models import Meeting, MeetingState, MeetingWaiver, Summons, SummonsKind
from models.columns import key
from steering.changes import changed
from steering.errors import NotAllowedNow
from steering.meeting_letters import cancel, summoned
from steering.meetings.dossier import MeetingDossier
from steering.meetings.lifecycle import MeetingEvent, moved
from steering.meetings.summoning import Lateness, kind_of, refuse_late
from steering.office.archive import Transaction
from steering.office.clock import day_of
from steering.office.meeting_acts.desk import dossier_in, dossier_of, shift, short_name
from steering.office.meeting_acts.framing import frame_for
from steering.office.meeting_acts.preparing import Circumstances, Prepared, prepare
from steering.office.opening import Office


def prepared(office: Office, meeting_id: str, how: Circumstances) -> Prepared:
    """What `summon` would send now; nothing is kept."""
    dossier = dossier_of(office, meeting_id)
    moved(dossier.meeting.state, MeetingEvent.SUMMON)
    return prepare(office, dossier, how, kind_of(dossier.meeting, dossier.summonses))


def summon(office: Office, meeting_id: str, how: Circumstances | None = None) -> Summons:
    """Summon the members: letters, the record of the summons, and the meeting may be opened.

    Raises NotAllowedNow where a period is not kept and nobody answers for it.
    """
    how = how or Circumstances()
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        if dossier.meeting.state is MeetingState.SUMMONED and dossier.summonses:
            return dossier.summonses[-1]
        moved(dossier.meeting.state, MeetingEvent.SUMMON)
        ready = prepare(office, dossier, how, kind_of(dossier.meeting, dossier.summonses))
        return _send(office, tx, ready, how, MeetingEvent.SUMMON)


def foreseen_move(
    office: Office, meeting_id: str, starts_at: datetime, *, place: str, how: Circumstances
) -> Prepared:
    """What `move` would send now; nothing is kept."""
    return _moved(office, dossier_of(office, meeting_id), starts_at, place, how)


def move(
    office: Office, meeting_id: str, starts_at: datetime, *, place: str = "", how: Circumstances
) -> Meeting:
    """Hold a meeting on another day or in another place; whoever was summoned is summoned anew."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        if dossier.meeting.starts_at == starts_at and place in ("", dossier.meeting.place):
            return dossier.meeting
        ready = _moved(office, dossier, starts_at, place, how)
        if ready.summons is None:
            after = ready.dossier.meeting
            return shift(tx, dossier, MeetingEvent.MOVE, **_new_time(after), reason=how.reason)
        _send(
            office,
            tx,
            replace(ready, dossier=dossier),
            how,
            MeetingEvent.MOVE,
            **_new_time(ready.dossier.meeting),
        )
        return tx.get(Meeting, meeting_id)


def _moved(
    office: Office, dossier: MeetingDossier, starts_at: datetime, place: str, how: Circumstances
) -> Prepared:
    if not how.reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    moved(dossier.meeting.state, MeetingEvent.MOVE)
    held_on = day_of(starts_at)
    if held_on < office.today:
        raise NotAllowedNow(f"{held_on} is over.", code="meeting_in_the_past", held_on=held_on)
    after = changed(
        dossier.meeting,
        starts_at=starts_at,
        held_on=held_on,
        place=place or dossier.meeting.place,
        sequence=dossier.meeting.sequence + 1,
    )
    new = replace(dossier, meeting=after)
    if dossier.meeting.state is not MeetingState.SUMMONED:
        return Prepared(dossier=new, letters=(), late=())
    return prepare(office, new, how, SummonsKind.MOVED, before_at=dossier.meeting.starts_at)


def _new_time(meeting: Meeting) -> dict[str, object]:
    return {name: getattr(meeting, name) for name in ("starts_at", "held_on", "place", "sequence")}


def foreseen_cancel(office: Office, meeting_id: str, reason: str) -> Prepared:
    """What `cancel_meeting` would send now; nothing is kept."""
    return _cancelled(office, dossier_of(office, meeting_id), reason)


def cancel_meeting(office: Office, meeting_id: str, reason: str) -> Meeting:
    """Cancel a meeting; whoever was summoned is told."""
    with office.writing() as tx:
        dossier = dossier_in(tx.session, meeting_id)
        if dossier.meeting.state is MeetingState.CANCELLED:
            return dossier.meeting
        ready = _cancelled(office, dossier, reason)
        after = shift(
            tx,
            dossier,
            MeetingEvent.CANCEL,
            reason=reason.strip(),
            sequence=dossier.meeting.sequence + 1,
        )
        tx.owe(ready.letters)
        return after


def _cancelled(office: Office, dossier: MeetingDossier, reason: str) -> Prepared:
    if not reason.strip():
        raise NotAllowedNow("A reason is needed.", code="reason_missing")
    moved(dossier.meeting.state, MeetingEvent.CANCEL)
    # Whoever was never summoned has nothing to be told.
    to = summoned(dossier) if dossier.summonses else []
    frame = frame_for(office, dossier)
    dropped = changed(dossier.meeting, state=MeetingState.CANCELLED, sequence=dossier.meeting.sequence + 1)
    after = replace(dossier, meeting=dropped)
    return Prepared(
        dossier=dossier, letters=tuple(cancel(frame, after, each, reason) for each in to), late=()
    )


def _send(
    office: Office,
    tx: Transaction,
    ready: Prepared,
    how: Circumstances,
    event: MeetingEvent,
    **changes: object,
) -> Summons:
    refuse_late(ready.late, reason=how.reason, given_by=how.given_by)
    record = ready.summons
    if record is None:
        raise NotAllowedNow("No summons.", code="not_summoned", meeting=short_name(ready.dossier.meeting))
    shift(tx, ready.dossier, event, summoned_on=office.today, **changes)
    tx.keep([record, *_waivers(office, ready.dossier, ready.late, how, record.number), *ready.documents])
    tx.owe(ready.letters)
    details = {"kind": record.kind, "letters": record.letters_count, "agenda": record.agenda_sha256}
    tx.enter("meeting.letters", record.meeting_id, details)
    return tx.get(Summons, record.id)


def _waivers(
    office: Office, dossier: MeetingDossier, late: Sequence[Lateness], how: Circumstances, number: int
) -> list[MeetingWaiver]:
    return [
        MeetingWaiver(
            id=key(dossier.meeting.id, "waiver", number, place),
            meeting_id=dossier.meeting.id,
            kind=each.kind,
            subject=each.subject,
            latest_on=each.latest_on,
            reason=how.reason,
            given_by=how.given_by,
            at=office.now,
        )
        for place, each in enumerate(late, start=1)
    ]
